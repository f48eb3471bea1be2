// Draws the same claims with Claims Chart and with other chart libraries in headless Chromium and compares what readers wait for:
//   node tests/bench/run.mjs [--rounds 5] [--only claims,uplot] [--sizes 12,1000,10000,100000]
//     [--measures first,slow,mount,redraw,hover,memory] [--limit 60] [--write]
// In each round each library has its turn, and another one begins. --write puts the tables into docs/performance.md.

import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { nameOf, reportOf } from "./report.mjs";
import { LIBRARIES, serve } from "./site.mjs";
import { Over, Visitor } from "./visit.mjs";

/** @typedef {import("./site.mjs").Id} Id */

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const PAGE = `${ROOT}docs/performance.md`;
const MARKS = ["<!-- what make bench has measured -->", "<!-- the end of it -->"];

const MEASURES = ["first", "slow", "mount", "redraw", "hover", "memory"];
const SIZES = [12, 1_000, 10_000, 100_000];
/** The most claims that the pointer is moved over. */
const MOST_HOVERED = 10_000;
/** The first chart comes so fast that other work of the machine shows in it: it is asked for so often in a round. */
const N_FIRSTS = 3;

/** @param {string} problem @returns {never} */
function refuse(problem) {
  console.error(problem);
  process.exit(2);
}

/** @template {string} T @param {string} name @param {string} value @param {readonly T[]} known */
function listOf(name, value, known) {
  const given = /** @type {T[]} */ (value.split(","));
  for (const each of given) if (!known.includes(each)) refuse(`--${name} must be of ${known.join(", ")}, not "${each}"`);
  return given;
}

/** @param {string} name @param {string} value */
function positive(name, value) {
  const number = Number(value);
  return number > 0 ? number : refuse(`--${name} must be a number above 0, not "${value}"`);
}

const known = /** @type {Id[]} */ (Object.keys(LIBRARIES));
const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    only: { type: "string", default: known.join() },
    sizes: { type: "string", default: SIZES.join() },
    measures: { type: "string", default: MEASURES.join() },
    limit: { type: "string", default: "60" },
    write: { type: "boolean", default: false },
  },
});
const ids = listOf("only", values.only, known);
const measures = listOf("measures", values.measures, MEASURES);
const sizes = values.sizes.split(",").map((size) => positive("sizes", size));
const n_rounds = positive("rounds", values.rounds);
const visitor = new Visitor(positive("limit", values.limit) * 1_000);

// As the Makefile does, for those who call this by hand.
if (!process.env.CLAIMS_CHART_BROWSER && existsSync(`${ROOT}target/tools/chromium.env`)) {
  const environment = await readFile(`${ROOT}target/tools/chromium.env`, "utf8");
  process.env.CLAIMS_CHART_BROWSER = environment.match(/CLAIMS_CHART_BROWSER="(.*)"/)?.[1];
}

/** @type {import("./report.mjs").Results} */
const results = new Map();

/** @param {string} measure @param {Id} id @param {number | string | undefined} value a number, or why there is none */
function note(measure, id, value) {
  if (value === undefined) return;
  const own = results.get(measure) ?? new Map();
  results.set(measure, own);
  if (typeof value === "string") own.set(id, value);
  else own.set(id, [...(own.get(id) ?? []), value]);
}

/**
 * What is done in one visit, for some measures and a number of claims. `of` is told which of the measures count for that library.
 *
 * @typedef {{measures: string[], n?: number, of: (id: Id, wanted: string[]) => Promise<void>}} Step
 */

const site = await serve(ids);
/** @param {Id} id @param {string} name */
const addressOf = (id, name) => `${site.origin}/${id}/${name}.html`;

/** @type {Step[]} */
const steps = [];
for (const measure of /** @type {const} */ (["first", "slow"])) {
  if (!measures.includes(measure)) continue;
  for (let times = 0; times < N_FIRSTS; times += 1) {
    steps.push({
      measures: [measure],
      of: async (id) => {
        const { first, page, bytes } = await visitor.firstChart(addressOf(id, "first"), { slow: measure === "slow" });
        note(measure, id, first);
        note(`${measure} page`, id, page);
        note(`${measure} in pages`, id, first / page);
        note("bytes", id, bytes);
      },
    });
  }
}
for (const n of sizes) {
  const inPage = ["mount", "redraw", ...(n === Math.max(...sizes.filter((size) => size <= MOST_HOVERED)) ? ["hover"] : [])]
    .filter((measure) => measures.includes(measure));
  if (inPage.length) {
    steps.push({
      measures: inPage,
      n,
      of: async (id, wanted) => {
        const { contradicting = false } = LIBRARIES[id];
        const found = await visitor.chart(addressOf(id, "bench"),
          { n, contradicting, filter: wanted.includes("redraw"), hover: wanted.includes("hover") });
        for (const measure of wanted) note(nameOf(measure, n), id, found[/** @type {keyof typeof found} */ (measure)]);
      },
    });
  }
  if (measures.includes("memory") && n === Math.max(...sizes)) {
    steps.push({
      measures: ["memory"],
      n,
      of: async (id) => note(nameOf("memory", n), id, await visitor.memory(addressOf(id, "bench"), { n })),
    });
  }
}

let hasFailed = false;
const browser = await visitor.version();
/** What took too long once is not waited for again. */
const given_up = new Set();
for (let round = 0; round < n_rounds; round += 1) {
  for (const [at, { measures, n, of }] of steps.entries()) {
    const first = (round + at) % ids.length;
    for (const id of [...ids.slice(first), ...ids.slice(0, first)]) {
      const { name, only = measures } = LIBRARIES[id];
      const wanted = measures.filter((measure) => only.includes(measure));
      const step = `${wanted.map((measure) => nameOf(measure, n)).join(", ")}: ${name}`;
      if (!wanted.length || given_up.has(step)) continue;
      process.stderr.write(`round ${round + 1} of ${n_rounds}: ${step}\n`);
      try {
        await of(id, wanted);
      } catch (error) {
        given_up.add(step);
        hasFailed ||= !(error instanceof Over);
        const { message } = /** @type {Error} */ (error);
        process.stderr.write(`${step}: ${message}\n`);
        for (const measure of wanted) note(nameOf(measure, n), id, error instanceof Over ? message : "failed");
      }
    }
  }
}
await visitor.close();
await site.close();

const report = reportOf(results, { ids, sizes, n_rounds, browser });
console.log(report);
await mkdir(`${ROOT}target/bench`, { recursive: true });
const plain = Object.fromEntries([...results].map(([measure, own]) => [measure, Object.fromEntries(own)]));
await writeFile(`${ROOT}target/bench/results.json`, `${JSON.stringify(plain, null, 2)}\n`);

if (values.write) {
  const page = await readFile(PAGE, "utf8");
  const [start, end] = MARKS.map((mark) => page.indexOf(mark));
  if (start < 0 || end < start) refuse(`docs/performance.md lacks ${MARKS.join(" or ")}`);
  await writeFile(PAGE, `${page.slice(0, start + MARKS[0].length)}\n\n${report}\n\n${page.slice(end)}`);
}
process.exit(hasFailed ? 1 : 0);
