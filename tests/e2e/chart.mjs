// What the end-to-end tests ask of a chart in a page: its marks, its pixels, its words.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

/**
 * @typedef {import("./page.mjs").Locator} Locator
 * @typedef {import("./page.mjs").Page} Page
 * @typedef {{id: string, name: string, x: number, y: number, left: number, top: number, width: number, height: number}} Mark
 * @typedef {[number, number, number]} Rgb
 */

/** The party colours of the embedded dataset, as designed. */
export const COLOURS = /** @type {Record<"light" | "dark", Record<string, Rgb>>} */ ({
  light: { ukraine: [0, 105, 168], "united-states": [181, 72, 0], "south-korea": [0, 122, 90] },
  dark: { ukraine: [90, 169, 230], "united-states": [242, 140, 75], "south-korea": [63, 191, 149] },
});

export const BACKGROUND = /** @type {Record<"light" | "dark", Rgb>} */ ({ light: [255, 255, 255], dark: [22, 24, 28] });

/** The claims of the embedded dataset in the chart of killed or wounded, by date, with the claimant's party; the first has no number. */
export const CASUALTIES = /** @type {const} */ ([
  ["ryder", "united-states"],
  ["us-official", "united-states"],
  ["lee", "south-korea"],
  ["zelensky-dec-23", "ukraine"],
  ["kirby-dec-27", "united-states"],
  ["zelensky-jan-9", "ukraine"],
  ["nis", "south-korea"],
]);

/** The embedded dataset, to be changed by a test. @returns {Promise<any>} */
export async function kursk() {
  return JSON.parse(await readFile(new URL("../../src/core/dataset/kursk.json", import.meta.url), "utf8"));
}

/** A small sound dataset, to be changed by a test. @returns {any} */
export function small() {
  return {
    title: "How many were there?",
    measures: [
      { id: "all", label: "All", sum_of: ["left", "right"] },
      { id: "left", label: "Left" },
      { id: "right", label: "Right" },
    ],
    parties: [{ id: "north", label: "North" }],
    claimants: [{ id: "ann", name: "Ann", party: "north" }, { id: "bob", name: "Bob" }],
    reports: [{ id: "daily", title: "A report", url: "https://example.org/report" }],
    claims: [
      { id: "one", claimant: "ann", said: "2025-01-01", figures: [{ measure: "all", at_least: 100 }], reports: ["daily"] },
      { id: "two", claimant: "bob", said: "2025-01-05", figures: [{ measure: "all", between: [150, 200] }] },
    ],
  };
}

/**
 * Scrolls to a chart and waits for its first picture.
 *
 * @param {Locator} chart
 */
export async function drawn(chart) {
  await chart.scrollIntoViewIfNeeded();
  await chart.evaluate((element) => /** @type {any} */ (element).ready);
  return chart;
}

/**
 * Opens the empty page and puts a chart into it.
 *
 * @param {Page} page
 * @param {{attributes?: Record<string, string>, data?: unknown, fallback?: string}} [options]
 * @returns {Promise<Locator>}
 */
export async function openChart(page, { attributes = {}, data, fallback = "A table." } = {}) {
  if (!page.url().includes("/pages/")) await page.goto("/tests/e2e/pages/empty.html");
  await recordEvents(page);
  const nth = await page.evaluate(async ({ attributes, data, fallback }) => {
    await customElements.whenDefined("claims-chart");
    const chart = document.createElement("claims-chart");
    for (const [name, value] of Object.entries(attributes)) chart.setAttribute(name, value);
    if (data !== undefined) /** @type {any} */ (chart).data = data;
    const inside = document.createElement("p");
    inside.className = "fallback";
    inside.textContent = fallback;
    chart.append(inside);
    document.querySelector("main")?.append(chart);
    return document.querySelectorAll("claims-chart").length - 1;
  }, { attributes, data, fallback });
  return page.locator("claims-chart").nth(nth);
}

/** Keeps what charts tell the page, from now on. @param {Page} page */
export function recordEvents(page) {
  return page.evaluate(() => {
    const here = /** @type {any} */ (window);
    if (here.told) return;
    here.told = [];
    for (const type of ["claims-ready", "claims-error", "claims-select", "claims-state"]) {
      document.addEventListener(type, (event) => {
        here.told.push({ type, detail: /** @type {CustomEvent} */ (event).detail });
      });
    }
  });
}

