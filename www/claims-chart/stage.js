// The picture: two canvases on each other, and over them a button for each claim, for the keyboard and for assistive
// technology. The pointer goes by the claim that is nearest, not by the button that it is over.

import { button, h } from "./dom.js";

/** @typedef {import("../claims_chart.js").Layout} Layout */

/** @typedef {import("../claims_chart.js").Spot} Spot */

/** WCAG's smallest target, in CSS px. */
const TARGET = 24;
/**
 * More claims than this are a cloud, as `MOST_APART` in the core has it, and more buttons make a page slow: those have one
 * that the reader comes by.
 */
export const MOST_APART = 400;

/**
 * @typedef {object} Reader what the reader does with a claim
 * @property {(x: number, y: number) => string | undefined} find the claim near a point of the picture, in CSS px
 * @property {(n: number) => Spot | undefined} spot a mark by its number
 * @property {(id: string) => number} number of a claim's mark in a cloud; below 0 where it has none
 * @property {() => Float64Array} values of all marks, to rank them by
 * @property {(id: string, isPassing?: boolean) => void} point a pointer or the focus is on it, or a pointer passes it in a cloud
 * @property {() => void} leave on none any more
 * @property {(id: string) => void} choose
 */

export class Stage {
  canvas = h("canvas", { "aria-hidden": "true" });
  highlight = h("canvas", { "aria-hidden": "true" });
  #ring = h("i");
  element = h("div", { part: "chart", class: "stage", role: "group" }, this.canvas, this.highlight, this.#ring);

  /** By date, or as they were come by. @type {Map<string, HTMLButtonElement>} */
  #buttons = new Map();
  #n = 0;
  /** The marks, where they are not too many to be kept. @type {Spot[] | undefined} */
  #spots = [];
  #width = 0;
  /** The marks' numbers from the lowest value to the highest, and then those without one; made when it is asked for. @type {number[] | undefined} */
  #ranked;
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
      if (id) reader.point(id, !this.#spots);
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
      this.#button(id)?.focus({ preventScroll: true });
      reader.choose(id);
    });
    element.addEventListener("keydown", (event) => this.#key(event));
  }

