// What was measured, as Markdown: medians, ratios, and which of the targets are reached.

import { readFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { LIBRARIES, N_FIRST } from "./site.mjs";
import { quantile, SLOW } from "./visit.mjs";

/** @typedef {import("./site.mjs").Id} Id */

/**
 * What was measured: by the measure's name and the library, one number a time, or why there is none.
 *
 * @typedef {Map<string, Map<Id, number[] | string>>} Results
 */

const OWN = "claims";
const BYTES_PER_MB = 1e6;
const BYTES_PER_KB = 1e3;

/** @param {number} n */
export const count = (n) => n.toLocaleString("en");

/**
 * The name of a measure with its number of claims.
 *
 * @param {string} measure
 * @param {number} [n]
 */
export const nameOf = (measure, n) => (n === undefined ? measure : `${measure} ${n}`);

/** @param {number} value to three digits */
const short = (value) => (value >= 100 ? count(Math.round(value)) : Number(value.toPrecision(value < 10 ? 2 : 3)).toString());

/** @param {Results} results @param {string} measure @param {Id} id */
function medianOf(results, measure, id) {
  const found = results.get(measure)?.get(id);
  return Array.isArray(found) && found.length ? quantile(found, 0.5) : undefined;
}

/** @param {string[][]} rows the first is the head */
const table = ([head, ...rows]) => [head, head.map((_, column) => (column ? "--:" : "---")), ...rows]
  .map((cells) => `| ${cells.join(" | ")} |`).join("\n");

/**
 * The columns of a table.
 *
 * @typedef {object} Column
 * @property {string} measure
 * @property {string} head
 * @property {number} [unit]
 */

/** A median and, of another library, how many times as much Claims Chart takes. @param {Results} results @param {Column} column @param {Id} id */
function cell(results, { measure, unit = 1 }, id) {
  const found = results.get(measure)?.get(id);
  if (found === undefined) return "";
  if (typeof found === "string") return found;
  const own = medianOf(results, measure, OWN);
  const median = medianOf(results, measure, id) ?? NaN;
  const said = short(median / unit);
  // What takes nothing has no ratio, nor has what is Claims Chart itself.
  const hasRatio = own !== undefined && median > 0 && !id.startsWith(OWN) && id !== "empty";
  return hasRatio ? `${said} (${short(own / median)})` : said;
}

/** @param {Results} results @param {Column[]} columns @param {string} corner */
function tableOf(results, columns, corner) {
  const measured = columns.filter(({ measure }) => results.get(measure)?.size);
  if (!measured.length) return "";
  const ids = /** @type {Id[]} */ (Object.keys(LIBRARIES)).filter((id) => measured.some(({ measure }) => results.get(measure)?.has(id)));
  return table([[corner, ...measured.map(({ head }) => head)],
    ...ids.map((id) => [id.startsWith(OWN) ? `**${LIBRARIES[id].name}**` : LIBRARIES[id].name, ...measured.map((column) => cell(results, column, id))])]);
}

/**
 * What Claims Chart is to reach: at most `times` what another takes, or at most `more` above it, or, where there is no other, at
 * most `times` itself.
 *
 * @typedef {object} Target
 * @property {string} says
 * @property {string} measure
 * @property {Id} [own] default: claims
 * @property {Id} [than]
 * @property {number} [times]
 * @property {number} [more] in ms
 */

/** @type {Target[]} */
const TARGETS = [
  { says: `first chart, ${N_FIRST} claims`, measure: "first", than: "chartjs", times: 1 },
  { says: `first chart, ${N_FIRST} claims, slow`, measure: "slow", than: "chartjs", times: 1 },
  { says: "first chart, pre-rendered, in the times of its page's first paint", measure: "first in pages", own: "claims-prerendered", times: 1 },
  { says: "the same, slow", measure: "slow in pages", own: "claims-prerendered", times: 1 },
  { says: "mount, 1,000 claims", measure: "mount 1000", than: "chartjs", times: 1 },
  { says: "mount, 10,000 claims", measure: "mount 10000", than: "uplot", times: 1.5 },
  { says: "mount, 100,000 claims", measure: "mount 100000", than: "uplot", times: 1.5 },
  { says: "redraw after a filter, 10,000 claims", measure: "redraw 10000", than: "uplot", times: 1 },
  { says: "redraw after a filter, 100,000 claims", measure: "redraw 100000", than: "uplot", times: 0.5 },
  { says: "hover, 10,000 claims", measure: "hover 10000", than: "empty", more: 1 },
  { says: "memory, 100,000 claims", measure: "memory 100000", than: "chartjs", times: 1 },
];

/** @param {Results} results */
function targetsOf(results) {
  const rows = TARGETS.flatMap(({ says, measure, own = OWN, than, times = 0, more }) => {
    const ours = medianOf(results, measure, own);
    const theirs = than ? medianOf(results, measure, than) : 1;
    const fault = results.get(measure)?.get(own);
    if (theirs === undefined || (ours === undefined && typeof fault !== "string")) return [];
    const name = than && LIBRARIES[than].name;
    const target = more === undefined ? `at most ${times}${name ? ` × ${name}` : ""}` : `at most ${more} ms above ${name}`;
    if (ours === undefined) return [[says, target, String(fault), "**no**"]];
    if (more !== undefined) {
      const above = ours - theirs;
      return [[says, target, `${short(Math.max(0, above))} ms above`, above <= more ? "yes" : "**no**"]];
    }
    const ratio = ours / theirs;
    return [[says, target, `${ratio < 10 ? ratio.toFixed(2) : short(ratio)} ×`, ratio <= times ? "yes" : "**no**"]];
  });
  return rows.length ? table([["", "target", "measured", "reached"], ...rows]) : "";
}

/** What it was measured on. @param {string} browser */
function machine(browser) {
  const processors = cpus();
  const { 1: system } = /** @type {RegExpMatchArray} */ (readFileSync("/etc/os-release", "utf8").match(/^PRETTY_NAME="?([^"\n]+)/m) ?? ["", process.platform]);
  return `${processors[0].model.trim()}, ${processors.length} logical cores, ${Math.round(totalmem() / 2 ** 30)} GiB of memory, ${system}, ` +
    `${browser.replace("/", " ")} without a window and without a graphics card, Node.js ${process.versions.node}`;
}

