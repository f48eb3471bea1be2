// Makes a wasm module that wasm-pack built small: node tools/shrink-wasm.mjs FOLDER/MODULE LINK_MAP [--names]
//
// It has to come from `wasm-pack build --no-opt` and hold the names of its functions; the linker's map tells where its
// constants begin and end. This is done to it:
// - What only ever runs on the way to a panic becomes a trap. A panic in wasm ends in one anyway, and its message goes to
//   a standard error that is not there.
// - What only panics read is emptied: messages, tables, and places in source files, which tell where the wasm was built.
// - The names between wasm and JavaScript, each with a hash in it, become short; exports that nothing calls go.
// - wasm-opt's passes run, so that whatever all this leaves unused goes too, and the names of functions, unless
//   --names leaves them to tools/split-wasm.mjs; at last the constants that nothing mentions any more.

import binaryen from "binaryen";
import { execFileSync } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { dataOf as constantsOf, formOf, formsOf, mentionsOf } from "./wat.mjs";

const [MODULE, LINK_MAP, NAMES] = process.argv.slice(2);
const WASM = `${MODULE}_bg.wasm`;
const GLUE = `${MODULE}.js`;
const TYPES = `${MODULE}.d.ts`;
/** What the glue calls the module of its imports. */
const IMPORTS = `./${basename(MODULE)}_bg.js`;

const WASM_OPT = fileURLToPath(new URL("../node_modules/binaryen/bin/wasm-opt", import.meta.url));
const FEATURES = ["--enable-bulk-memory", "--enable-nontrapping-float-to-int", "--enable-sign-ext", "--enable-mutable-globals"];
const OPTIONS = [
  ...FEATURES,
  // The stack comes first in memory, and its last kB is never reached: nothing is at an address so low.
  "--low-memory-unused",
  // What Rust checks, it checks by itself: no load and no division traps.
  "--ignore-implicit-traps",
  // Less is inlined than usually: what is alike compresses better apart.
  "--always-inline-max-function-size=4", "--one-caller-inline-max-function-size=0",
  "-Oz", "--flatten", "--rereloop", "-Oz", "--flatten", "--rereloop", "-Oz", "-Oz", "--converge", "--strip-producers",
];

/**
 * Functions that are not reached but by a panic, a failed allocation among them, or not at all, which the compiler
 * cannot know: no closure and no future goes to JavaScript, and text is written with escapes by `Debug` alone, which
 * only panics use. (What JavaScript holds and JSON does not is shown by `Debug` too: by none of these.)
 */
const UNREACHED = [
  /^core::panicking::/,
  /^core::(option|result)::(unwrap|expect)_failed/,
  /^core::slice::index::slice_\w*fail/,
  /^core::str::slice_error_fail/,
  /^core::cell::panic_already/,
  /^<core::cell::Borrow(Mut)?Error as core::fmt::Display>::fmt/,
  /^<?alloc::vec::Vec<_, _>>?::remove::assert_failed/,
  /^alloc::raw_vec::(handle_error|capacity_overflow)/,
  /^alloc::alloc::handle_alloc_error/,
  /^std::panicking::(panic_|begin_|rust_|default_hook)/,
  /^<.* as core::panic::PanicPayload>::/,
  /^<std::panicking::panic_handler::\w+ as core::fmt::Display>::fmt/,
  /^<&?(T|str|char|u64|usize|core::ops::range::Range<usize>) as core::fmt::Debug>::fmt/,
  /^<char>::escape_debug|^core::char::methods::<impl char>::escape_debug/,
  /^core::unicode::(printable|unicode_data::grapheme_extend)::/,
  /^js_sys::futures::/,
  /^wasm_bindgen::convert::closures::/,
];

/**
 * A function of plotters-canvas that needs all that formats numbers, and what the widget exports in its place. A module that
 * does not export that keeps it.
 */
const REPLACED = /^plotters_canvas::canvas::make_canvas_color$/;
const REPLACEMENT = "write_colour";

/** Where it is replaced nothing else formats: texts are put together by hand. */
const FORMATTING = new RegExp([
  "^alloc::fmt::format::format_inner", "^core::fmt::(Write::write_fmt|write)$", "^<?core::fmt::Formatter>?::pad",
  "^<alloc::string::String as core::fmt::Write>::", "^<\\w+ as core::fmt::(Display|LowerExp|UpperExp)>::fmt",
  "^core::fmt::(float|num)::", "^<?core::num::(imp::)?(flt2dec|bignum|diy_float)::",
].join("|"));

