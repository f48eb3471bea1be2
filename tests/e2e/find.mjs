// What runs inside the page to find elements by selector, role and name, through shadow roots.

/**
 * A text, or a pattern of one. Patterns cannot be sent to a page, their sources can.
 *
 * @typedef {string | {source: string, flags: string}} Text
 *
 * @typedef {object} RoleStep
 * @property {string} role
 * @property {Text} [name] in any case and as a part, unless `exact`
 * @property {boolean} [exact]
 * @property {boolean} [checked]
 * @property {boolean} [expanded]
 * @property {boolean} [pressed]
 * @property {boolean} [selected]
 * @property {number} [level] of a heading
 *
 * @typedef {{css: string} | RoleStep | {hasText: Text} | {nth: number}} Step
 */

/**
 * The elements that the steps lead to, each step inside what the one before it found, in the order of the page. The
 * function is sent to the page, so it uses nothing but what is inside it.
 *
 * @param {Step[]} steps
 * @returns {HTMLElement[]}
 */
export function find(steps) {
  /** @param {Document | Element} root @returns {Generator<HTMLElement>} */
  function* inside(root) {
    const shadow = root instanceof Element && root.shadowRoot ? [...root.shadowRoot.children] : [];
    for (const child of [...shadow, ...root.children]) {
      yield /** @type {HTMLElement} */ (child);
      yield* inside(child);
    }
  }

  /** The element that holds this one, out of a shadow root too. @param {Element} element @returns {Element | null} */
  const parentOf = (element) => {
    const root = element.getRootNode();
    return element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
  };

  /** Assistive technology is told of it. @param {Element} element */
  const isTold = (element) => {
    if (!element.checkVisibility({ visibilityProperty: true })) return false;
    for (let each = /** @type {Element | null} */ (element); each; each = parentOf(each)) {
      if (each.getAttribute("aria-hidden") === "true") return false;
    }
    return true;
  };

  /** @type {Record<string, string>} */
  const byTag = {
    ARTICLE: "article", BUTTON: "button", DETAILS: "group", DIALOG: "dialog", FIELDSET: "group", FIGURE: "figure",
    H1: "heading", H2: "heading", H3: "heading", H4: "heading", H5: "heading", H6: "heading", IMG: "img", LI: "listitem",
    MAIN: "main", NAV: "navigation", OL: "list", OPTION: "option", OUTPUT: "status", P: "paragraph", SELECT: "combobox",
    TABLE: "table", TBODY: "rowgroup", TD: "cell", TEXTAREA: "textbox", TH: "columnheader", THEAD: "rowgroup", TR: "row",
    UL: "list",
  };
  /** @type {Record<string, string>} */
  const byType = {
    button: "button", checkbox: "checkbox", image: "button", number: "spinbutton", radio: "radio", range: "slider",
    reset: "button", search: "searchbox", submit: "button",
  };

  /** @param {Element} element */
  const roleOf = (element) => {
    const own = element.getAttribute("role");
    if (own) return own;
    if (element instanceof HTMLInputElement) return byType[element.type] ?? "textbox";
    if (element instanceof HTMLAnchorElement) return element.hasAttribute("href") ? "link" : "";
    return byTag[element.tagName] ?? "";
  };

  /** @param {string | null | undefined} text */
  const plain = (text) => (text ?? "").replace(/\s+/g, " ").trim();

  // A container is not called by all that it contains.
  const fromContent = ["button", "cell", "checkbox", "columnheader", "heading", "link", "menuitem", "option", "radio", "row",
    "rowheader", "switch", "tab", "tooltip", "treeitem"];

  /** @param {Element} element */
  const nameOf = (element) => {
    const ids = element.getAttribute("aria-labelledby")?.split(/\s+/) ?? [];
    const root = /** @type {Document | ShadowRoot} */ (element.getRootNode());
    const labels = [...(/** @type {HTMLInputElement} */ (element).labels ?? [])];
    return plain(ids.map((id) => root.getElementById(id)?.textContent).join(" "))
      || plain(element.getAttribute("aria-label"))
      || plain(labels.map((label) => label.textContent).join(" "))
      || plain(element.getAttribute("alt"))
      || (fromContent.includes(roleOf(element)) ? plain(element.textContent) : "")
      || plain(element.getAttribute("title"));
  };

  /** @param {string} said @param {Text} text @param {boolean} [isExact] */
  const fits = (said, text, isExact = false) => {
    if (typeof text !== "string") return new RegExp(text.source, text.flags).test(said);
    return isExact ? said === text : said.toLowerCase().includes(text.toLowerCase());
  };

  /** @param {Element} element @param {RoleStep} step */
  const isOfRole = (element, step) => {
    if (roleOf(element) !== step.role || !isTold(element)) return false;
    const input = element instanceof HTMLInputElement && ["checkbox", "radio"].includes(element.type) ? element : undefined;
    const checked = input ? input.checked : element.getAttribute("aria-checked") === "true";
    if (step.checked !== undefined && step.checked !== checked) return false;
    for (const state of /** @type {const} */ (["expanded", "pressed", "selected"])) {
      if (step[state] !== undefined && element.getAttribute(`aria-${state}`) !== String(step[state])) return false;
    }
    const level = Number(element.getAttribute("aria-level") ?? /^H([1-6])$/.exec(element.tagName)?.[1]);
    if (step.level !== undefined && step.level !== level) return false;
    return step.name === undefined || fits(nameOf(element), step.name, step.exact);
  };

  /** @type {(Document | HTMLElement)[]} */
  let found = [document];
  for (const step of steps) {
    if ("nth" in step) found = found.slice(step.nth, step.nth + 1 || undefined);
    else if ("hasText" in step) found = found.filter((each) => fits(plain(each.textContent), step.hasText));
    else {
      // What is found inside two of them is one element all the same.
      /** @type {Set<HTMLElement>} */
      const next = new Set();
      for (const root of found) {
        for (const element of inside(root)) {
          if ("css" in step ? element.matches(step.css) : isOfRole(element, step)) next.add(element);
        }
      }
      found = [...next];
    }
  }
  return /** @type {HTMLElement[]} */ (found);
}

/**
 * The one element that the steps lead to; how many there are where it is not one.
 *
 * @type {(steps: Step[]) => HTMLElement | number}
 */
export const findOne = /** @type {any} */ (new Function("steps",
  `const found = (${find})(steps); return found.length === 1 ? found[0] : found.length;`));
