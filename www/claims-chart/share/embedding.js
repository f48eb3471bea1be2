// The dialog for embedding: code for a page, a frame or a picture, with the newest program or with this one for ever.

import { Choice } from "../choice.js";
import { h } from "../dom.js";
import { text } from "../errors.js";
import { doing } from "../share.js";
import { elementCode, frameCode, pictureCode } from "./code.js";
import { nameOf } from "./downloads.js";
import { posterOf } from "./poster.js";

/**
 * @typedef {import("../share.js").Shown} Shown
 * @typedef {import("../share.js").Say} Say
 * @typedef {Record<string, {file: string, integrity: string}>} Manifest
 */

/** What stands for addresses that are not known here. */
const PLACEHOLDER = "https://example.org/";
/** Room around the chart in a frame, in CSS px. */
const FRAME_MARGIN = 32;

/** The folder of the package; of its frozen files it is the one above theirs. */
const HERE = new URL(".", import.meta.url);

/** @param {Shown} shown @param {Say} say */
export function embedding(shown, say) {
  const home = new URL(shown.home ?? HERE, document.baseURI);
  const frozenFiles = new URL("frozen/", home);
  const { element, words, layout, choices, link } = shown;
  const name = nameOf(shown);
  const { src } = element;
  const attributes = {
    // Without an address, the embedded dataset is meant or the page's own script has set the data.
    src: element.data ? `${PLACEHOLDER}${name}.json` : src && new URL(src, document.baseURI).href,
    heading: element.heading, ...choices,
  };
  const chart = { attributes, title: element.heading ?? words.title, summary: layout.label,
    // Whoever tries data of their own is on no page that readers are to be led to.
    page: element.data ? `${PLACEHOLDER}article` : link };
  let way = "page";
  let version = "live";

  const ways = new Choice("way", (id) => { way = id; write(); });
  const versions = new Choice("version", (id) => { version = id; write(); });
  const hint = h("p", { class: "hint" });
  const code = h("textarea", { readonly: "", rows: "7", spellcheck: "false", "aria-label": say("share-code") });
  ways.offer(say("share-ways"), ["page", "frame", "image"].map((id) => ({ id, label: say(`share-${id}`) })));
  versions.offer(say("share-versions"), ["live", "frozen"].map((id) => ({ id, label: say(`share-${id}`) })));

  /** @type {Promise<Manifest> | undefined} */
  let frozen;
  // What fails is tried again with the next choice.
  const manifest = () => (frozen ??= fetch(new URL("manifest.json", frozenFiles).href).then((answer) => {
    if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
    return answer.json();
  }).catch((error) => {
    frozen = undefined;
    throw error;
  }));

  /** Which of the newest files the server has. @type {Set<string>} */
  const there = new Set();

  /** A file of the chosen version. @param {string} file */
  async function fileOf(file) {
    if (version === "live") {
      const { href } = new URL(file, home);
      // In a bundle this module is elsewhere than the files of its package.
      if (!there.has(file)) {
        const answer = await fetch(href, { method: "HEAD" });
        if (!answer.ok) throw new Error(`the server answered ${answer.status} for ${href}`);
        there.add(file);
      }
      return { url: href, integrity: null };
    }
    const found = (await manifest())[file];
    if (!found) throw new Error(`its list lacks ${file}`);
    return { url: new URL(found.file, frozenFiles).href, integrity: found.integrity };
  }

  async function write() {
    const chosen = `${way} ${version}`;
    ways.mark(way);
    versions.mark(version);
    versions.element.hidden = way === "image";
    ways.fold();
    versions.fold();
    const hints = [say(`share-${way}-note`)];
    let written = "";
    if (way === "image") {
      const { width, height } = posterOf(shown);
      written = pictureCode(chart, { file: `${name}.png`, width, height });
    } else {
      try {
        written = way === "page"
          ? elementCode(chart, await fileOf("claims-chart.js"))
          : frameCode(chart, (await fileOf("embed.html")).url, Math.ceil(element.offsetHeight + FRAME_MARGIN));
        hints.push(say(`share-${version}-note`));
      } catch (error) {
        hints.push(say("share-not-found", { why: text(error) }));
      }
      if (element.data) hints.push(say("share-own-data", { file: `${name}.json` }));
    }
    // Another choice may have been made while the list was on its way.
    if (chosen !== `${way} ${version}`) return;
    code.value = written;
    hint.textContent = hints.join(" ");
    copy.disabled = !written;
  }

  const copy = doing(say, "share-copy-code", async () => {
    // Where a page may not write to the clipboard, its reader may.
    code.select();
    await navigator.clipboard.writeText(code.value);
  }, "share-done");
  // The rows of choices find out whether they fit once they are seen.
  queueMicrotask(write);
  return [ways.element, versions.element, hint, code, h("div", { class: "acts" }, copy)];
}