/** What charts told the page. @param {Page} page @param {string} [type] @returns {Promise<{type: string, detail: any}[]>} */
export async function told(page, type) {
  const all = await page.evaluate(() => /** @type {any} */ (window).told);
  return type ? all.filter((/** @type {{type: string}} */ event) => event.type === type) : all;
}

/** A chart's marks in the order of the keyboard; `x` and `y` in CSS px from the stage's corner. @param {Locator} chart @returns {Promise<Mark[]>} */
export function marks(chart) {
  return chart.evaluate((element) => {
    const root = /** @type {ShadowRoot} */ (element.shadowRoot);
    const stage = /** @type {HTMLElement} */ (root.querySelector("[part=chart]")).getBoundingClientRect();
    // A page that is scrolled by parts of a px moves what stands still by a hundred-thousandth.
    const round = (/** @type {number} */ px) => Math.round(px * 100) / 100;
    return [...root.querySelectorAll("[part=chart] button")].map((button) => {
      const box = button.getBoundingClientRect();
      const [left, top, width, height] = [box.x - stage.x, box.y - stage.y, box.width, box.height].map(round);
      return { id: button.getAttribute("data-claim") ?? "", name: button.getAttribute("aria-label") ?? "",
        x: left + width / 2, y: top + height / 2, left, top, width, height };
    });
  });
}

/** The mark of one claim. @param {Locator} chart @param {string} id */
export async function markOf(chart, id) {
  const all = await marks(chart);
  const mark = all.find((each) => each.id === id);
  assert.ok(mark, `there is no mark for ${id}, only for ${all.map((each) => each.id).join(", ")}`);
  return mark;
}

