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
  const { pathname } = new URL(src, document.baseURI);
  const isSheet = isCsv(pathname, type, body);
  let why = "";
  try {
    // What is not UTF-8 was made so, and words would be shown with holes in them.
    if (!isSheet && !body.includes("\ufffd")) return JSON.parse(body);
  } catch (error) {
    why = text(error);
  }
  // Readers of JSON do without the program that reads CSV and says what else came.
  const { read_source: read } = await desk().catch((error) => { throw loadError(error); });
  const { data, problems: [first, ...others], lack } = read(body, pathname, type, isSheet, why);
  if (lack) throw sourceError(lack);
  if (!first) return data;
  throw problemError("DatasetError", first.path, first.message, ...others);
}

/** @param {string} path @param {string} type @param {string} body */
function isCsv(path, type, body) {
  if (/^text\/csv\b/i.test(type) || /\.csv$/i.test(path)) return true;
  return !(/\bjson\b/i.test(type) || /\.json$/i.test(path) || /^\s*[{[]/.test(body));
}
