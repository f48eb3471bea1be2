// The types that the package gives, held against the element as it is: tsc fails where they differ.

/**
 * @typedef {import("../../www/claims-chart.js").ClaimsChart} Element
 * @typedef {import("../../www/claims-chart/element.js").ClaimsChart} Declared
 */

/** What the browser calls is public in JavaScript, and nobody else's business. @typedef {"connectedCallback" | "disconnectedCallback" | "adoptedCallback" | "attributeChangedCallback"} Callback */

/** What is declared is there. @type {(element: Element) => Declared} */
export const isThere = (element) => element;

/** What is there is declared. @type {Exclude<keyof Element, keyof Declared | Callback> extends never ? true : false} */
export const isDeclared = true;

/** @type {(init: typeof import("../../www/claims-chart.js").init) => typeof import("../../www/claims-chart/element.js").init} */
export const isInit = (init) => init;