/** Texts of panics, where they have a constant to themselves. */
const TEXT = /^(assertion failed: |attempt to |called `\w+::unwrap\(\)` on |rwlock |a (formatting|Display) |Tried to shrink )/;
/** Texts of panics, where the linker has put several into one constant. */
const TEXTS = [
  "index out of bounds: the len is ", " but the index is ",
  "slice index starts at ", "byte range starts at ", " but ends at ",
  "range start index ", "range end index ", " out of range for slice of length ",
  "start byte index ", "end byte index ", " is out of bounds for string of length ",
  " is not a char boundary; it is inside ", " (bytes ", " of string)",
  "assertion `left ", " right` failed\n  left: ", "\n right: ",
  "copy_from_slice: source slice length (", ") does not match destination slice length (",
  "removal index (is ", ") should be < len (is ", "capacity overflow", "reentrant init", "chunk size must be non-zero", "mid > len",
];
/** What writes numbers in hexadecimal reads them; where nothing is formatted, nothing does. */
const DIGITS = ["0x0123456789ABCDEF", "0123456789abcdef"];
/** The path of a source file, as panics have it. */
const PATH = /^[\w./@+-]+\.rs$/;
/** Bytes of a place in a source file, as panics have it: the path's address and length, line and column. */
const PLACE_SIZE = 16;

/** The name of a function without what tells one build of a crate from another. @param {string} name */
const plain = (name) => name.replace(/\[[0-9a-f]+\]/g, "").replace(/::h[0-9a-f]{16}$/, "");
/** The n-th of a row of names: a, b, … z, aa, ab, … @param {number} n @returns {string} */
const short = (n) => (n < 26 ? "" : short(Math.floor(n / 26) - 1)) + String.fromCharCode(97 + (n % 26));

/**
 * The constants, which are the first data segment that a linker writes: as a view into the file, and their address.
 *
 * @param {Buffer} file
 */
function dataOf(file) {
  const DATA = 11;
  let at = 8;
  const number = () => {
    for (let value = 0, shift = 0; ; shift += 7) {
      const byte = file[at++];
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  };
  while (at < file.length) {
    const section = file[at++];
    const length = number();
    if (section === DATA) break;
    at += length;
  }
  // Active in memory 0, at an address that is told.
  const [n, flags, opcode, start, end] = [number(), number(), number(), number(), number()];
  if (n < 1 || flags || opcode !== 0x41 || end !== 0x0b) throw new Error(`${WASM} has data of another form`);
  const length = number();
  return { start, bytes: file.subarray(at, at + length) };
}

/**
 * Where the linker has put things: from its map, whose lines begin with address, offset and size.
 *
 * @param {string} map
 * @param {RegExp} what the rest of the line
 */
function placesOf(map, what) {
  const lines = map.matchAll(new RegExp(`^ *([0-9a-f]+) +[0-9a-f]+ +([0-9a-f]+) +${what.source}$`, "gm"));
  return Array.from(lines, ([, address, size]) => ({ address: parseInt(address, 16), size: parseInt(size, 16) }));
}

/** What such a line has of a constant. */
const CONSTANT = /\S.*:\(\.rodata\S*\)/;

const file = await readFile(WASM);
const { start, bytes } = dataOf(file);
const map = await readFile(LINK_MAP, "utf8");
const [whole] = placesOf(map, /\.rodata/);
if (whole?.address !== start || whole.size !== bytes.length) {
  throw new Error(`${LINK_MAP} is the map of another wasm: \`make clean\` lets the linker write it anew`);
}
/** @param {number} address @param {number} size */
const textAt = (address, size) => bytes.toString("latin1", address - start, address - start + size);
/** Zeros take no place in a wasm. @param {number} address @param {number} size */
const clear = (address, size) => bytes.fill(0, address - start, address - start + size);

const readWasm = () => {
  const wasm = binaryen.readBinary(file);
  const { MutableGlobals, NontrappingFPToInt, BulkMemory, BulkMemoryOpt, SignExt } = binaryen.Features;
  wasm.setFeatures(MutableGlobals | NontrappingFPToInt | BulkMemory | BulkMemoryOpt | SignExt);
  const functions = Array.from({ length: wasm.getNumFunctions() }, (_, n) =>
    binaryen.getFunctionInfo(wasm.getFunctionByIndex(n)));
  const exported = Array.from({ length: wasm.getNumExports() }, (_, n) =>
    binaryen.getExportInfo(wasm.getExportByIndex(n)));
  return { wasm, functions, exported };
};

const isReplaced = readWasm().exported.some(({ name }) => name === REPLACEMENT);
/** @param {string} name */
const isUnreached = (name) => UNREACHED.some((pattern) => pattern.test(plain(name)))
  || (isReplaced && FORMATTING.test(plain(name)));
/** @param {string} name */
const replacementOf = (name) => (isReplaced && REPLACED.test(plain(name)) ? REPLACEMENT : undefined);

// Which addresses are mentioned: by functions that are reached and by other constants, or by functions that are not.
const mentioned = { reached: /** @type {number[]} */ ([]), unreached: /** @type {number[]} */ ([]) };
for (let at = 0; at + 4 <= bytes.length; at += 4) mentioned.reached.push(bytes.readUInt32LE(at));
{
  const { wasm, functions } = readWasm();
  const names = functions.filter(({ module }) => !module).map(({ name }) => name);
  const bodies = wasm.emitText().split(/^ \(func /m).slice(1);
  if (names.length !== bodies.length) throw new Error(`${names.length} functions have ${bodies.length} bodies`);
  bodies.forEach((body, n) => {
    const numbers = Array.from(body.matchAll(/(?:const |offset=)(\d+)/g), ([, number]) => Number(number));
    mentioned[isUnreached(names[n]) || replacementOf(names[n]) ? "unreached" : "reached"].push(...numbers);
  });
  wasm.dispose();
}

let n_emptied = 0;
const paths = new Map();
for (const { address, size } of placesOf(map, /\S.*:\(\.rodata\.\S*\)/)) {
  /** @param {number} mention */
  const isHere = (mention) => address <= mention && mention < address + size;
  const [path, length] = [0, 4].map((at) => size === PLACE_SIZE ? bytes.readUInt32LE(address - start + at) : 0);
  const isPlace = length && PATH.test(textAt(path, length));
  if (isPlace) paths.set(path, length);
  const isForNothing = mentioned.unreached.some(isHere) && !mentioned.reached.some(isHere);
  if (isPlace || isForNothing || TEXT.test(textAt(address, size))) {
    clear(address, size);
    n_emptied += 1;
  }
}
for (const [path, length] of paths) clear(path, length);
for (const text of isReplaced ? [...TEXTS, ...DIGITS] : TEXTS) {
  for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text)) clear(start + at, text.length);
}

