// The WebAssembly module: fetched once for the page, and afresh once it has failed.

import { problemError, text } from "./errors.js";

/** @typedef {typeof import("../claims_chart.js")} Program */

/** Seen from the built module, which lies beside it. */
const AGAIN = "./claims_chart.js?";

/** @type {Promise<Program> | undefined} */
let starting;
let n_starts = 0;

/** The module, started. After a failure the next call tries again. */
export function start() {
  starting ??= begin().catch((error) => {
    starting = undefined;
    throw loadError(error);
  });
  return starting;
}

/** @param {unknown} error */
export const loadError = (error) =>
  problemError("LoadError", "", `the chart's program could not be loaded: ${text(error)}`);

/** The part without which claims that contradict each other have no chart. @param {Program} program */
export async function loadMore(program) {
  await program.load_more().catch((error) => { throw loadError(error); });
}

/** Fetches what a reader is about to use; should that fail, it is tried again when it is used. */
export function fetchAhead() {
  start().then(({ load_more }) => load_more()).catch(() => {});
}

/** After a panic the memory of an instance is not to be trusted with new charts: the next call to `start` makes one. */
export function abandon() {
  starting = undefined;
}

/** A browser remembers a module by its address: the second start needs another one. */
async function begin() {
  n_starts += 1;
  /** @type {Program} */
  const program = await (n_starts === 1 ? import("../claims_chart.js") : import(AGAIN + n_starts));
  await program.default();
  return program;
}

/** What reads CSV and knows what is wrong with data, started. */
export async function desk() {
  const program = await import("../claims_desk.js");
  await program.default();
  return program;
}

/** The error of data that the chart refused, with all their problems. @param {unknown} data */
export async function refusal(data) {
  /** @type {import("./errors.js").Problem[]} */
  let problems = [];
  let why = "";
  try {
    problems = (await desk()).problems(data);
  } catch (error) {
    why = ` (${text(error)})`;
  }
  const [{ path, message } = { path: "", message:
    `what is wrong could not be looked up${why}; \`claims-chart check\` lists it` }, ...others] = problems;
  const error = problemError("DatasetError", path, message);
  error.problems.push(...others);
  return error;
}
