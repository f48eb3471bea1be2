// A claim with all that is known of it, and two of them side by side.

import { LIST, button, h, icon } from "./dom.js";

/**
 * @typedef {import("../claims_chart.js").Card} Card
 * @typedef {import("../claims_chart.js").Pair} Pair
 * @typedef {import("../claims_chart.js").Description} Description
 */

/** The language of a text, and the side that it is written from, where it is the dataset's. @param {{lang: string | null}} text @returns {Record<string, string>} */
export const inLanguage = ({ lang }) => (lang === null ? {} : { lang, dir: "auto" });

/** A text as a link, where its address is one on the web; else nothing. @param {string} says @param {string | null} url */
const linked = (says, url) => /^https?:\/\//i.test(url ?? "") && h("a", { href: url ?? "", rel: "noopener" }, says);

/** Where a claim was reported. @param {Card["reports"]} reports @param {"text" | "short"} as */
export function reportsOf(reports, as = "text") {
  return h("ul", LIST, ...reports.map(({ [as]: says, url, archived, archive_url }) => {
    const copy = linked(archived, archive_url);
    return h("li", {}, linked(says, url) || says, copy && " · ", copy);
  }));
}

/** @param {Card} card @param {Description["parties"]} parties @param {HTMLButtonElement[]} actions @param {"text" | "short"} [as] how its reports are named */
export function cardOf({ colour, who, said, value, detail, lines, reports, reports_label }, parties, actions, as) {
  const party = parties.find((each) => each.colour === colour);
  const list = h("dl");
  for (const line of lines) {
    list.append(h("div", {}, h("dt", {}, line.label), h("dd", inLanguage(line), line.text)));
  }
  if (reports.length) list.append(h("div", {}, h("dt", {}, reports_label), h("dd", {}, reportsOf(reports, as))));
  return h("div", { role: "group", "aria-label": `${who} · ${said}` },
    actions.length && h("div", { class: "actions" }, ...actions),
    h("p", { class: "kicker" }, party && icon(party), h("span", {}, `${who} · ${said}`)),
    h("p", { class: "value" }, h("b", {}, value), detail ? ` — ${detail}` : ""),
    list);
}

/** Two claims and what is to be said of them. @param {HTMLElement[]} cards @param {Pair} pair @param {string} end @param {() => void} stop */
export function pairOf(cards, { fit, sentences }, end, stop) {
  const stopping = button({}, end);
  stopping.addEventListener("click", stop);
  return h("div", { class: "pair" },
    ...cards,
    h("div", { class: "verdict" },
      h("div", { class: "actions" }, stopping),
      h("p", {}, h("b", {}, fit)),
      h("ul", LIST, ...sentences.map((sentence) => h("li", {}, sentence)))));
}
