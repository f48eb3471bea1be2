// The claims of the picture as a table, sortable by each column.

import { inLanguage, reportsOf } from "./cards.js";
import { button, h } from "./dom.js";
import * as at from "./labels.js";

/**
 * @typedef {import("../claims_chart.js").Card} Card
 * @typedef {import("../claims_chart.js").Description} Description
 * @typedef {import("../claims_chart.js").Layout} Layout
 * @typedef {{id: string | null, day: string, value: number | null, cells: (string | Node)[]}} Row `id` is null for an event
 */

/** The columns that sort by more than their text, and the one that names the row. */
const SAID = 0;
const WHO = 1;
const COUNT = 2;

/** A table stays one for assistive technology also where a narrow page sets its cells below each other: hence the roles. */
export class ClaimsTable {
  #caption = h("caption");
  #head = h("tr", { role: "row" });
  #body = h("tbody", { role: "rowgroup" });
  element = h("table", { part: "table", class: "table", role: "table" },
    this.#caption, h("thead", { role: "rowgroup" }, this.#head), this.#body);

  /** @type {Row[]} */
  #rows = [];
  #language = "";
  #filled = "";
  #column = SAID;
  #isDescending = false;

  /** @param {(id: string) => void} choose */
  constructor(choose) {
    this.element.addEventListener("click", ({ target }) => {
      const pressed = target instanceof HTMLElement && target.closest("button");
      if (!pressed) return;
      if (pressed.dataset.claim) choose(pressed.dataset.claim);
      else this.#sort([...this.#head.children].indexOf(/** @type {Element} */ (pressed.parentElement)));
    });
  }

  /**
   * @param {Layout & {claims: import("../claims_chart.js").Spot[]}} layout
   * @param {Card[]} cards of its claims, in their order
   * @param {string[]} labels
   * @param {Description["events"]} events
   * @param {string} language by whose rules texts are sorted
   */
  fill({ caption, claims, day: until }, cards, labels, events, language) {
    const filled = JSON.stringify([caption, until, cards, labels, events]);
    // What a reader is at in it, or has marked, stays.
    if (filled === this.#filled) return;
    this.#filled = filled;
    const heads = [labels[at.SAID], labels[at.WHO], labels[at.COUNT], labels[at.WORDS], labels[at.BASIS], labels[at.REPORTS_COLUMN], labels[at.NOTES]];
    this.#caption.textContent = caption;
    this.#language = language;
    if (!this.#head.children.length) {
      this.#head.append(...heads.map(() => h("th", { scope: "col", role: "columnheader" }, button())));
    }
    [...this.#head.children].forEach((head, n) => {
      /** @type {Element} */ (head.firstChild).textContent = heads[n];
    });
    const said = cards.map(({ id, who, said: day, value, detail, lines, reports }, n) => {
      /** @param {string} label */
      const line = (label) => {
        const found = lines.find((each) => each.label === label);
        return found ? h("span", inLanguage(found), found.text) : "";
      };
      const others = lines.filter(({ label }) => label !== labels[at.WORDS] && label !== labels[at.BASIS]);
      const notes = others.map((each) => h("p", {}, each.label === labels[at.NOTE] ? "" : `${each.label}: `,
        h("span", inLanguage(each), each.text)));
      return {
        id, day: claims[n].said, value: claims[n].value, cells: [
          day, button({ "data-claim": id }, who), detail ? `${value} — ${detail}` : value,
          line(labels[at.WORDS]), line(labels[at.BASIS]), reports.length ? reportsOf(reports, "short") : "",
          notes.length ? h("div", {}, ...notes) : "",
        ],
      };
    });
    const happened = events.filter(({ day }) => day <= until).map(({ date, day, label }) =>
      ({ id: null, day, value: null, cells: [date, `${labels[at.EVENT]}: ${label}`] }));
    this.#rows = [...happened, ...said];
    this.#write();
  }

  /** Marks the claims that are chosen. @param {string[]} ids */
  mark(ids) {
    for (const claim of this.#body.querySelectorAll("button")) {
      claim.ariaPressed = String(ids.includes(claim.dataset.claim ?? ""));
    }
  }

  /** @param {string} id @param {FocusOptions} [options] */
  focus(id, options) {
    for (const claim of this.#body.querySelectorAll("button")) {
      if (claim.dataset.claim === id) claim.focus(options);
    }
  }

  /** By a column; once more, the other way round. @param {number} column */
  #sort(column) {
    this.#isDescending = column === this.#column && !this.#isDescending;
    this.#column = column;
    this.#write();
  }

  #write() {
    const column = this.#column;
    const { compare } = new Intl.Collator(this.#language, { numeric: true });
    /** @param {Row} row */
    const key = ({ day, value, cells }) => (column === SAID ? day : column === COUNT ? value : /** @type {Partial<Node> | undefined} */ (cells[column])?.textContent ?? cells[column]);
    const sorted = this.#rows.toSorted((one, other) => {
      const [a, b] = [key(one) ?? "", key(other) ?? ""];
      // What is not said comes last, whichever way round.
      if (a === "" || b === "") return Number(a === "") - Number(b === "");
      const order = typeof a === "number" ? a - Number(b) : compare(/** @type {string} */ (a), String(b));
      return this.#isDescending ? -order : order;
    });
    const heads = [...this.#head.children];
    heads.forEach((head, n) => {
      head.ariaSort = n !== column ? null : this.#isDescending ? "descending" : "ascending";
    });
    const focused = /** @type {HTMLElement | null} */ (this.#body.querySelector("button:focus"))?.dataset.claim ?? "";
    this.#body.replaceChildren(...sorted.map(({ id, cells }) => {
      const row = h("tr", { role: "row", class: id ? "" : "event" });
      heads.slice(0, cells.length).forEach((head, n) => {
        /** @type {Record<string, string>} */
        const role = n === WHO ? { scope: "row", role: "rowheader" } : { role: "cell" };
        const cell = h(n === WHO ? "th" : "td", { ...role, "data-label": head.textContent ?? "" }, cells[n]);
        // What happened is told across the rest of the row.
        if (!id && n === WHO) cell.colSpan = heads.length - 1;
        row.append(cell);
      });
      return row;
    }));
    this.focus(focused, { preventScroll: true });
  }
}
