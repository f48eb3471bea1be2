// Taking the chart elsewhere: the dialogs for downloading and embedding. A module of its own, loaded when one is opened.

import { ungroup } from "./choice.js";
import { button, h, sheetFor } from "./dom.js";
import { text } from "./errors.js";
import * as at from "./labels.js";
import { downloads } from "./share/downloads.js";
import { embedding } from "./share/embedding.js";
import style from "./share/share.css";

export { pngOf } from "./share/png.js";

/**
 * @typedef {import("../claims_chart.js").Chart} Chart
 * @typedef {import("../claims_chart.js").Description} Description
 * @typedef {import("../claims_chart.js").Layout} Layout
 */

/**
 * What is shown, and how.
 *
 * @typedef {object} Shown
 * @property {import("../claims-chart.js").ClaimsChart} element
 * @property {Chart} chart
 * @property {Description} words
 * @property {Layout} layout
 * @property {string[]} labels
 * @property {string} measure
 * @property {string | undefined} home where the package is, if not around this module
 * @property {string} link an address that shows it
 * @property {string} provenance where it comes from
 * @property {Record<string, string | null>} choices the attributes that hold the reader's choices, and `lang` and `theme`
 */

/** What a dialog says, by key; `{…}` is filled in. @typedef {(key: string, places?: Record<string, string>) => string} Say */

/**
 * A button that says whether what it does has worked.
 *
 * @param {Say} say
 * @param {string} key what it says before
 * @param {() => void | Promise<void>} act
 * @param {string} [done] what it says afterwards
 */
export function doing(say, key, act, done) {
  const does = button({ class: "act" }, say(key));
  does.addEventListener("click", async () => {
    const status = does.closest("dialog")?.querySelector("[role=status]");
    try {
      await act();
      if (status) status.textContent = done ? say(done) : "";
    } catch (error) {
      if (status) status.textContent = say("share-failed", { why: text(error) });
    }
  });
  return does;
}

/** The style sheets of dialogs, by document: one of another cannot be adopted. @type {WeakMap<Document, CSSStyleSheet>} */
const sheets = new WeakMap();

/**
 * Opens a dialog, which is gone once it is closed.
 *
 * @param {"download" | "embed"} what
 * @param {HTMLElement} figure what the dialog looks like and belongs to
 * @param {Shown} shown
 */
export function open(what, figure, shown) {
  const root = /** @type {ShadowRoot} */ (figure.getRootNode());
  const { ownerDocument, clientWidth } = figure;
  // It may have been hidden since: unseen, a dialog would hold the page.
  if (!clientWidth) return;
  const styles = sheets.get(ownerDocument) ?? sheetFor(ownerDocument, style);
  sheets.set(ownerDocument, styles);
  if (!root.adoptedStyleSheets.includes(styles)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, styles];
  const texts = SHARE_TEXTS[figure.lang] ?? SHARE_TEXTS.en;
  /** @type {Say} */
  const say = (key, places = {}) => texts[key].replace(/{(.*?)}/g, (_, name) => places[name] ?? "");

  const dialog = h("dialog", { class: "share", "aria-labelledby": "share" });
  const close = button({ class: "close", "aria-label": shown.labels[at.CLOSE] }, "×");
  close.addEventListener("click", () => dialog.close());
  const life = new AbortController();
  const width = new ResizeObserver(() => { if (figure.clientWidth !== clientWidth) dialog.close(); });
  dialog.addEventListener("close", () => {
    life.abort();
    width.disconnect();
    ungroup(dialog);
    dialog.remove();
  });
  // What it offers is what was shown: of another picture it would say what is not so, and other data have another chart.
  for (const type of ["claims-ready", "claims-state"]) {
    shown.element.addEventListener(type, () => dialog.close(), { signal: life.signal });
  }
  // The reader's colours have changed, or the page's scheme, and the picture with them.
  for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
    matchMedia(query).addEventListener("change", () => dialog.close(), { signal: life.signal });
  }
  root.addEventListener("transitionend", ({ target }) => {
    if (target instanceof Element && target.matches(".probe")) dialog.close();
  }, { capture: true, signal: life.signal });
  // Keys in the dialog are none for the chart.
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  // A click beside it lands on the dialog itself, as does one that began inside, where a text was marked.
  let isBeside = false;
  dialog.addEventListener("pointerdown", ({ target }) => { isBeside = target === dialog; });
  dialog.addEventListener("click", ({ target }) => { if (isBeside && target === dialog) dialog.close(); });
  const content = what === "embed" ? embedding(shown, say) : downloads(shown, say);
  dialog.append(h("div", {}, close, h("h4", { id: "share" }, shown.labels[what === "embed" ? at.EMBED : at.DOWNLOAD]), ...content, h("p", { role: "status" })));
  figure.append(dialog);
  dialog.showModal();
  width.observe(figure);
}
