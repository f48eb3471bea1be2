// Splits a small wasm module in two: node tools/split-wasm.mjs FOLDER/MODULE FUNCTIONS
//
// What a reader does not need at first goes into a second part, which shares the first one's memory, table, stack and
// functions: MODULE_bg.wasm keeps the rest, and its JavaScript gets `load_more()`, which fetches MODULE_more.wasm. The
// first part imports the roots of the second from JavaScript, where a call before its time is an error.
//
// It goes by the names of functions: the module comes from `shrink-wasm.mjs --names`. They are gone afterwards, but for
// the file FUNCTIONS, by which tools/size.mjs tells what takes the space.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { numberVariables, orderFunctions } from "./alike.mjs";
import { moveData, placeOfText, splitWat } from "./wat.mjs";

/**
 * The roots of the second part. With each goes what nothing else calls; a function in the table stays, because who calls
 * it cannot be known. In Rust each root is `#[inline(never)]`, or a function that JavaScript calls.
 */
const ROOTS = [
  /^claims_core::scene::bars::bars$/,
  /^chart_pair$/,
  // Where claims contradict each other: `new Chart` is an error without them.
  /^claims_core::reason::contradictions::search$/,
  /^claims_core::reason::reasoning::Reasoning::concerns$/,
  /^claims_core::words::finding::contradictions$/,
  /^claims_core::scene::shape::Scene::tie$/,
  // Of more claims than can be told apart, too.
  /^claims_core::scene::cloud::cloud$/,
  /^claims_core::scene::cloud::Cloud::nearest$/,
  /^claims_core::scene::cloud::Cloud::n_beside$/,
  /^claims_core::scene::cloud::Cloud::add_points$/,
  /^claims_core::scene::cloud::Cloud::place_of$/,
  /^claims_core::scene::cloud::Mark::place$/,
  /^claims_core::words::card::beside$/,
  /^claims_chart::stamp_cloud$/,
  /^chart_values$/,
  /^chart_spot_of$/,
  /^chart_shown$/,
];

/** Less than this, in bytes, and something holds on to what should have gone. */
const LEAST = 8_000;

const [MODULE, FUNCTIONS] = process.argv.slice(2);
const WASM = `${MODULE}_bg.wasm`;
const MORE = `${MODULE.replace(/_chart$/, "")}_more.wasm`;
const GLUE = `${MODULE}.js`;

const WASM_OPT = fileURLToPath(new URL("../node_modules/binaryen/bin/wasm-opt", import.meta.url));
const FEATURES = ["bulk-memory", "nontrapping-float-to-int", "sign-ext", "mutable-globals"].map((name) => `--enable-${name}`);
/** As in shrink-wasm.mjs: what is alike compresses better apart. Chosen by what brotli makes of it, which is mostly chance. */
const PASSES = ["--low-memory-unused", "--ignore-implicit-traps", "--always-inline-max-function-size=4",
  "--one-caller-inline-max-function-size=0", "--gufa-optimizing", "-Os", "--converge", "--coalesce-locals-learning",
  "--vacuum", "--strip-producers"];

/** Orders of functions to choose from: which of them compresses best nobody can tell before. */
const N_NEAR = [1, 2, 3, 4];

/** In the place of a piece of a hash: of all such pieces, the one that compresses best beside the rest is the mark of both parts. */
const MARK = "marked";
/** A few bytes more or less make 0.1 kB of chance: an order is chosen by what it takes with several marks. */
const TRIED_MARKS = ["0a1f9c", "7be24d", "c35810", "e9d6b7", "4f02a8", "91c3ee"];

/** @param {string[]} given */
const wasmOpt = (...given) =>
  execFileSync(process.execPath, [WASM_OPT, ...FEATURES, ...given], { stdio: ["ignore", "inherit", "inherit"] });

/**
 * Makes a part, and tells the names of its functions by their index. wasm-opt writes them down as it goes, so that nothing
 * of the part is other than without.
 *
 * @param {string} name
 * @param {string} text
 */
