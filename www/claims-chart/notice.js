// What could not be done as it was asked for: a sentence for the reader below the chart, or below what stands in its place,
// and folded away, in English, what those need who mend it.

import { h } from "./dom.js";

/** @typedef {import("./errors.js").Problem} Problem */

/** A longer list of problems helps no one who mends them one by one. */
const MAX_PROBLEMS = 20;

export class Notice {
  element = h("div", { class: "notice", role: "status", lang: "en", dir: "ltr", hidden: "" });
  #told = "";
  #written = "";

  /** What is told next is new, also where it is the same. */
  forget() {
    this.#told = "";
  }

  /**
   * Writes problems, none of them away; true where others were told before.
   *
   * @param {Problem[]} problems
   * @param {string} sentence
   * @param {string} heading what the problems are, in short
   * @param {string} lang of the sentence
   */
  tell(problems, sentence, heading, lang) {
    const told = problems.length ? JSON.stringify([sentence, problems]) : "";
    const isNew = told !== this.#told && told !== "";
    this.element.hidden = !told;
    this.#told = told;
    if (!isNew) return false;
    // What stands there already is not read out again, and may be unfolded.
    if (told === this.#written) return true;
    this.#written = told;
    const items = problems.slice(0, MAX_PROBLEMS).map(({ path, message }) =>
      h("li", {}, path && h("code", {}, path), path && ": ", message));
    if (problems.length > MAX_PROBLEMS) items.push(h("li", {}, `and ${problems.length - MAX_PROBLEMS} more`));
    this.element.replaceChildren(h("p", { lang }, sentence),
      h("details", {}, h("summary", {}, heading), h("ul", {}, ...items)));
    return true;
  }

  /** Shows what is folded away. */
  unfold() {
    /** @type {HTMLDetailsElement} */ (this.element.lastChild).open = true;
  }
}
