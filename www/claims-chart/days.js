// What was known on a day: a slider over the days on which something was said, with buttons and a date to type.

import { button, h } from "./dom.js";
import * as at from "./labels.js";

const DAY_MS = 86_400_000;
/** More ticks than this would be a grey bar. */
const MAX_TICKS = 100;

/** Days since 1970. @param {string} iso */
const number = (iso) => Date.parse(iso) / DAY_MS;
/** @param {number} day */
const iso = (day) => new Date(day * DAY_MS).toISOString().slice(0, 10);

export class Days {
  #known = button({ class: "known" });
  /** Of type `date` from its first use on: a browser takes as long to make one as to lay out the chart. */
  #typed = h("input", { hidden: "" });
  #earlier = button({ class: "step" }, "‹");
  #later = button({ class: "step" }, "›");
  #slider = h("input", { type: "range", step: "1" });
  #ticks = h("div");
  #track = h("div", { class: "track" }, this.#ticks, this.#slider);
  element = h("div", { class: "known-on" }, this.#known, this.#typed, this.#earlier, this.#track, this.#later);

  /** The days on which something was said, ascending, as days since 1970. @type {number[]} */
  #stops = [];
  #day = 0;

  /** @param {(day: string | null) => void} choose gets null for the last day, which leaves nothing out */
  constructor(choose) {
    const go = (/** @type {number} */ day) => {
      const last = this.#stops.at(-1) ?? 0;
      // The next step may be asked for before this one is drawn.
      this.#day = Math.min(day, last);
      choose(day >= last ? null : iso(day));
    };
    const step = (/** @type {number} */ by) => {
      const to = by < 0
        ? this.#stops.findLast((stop) => stop < this.#day)
        : this.#stops.find((stop) => stop > this.#day);
      if (to !== undefined) go(to);
    };
    this.#earlier.addEventListener("click", () => step(-1));
    this.#later.addEventListener("click", () => step(1));
    this.#slider.addEventListener("input", () => {
      // A thumb that is drawn along rests where something was said.
      const drawn = this.#slider.valueAsNumber;
      const near = this.#stops.reduce((best, stop) => Math.abs(stop - drawn) < Math.abs(best - drawn) ? stop : best);
      this.#slider.valueAsNumber = near;
      go(near);
    });
    this.#slider.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: -1, ArrowDown: -1, PageDown: -1, ArrowRight: 1, ArrowUp: 1, PageUp: 1 }[event.key];
      if (!by || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      step(by);
    });
    this.#known.addEventListener("click", () => this.#type(true));
    // Half a date that is typed is often a date, too: it counts once it is done. One that is picked is done.
    let isTyping = false;
    const take = () => {
      isTyping = false;
      if (this.#typed.hidden) return;
      const { value } = this.#typed;
      this.#type(false);
      if (value && value !== iso(this.#day)) go(Math.max(number(value), this.#stops[0]));
    };
    this.#typed.addEventListener("change", () => {
      const { value } = this.#typed;
      if (value && !isTyping) go(Math.max(number(value), this.#stops[0]));
    });
    this.#typed.addEventListener("keydown", (event) => {
      isTyping = true;
      if (event.key !== "Enter" && event.key !== "Escape") return;
      event.stopPropagation();
      event.preventDefault();
      if (event.key === "Escape") this.#typed.value = iso(this.#day);
      take();
      this.#known.focus();
    });
    this.#typed.addEventListener("blur", take);
  }

  /** Puts the field for a date in the place of the day in words, or back. @param {boolean} isTyping */
  #type(isTyping) {
    this.#known.hidden = isTyping;
    this.#typed.hidden = !isTyping;
    if (!isTyping) return;
    this.#typed.type = "date";
    this.#typed.value = iso(this.#day);
    this.#typed.focus();
  }

  /** @param {string[]} days @param {string[]} labels */
  offer(days, labels) {
    this.#stops = days.map(number);
    const [first, last] = [this.#stops[0], this.#stops.at(-1) ?? 0];
    this.element.hidden = days.length < 2;
    if (this.element.hidden) return;
    const ticks = this.#stops.slice(days.length > MAX_TICKS ? days.length : 0).map((stop) => {
      const tick = h("i");
      // The thumb's middle moves between its halves.
      tick.style.insetInlineStart = `calc(10px + (100% - 20px) * ${(stop - first) / (last - first)})`;
      return tick;
    });
    this.#ticks.replaceChildren(...ticks);
    this.#slider.min = String(first);
    this.#slider.max = String(last);
    this.#typed.min = days[0];
    this.#typed.max = /** @type {string} */ (days.at(-1));
    this.#earlier.ariaLabel = labels[at.EARLIER_SAID];
    this.#later.ariaLabel = labels[at.LATER_SAID];
    this.#typed.ariaLabel = this.#slider.ariaLabel = this.#known.title = labels[at.AS_OF_DAY];
  }

  /** @param {string} day @param {string} known the day in words */
  mark(day, known) {
    this.#day = number(day);
    this.#known.textContent = known;
    this.#slider.valueAsNumber = this.#day;
    this.#slider.setAttribute("aria-valuetext", known);
    // One that is disabled would lose the focus.
    this.#earlier.ariaDisabled = String(this.#day <= this.#stops[0]);
    this.#later.ariaDisabled = String(this.#day >= (this.#stops.at(-1) ?? 0));
  }
}
