// What the controls say, by name.

/** The names of the texts, in the order in which src/core/words/languages/en.txt has them. */
const NAMES = /** @type {const} */ (["measures", "parties", "notes", "finding", "earlier", "later", "views",
  "timeline", "bars", "table", "as_of_day", "earlier_said", "later_said", "said", "who", "count", "words", "basis", "note",
  "reports_column", "event", "compare", "choose", "part", "cite", "cited", "close",
  "download", "embed"]);

/** @typedef {Record<typeof NAMES[number], string>} Labels */

/** @param {string[]} texts */
export function labelsOf(texts) {
  return /** @type {Labels} */ (Object.fromEntries(NAMES.map((name, n) => [name, texts[n]])));
}
