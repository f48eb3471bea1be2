// How much an article's reader loads from pkg/, as a table: node tools/size.mjs [--budget KB]
// With a budget it fails when the files that are loaded at first together exceed it, each as served with brotli 11. What
// is loaded when it is used, and what when data have problems, stands apart.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const PKG = fileURLToPath(new URL("../pkg/", import.meta.url));
const BYTES_PER_KB = 1000;
/** The module that tells what is wrong with data. @param {Sizes} file */
const isDesk = ({ name }) => name.startsWith("claims_desk");
/** What draws bars, compares claims and finds contradictions. @param {Sizes} file */
const isMore = ({ name }) => name.startsWith("claims_more");
/** What pages with the pre-rendered embed load in place of a style element. @param {Sizes} file */
const isStatic = ({ name }) => name.endsWith("-static.css");

/** The dialogs for downloading and embedding. @param {Sizes} file */
const isShare = ({ name }) => name.startsWith("claims-share");

/**
 * @typedef {object} Sizes
 * @property {string} name
 * @property {number} raw bytes
 * @property {number} gzip bytes, at level 9
 * @property {number} brotli bytes, at level 11
 */

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
    brotli: brotliCompressSync(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }).length,
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

const { values } = parseArgs({ options: { budget: { type: "string" } } });
for (const [name, value] of Object.entries(values)) {
  if (!(Number(value) > 0)) {
    console.error(`--${name} must be a number of kB above 0, not "${value}"`);
    process.exit(2);
  }
}
const budget = values.budget === undefined ? undefined : Number(values.budget);

// Types are for editors and never reach a reader; what is not of the element is for pages of its own.
const names = (await readdir(PKG)).filter((name) => /^claims.*\.(wasm|js|css)$/.test(name)).sort();
if (!names.some((name) => name.endsWith(".wasm"))) {
  console.error("pkg/ holds no wasm: run `make pkg` first");
  process.exit(2);
}
const files = await Promise.all(names.map(measure));
const loaded = files.filter((file) => ![isDesk, isMore, isShare, isStatic].some((is) => is(file)));

/** @param {string} name @param {Sizes[]} of @returns {Sizes} */
const sum = (name, of) => ({
  name,
  raw: of.reduce((total, file) => total + file.raw, 0),
  gzip: of.reduce((total, file) => total + file.gzip, 0),
  brotli: of.reduce((total, file) => total + file.brotli, 0),
});
const total = sum("at first", loaded);
const more = sum("for bars, pairs, contradictions", files.filter(isMore));
const still = sum("for a strict page’s pre-rendered embed", files.filter(isStatic));
const desk = sum("when data have problems", files.filter(isDesk));
const share = sum("when a dialog is opened", files.filter(isShare));
const all = sum("all", files);

const nameWidth = Math.max(...[...files, more, share, still, desk].map((file) => file.name.length)) + 2;
console.log(row("kB (1,000 bytes)", ["raw", "gzip 9", "brotli 11"], nameWidth));
for (const file of [...loaded, total, more, share, still, desk, all]) {
  console.log(row(file.name, [kb(file.raw), kb(file.gzip), kb(file.brotli)], nameWidth));
}

if (budget !== undefined) {
  const used = `${kb(total.brotli)} kB (of 1,000 bytes) with brotli 11`;
  if (total.brotli > budget * BYTES_PER_KB) {
    console.error(`too large: an article loads ${used} from pkg/ at first, and at most ${budget} kB are allowed`);
    process.exit(1);
  }
  console.log(`within the budget of ${budget} kB: ${used}`);
}