  /** The last claim that is shown; empty where there is none. */
  get last() { return this.#spot(this.#n - 1)?.id ?? ""; }

  /** @param {string} id */
  has(id) { return this.#buttons.has(id) || this.spotOf(id) !== undefined; }

  /** Where a claim's mark is. @param {string} id */
  spotOf(id) { return this.#spot(this.#number(id)); }

  /** @param {number} n */
  #spot(n) { return this.#spots ? this.#spots[n] : this.#reader.spot(n); }

  /** A mark's number; below 0 where the claim has none. @param {string} id */
  #number(id) { return this.#spots?.findIndex((spot) => spot.id === id) ?? this.#reader.number(id); }

  /** @param {EventTarget | null} target */
  #claimOf(target) { return target instanceof HTMLButtonElement ? target.dataset.claim : undefined; }

  /** One button a claim, over its mark; of a cloud, over those that the reader comes by. @param {Layout} layout */
  place({ width, height, label, n_spots }) {
    const { element } = this;
    element.style.width = `${width}px`;
    element.style.height = `${height}px`;
    element.ariaLabel = label;
    const before = this.#buttons;
    this.#buttons = new Map();
    this.#n = n_spots;
    this.#width = width;
    this.#ranked = this.#spots = undefined;
    if (n_spots > MOST_APART) {
      for (const id of before.keys()) this.#over(this.spotOf(id), before);
    } else {
      this.#spots = [];
      for (let n = 0; n < n_spots; n++) {
        const spot = /** @type {Spot} */ (this.#reader.spot(n));
        this.#spots.push(spot);
        this.#over(spot, before);
      }
    }
    for (const [id, old] of before) if (!this.#buttons.has(id)) old.remove();
    // What stays in its place keeps the focus.
    /** @type {Element} */
    let last = this.#ring;
    for (const over of this.#buttons.values()) {
      if (last.nextSibling !== over) last.after(over);
      last = over;
    }
  }

  /** Puts a button over a mark, the one that is there where its claim has one. @param {Spot | undefined} spot @param {Map<string, HTMLButtonElement>} [before] */
  #over(spot, before) {
    // Several marks of one claim stand next to each other, and are one to go to.
    if (!spot || this.#buttons.has(spot.id)) return;
    const over = before?.get(spot.id) ?? button({ "data-claim": spot.id });
    over.ariaLabel = spot.phrase;
    const wide = Math.max(spot.width, TARGET);
    const high = Math.max(spot.height, TARGET);
    // Its outline is not to be cut off, nor to widen the page.
    const left = spot.left - (wide - spot.width) / 2;
    over.style.left = `${Math.max(0, Math.min(left, this.#width - wide))}px`;
    over.style.top = `${spot.top - (high - spot.height) / 2}px`;
    over.style.width = `${wide}px`;
    over.style.height = `${high}px`;
    this.#buttons.set(spot.id, over);
    if (!before) this.element.append(over);
  }

  /** The button of a claim, which it gets now where there are too many for all. @param {string} id */
  #button(id) {
    this.#over(this.spotOf(id));
    const over = this.#buttons.get(id);
    for (const [other, old] of this.#buttons) {
      if (this.#buttons.size > MOST_APART && old !== over && !old.matches(":focus")) {
        old.remove();
        this.#buttons.delete(other);
      }
    }
    return over;
  }

  /** Makes one claim the picture's tab stop, or the last where it has no mark; false when there is none. @param {string} id */
  focusable(id) {
    const stop = this.#button(id) ?? this.#button(this.last);
    if (!stop) return false;
    for (const over of this.#buttons.values()) over.tabIndex = over === stop ? 0 : -1;
    return true;
  }

  /**
   * Rings a claim's mark, and no other; an empty id none. To paint it on a canvas would take longer than all else that a
   * pointer's move does.
   *
   * @param {string} id
   */
  ring(id) {
    const spot = this.spotOf(id);
    this.#ring.hidden = !spot;
    if (spot) this.#ring.style.translate = `${spot.x}px ${spot.y}px`;
  }

  /** Marks the claims that are chosen. @param {string[]} ids */
  press(ids) {
    for (const [id, over] of this.#buttons) over.ariaPressed = String(ids.includes(id));
  }

  /** @param {string} id */
  focus(id) {
    this.#button(id)?.focus();
  }

  clear() {
    this.element.replaceChildren(this.canvas, this.highlight, this.#ring);
    this.#buttons.clear();
    this.#spots = [];
    this.#n = 0;
  }

  /** @param {number} clientX @param {number} clientY @returns {string | null} */
  claimAt(clientX, clientY) {
    const { element } = this;
    const { left, top, width } = element.getBoundingClientRect();
    // An ancestor may be scaled.
    const scale = element.offsetWidth / width;
    return width && this.#reader.find((clientX - left) * scale, (clientY - top) * scale) || null;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const id = this.#claimOf(event.target) ?? "";
    const last = this.#n - 1;
    const n = this.#number(id);
    /** The next mark that way that is another claim's. @param {(n: number) => number} step */
    const next = (step) => {
      let to = step(n);
      while (to >= 0 && to <= last && this.#spot(to)?.id === id) to = step(to);
      return to;
    };
    /** @param {1 | -1} by */
    const ranked = (by) => {
      // What has no value comes last.
      const values = this.#spots?.map(({ value }) => value ?? Infinity) ?? this.#reader.values();
      const order = this.#ranked ??= [...values.keys()].sort((a, b) => values[a] - values[b] || a - b);
      return next((from) => order[order.indexOf(from) + by] ?? -1);
    };
    const to = {
      ArrowLeft: () => next((from) => from - 1), ArrowRight: () => next((from) => from + 1), Home: () => 0, End: () => last,
      ArrowDown: () => ranked(-1), ArrowUp: () => ranked(1),
    };
    const go = /** @type {any} */ (to)[event.key];
    if (go) {
      this.focus(this.#spot(go())?.id ?? "");
      event.preventDefault();
    }
  }
}
