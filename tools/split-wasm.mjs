// Splits a small wasm module in two: node tools/split-wasm.mjs FOLDER/MODULE
//
// What a reader does not need at first goes into a second part, which shares the first one's memory, table, stack and
// functions: MODULE_bg.wasm keeps the rest, and its JavaScript gets `load_more()`, which fetches MODULE_more.wasm. The
// first part imports the roots of the second from JavaScript, where a call before its time is an error.
//
// It goes by the names of functions: the module comes from `shrink-wasm.mjs --names`. They are gone afterwards.

import { execFileSync } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { numberVariables, orderFunctions } from "./alike.mjs";
import { splitWat } from "./wat.mjs";

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
];

/** Less than this, in bytes, and something holds on to what should have gone. */
const LEAST = 8_000;

const MODULE = process.argv[2];
const WASM = `${MODULE}_bg.wasm`;
const MORE = `${MODULE.replace(/_chart$/, "")}_more.wasm`;
const GLUE = `${MODULE}.js`;

const WASM_OPT = fileURLToPath(new URL("../node_modules/binaryen/bin/wasm-opt", import.meta.url));
const FEATURES = ["bulk-memory", "nontrapping-float-to-int", "sign-ext", "mutable-globals"].map((name) => `--enable-${name}`);
/** As in shrink-wasm.mjs: what is alike compresses better apart. */
const PASSES = ["--low-memory-unused", "--ignore-implicit-traps", "--always-inline-max-function-size=4",
  "--one-caller-inline-max-function-size=0", "-Oz", "--converge", "--strip-producers"];

/** @param {string[]} given */
const wasmOpt = (...given) =>
  execFileSync(process.execPath, [WASM_OPT, ...FEATURES, ...given], { stdio: ["ignore", "inherit", "inherit"] });

/** @param {string} name @param {string} text */
async function writePart(name, text) {
  const path = `${name}.wat`;
  await writeFile(path, text);
  wasmOpt(path, "-o", name, ...PASSES);
  for (const madeAlike of [numberVariables, orderFunctions]) {
    wasmOpt(name, "-S", "-o", path, "--quiet");
    await writeFile(path, madeAlike(await readFile(path, "utf8")));
    // No pass comes after that: they would number the variables again.
    wasmOpt(path, "-o", name, "--optimize-level=2", "--shrink-level=2", "--quiet");
  }
  await rm(path);
}

const text = `${WASM}.wat`;
wasmOpt(WASM, "-S", "-o", text, "-g", "--quiet");
const parts = splitWat(await readFile(text, "utf8"), ROOTS);
await rm(text);
await writePart(WASM, parts.first);
await writePart(MORE, parts.second);
const { length } = await readFile(MORE);
if (length < LEAST) throw new Error(`${MORE} has only ${length} bytes: what its roots call is called by others too`);

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
  const isAddress = typeof given === "string" || given instanceof URL || given instanceof Request;
  const { instance } = await __wbg_load(await (isAddress ? fetch(given) : given), { ...__wbg_get_imports(), f: wasm });
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
const [before, after, ...others] = glue.split(/(?<=return \{\s*__proto__: null,)(?=\s*"?i"?: )/);
if (!after || others.length) throw new Error(`${GLUE} has its imports in another form`);
await writeFile(GLUE, `${before} m: whenLoaded,${after}${LOAD}`);
const types = `${MODULE}.d.ts`;
await writeFile(types, `${await readFile(types, "utf8")}
/**
 * Fetches what draws bars, compares claims and deals with contradictions, once, from beside this module unless
 * \`module_or_path\` says where else; after a failure the next call tries again. Before it is there, \`layout\` of the view
 * "bars" and \`pair\` throw, and a chart that has thrown so is of no more use; \`new Chart(…)\` refuses claims that may
 * contradict each other, as a \`MoreError\`.
 */
export function load_more(module_or_path?: InitInput | Promise<InitInput>): Promise<void>;
`);
