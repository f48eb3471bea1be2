// What the page wants the chart to look like: its colour scheme, its custom properties, and the reader's own colours.

import { h } from "./dom.js";

/** @typedef {import("./errors.js").Problem} Problem */

const PARTIES = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `party_${n}`);

/** The custom properties that replace a colour of the palette, by the name the layout knows them under. */
const COLOURS = ["ink", "muted", "rule", "background", ...PARTIES];

/** Where the reader has chosen colours for everything, these stand for ours; shapes tell the parties apart. */
const FORCED = { ink: "CanvasText", muted: "CanvasText", rule: "GrayText", axis: "CanvasText",
  background: "Canvas", soft: "Canvas",
  ...Object.fromEntries(PARTIES.map((name) => [name, "CanvasText"])) };

/** An element that takes on the scheme and the colours of the page around it, and is not seen. */
export class Probe {
  element = h("span", { class: "probe", "aria-hidden": "true" });

  /**
   * The scheme of the page around the element, the font, and the colours that the reader or the page has chosen, by the
   * layout's names.
   *
   * @param {HTMLElement} host
   * @param {Problem[]} problems takes what is no colour
   */
  look(host, problems) {
    const { element } = this;
    // The transition that tells of a change would also delay it.
    element.style.transition = "none";
    const { color, fontFamily: font } = getComputedStyle(element);
    const isDark = CSS.supports("color", "light-dark(#000, #fff)")
      ? color === "rgb(255, 255, 255)"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    const colours = this.#colours(host, problems);
    element.style.transition = "";
    return { scheme: /** @type {"light" | "dark"} */ (isDark ? "dark" : "light"), font, colours };
  }

  /** How wide the chart's font is, in CSS px. */
  width() { return this.element.getBoundingClientRect().width; }

  /** @param {HTMLElement} host @param {Problem[]} problems */
  #colours(host, problems) {
    const colours = /** @type {Record<string, string>} */ ({});
    if (matchMedia("(forced-colors: active)").matches) {
      for (const [name, value] of Object.entries(FORCED)) colours[name] = this.#toRgb(value);
      return colours;
    }
    const style = getComputedStyle(host);
    for (const name of COLOURS) {
      const property = `--claims-${name.replace("_", "-")}`;
      const value = style.getPropertyValue(property).trim();
      if (!value) continue;
      const rgb = CSS.supports("color", value) && this.#toRgb(value);
      if (rgb) colours[name] = rgb;
      else problems.push({ path: property, message: `must be an opaque colour, not "${value}"` });
    }
    return colours;
  }

  /** A colour as the canvas will show it, `rgb(r, g, b)`, whatever notation it is written in; empty where it is not opaque. @param {string} value */
  #toRgb(value) {
    this.element.style.color = value;
    const computed = getComputedStyle(this.element).color;
    this.element.style.color = "";
    const isPlain = /^rgb\(\d+, \d+, \d+\)$/.test(computed);
    if (isPlain) return computed;
    const context = h("canvas", { width: "1", height: "1" }).getContext("2d");
    if (!context) return computed;
    context.fillStyle = computed;
    context.fillRect(0, 0, 1, 1);
    const [r, g, b, alpha] = context.getImageData(0, 0, 1, 1).data;
    return alpha < 255 ? "" : `rgb(${r}, ${g}, ${b})`;
  }
}
