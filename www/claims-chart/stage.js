// The picture: two canvases on each other, and over them a button for each claim, for the keyboard and for assistive
// technology. The pointer goes by the claim that is nearest, not by the button that it is over.

import { button, h } from "./dom.js";

/** @typedef {import("../claims_chart.js").Layout} Layout */

/** WCAG's smallest target, in CSS px. */
const TARGET = 24;

/**
 * @typedef {object} Reader what the reader does with a claim
 * @property {(x: number, y: number) => string | undefined} find the claim near a point of the picture, in CSS px
 * @property {(id: string) => void} point a pointer or the focus is on it
 * @property {() => void} leave on none any more
 * @property {(id: string) => void} choose
 */

export class Stage {
  canvas = h("canvas", { "aria-hidden": "true" });
  highlight = h("canvas", { "aria-hidden": "true" });
  element = h("div", { part: "chart", class: "stage", role: "group" }, this.canvas, this.highlight);

  /** By date. @type {Map<string, HTMLButtonElement>} */
  #buttons = new Map();
  /** From the lowest number to the highest, and then those without one. @type {string[]} */
  #ranked = [];
  /** @type {Reader} */
  #reader;

  /** @param {Reader} reader */
  constructor(reader) {
    this.#reader = reader;
    const { element } = this;
    element.addEventListener("pointermove", (event) => {
      if (event.pointerType === "touch") return;
      const id = this.claimAt(event.clientX, event.clientY);
      element.style.cursor = id ? "pointer" : "";
      if (id) reader.point(id);
    });
    element.addEventListener("pointerleave", () => reader.leave());
    element.addEventListener("focusout", () => reader.leave());
    element.addEventListener("focusin", ({ target }) => {
      const id = this.#claimOf(target);
      if (id && this.focusable(id)) reader.point(id);
    });
    element.addEventListener("click", (event) => {
      // A click made by the keyboard has no place, only a target.
      const pointed = event.detail ? this.claimAt(event.clientX, event.clientY) : null;
      const id = pointed ?? this.#claimOf(event.target);
      if (!id) return;
      this.#buttons.get(id)?.focus({ preventScroll: true });
      reader.choose(id);
    });
    element.addEventListener("keydown", (event) => this.#key(event));
  }

  /** The claims that are shown, by date. */
  get ids() { return [...this.#buttons.keys()]; }

  /** @param {string} id */
  has(id) { return this.#buttons.has(id); }

  /** @param {EventTarget | null} target */
  #claimOf(target) { return target instanceof HTMLButtonElement ? target.dataset.claim : undefined; }

  /** One button a claim, over its mark. @param {Layout} layout */
  place({ width, height, label, claims }) {
    const { element } = this;
    element.style.height = `${height}px`;
    element.ariaLabel = label;
    for (const canvas of [this.canvas, this.highlight]) {
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
    }
    const buttons = new Map();
    for (const spot of claims) {
      const over = this.#buttons.get(spot.id) ?? button({ "data-claim": spot.id });
      over.ariaLabel = spot.phrase;
      const wide = Math.max(spot.width, TARGET);
      const high = Math.max(spot.height, TARGET);
      // Its outline is not to be cut off, nor to widen the page.
      const left = spot.left - (wide - spot.width) / 2;
      over.style.left = `${Math.max(0, Math.min(left, width - wide))}px`;
      over.style.top = `${spot.top - (high - spot.height) / 2}px`;
      over.style.width = `${wide}px`;
      over.style.height = `${high}px`;
      buttons.set(spot.id, over);
    }
    const isSame = [...buttons.keys()].join() === this.ids.join();
    this.#buttons = buttons;
    this.#ranked = claims.toSorted((a, b) => (a.value ?? Infinity) - (b.value ?? Infinity)).map(({ id }) => id);
    if (!isSame) element.replaceChildren(this.canvas, this.highlight, ...buttons.values());
  }

  /** Makes one claim the picture's tab stop; false when it is not there. @param {string} id */
  focusable(id) {
    if (!this.has(id)) return false;
    for (const [other, over] of this.#buttons) over.tabIndex = other === id ? 0 : -1;
    return true;
  }

  /** Marks the claims that are chosen. @param {string[]} ids */
  press(ids) {
    for (const [id, over] of this.#buttons) over.ariaPressed = String(ids.includes(id));
  }

  /** @param {string} id */
  focus(id) {
    this.#buttons.get(id)?.focus();
  }

  clear() {
    this.#buttons.clear();
  }

  /** @param {number} clientX @param {number} clientY @returns {string | null} */
  claimAt(clientX, clientY) {
    const { element } = this;
    const box = element.getBoundingClientRect();
    if (!box.width) return null;
    // An ancestor may be scaled.
    const scale = element.offsetWidth / box.width;
    return this.#reader.find((clientX - box.left) * scale, (clientY - box.top) * scale) ?? null;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const id = this.#claimOf(event.target);
    const { ids } = this;
    const byDate = ids.indexOf(id ?? "");
    const byValue = this.#ranked.indexOf(id ?? "");
    const to = {
      ArrowLeft: ids[byDate - 1], ArrowRight: ids[byDate + 1], Home: ids[0], End: ids.at(-1),
      ArrowDown: this.#ranked[byValue - 1], ArrowUp: this.#ranked[byValue + 1],
    };
    if (event.key in to) {
      this.focus(to[/** @type {keyof typeof to} */ (event.key)] ?? "");
      event.preventDefault();
    }
  }
}
