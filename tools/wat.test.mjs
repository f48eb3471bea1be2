// What goes into the second part of a module, and what each part gets from the other.

import assert from "node:assert/strict";
import { test } from "node:test";
import { splitWat } from "./wat.mjs";

const WAT = `(module $whole
 (type $0 (func (param i32)))
 (import "i" "a" (func $js (type $0) (param i32)))
 (import "i" "b" (func $more_js (type $0) (param i32)))
 (global $stack (mut i32) (i32.const 64))
 (memory $0 1)
 (table $0 2 2 funcref)
 (elem $0 (i32.const 1) $in_table)
 (export "memory" (memory $0))
 (export "a" (func $start))
 (func $start (type $0) (param $0 i32)
  (call $both (local.get $0))
  (call $"core::root<T, U>::h0123456789abcdef" (local.get $0))
 )
 (func $"core::root<T, U>::h0123456789abcdef" (type $0) (param $0 i32)
  (call $own (global.get $stack))
  (call $in_table (local.get $0))
 )
 (func $own (type $0) (param $0 i32)
  (call $both (local.get $0))
  (call $more_js (local.get $0))
 )
 (func $both (type $0) (param $0 i32)
  (call $js (local.get $0))
 )
 (func $in_table (type $0) (param $0 i32)
  (nop)
 )
)
`;

/** The functions that a part has itself. @param {string} wat */
const own = (wat) => Array.from(wat.matchAll(/^ \(func \$("[^"]*"|\S+)/gm), ([, name]) => name);

test("what only a root calls goes with it; what others or the table call stays", () => {
  const { first, second } = splitWat(WAT, [/^core::root<T, U>$/]);
  assert.deepEqual(own(first), ["in_table", "both", "start"], "functions alike stand together");
  assert.deepEqual(own(second), ["own", '"core::root<T, U>::h0123456789abcdef"']);
});

test("each part imports what it needs of the other, under names that are free", () => {
  const { first, second } = splitWat(WAT, [/^core::root<T, U>$/]);
  assert.match(first, /\(import "m" "a" \(func \$"core::root<T, U>::h0123456789abcdef" \(type \$0\) \(param \$0 i32\)\)\)/);
  const imports = second.match(/^ \(import .*/gm);
  assert.deepEqual(imports, [
    ' (import "i" "b" (func $more_js (type $0) (param i32)))',
    ' (import "f" "memory" (memory $0 1))',
    ' (import "f" "b" (table $0 2 2 funcref))',
    ' (import "f" "c" (global $stack (mut i32)))',
    ' (import "f" "d" (func $in_table (type $0) (param $0 i32)))',
    ' (import "f" "e" (func $both (type $0) (param $0 i32)))',
  ]);
  for (const name of ["b", "c", "d", "e"]) assert.ok(first.includes(`(export "${name}" (`), name);
});

test("how something is aligned is left out", () => {
  const loads = WAT.replace("(nop)", "(i32.store offset=8 align=1\n   (local.get $0)\n   (i32.load align=2\n    (local.get $0)))");
  const { first } = splitWat(loads, [/^core::root<T, U>$/]);
  assert.match(first, /\(i32\.store offset=8\n/);
  assert.match(first, /\(i32\.load\n/);
});

test("a root that is not there, or not alone, is an error", () => {
  assert.throws(() => splitWat(WAT, [/^gone$/]), /0 functions are called/);
  assert.throws(() => splitWat(WAT, [/./]), /5 functions are called/);
});
