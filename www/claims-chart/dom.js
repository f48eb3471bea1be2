// Elements made in one call; strings become text, never markup.

/**
 * An HTML element with attributes and children.
 *
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string>} [attributes]
 * @param {(Node | string | number | false | null | undefined)[]} children what is empty or false is left out
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(.../** @type {(Node | string)[]} */ (children.filter(Boolean)));
  return element;
}

/** A button that does nothing to a form. @param {Record<string, string>} [attributes] @param {(Node | string)[]} children */
export const button = (attributes = {}, ...children) => h("button", { type: "button", ...attributes }, ...children);

/** A list's attribute: without it, a browser forgets that a list without bullets is one. */
export const LIST = { role: "list" };

/**
 * A party's mark.
 *
 * @param {{shape: string, colour: number | null}} party
 */
export function icon({ shape, colour }) {
  const [svg, path] = ["svg", "path"].map((name) => document.createElementNS("http://www.w3.org/2000/svg", name));
  svg.setAttribute("viewBox", "0 0 14 14");
  svg.ariaHidden = "true";
  path.setAttribute("d", shape);
  path.setAttribute("fill", `var(--${colour === null ? "muted" : `party-${colour}`})`);
  svg.append(path);
  return svg;
}

/** A style sheet that shadow roots of a document can adopt, which is shown. @param {Document} document @param {string} rules */
export function sheetFor({ defaultView }, rules) {
  const sheet = new /** @type {Window & typeof globalThis} */ (defaultView).CSSStyleSheet();
  sheet.replaceSync(rules);
  return sheet;
}