/** The middle of a claim's mark in the viewport. @param {Locator} chart @param {string} id */
export async function pointOf(chart, id) {
  const button = chart.locator(`[part=chart] button[data-claim="${id}"]`);
  await button.scrollIntoViewIfNeeded();
  const box = await button.boundingBox();
  assert.ok(box, `the mark of ${id} is not displayed`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/**
 * How many pixels of the chart's bitmap have a colour, within a box in CSS px or in the whole of it.
 *
 * @param {Locator} chart
 * @param {Rgb} colour
 * @param {{left: number, top: number, width: number, height: number}} [box]
 */
export function count(chart, colour, box) {
  return chart.evaluate((element, { colour, box }) => {
    const canvas = /** @type {HTMLCanvasElement} */ (element.shadowRoot?.querySelector("canvas"));
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    const ratio = canvas.width / canvas.getBoundingClientRect().width;
    const area = box
      ? [box.left, box.top, box.width, box.height].map((length) => Math.round(length * ratio))
      : [0, 0, canvas.width, canvas.height];
    const { data } = context.getImageData(area[0], area[1], area[2], area[3]);
    let n = 0;
    for (let at = 0; at < data.length; at += 4) {
      // Anti-aliasing of other things must not count; rounding in blending may.
      if (data[at + 3] > 250 && colour.every((part, index) => Math.abs(part - data[at + index]) <= 3)) n += 1;
    }
    return n;
  }, { colour, box });
}

/** The sizes of a chart's bitmap and of the place that it fills. @param {Locator} chart */
export function sizes(chart) {
  return chart.evaluate((element) => {
    const root = /** @type {ShadowRoot} */ (element.shadowRoot);
    const canvas = /** @type {HTMLCanvasElement} */ (root.querySelector("canvas"));
    const box = canvas.getBoundingClientRect();
    const stage = /** @type {HTMLElement} */ (root.querySelector("[part=chart]")).getBoundingClientRect();
    return { bitmap: [canvas.width, canvas.height], css: [box.width, box.height], stage: [stage.width, stage.height] };
  });
}

/** The text of the card that is shown, as it is read. @param {Locator} chart */
export function cardText(chart) {
  return chart.locator("[part=card] > :not([aria-hidden])").innerText();
}

/**
 * The table as it is read: one list of texts for each row of its body, in its order, with the claim's id first; null for
 * an event.
 *
 * @param {Locator} chart
 * @returns {Promise<{id: string | null, cells: string[]}[]>}
 */
export function rows(chart) {
  return chart.locator("[part=table] tbody tr").evaluateAll((all) => all.map((row) => ({
    id: row.querySelector("button")?.dataset.claim ?? null,
    cells: [...row.children].map((cell) => (cell.textContent ?? "").replace(/\s+/g, " ").trim()),
  })));
}

/** Sets attributes; null removes one. @param {Locator} chart @param {Record<string, string | null>} attributes */
export function setAttributes(chart, attributes) {
  return chart.evaluate(async (element, attributes) => {
    for (const [name, value] of Object.entries(attributes)) {
      if (value === null) element.removeAttribute(name);
      else element.setAttribute(name, value);
    }
    await /** @type {any} */ (element).updateComplete;
  }, attributes);
}

/**
 * What is wider than its box or sticks out of the chart, and by how much the page must be scrolled sideways.
 *
 * @param {Locator} chart
 */
export function overflows(chart) {
  return chart.evaluate((element) => {
    const root = /** @type {ShadowRoot} */ (element.shadowRoot);
    const frame = element.getBoundingClientRect();
    const found = [];
    for (const each of root.querySelectorAll("*")) {
      if (!each.checkVisibility({ visibilityProperty: true }) || each.closest(".unseen, svg")) continue;
      const name = `<${each.localName} ${each.getAttribute("part") ?? each.className}> “${(each.textContent ?? "").slice(0, 30)}”`;
      if (each.clientWidth && each.scrollWidth > each.clientWidth + 1) {
        found.push(`${name} holds ${each.scrollWidth} px in ${each.clientWidth}`);
      }
      const { left, right, width } = each.getBoundingClientRect();
      if (width && (left < frame.left - 1 || right > frame.right + 1)) {
        found.push(`${name} reaches from ${left} to ${right}, the chart from ${frame.left} to ${frame.right}`);
      }
    }
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) found.push(`the page is ${scrollWidth} px wide in a window of ${clientWidth}`);
    return found;
  });
}

/** What the chart says is wrong, where anything is. @param {Locator} chart */
export const notice = (chart) => chart.locator(".notice");

/** What a chart's notice says, with what is folded away in it. @param {Locator} chart */
export const noticed = (chart) => notice(chart).evaluate((element) => element.textContent ?? "");

/** What was last announced to those who listen. @param {Locator} chart */
export const announced = (chart) => chart.locator(".unseen").evaluate((status) => status.textContent ?? "");

/**
 * What has the focus, in words: a control by its role and name, a mark or a table's row by its claim.
 *
 * @param {Page} page
 * @returns {Promise<string>}
 */
export function focusedOn(page) {
  return page.evaluate(() => {
    const element = document.activeElement?.shadowRoot?.activeElement;
    if (!(element instanceof HTMLElement)) return `outside: ${document.activeElement?.tagName}`;
    if (element.dataset.claim) return `${element.closest("table") ? "row" : "mark"}: ${element.dataset.claim}`;
    if (element instanceof HTMLInputElement) {
      const name = element.labels?.[0]?.querySelector("span")?.textContent;
      return name ? `${element.type}: ${name}` : element.type;
    }
    return `${element.tagName.toLowerCase()}: ${element.ariaLabel ?? element.textContent}`;
  });
}

/**
 * Goes on by the Tab key until something is reached.
 *
 * @param {Page} page
 * @param {string | RegExp} target as `focusedOn` says it
 * @param {"Tab" | "Shift+Tab"} [key]
 * @returns {Promise<string[]>} each stop on the way, the last one included
 */
export async function tabTo(page, target, key = "Tab") {
  const stops = [];
  for (let n = 0; n < 60; n += 1) {
    await page.keyboard.press(key);
    const stop = await focusedOn(page);
    stops.push(stop);
    if (typeof target === "string" ? stop === target : target.test(stop)) return stops;
  }
  return assert.fail(`${key} never comes to ${target}, only to:\n${stops.join("\n")}`);
}

/** Waits until the page has painted what was set. @param {Locator} chart */
export function settled(chart) {
  return chart.evaluate(async (element) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    // Observers tell of a change after the frame in which it was laid out.
    await frame();
    await frame();
    await /** @type {any} */ (element).updateComplete;
  });
}

/**
 * Asks again until `check` no longer throws; its last objection is the test's.
 *
 * @param {() => Promise<void>} check
 */
export async function eventually(check) {
  const deadline = Date.now() + 5000;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
