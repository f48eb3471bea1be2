// Which piece of a built file is whose.

import assert from "node:assert/strict";
import { test } from "node:test";
import binaryen from "binaryen";
import { minify } from "terser";
import { CONSTANTS, FRAME, functionsOf, lengthOf, modulePieces, ownerOf, plain, wasmPieces, without } from "./anatomy.mjs";

test("a function counts to where it was written", () => {
  for (const [name, owner] of [
    ["claims_core::scene::bars::bars::h13e24091b50f1e3a", "claims_core::scene"],
    ["<claims_core::model::day::Day as core::fmt::Display>::fmt", "claims_core::model"],
    ["<claims_core::words::lines::Line<'_> as core::iter::Iterator>::next", "claims_core::words"],
    // A trait's crate or a type's: the one that depends on the other.
    ["<claims_chart::CanvasMetrics as claims_core::scene::text::TextMetrics>::width", "claims_chart"],
    ["<alloc::string::String as claims_chart::values::Field>::put", "claims_chart"],
    ["<alloc::string::String as core::fmt::Write>::write_str.11", "alloc"],
    ["<plotters_canvas::canvas::CanvasBackend as plotters_backend::DrawingBackend>::draw_circle", "plotters_canvas"],
    ["<&T as core::fmt::Display>::fmt", "core"],
    ["<T as alloc::slice::<impl [T]>::to_vec_in::ConvertVec>::to_vec", "alloc"],
    ["<i32>::rem_euclid", "core"],
    // What is generic, and what nobody wrote.
    ["alloc::vec::Vec<T,A>::push", "alloc"],
    ["alloc::vec::partial_eq::<impl core::cmp::PartialEq<alloc::vec::Vec<U,A2>> for alloc::vec::Vec<T,A1>>::eq", "alloc"],
    ["core::ptr::drop_in_place<alloc::vec::Vec<claims_core::reason::pairs::Stand>>", "claims_core::reason"],
    ["core::ptr::drop_in_place<alloc::rc::Rc<wasm_bindgen::__rt::WasmRefCell<claims_chart::Chart>>>", "claims_chart"],
    ["core[12f89f2d8a73214f]::ptr::drop_in_place::<std[465afff93ac137a0]::panicking::Payload>", "std"],
    // What is not of a crate by its name.
    ["chart_layout", "claims_chart"],
    ["__wbindgen_malloc", "wasm_bindgen"],
    ["memcmp", "compiler_builtins"],
    ["538", "without a name"],
  ]) assert.equal(ownerOf(plain(name)), owner, name);
});

const TEXT = "a text that is known";

/** A module with an import of every kind, and three functions. */
const module = () => {
  const wasm = binaryen.parseText(`(module
    (import "i" "memory" (memory 1 2))
    (import "i" "a" (func $js (param i32)))
    (import "i" "table" (table 2 funcref))
    (import "i" "global" (global $g (mut i32)))
    (data (i32.const 1024) "before ${TEXT} after")
    (export "a" (func $chart_new))
    (func $chart_new (call $js (i32.const 1)))
    (func $core::fmt::write (call $js (i32.const 70000)))
    (func $core::fmt::pad (call $js (i32.add (global.get $g) (i32.const 3))))
  )`);
  return { bytes: Buffer.from(wasm.emitBinary()), names: ["js", "chart_new", "core::fmt::write", "core::fmt::pad"] };
};

test("the pieces of a wasm module are the whole of it, and none is in two", () => {
  const { bytes, names } = module();
  const pieces = wasmPieces(bytes, names, [["known", TEXT], ["not there", "another text"]]);
  assert.deepEqual(pieces.map(({ name }) => name).sort(), ["claims_chart", "core", CONSTANTS, "data: known", FRAME].sort());
  const ranges = pieces.flatMap((piece) => piece.ranges).sort((a, b) => a.start - b.start);
  ranges.forEach(({ start }, n) => assert.equal(start, n ? ranges[n - 1].end : 0));
  assert.equal(ranges.at(-1)?.end, bytes.length);
  const known = pieces.find(({ name }) => name === "data: known")?.ranges ?? [];
  assert.equal(lengthOf(known), TEXT.length);
  assert.ok(!without(bytes, known).includes(TEXT));
  assert.equal(without(bytes, known).length, bytes.length - TEXT.length);
});

test("functions have the names of their indices, after those that are imported", () => {
  const { bytes, names } = module();
  const functions = functionsOf(bytes, names);
  assert.deepEqual(functions.map(({ name }) => name), names.slice(1));
  assert.ok(functions.every(({ start, end }, n) => end > start && (!n || start === functions[n - 1].end)));
  assert.throws(() => functionsOf(bytes, names.slice(1)), /3 names for 1 \+ 3 functions/);
});

test("a module's pieces are the files that it was made of, by its source map", async () => {
  const files = { "../www/a.js": "export const first = 'ä';\n", "../www/b.js": "export const second = 2;\n" };
  const { code, map } = await minify(files, { module: true, sourceMap: true });
  const text = `${code}\n`;
  const pieces = modulePieces(text, String(map));
  assert.deepEqual(pieces.map(({ name }) => name), ["www/a.js", "www/b.js", "around them"]);
  const bytes = Buffer.from(text);
  const [a, b] = pieces.map(({ ranges }) => ranges.map(({ start, end }) => bytes.toString("utf8", start, end)).join("…"));
  assert.match(a, /first="ä"/);
  assert.match(b, /second=2/);
  assert.equal(pieces.reduce((sum, { ranges }) => sum + lengthOf(ranges), 0), bytes.length);
});
