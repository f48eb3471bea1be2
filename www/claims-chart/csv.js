// A sound dataset as the text of a spreadsheet, by the rules of the native command: tests/cases/csv/ holds both to them.

import { problemError } from "./errors.js";

/** What is longer could not be read again: `claims_core::dataset::MAX_BYTES` is the same. */
const MOST_LETTERS = 40e6;

const COLUMNS = ("id claimant role party said as_of from to measure kind value low high best vague wording basis via publisher "
  + "report_title url published note").split(" ");

/** @typedef {Record<string, any>} Plain what JSON can say, as the dataset has it */

/**
 * By its id, what each thing is called: by its label, or by its id where another that could be taken for it has that
 * label, as id or as label. Claimants of one name are told apart by their roles and parties.
 *
 * @param {Plain[]} things
 * @param {string} label where it stands
 */
function namesOf(things, label) {
  const once = new Set();
  const twice = new Set();
  /** @param {string} text @param {Plain} thing */
  const keyOf = (text, { role, party }) => JSON.stringify([text, role, party]);
  for (const thing of things) {
    for (const text of new Set([thing.id, thing[label]])) {
      const key = keyOf(text, thing);
      (once.has(key) ? twice : once).add(key);
    }
  }
  return new Map(things.map((thing) => [thing.id, thing[twice.has(keyOf(thing[label], thing)) ? "id" : label]]));
}

/** @param {unknown} value */
function cell(value) {
  let text = String(value ?? "");
  // 1.234 might be read as 1,234 by people, and is not read at all; 1.2340 is.
  if (typeof value === "number") text = text.replace(/^[1-9]\d{0,2}\.\d{3}$/, "$&0");
  // No program is to take it for a formula.
  if (/^[' \t\r\n]*[=+\-@]/.test(text)) text = `'${text}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The claims of a dataset, a row for each figure and for each further report. @param {Plain} dataset as JSON gives it */
export function csvOf({ measures, parties, claimants, reports, claims }) {
  const measureNames = namesOf(measures, "label");
  const partyNames = namesOf(parties, "label");
  const claimantNames = namesOf(claimants, "name");
  /** @param {Plain[] | null | undefined} things */
  const byId = (things) => new Map(things?.map((thing) => [thing.id, thing]));
  const claimantOf = byId(claimants);
  const reportOf = byId(reports);
  let csv = "";
  /** @param {string[]} cells */
  const add = (cells) => {
    csv += `${cells}\r\n`;
    if (csv.length > MOST_LETTERS) throw problemError("SizeError", "", "the CSV is larger than 40 MB: take the JSON");
  };
  add(COLUMNS);
  for (const claim of claims) {
    const { as_of, said, period, figures, wording } = claim;
    const claimant = claimantOf.get(claim.claimant);
    const own = claim.reports ?? [];
    const nFigures = figures?.length || 1;
    for (let n = 0; n < nFigures || n < nFigures + own.length - 1; n++) {
      const figure = figures?.[n] ?? {};
      const kind = Object.keys(figure).find((key) => figure[key] != null && !/^(measure|best|vague)$/.test(key));
      const value = kind && figure[kind];
      const [low, high] = Array.isArray(value) ? value : [];
      const report = reportOf.get(own[Math.max(0, n + 1 - nFigures)]);
      const row = /** @type {Plain} */ ({
        ...report, ...claimant, ...claim, ...period, ...figure, claimant: claimantNames.get(claim.claimant),
        party: partyNames.get(claimant?.party), as_of: as_of === said ? "" : as_of, measure: measureNames.get(figure.measure), kind,
        value: low === undefined ? value : "", low, high, vague: figure.vague || "", wording: [wording ?? ""].flat().join(" · "), report_title: report?.title,
      });
      add(COLUMNS.map((name) => cell(row[name])));
    }
  }
  return csv;
}
