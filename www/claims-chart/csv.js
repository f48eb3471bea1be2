// A sound dataset as the text of a spreadsheet, by the rules of the native command: tests/cases/csv/ holds both to them.

const COLUMNS = ["id", "claimant", "role", "party", "said", "as_of", "from", "to", "measure", "kind", "value", "low", "high", "best",
  "vague", "wording", "basis", "via", "publisher", "report_title", "url", "published", "note"];

/** What a figure holds beside its kind. */
const NO_KINDS = ["measure", "best", "vague"];

/** @typedef {Record<string, any>} Plain what JSON can say, as the dataset has it */

/**
 * By its id, what each thing is called: by its label, or by its id where another that could be taken for it has that
 * label, as id or as label. Claimants of one name are told apart by their roles and parties.
 *
 * @param {Plain[]} things
 * @param {string} label where it stands
 */
function namesOf(things, label) {
  const counts = /** @type {Map<string, number>} */ (new Map());
  /** @param {string} text @param {Plain} thing */
  const keyOf = (text, { role, party }) => JSON.stringify([text, role, party]);
  for (const thing of things) {
    for (const text of new Set([thing.id, thing[label]])) {
      const key = keyOf(text, thing);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return new Map(things.map((thing) =>
    [thing.id, (counts.get(keyOf(thing[label], thing)) ?? 0) > 1 ? thing.id : thing[label]]));
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
  const [measureNames, partyNames, claimantNames] = [namesOf(measures, "label"), namesOf(parties, "label"), namesOf(claimants, "name")];
  /** @param {Plain[] | null | undefined} things */
  const byId = (things) => new Map(things?.map((thing) => [thing.id, thing]));
  const [claimantOf, reportOf] = [byId(claimants), byId(reports)];
  const rows = [COLUMNS];
  for (const claim of claims) {
    const { as_of, said, period, figures, wording } = claim;
    const { role, party } = claimantOf.get(claim.claimant) ?? {};
    const own = claim.reports ?? [];
    const nFigures = figures?.length || 1;
    for (let n = 0; n < nFigures || n < nFigures + own.length - 1; n++) {
      const figure = figures?.[n] ?? {};
      const kind = Object.keys(figure).find((key) => figure[key] != null && !NO_KINDS.includes(key));
      const value = kind && figure[kind];
      const [low, high] = Array.isArray(value) ? value : [];
      const { title, publisher, url, published } = reportOf.get(own[Math.max(0, n + 1 - nFigures)]) ?? {};
      const row = /** @type {Plain} */ ({
        ...claim, ...period, claimant: claimantNames.get(claim.claimant), role, party: partyNames.get(party), as_of: as_of === said ? "" : as_of,
        measure: measureNames.get(figure.measure), kind, value: low === undefined ? value : "", low, high, best: figure.best,
        vague: figure.vague || "", wording: [wording ?? ""].flat().join(" · "), report_title: title, publisher, url, published,
      });
      rows.push(COLUMNS.map((name) => cell(row[name])));
    }
  }
  return rows.map((row) => `${row}\r\n`).join("");
}
