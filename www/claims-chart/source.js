// The dataset at an address, in JSON or CSV.

import { problemError, text } from "./errors.js";
import { desk, loadError } from "./program.js";

/** How large a file may be, in bytes as they are once unpacked; `claims_core::dataset::MAX_BYTES` is the same. */
const MAX_BYTES = 40e6;

/** The dataset at `src`, or undefined without one. @param {string | null} src @param {AbortSignal} signal */
export async function datasetAt(src, signal) {
  if (src === null) return undefined;
  if (src === "") throw problemError("SourceError", "src", "must be the address of a dataset, not empty");
  /** @param {string} what */
  const sourceError = (what) => problemError("SourceError", "src", `${src} ${what}`);
  let answer;
  let body = "";
  let left = MAX_BYTES;
  try {
    answer = await fetch(src, { signal });
    const reader = answer.body?.getReader();
    const decoder = new TextDecoder();
    for (let bytes; left >= 0 && (bytes = (await reader?.read())?.value);) {
      left -= bytes.length;
      body += decoder.decode(bytes, { stream: true });
    }
    body += decoder.decode();
    // Of what is too large no more is asked for.
    if (left < 0) reader?.cancel();
  } catch (error) {
    throw sourceError(`could not be fetched: ${text(error)}`);
  }
  if (left < 0) throw sourceError("is larger than 40 MB");
  if (!answer.ok) {
    const status = `${answer.status} ${answer.statusText}`.trim();
    throw sourceError(`could not be fetched: the server answered ${status}`);
  }
  const type = answer.headers.get("content-type") ?? "no content type";
  // A page to log in at, or one that says that there is nothing here. Neither JSON nor a column's name begins so.
  if (/^\s*</.test(body)) {
    throw sourceError(`has no dataset: the server answered with a web page (${type}), not with data`);
  }
  const name = nameOf(src);
  const isSheet = isCsv(name, type, body);
  // What is not UTF-8 was made so, and words would be shown with holes in them.
  if (body.includes("\ufffd")) throw sourceError(`is not UTF-8; save the ${isSheet ? "sheet as CSV" : "file"} in UTF-8`);
  if (isSheet) return readCsv(body, name);
  try {
    return JSON.parse(body);
  } catch (error) {
    throw sourceError(`could not be read as JSON: ${text(error)} (the server answered ${type})`);
  }
}

/** The name of the file at an address; empty where the address is the data. @param {string} src */
function nameOf(src) {
  const [name] = new URL(src, document.baseURI).pathname.split(/^[^/].*|\//).slice(-1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** @param {string} name @param {string} type @param {string} body */
function isCsv(name, type, body) {
  if (/^text\/csv\b/i.test(type) || /\.csv$/i.test(name)) return true;
  return !(/\bjson\b/i.test(type) || /\.json$/i.test(name) || /^\s*[{[]/.test(body));
}

/** Readers of JSON do without the program that reads CSV. @param {string} body @param {string} name */
async function readCsv(body, name) {
  const { read_csv: read } = await desk().catch((error) => { throw loadError(error); });
  const { data, problems: [first, ...others] } = read(body, name.replace(/\.csv$/i, "") || "Claims");
  if (!first) return data;
  throw problemError("DatasetError", first.path, first.message, ...others);
}
