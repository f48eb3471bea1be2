// What goes into the second part of a module, and what each part gets from the other.

import assert from "node:assert/strict";
import { test } from "node:test";
import { dataOf, formOf, moveData, placeOfText, splitWat } from "./wat.mjs";

/** What makes a function too long to be copied. */
const LONG = "\n  (nop)".repeat(80);

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
  (call $short (local.get $0))
 )
 (func $own (type $0) (param $0 i32)
  (call $both (local.get $0))
  (call $more_js (local.get $0))
 )
 (func $both (type $0) (param $0 i32)
  (call $js (local.get $0))${LONG}
 )
 (func $in_table (type $0) (param $0 i32)
  (call $short (local.get $0))${LONG}
 )
 (func $short (type $0) (param $0 i32)
  (nop)
 )
)
`;

/** The functions that a part has itself. @param {string} wat */
const own = (wat) => Array.from(wat.matchAll(/^ \(func \$("[^"]*"|\S+)/gm), ([, name]) => name);

test("what only a root calls goes with it; what others or the table call stays", () => {
  const { first, second } = splitWat(WAT, [/^core::root<T, U>$/]);
  assert.deepEqual(own(first), ["short", "start", "both", "in_table"], "functions alike stand together");
  assert.deepEqual(own(second), ["short", "own", '"core::root<T, U>::h0123456789abcdef"'], "what is short is in both");
});

test("each part imports what it needs of the other, under names that are free", () => {
  const { first, second } = splitWat(WAT, [/^core::root<T, U>$/]);
  assert.match(first, /\(import "m" "a" \(func \$"core::root<T, U>::h0123456789abcdef" \(type \$0\) \(param \$0 i32\)\)\)/);
  const imports = second.match(/^ \(import .*/gm);
  assert.deepEqual(imports, [
    ' (import "i" "b" (func $more_js (type $0) (param i32)))',
    ' (import "f" "memory" (memory $0 1))',
    ' (import "f" "b" (table $0 3 3 funcref))',
    ' (import "f" "c" (global $stack (mut i32)))',
  ]);
  for (const name of ["b", "c"]) assert.ok(first.includes(`(export "${name}" (`), name);
});

test("the first part's functions are called by their places in the table, also within each other's arguments", () => {
  const number = ` (func $number (param $x i32) (result i32)\n  (local.get $x)${LONG}\n )\n`;
  const nested = WAT.replace(" (func $short", `${number} (func $short`).replace("(export \"memory\"", "(export \"number\" (func $number))\n (export \"memory\"")
    .replace("(call $in_table (local.get $0))", "(call $in_table\n   (call $number\n    (call $number (i32.const 7))\n   )\n  )");
  const { first, second } = splitWat(nested, [/^core::root<T, U>$/]);
  assert.match(first, /\(table \$0 4 4 funcref\)/);
  const [, ...inTable] = first.match(/\(elem \$0 \(i32\.const 1\) (\S+) (\S+) ([^\s)]+)\)/) ?? [];
  assert.deepEqual([inTable[0], inTable.slice(1).sort()], ["$in_table", ["$both", "$number"]], "what stands there already stays where it is");
  const [both, other] = ["$both", "$number"].map((name) => inTable.indexOf(name) + 1);
  const call = "(call_indirect $0 (type $0) (param i32)";
  const inner = "(call_indirect $0 (param i32) (result i32)";
  const flat = second.replace(/\s+/g, " ");
  assert.ok(flat.includes(`${call} ${inner} ${inner} (i32.const 7) (i32.const ${other})) (i32.const ${other})) (i32.const 1))`), flat);
  assert.ok(flat.includes(`${call} (local.get $0) (i32.const ${both}))`), flat);
  assert.doesNotMatch(second, /\(call \$(in_table|both|number)/);
});

test("a table with room at its end, and a second one, are errors", () => {
  const root = [/^core::root<T, U>$/];
  assert.throws(() => splitWat(WAT.replace("2 2 funcref", "5 5 funcref"), root), /room at its end/);
  assert.throws(() => splitWat(WAT.replace("2 2 funcref", "2 funcref"), root), /no table, or in several/);
  assert.throws(() => splitWat(WAT.replace(" (table $0", " (table $1 2 2 funcref)\n (table $0"), root), /no table, or in several/);
});

test("how something is aligned is left out", () => {
  const loads = WAT.replaceAll("(nop)", "(i32.store offset=8 align=1\n   (local.get $0)\n   (i32.load align=2\n    (local.get $0)))");
  const { first } = splitWat(loads, [/^core::root<T, U>$/]);
  assert.match(first, /\(i32\.store offset=8\n/);
  assert.match(first, /\(i32\.load\n/);
});

test("a root that is not there, or not alone, is an error", () => {
  assert.throws(() => splitWat(WAT, [/^gone$/]), /0 functions are called/);
  assert.throws(() => splitWat(WAT, [/./]), /6 functions are called/);
});

test("data are moved by what stands there, byte by byte", () => {
  const bytes = Buffer.from("\0a\n é \\ \"two\" three");
  const parts = { first: `(module\n${formOf(64, bytes)}\n)\n`, second: "(module\n)\n" };
  assert.deepEqual(dataOf(formOf(64, bytes)), { address: 64, bytes });
  assert.deepEqual(dataOf(' (data $0 (i32.const 8) "a\\n\\"\\c3\\a9")'), { address: 8, bytes: Buffer.from('a\n"é') });
  const place = placeOfText(parts.first, " é ", "two");
  const { first, second } = moveData(parts, place);
  const pieces = [first, second].map((wat) => wat.split("\n").flatMap((form) => dataOf(form) ?? []));
  assert.deepEqual(pieces.map((all) => all.map((piece) => String(piece.bytes))), [["\0a\n é ", '" three'], ['\\ "two']]);
  for (const { address, bytes: own } of pieces.flat()) assert.deepEqual(own, bytes.subarray(address - 64, address - 64 + own.length));
  assert.throws(() => placeOfText(parts.first, "none", "two"), /stands in 0 pieces/);
  assert.throws(() => placeOfText(parts.first, "two", " é "), /does not stand behind/);
  assert.throws(() => moveData(parts, { address: 0, size: 4 }), /no data at 0/);
});
