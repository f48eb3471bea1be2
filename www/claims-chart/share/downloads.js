// The dialog for downloading: the picture, the data, a link.

import { h } from "../dom.js";
import { doing } from "../share.js";
import { pngOf } from "./png.js";
import { posterOf } from "./poster.js";

/**
 * @typedef {import("../share.js").Shown} Shown
 * @typedef {import("../share.js").Say} Say
 */

/** How long an address of a file is kept for the browser to take it, in milliseconds. */
const KEPT_MS = 60_000;
/** The longest name of a file, without its ending: others have to see it in their folders. */
const MAX_NAME = 60;

/** Saves a file under a name. @param {Blob} file @param {string} name */
function save(file, name) {
  const url = URL.createObjectURL(file);
  const link = h("a", { href: url, download: name });
  // In the page it would be a click that the page hears.
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}

/** A file's name for a chart, without an ending: its title, and the version of its data. @param {Shown} shown */
export function nameOf({ element, words }) {
  const version = JSON.parse(element.toJSON()).version ?? "";
  const plain = (/** @type {string} */ text, /** @type {RegExp} */ odd) =>
    text.normalize().toLowerCase().replace(odd, "-").replace(/^-+|-+$/g, "");
  const title = plain(element.heading ?? words.title, /[^\p{L}\p{M}\p{N}]+/gu);
  const cut = [...title].slice(0, MAX_NAME).join("");
  // Not in the middle of a word, unless there is but one.
  const short = cut === title ? title : cut.replace(/(.)-[^-]*$/u, "$1");
  return [short || "claims", plain(String(version), /[^\p{L}\p{N}.]+/gu)].filter(Boolean).join("-");
}

/** @param {Shown} shown @param {Say} say */
export function downloads(shown, say) {
  const { element, link, provenance } = shown;
  const name = nameOf(shown);
  const metadata = { Title: element.heading ?? shown.words.title, Source: provenance };
  const png = (/** @type {number} */ scale) => pngOf(posterOf(shown).canvas(scale), metadata);
  const saved = (/** @type {string} */ text, /** @type {string} */ type, /** @type {string} */ ending) =>
    save(new Blob([text], { type: `${type};charset=utf-8` }), `${name}.${ending}`);
  const heading = (/** @type {string} */ key) => h("h5", {}, say(key));
  const note = (/** @type {string} */ key) => h("p", { class: "hint" }, say(key));
  const acts = (/** @type {HTMLElement[]} */ ...own) => h("div", { class: "acts" }, ...own);
  return [
    heading("share-picture"), note("share-picture-note"),
    acts(
      doing(say, "share-png", async () => save(await png(1), `${name}.png`)),
      doing(say, "share-png-large", async () => save(await png(2), `${name}@2x.png`)),
      doing(say, "share-svg", () => saved(posterOf(shown).svg(), "image/svg+xml", "svg")),
      // Safari wants to be given the picture as a promise, within the click.
      doing(say, "share-copy-picture",
        () => navigator.clipboard.write([new ClipboardItem({ "image/png": png(2) })]), "share-done")),
    heading("share-data"), note("share-data-note"),
    acts(
      // Spreadsheets take a file for another encoding without the mark.
      doing(say, "share-csv", () => saved(`\ufeff${element.toCSV()}`, "text/csv", "csv")),
      doing(say, "share-json", () => saved(element.toJSON(), "application/json", "json"))),
    heading("share-link"),
    acts(doing(say, "share-copy-link", () => navigator.clipboard.writeText(link), "share-done")),
  ];
}
