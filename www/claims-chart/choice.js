// Controls of which several choices are offered: one of them for the view and the measure, any for the legend.

import { LIST, h, icon } from "./dom.js";

/** Takes radio buttons that are to go out of their group: Chromium would keep them as long as the shadow root. @param {Element} element */
export function ungroup(element) {
  for (const input of element.querySelectorAll("input")) input.name = "";
}

/** Whether the fields are those of the choices, in their order, with a character between them that no data use. @param {NodeListOf<HTMLInputElement>} inputs @param {{id: string}[]} items */
const isFor = (inputs, items) => items.map(({ id }) => id).join("\0") === [...inputs].map(({ value }) => value).join("\0");

/** A row of choices of which one holds. */
export class Choice {
  element = h("div", { class: "choice", role: "radiogroup" });

  /** @param {string} name @param {(id: string) => void} choose */
  constructor(name, choose) {
    this.name = name;
    this.element.addEventListener("change", ({ target }) => {
      if (target instanceof HTMLInputElement) choose(target.value);
    });
  }

  /** @param {string} label @param {{id: string, label: string}[]} items */
  offer(label, items) {
    const { element, name } = this;
    element.hidden = items.length < 2;
    element.ariaLabel = label;
    // The inputs are kept where they still fit, so that the focus is.
    if (!isFor(element.querySelectorAll("input"), items)) {
      ungroup(element);
      element.replaceChildren(...items.map(({ id }) =>
        h("label", {}, h("input", { type: "radio", name, value: id }), h("span"))));
    }
    const names = element.querySelectorAll("span");
    items.forEach(({ label: says }, index) => { names[index].textContent = says; });
  }

  /** Marks what holds. @param {string} id */
  mark(id) {
    const { element } = this;
    for (const input of element.querySelectorAll("input")) input.checked = input.value === id;
    element.classList.remove("pills");
  }

  /** Where the row is too long for the chart, it becomes several. */
  fold() {
    const { element } = this;
    element.classList.toggle("pills", element.scrollWidth > element.clientWidth);
  }
}

/**
 * The parties with their marks and how many claims each has: what is not ticked is left out.
 *
 * @typedef {{id: string, label: string, shape: string, colour: number | null, n_claims: number, claims: string}} Party
 */
export class Legend {
  element = h("ul", { class: "parties", ...LIST });

  /** @param {(hidden: string[]) => void} choose gets the ids of those that are left out */
  constructor(choose) {
    this.element.addEventListener("change", () => {
      const left = [...this.element.querySelectorAll("input")].filter(({ checked }) => !checked);
      choose(left.map(({ value }) => value));
    });
  }

  /** @param {string} label @param {Party[]} parties @param {string[]} hidden */
  offer(label, parties, hidden) {
    const { element } = this;
    element.hidden = !parties.length;
    element.ariaLabel = label;
    if (!isFor(element.querySelectorAll("input"), parties)) {
      const isFocused = element.matches(":focus-within");
      element.replaceChildren(...parties.map((party) => h("li", {}, h("label", {},
        h("input", { type: "checkbox", value: party.id }), icon(party),
        h("span", { "aria-hidden": "true" }), h("small", { "aria-hidden": "true" })))));
      // The party that was ticked may have no claims any more.
      if (isFocused) element.querySelector("input")?.focus();
    }
    element.querySelectorAll("li").forEach((item, index) => {
      const { id, label: says, n_claims, claims } = parties[index];
      const [input, name, count] = /** @type {[HTMLInputElement, HTMLElement, HTMLElement]} */ (
        [...item.querySelectorAll("input, span, small")]);
      input.checked = !hidden.includes(id);
      // A bare number says nothing to those who hear it.
      input.ariaLabel = `${says}, ${claims}`;
      name.textContent = says;
      count.textContent = String(n_claims);
    });
  }
}
