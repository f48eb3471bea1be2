// The dataset at an address.

import { problemError, text } from "./errors.js";

/** The dataset at `src`, or undefined without one. @param {string | null} src @param {AbortSignal} signal */
export async function datasetAt(src, signal) {
  if (src === null) return undefined;
  if (src === "") throw problemError("SourceError", "src", "must be the address of a dataset, not empty");
  let answer;
  let body;
  try {
    answer = await fetch(src, { signal });
    body = await answer.text();
  } catch (error) {
    throw problemError("SourceError", "src", `${src} could not be fetched: ${text(error)}`);
  }
  if (!answer.ok) {
    const status = `${answer.status} ${answer.statusText}`.trim();
    throw problemError("SourceError", "src", `${src} could not be fetched: the server answered ${status}`);
  }
  try {
    return JSON.parse(body);
  } catch (error) {
    const type = answer.headers.get("content-type") ?? "no content type";
    throw problemError("SourceError", "src",
      `${src} could not be read as JSON: ${text(error)} (the server answered ${type})`);
  }
}
