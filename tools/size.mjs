// How much an article's reader loads from pkg/, as a table: node tools/size.mjs [--budget KB] [--detail]
// With a budget it fails when the files that are loaded at first together exceed it, each as served with brotli 11. What
// is loaded when it is used, and what when data have problems, stands apart. With --detail it says as well what takes the
// space: the wasm by crate, and by function, and the element by file.

import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { brotliCompress, constants, gzipSync } from "node:zlib";
import { functionsOf, lengthOf, modulePieces, ownerOf, wasmPieces, without } from "./anatomy.mjs";

const PKG = fileURLToPath(new URL("../pkg/", import.meta.url));
/** What the build keeps aside to tell the parts of its files by. */
const ASIDE = fileURLToPath(new URL("../target/size/", import.meta.url));
const DATASET = fileURLToPath(new URL("../src/core/dataset/kursk.json", import.meta.url));
const BYTES_PER_KB = 1000;
/** How many functions are listed: these hold about half of the code. */
const N_FUNCTIONS = 25;
/** More of a name says no more, in most cases. */
const MOST_OF_NAME = 96;
/** What is loaded later or elsewhere: when, and how the files' names begin or end. @type {[string, RegExp][]} */
const LATER = [
  ["for bars, pairs, contradictions", /^claims_more/],
  ["when a dialog is opened", /^claims-share/],
  ["for CSV, and data with problems", /^claims_desk/],
  ["for a strict page’s pre-rendered embed", /-static\.css$/],
];

/**
 * @typedef {object} Sizes
 * @property {string} name
 * @property {number} raw bytes
 * @property {number} gzip bytes, at level 9
 * @property {number} brotli bytes, at level 11
 */

/** How many bytes these are as served. @param {Buffer} bytes */
const served = async (bytes) => (await promisify(brotliCompress)(bytes, {
  params: {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  },
})).length;

/**
 * @param {string} name
 * @returns {Promise<Sizes>}
 */
async function measure(name) {
  const bytes = await readFile(join(PKG, name));
  return {
    name,
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: await served(bytes),
  };
}

/** @param {number} bytes */
const kb = (bytes) => (bytes / BYTES_PER_KB).toFixed(1);

/**
 * @param {string} name
 * @param {string[]} sizes
 * @param {number} nameWidth
 */
const row = (name, sizes, nameWidth) => name.padEnd(nameWidth) + sizes.map((size) => size.padStart(11)).join("");

const { values } = parseArgs({ options: { budget: { type: "string" }, detail: { type: "boolean" } } });
if (values.budget !== undefined && !(Number(values.budget) > 0)) {
  console.error(`--budget must be a number of kB above 0, not "${values.budget}"`);
  process.exit(2);
}
const budget = values.budget === undefined ? undefined : Number(values.budget);

// Types are for editors and never reach a reader; what is not of the element is for pages of its own.
const names = (await readdir(PKG)).filter((name) => /^claims.*\.(wasm|js|css)$/.test(name)).sort();
if (!names.some((name) => name.endsWith(".wasm"))) {
  console.error("pkg/ holds no wasm: run `make pkg` first");
  process.exit(2);
}
const files = await Promise.all(names.map(measure));
const loaded = files.filter(({ name }) => !LATER.some(([, is]) => is.test(name)));

/** @param {string} name @param {Sizes[]} of @returns {Sizes} */
const sum = (name, of) => ({
  name,
  raw: of.reduce((total, file) => total + file.raw, 0),
  gzip: of.reduce((total, file) => total + file.gzip, 0),
  brotli: of.reduce((total, file) => total + file.brotli, 0),
});
const total = sum("at first", loaded);
// Whoever uses everything but dialogs and the desk.
const full = sum("full widget: with bars, pairs, …", files.filter((file) => loaded.includes(file) || LATER[0][1].test(file.name)));
const rows = [...loaded, total, full, ...LATER.map(([when, is]) => sum(when, files.filter(({ name }) => is.test(name)))), sum("all", files)];

const nameWidth = Math.max(...rows.map(({ name }) => name.length)) + 2;
console.log(row("kB (1,000 bytes)", ["raw", "gzip 9", "brotli 11"], nameWidth));
for (const file of rows) {
  console.log(row(file.name, [kb(file.raw), kb(file.gzip), kb(file.brotli)], nameWidth));
}

if (values.detail) await printDetail();

if (budget !== undefined) {
  const used = `${kb(total.brotli)} kB (of 1,000 bytes) with brotli 11`;
  if (total.brotli > budget * BYTES_PER_KB) {
    console.error(`too large: an article loads ${used} from pkg/ at first, and at most ${budget} kB are allowed`);
    process.exit(1);
  }
  console.log(`within the budget of ${budget} kB: ${used}`);
}