async function makePart(name, text) {
  const [path, map] = [`${name}.wat`, `${name}.map`];
  await writeFile(path, text);
  wasmOpt(path, "-o", name, ...PASSES, `--symbolmap=${map}`);
  let names = (await readFile(map, "utf8")).trimEnd().split("\n").map((line) => line.slice(line.indexOf(":") + 1));
  /** Makes the part's code alike: what comes out, and its names. @param {string} from @param {string} to @param {(wat: string) => string} alike */
  const make = async (from, to, alike) => {
    wasmOpt(from, "-S", "-o", path, "--quiet");
    const made = alike(await readFile(path, "utf8"));
    await writeFile(path, made);
    // No pass comes after that: they would number the variables again.
    wasmOpt(path, "-o", to, "--optimize-level=2", "--shrink-level=2", "--quiet");
    // Functions are called by their numbers among the module's own, which come after the imported ones.
    const order = Array.from(made.matchAll(/^ *\(func \$(\d+)/gm), ([, n]) => Number(n));
    const own = names.slice(-order.length);
    return [...names.slice(0, -order.length), ...order.map((n) => own[n])];
  };
  names = await make(name, name, numberVariables);
  const ordered = `${name}.ordered`;
  const made = [];
  for (const n_near of N_NEAR) {
    const own = await make(name, ordered, (wat) => marked(orderFunctions(wat, n_near)));
    const content = await readFile(ordered);
    made.push({ names: own, content });
  }
  await rm(ordered);
  await rm(path);
  await rm(map);
  return leastOf(made, ({ content }) => TRIED_MARKS.reduce((sum, mark) => sum + served(withMark(content, mark)), 0));
}

/**
 * A part with the place for what marks it: it fits the other one and none of another version, as a cache may hold it. Those
 * know the table by different names, and cannot be linked.
 *
 * @param {string} wat
 */
function marked(wat) {
  const named = wat.replace(/(?<=^ \((?:import "f"|export) )"\w+"(?= \(table )/m, `"${MARK}"`);
  if (named.split(MARK).length !== 2) throw new Error("the parts do not share the table");
  return named;
}

/** @param {Buffer} content @param {string} mark */
const withMark = (content, mark) => Buffer.from(content.toString("latin1").replace(MARK, mark), "latin1");

/** @param {Buffer} content */
const served = (content) =>
  brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }).length;

/** The smallest, as brotli has it. @template T @param {T[]} all @param {(each: T) => number} length */
const leastOf = (all, length) => all.map((each) => ({ each, length: length(each) }))
  .reduce((least, other) => other.length < least.length ? other : least).each;

/** @param {string} text @param {string} name */
function withoutExport(text, name) {
  const exported = ` (export "${name}" (func `;
  const start = text.indexOf(exported);
  if (start < 0) throw new Error(`nothing is exported as ${name}`);
  return text.slice(0, start) + text.slice(text.indexOf("))", start) + 2);
}

const glue = await readFile(GLUE, "utf8");
/** What JavaScript does for the two: `m` is what the first part imports of the second, `f` the other way round. */
const LOAD = `
let more;
let loadingMore;
const whenLoaded = new Proxy({}, { get: (_, name) => (...given) => {
  if (!more) throw new Error("await load_more() first");
  return more[name](...given);
} });
async function fetchMore(given = new URL(${JSON.stringify(basename(MORE))}, import.meta.url)) {
  // Word for word as the glue has it, which takes no room then.
  if (typeof given === 'string' || given instanceof Request || given instanceof URL) given = fetch(given);
  const { instance } = await __wbg_load(await given, { ...__wbg_get_imports(), f: wasm });
  more = instance.exports;
}
export function load_more(module_or_path) {
  loadingMore ??= fetchMore(module_or_path).catch((error) => {
    loadingMore = undefined;
    throw error;
  });
  return loadingMore;
}
`;
/**
 * What the glue has for browsers without what WebAssembly of this kind needs, for errors that there cannot be, and second ways
 * to start it and to free a chart.
 *
 * @type {[RegExp, string][]}
 */
const NEEDLESS = [
  [/^if \(!\('encodeInto' in cachedTextEncoder\)\) \{\n.*?\n\}\n/ms, ""],
  [/^if \(Symbol\.dispose\) Chart\.prototype\[Symbol\.dispose\] = .*;$/m, ""],
  [/^export \{ initSync, (__wbg_init as default) \};$/m, "export { $1 };"],
  [/ \|\| cachedDataViewMemory0\.buffer\.detached === true .*?(?=cachedDataViewMemory0\.buffer !== )(.*?)\)\)/, " || $1)"],
  [/^ *if \(stack_pointer == 1\) throw .*\n/m, ""],
  // Safari's decoder fails after 2 GB: a million cards.
  [/^ *numBytesDecoded \+= len;\n *if \(numBytesDecoded >= .*?\n *\}\n/ms, ""],
  [/typeof URL === 'function' && /, ""],
  [/typeof Request === 'function' && /, ""],
  [/typeof Response === 'function' && /, ""],
  [/if \(typeof WebAssembly\.instantiateStreaming === 'function'\) (?=\{\s*try)/, ""],
  // Nobody reads them.
  [/^ *wasmInstance = instance;\n/m, ""],
  [/^ *wasmModule = module;\n/m, ""],
  // It is started once: nothing is remembered yet.
  [/(?<=^ *wasm = instance\.exports;\n)(?: *cached\w+ = null;\n)+/m, ""],
  // What may not be looked into fails once more, and tells then.
  [/expectedResponseType\(module\.type\)/, "true"],
  // These do not throw.
  ...["arc", "cloneNode", "fillText", "getContext", "measureText"].map((name) => /** @type {[RegExp, string]} */ (
    [new RegExp(`: function\\(\\) \\{ return handleError\\((function \\([^)]*\\) \\{[^}]*\\.${name}\\([^}]*\\})(, arguments\\)); \\}`), ": $1"])),
  [/let result;\s*try \{\s*result = (.* instanceof \w+);\s*\} catch \(_\) \{\s*result = false;\s*\}\s*const ret = result;/, "const ret = $1;"],
  // There is none yet, or it stands on a memory that has grown since.
  [/(\w+) === null \|\| \1\.byteLength === 0/g, "!$1?.byteLength"],
  // Places that are 0 on, and lengths in bytes.
  [/ \+ 4 \* 0(?=,)/g, ""],
  [/(?<! 4) [*/] 1(?=[,) ])/g, ""],
  [/\(typeof FinalizationRegistry === 'undefined'\)\s*\? \{.*?\}\s*: (?=new FinalizationRegistry)/s, ""],
];
const needed = NEEDLESS.reduce((text, [is, by]) => {
  if (!is.test(text)) throw new Error(`${GLUE} lacks ${is}, which is to go`);
  return text.replace(is, by);
}, glue);

