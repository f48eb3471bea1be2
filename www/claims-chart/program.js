// The WebAssembly module: fetched once for the page, and afresh once it has failed.

import { problemError, text } from "./errors.js";

/** @typedef {typeof import("../claims_chart.js")} Program */

/** @typedef {import("../claims_chart.js").InitInput | Promise<import("../claims_chart.js").InitInput>} Source */
/**
 * Where the WebAssembly is: an address, a response, bytes or a compiled module. `more` is what draws bars, compares claims
 * and deals with contradictions, `desk` what reads CSV and tells what is wrong with data. `home` is the folder in which
 * other pages find the package, for the code that embeds a chart.
 *
 * @typedef {{module_or_path?: Source, more?: Source, desk?: Source, home?: string}} Places
 */

/** As seen from the built module, spelt out: bundlers find files in no other form. A page's own `fetch` may know texts alone. @type {Places} */
let places = {
  module_or_path: new URL("./claims_chart_bg.wasm", import.meta.url).href,
  more: new URL("./claims_more.wasm", import.meta.url).href,
};

/** @type {Promise<Program> | undefined} */
let starting;
let hasStarted = false;
let n_imports = 0;

/**
 * Says where the WebAssembly is, where it is not beside this module.
 *
 * @param {Places} given what is left out stays as it is
 * @throws {Error} once a chart has asked for it
 */
export function init(given) {
  if (hasStarted) throw new Error("call init before the first chart");
  places = { ...places, ...given };
}

/** Where other pages find the package, if that was said. */
export const home = () => places.home;

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
  await moreOf(program).catch((error) => { throw loadError(error); });
}

/** What draws bars, compares claims and deals with contradictions, fetched once. @param {Program} program */
export const moreOf = (program) => program.load_more(places.more);

/** Fetches what a reader is about to use; should that fail, it is tried again when it is used. */
export function fetchAhead() {
  start().then(moreOf).catch(() => {});
}

/** Where the charts are told, by an event `death`, that none of them is to call the instance any more that made it. */
export const instance = new EventTarget();

/**
 * A chart of data, which gives its instance up when it panics: the memory is not to be trusted then, by whatever chart,
 * and the next call to `start` makes another one.
 *
 * @param {Program} program
 * @param {unknown} data
 */
export function chartOf(program, data) {
  const own = starting;
  /** @template T @param {() => T} act */
  const watched = (act) => {
    try {
      return act();
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError && own === starting) {
        starting = undefined;
        // The one that panicked sees to itself first.
        queueMicrotask(() => instance.dispatchEvent(new Event("death")));
      }
      throw error;
    }
  };
  return new Proxy(watched(() => new program.Chart(data)), {
    // One of a dead instance is let go of without a call to that.
    get: (chart, name) => (/** @type {unknown[]} */ ...given) => watched(() =>
      /** @type {any} */ (chart)[name === "free" && own !== starting ? "__destroy_into_raw" : name](...given)),
  });
}

/**
 * Browsers remember a module by its address, and some of them also that it could not be loaded: from another one it is
 * loaded anew.
 *
 * @param {URL} address
 */
export const importAnew = (address) => import(`${address}?${n_imports += 1}`);

async function begin() {
  const { module_or_path: place } = places;
  const isFirst = !hasStarted;
  hasStarted = true;
  // Both at once: the program asks for its wasm only when it is there itself.
  const [program, module_or_path] = await Promise.all([
    /** @type {Promise<Program>} */ (isFirst
      ? import("../claims_chart.js")
      : importAnew(new URL("./claims_chart.js", import.meta.url))),
    typeof place === "string" || place instanceof URL || place instanceof Request ? fetch(place) : place,
  ]);
  await program.default({ module_or_path: /** @type {Source} */ (module_or_path) });
  return program;
}

/** What reads CSV and knows what is wrong with data, started. */
export async function desk() {
  const program = await import("../claims_desk.js").catch(() =>
    /** @type {Promise<typeof import("../claims_desk.js")>} */ (importAnew(new URL("./claims_desk.js", import.meta.url))));
  await program.default(places.desk && { module_or_path: places.desk });
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
  return problemError("DatasetError", path, message, ...others);
}