/** The texts that are to be told apart from the other constants. @returns {Promise<[string, string][]>} */
async function knownTexts() {
  return [["English", await readFile(join(ASIDE, "en.txt"), "utf8")], ["embedded dataset", await readFile(DATASET, "utf8")]];
}

/** A part of the wasm, and the names of its functions. @param {string} name */
async function wasmPart(name) {
  const bytes = await readFile(join(PKG, name));
  const { sha256, names } = JSON.parse(await readFile(join(ASIDE, "functions.json"), "utf8"))[name];
  if (sha256 !== createHash("sha256").update(bytes).digest("hex")) {
    throw new Error(`target/size/ is of another build than pkg/${name}: \`make clean pkg\` builds both`);
  }
  return { name, bytes, names: /** @type {string[]} */ (names) };
}

/**
 * How many bytes fewer would be served without these. What is alike elsewhere in the file costs little, and what two pieces
 * share goes with neither: so these are what each of them would spare, and do not add up to the file.
 *
 * @param {Buffer} bytes @param {import("./anatomy.mjs").Range[]} ranges @param {number} whole as served
 */
async function spared(bytes, ranges, whole) {
  return whole - await served(without(bytes, ranges));
}

/** @param {string} title @param {string[]} columns @param {(readonly [name: string, ...cells: (number | string)[]])[]} rows */
function printTable(title, columns, rows) {
  const width = Math.min(MOST_OF_NAME, Math.max(...rows.map(([name]) => name.length), title.length)) + 2;
  console.log(`\n${row(title, columns, width)}`);
  for (const [name, ...cells] of rows) {
    const shown = name.length > MOST_OF_NAME ? `${name.slice(0, MOST_OF_NAME - 1)}…` : name;
    console.log(row(shown, cells.map((cell) => (typeof cell === "number" ? cell.toLocaleString("en") : cell)), width));
  }
}

/** What takes the space: tables in bytes. */
async function printDetail() {
  const parts = await Promise.all(["claims_chart_bg.wasm", "claims_more.wasm"].map(wasmPart));
  const texts = await knownTexts();
  const wholes = await Promise.all(parts.map(({ bytes }) => served(bytes)));

  /** By name, for each part: the raw bytes, and those spared. @type {Map<string, [number, number][]>} */
  const owners = new Map();
  await Promise.all(parts.map(async ({ bytes, names }, n) => {
    await Promise.all(wasmPieces(bytes, names, texts).map(async ({ name, ranges }) => {
      const cells = owners.get(name) ?? parts.map(() => [0, 0]);
      owners.set(name, cells);
      cells[n] = [lengthOf(ranges), await spared(bytes, ranges, wholes[n])];
    }));
  }));
  console.log(`
Bytes from here on. "brotli" is what would be spared if the file were served without that line's bytes: about 100 more or less
are chance, and lines do not add up to the whole, as what is alike compresses well together. Code counts to the crate in
which it was written; where the compiler has put one function into another, to the outer one.`);
  /** @param {[number, number][]} cells */
  const raw = (cells) => cells.reduce((sum, [bytes]) => sum + bytes, 0);
  printTable("the wasm by crate", ["at first", "brotli", "bars, …", "brotli"], [
    ...[...owners].sort(([, a], [, b]) => raw(b) - raw(a)).map(([name, cells]) => /** @type {const} */ ([name, ...cells.flat()])),
    ["whole", ...parts.flatMap(({ bytes }, n) => [bytes.length, wholes[n]])],
  ]);

  const functions = parts.flatMap(({ bytes, names }, n) =>
    functionsOf(bytes, names).map(({ name, start, end }) => ({ name, n, ranges: [{ start, end }], length: end - start })));
  const largest = functions.sort((a, b) => b.length - a.length).slice(0, N_FUNCTIONS);
  printTable(`the largest of ${functions.length} functions`, ["raw", "brotli", "when"], await Promise.all(largest.map(
    async ({ name, n, ranges, length }) => /** @type {const} */ (
      [`${name} (${ownerOf(name)})`, length, await spared(parts[n].bytes, ranges, wholes[n]), n ? "bars, …" : "at first"]))));

  for (const name of ["claims-chart.js", "claims-share.js"]) {
    const bytes = await readFile(join(PKG, name));
    const whole = await served(bytes);
    const pieces = modulePieces(bytes.toString(), await readFile(join(ASIDE, `${name}.map`), "utf8"));
    printTable(`${name} by file`, ["raw", "brotli"], [
      ...await Promise.all(pieces.sort((a, b) => lengthOf(b.ranges) - lengthOf(a.ranges)).map(async ({ name, ranges }) =>
        /** @type {const} */ ([name, lengthOf(ranges), await spared(bytes, ranges, whole)]))),
      ["whole", bytes.length, whole],
    ]);
  }
}