/**
 * How a text gets into the memory: letter by letter as long as they are ASCII, in a piece that grows. To encode it at once
 * takes less code, and for a long one less time.
 */
const PASSED = /(?<=function passStringToWasm0\(arg, malloc), realloc\) \{\s*if \(realloc === undefined\) \{(.*?)\n    \}\n.*?(?=\n\}\n)/s;
const [, grow] = glue.match(/passStringToWasm0\(\w+, wasm\.\w+, wasm\.(\w+)\)/) ?? [];
if (!PASSED.test(needed) || !grow) throw new Error(`${GLUE} passes texts in another way`);
const passed = needed.replace(PASSED, ") {$1").replaceAll(/(passStringToWasm0\(\w+, wasm\.\w+), wasm\.\w+\)/g, "$1)");

const text = `${WASM}.wat`;
wasmOpt(WASM, "-S", "-o", text, "-g", "--quiet");
const english = await readFile(new URL("../src/core/words/languages/en.txt", import.meta.url), "utf8");
const [before, ofMore] = english.split(/^\[.*\]$/m);
/** Some of the texts in a part of a language's file, the last of which is the n-th from the end. @param {string} part @param {number} n */
const lastTexts = (part, n) => Array.from(part.matchAll(/^[^#\s]+ = (.*)$/gm), ([, said]) => said).slice(-n).join("\n");
// In the wasm, places have lost their names: the last text is known by what is behind its last one.
const whole = await readFile(text, "utf8");
const ofSecond = placeOfText(whole, `${lastTexts(before, 2)}\n`, lastTexts(ofMore, 1).replace(/.*\}/, ""));
const parts = moveData(splitWat(whole, ROOTS), ofSecond);
await rm(text);
const made = [await makePart(WASM, withoutExport(parts.first, grow)), await makePart(MORE, parts.second)];
const hash = createHash("sha256").update(made[0].content).update(made[1].content).digest("hex");
const marks = Array.from({ length: hash.length - MARK.length }, (_, n) => hash.slice(n, n + MARK.length));
const mark = leastOf(marks, (each) => served(withMark(made[0].content, each)));
/** @type {Record<string, {sha256: string, names: string[]}>} */
const written = {};
for (const [n, name] of [WASM, MORE].entries()) {
  const content = withMark(made[n].content, mark);
  await writeFile(name, content);
  written[basename(name)] = { sha256: createHash("sha256").update(content).digest("hex"), names: made[n].names };
}
const { length } = made[1].content;
if (length < LEAST) throw new Error(`${MORE} has only ${length} bytes: what its roots call is called by others too`);

const [begun, after, ...others] = passed.split(/(?<=return \{\s*__proto__: null,)(?=\s*"?i"?: )/);
if (!after || others.length) throw new Error(`${GLUE} has its imports in another form`);
const flat = await readFile(new URL("../src/flat.js", import.meta.url), "utf8");
await writeFile(GLUE, `${begun} m: whenLoaded,${after}${LOAD}${flat}`);
const types = `${MODULE}.d.ts`;
const declared = (await readFile(types, "utf8")).replace(/^ *\[Symbol\.dispose\]\(\): void;\n/m, "")
  .replace(/(\/\*\*(?:(?!\*\/).)*\*\/\s*)?export function initSync\(.*?;\n/s, "");
await writeFile(types, `${declared}
/**
 * Fetches what draws bars, compares claims and deals with contradictions, once, from beside this module unless
 * \`module_or_path\` says where else; after a failure the next call tries again. Before it is there, \`layout\` of the view
 * "bars" and \`pair\` throw, as does all of a chart whose \`needs_more\` is true, and one that has thrown so is of no more use.
 */
export function load_more(module_or_path?: InitInput | Promise<InitInput>): Promise<void>;
`);
await mkdir(dirname(FUNCTIONS), { recursive: true });
await writeFile(FUNCTIONS, `${JSON.stringify(written, null, 1)}\n`);
