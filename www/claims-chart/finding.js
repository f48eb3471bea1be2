// What follows from the claims on a day, in a sentence, and what implies it.

import { LIST, button, h } from "./dom.js";
import * as at from "./labels.js";

/**
 * @typedef {import("../claims_chart.js").Finding} Finding
 */

/** The claims that a button of the finding is about. @param {EventTarget | null} target */
export function claimsOf(target) {
  const ids = target instanceof HTMLElement && target.dataset.claims;
  return ids ? JSON.parse(ids) : [];
}

/**
 * @typedef {object} Reader what the reader does with the finding
 * @property {(target: EventTarget | null) => void} light a part of it is pointed at, or none any more
 * @property {(day: string) => void} turn asks for another day's
 * @property {(id: string) => void} choose takes up one of the claims that imply it
 * @property {() => void} rest has touched the sentence itself
 */

export class FindingBox {
  #sentence = h("span", { id: "sentence", "aria-live": "off" });
  #why = button({ "aria-expanded": "false", "aria-controls": "reasons", "aria-describedby": "sentence" });
  #reasons = h("div", { class: "reasons", id: "reasons", hidden: "" });
  #earlier = button({}, "‹");
  #later = button({}, "›");
  element = h("div", { part: "finding", class: "finding", role: "group" },
    h("div", { class: "days" }, this.#earlier, this.#later),
    h("p", {}, this.#sentence, " ", this.#why), this.#reasons);

  /** What is written here. @type {Finding | undefined} */
  found;
  /** Whether what implies it is shown. */
  isAsked = false;

  /** @param {Reader} reader */
  constructor(reader) {
    const { element } = this;
    const answer = (/** @type {boolean} */ isAsked) => {
      this.#answer(isAsked);
      reader.light(null);
    };
    this.#why.addEventListener("click", () => answer(!this.isAsked));
    for (const [pressed, to] of /** @type {const} */ ([[this.#earlier, "earlier"], [this.#later, "later"]])) {
      pressed.addEventListener("click", () => {
        const day = this.found?.[to];
        if (day) reader.turn(day);
      });
    }
    for (const type of ["pointerover", "focusin"]) element.addEventListener(type, ({ target }) => reader.light(target));
    for (const type of ["pointerleave", "focusout"]) element.addEventListener(type, () => reader.light(null));
    this.#reasons.addEventListener("click", ({ target }) => {
      const [id] = claimsOf(target);
      if (id) reader.choose(id);
    });
    element.addEventListener("click", ({ target }) => {
      // A finger has no way to rest on the sentence.
      if (!(target instanceof HTMLButtonElement)) reader.rest();
    });
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.isAsked) return;
      // A dialog that the chart is in stays open.
      event.preventDefault();
      this.#why.focus();
      answer(false);
    });
  }

  /** The claims that imply the finding. */
  get asked() {
    return (this.found?.reasons ?? []).flatMap(({ claims }) => claims.map(({ id }) => id));
  }

  /**
   * @param {Finding | undefined} found
   * @param {string[]} labels
   * @param {"off" | "polite"} live read out only where it is all that changes
   */
  write(found, labels, live) {
    this.#sentence.ariaLive = live;
    this.found = found;
    this.element.hidden = !found;
    if (!found) return;
    const { lead, text: rest, note, ask, reasons, contradicting, earlier, later } = found;
    this.#sentence.replaceChildren(...(lead ? [h("b", {}, lead)] : []), note ? `${rest} ${note}` : rest);
    this.#why.textContent = ask;
    this.#why.hidden = !reasons.length;
    this.element.ariaLabel = labels[at.FINDING];
    /** @param {string[]} ids @param {string} says */
    const item = (ids, says) => h("li", {}, button({ "data-claims": JSON.stringify(ids) }, says));
    if (this.#reasons.matches(":focus-within")) this.#why.focus({ preventScroll: true });
    const others = reasons.map(({ text: says, claims }) => item(claims.map(({ id }) => id), says));
    this.#reasons.replaceChildren(...(contradicting.length
      ? [h("ul", LIST, ...others)]
      : reasons.flatMap(({ text: says, claims }) => [
        h("p", {}, says),
        h("ul", LIST, ...claims.map(({ id, phrase }) => item([id], phrase))),
      ])));
    for (const [pressed, to, label] of /** @type {const} */ ([
      [this.#earlier, earlier, labels[at.EARLIER]], [this.#later, later, labels[at.LATER]]])) {
      // One that is disabled would lose the focus.
      pressed.ariaDisabled = String(!to);
      // One that is hidden, too.
      pressed.hidden = !earlier && !later && !pressed.matches(":focus");
      pressed.ariaLabel = label;
    }
    this.#answer(this.isAsked && reasons.length > 0);
  }

  /** The sentence as it is read out. */
  get text() {
    return this.found ? this.#sentence.textContent ?? "" : "";
  }

  /** Shows or hides what implies the finding. @param {boolean} isAsked */
  #answer(isAsked) {
    this.isAsked = isAsked;
    this.#reasons.hidden = !isAsked;
    this.#why.ariaExpanded = String(isAsked);
  }
}