/** The versions of what was compared. @param {readonly Id[]} ids */
function versions(ids) {
  const here = new URL(".", import.meta.url);
  return ids.flatMap((id) => {
    const { name, packages = [] } = /** @type {import("./site.mjs").Library} */ (LIBRARIES[id]);
    const own = packages.map((each) => JSON.parse(readFileSync(new URL(`node_modules/${each}/package.json`, here), "utf8")).version);
    return own.length ? [`${name} ${own[0]}`] : [];
  }).join(", ");
}

/**
 * The whole report.
 *
 * @param {Results} results
 * @param {{ids: readonly Id[], sizes: readonly number[], n_rounds: number, browser: string}} about
 */
export function reportOf(results, { ids, sizes, n_rounds, browser }) {
  /** @param {string} measure @param {number} [unit] @returns {Column[]} */
  const bySize = (measure, unit) => sizes.map((n) => ({ measure: nameOf(measure, n), head: count(n), unit }));
  const { download = 0, latency = 0 } = SLOW.network;
  const slow = `${short(download * 8 / 1e6)} Mbit/s, ${latency} ms`;
  const parts = [
    ["", `Measured on ${new Date().toISOString().slice(0, 10)}, in ${n_rounds} ${n_rounds === 1 ? "round" : "rounds"}, on ${machine(browser)}. ${versions(ids)}.`],
    ["Targets", targetsOf(results)],
    [`The first chart: ${N_FIRST} claims`, tableOf(results, [
      { measure: "bytes", head: "kB in all", unit: BYTES_PER_KB },
      { measure: "first page", head: "the page, ms" },
      { measure: "first", head: "the chart, ms" },
      { measure: "slow page", head: `the page, slow, ms` },
      { measure: "slow", head: `the chart, slow (${SLOW.cpu} ×, ${slow}), ms` },
    ], "")],
    ["Mount, in ms to the painted frame", tableOf(results, bySize("mount"), "claims")],
    ["Redraw after a filter, in ms to the painted frame", tableOf(results, bySize("redraw"), "claims")],
    ["Hover, in ms of work for each move at the 95th percentile", tableOf(results, bySize("hover"), "claims")],
    ["Memory, in MB that the chart adds", tableOf(results, bySize("memory", BYTES_PER_MB), "claims")],
  ];
  return parts.filter(([, text]) => text).map(([head, text]) => (head ? `### ${head}\n\n${text}` : text)).join("\n\n");
}