const { wasm, functions, exported } = readWasm();
const replaced = new Set();
for (const { name, params, results } of functions) {
  const replacement = replacementOf(name);
  if (!replacement && !isUnreached(name)) continue;
  const locals = () => binaryen.expandType(params).map((type, n) => wasm.local.get(n, type));
  const body = replacement ? wasm.call(replacement, locals(), results) : wasm.unreachable();
  wasm.removeFunction(name);
  wasm.addFunction(name, params, results, [], body);
  replaced.add(replacement);
}
// Had a compiler other names or forms for all this, the wasm would grow unseen.
if (!paths.size || !n_emptied || (isReplaced && !replaced.has(REPLACEMENT))) {
  throw new Error(`${WASM} lacks what is to go: has it names, is it not optimised yet, is the map its own?`);
}

let glue = await readFile(GLUE, "utf8");
/** Gives a name in the glue another one. @param {string} name as an object's key @param {string} by */
function rename(name, by) {
  const renamed = glue.replace(`${name}: `, `${by}: `);
  if (renamed === glue) throw new Error(`${GLUE} has no ${name}`);
  glue = renamed;
}
rename(JSON.stringify(IMPORTS), "i");
functions.filter(({ module }) => module === IMPORTS).forEach(({ name, base, params, results }, n) => {
  wasm.removeFunction(name);
  wasm.addFunctionImport(name, "i", short(n), params, results);
  rename(base ?? "", short(n));
});
// Flags that a host may set; the glue has none of them.
exported.filter(({ kind, name }) => kind === binaryen.ExternalGlobal && !glue.includes(name)).forEach(({ name }) => wasm.removeExport(name));
exported.filter(({ kind }) => kind === binaryen.ExternalFunction).forEach(({ name, value }, n) => {
  wasm.removeExport(name);
  const renamed = glue.replace(new RegExp(`\\bwasm\\.${name}\\b`, "g"), `wasm.${short(n)}`);
  if (renamed !== glue) wasm.addFunctionExport(value, short(n));
  glue = renamed;
});
// They are nobody's to call.
const types = await readFile(TYPES, "utf8");
await writeFile(TYPES, types.replace(/^ +readonly (?!memory:).*\n/gm, ""));

if (!wasm.validate()) throw new Error(`${WASM} came out invalid`);
binaryen.setDebugInfo(NAMES === "--names");
await writeFile(WASM, wasm.emitBinary());
/** @param {string[]} given */
const wasmOpt = (...given) => execFileSync(process.execPath, [WASM_OPT, ...given, ...(NAMES ? ["-g"] : [])], { stdio: "inherit" });
wasmOpt(WASM, "-o", WASM, ...OPTIONS);

// By now more is out of reach, and with it constants: none of their addresses is mentioned any more. wasm-opt has left what
// is not zero of them in pieces.
const text = `${WASM}.wat`;
wasmOpt(WASM, "-S", "-o", text, ...FEATURES);
const forms = formsOf(await readFile(text, "utf8"));
const mentions = mentionsOf(forms);
for (let at = 0; at + 4 <= bytes.length; at += 4) mentions.push(bytes.readUInt32LE(at));
const left = placesOf(map, CONSTANT)
  .filter(({ address, size }) => !mentions.some((mention) => address <= mention && mention < address + size));
const emptied = forms.map((form) => {
  const piece = constantsOf(form);
  if (!piece) return form;
  for (const { address, size } of left) {
    const at = address - piece.address;
    if (at < piece.bytes.length && at + size > 0) piece.bytes.fill(0, Math.max(0, at), Math.min(piece.bytes.length, at + size));
  }
  return formOf(piece.address, piece.bytes);
});
await writeFile(text, emptied.join("\n"));
wasmOpt(text, "-o", WASM, ...FEATURES, "--memory-packing");
await rm(text);
await writeFile(GLUE, glue);
