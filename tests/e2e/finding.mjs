// What the end-to-end tests ask of a finding: its sentence, its reasons, what is ringed and tied for it, and the band.

import assert from "node:assert/strict";
import { BACKGROUND, count, drawn, kursk, openChart, settled } from "./chart.mjs";

/**
 * @typedef {import("./page.mjs").Locator} Locator
 * @typedef {import("./page.mjs").Page} Page
 * @typedef {import("./chart.mjs").Rgb} Rgb
 * @typedef {{id: string, x: number, y: number}} Spot
 */

export const WIDE = /** @type {const} */ ({ viewport: { width: 760, height: 1300 }, colorScheme: "light" });
export const PHONE = /** @type {const} */ ({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

export const IF = "If every claim is right, there were";
export const NONE = "No two of these claims contradict each other.";

/** The embedded dataset's findings on killed or wounded, from the first day to the last. */
export const CASUALTIES_BY_DAY = [
  `${IF} 200 to 300 killed or wounded by 17 December 2024. ${NONE}`,
  `${IF} at least 1,100 and fewer than 2,995 killed or wounded by 19 December 2024. ${NONE}`,
  `${IF} at least 1,105 and fewer than 3,000 killed or wounded by 20 December 2024. ${NONE}`,
  `${IF} more than 3,000 and at most 4,000 killed or wounded by 23 December 2024. ${NONE}`,
  `${IF} more than 3,000 and at most 4,000 killed or wounded by 27 December 2024. ${NONE}`,
  `${IF} 4,000 killed or wounded by 9 January 2025. ${NONE}`,
  `${IF} at least 4,000 killed or wounded by 13 January 2025. ${NONE}`,
];
export const DEC_20 = CASUALTIES_BY_DAY[2];
export const LAST = CASUALTIES_BY_DAY[6];

/** What implies the finding of 20 December: of its lower end, then of its upper one. */
export const DEC_20_REASONS = [
  ["At least 1,105 follows from two claims together:", [
    "Lee Sung-kwon: at least 1,100 killed or wounded, 19 December 2024",
    "HUR: at least 5 wounded on 20 December 2024 alone, said 26 December 2024"]],
  ["Fewer than 3,000 follows from two claims together:", [
    "John Kirby: more than 1,000 killed or wounded in the 7 days from 21 to 27 December 2024, said 27 December 2024",
    "Volodymyr Zelensky: 4,000 killed or wounded, 9 January 2025"]],
];
// HUR counts the wounded of one day, which has no mark among the killed or wounded.
export const DEC_20_MARKS = ["lee", "kirby-dec-27", "zelensky-jan-9"];

/** South Korea and Ukraine give two numbers for one day that do not fit; nothing else is wrong. */
export async function contradictory() {
  const data = await kursk();
  const lee = data.claims.find((/** @type {any} */ claim) => claim.id === "lee");
  Object.assign(lee, { said: "2024-12-23", figures: [{ measure: "casualties", about: 1100 }], wording: "about 1,100" });
  return data;
}
export const CONTRADICTION = "South Korea’s about 1,100 and Ukraine’s more than 3,000, both of 23 December 2024, cannot both be right.";

/** The embedded dataset, with another last word of South Korea's. @param {any} data @param {any} figure */
export function withLast(data, figure) {
  data.claims.find((/** @type {any} */ claim) => claim.id === "nis").figures = [{ measure: "casualties", ...figure }];
  return data;
}

/**
 * Opens the empty page with one chart, and keeps its layouts: what a claim's mark is around is its middle, not that of
 * its button.
 *
 * @param {Page} page
 * @param {{attributes?: Record<string, string>, data?: unknown}} [options]
 */
export async function open(page, options) {
  await page.goto("/tests/e2e/pages/empty.html");
  await page.evaluate(async (path) => {
    const { Chart } = await import(path);
    const { layout } = Chart.prototype;
    Chart.prototype.layout = function (/** @type {any[]} */ ...args) {
      const laid = layout.apply(this, args);
      /** @type {any} */ (window).laid = Array.from({ length: laid.n_spots }, (_, n) => this.spot(n));
      return laid;
    };
  }, "/pkg/claims_chart.js");
  return drawn(await openChart(page, options));
}

/** The finding's parts. @param {Locator} chart */
export function parts(chart) {
  const finding = chart.locator("[part=finding]");
  return {
    finding,
    ask: finding.getByRole("button", { name: /^(Why|Which)\?$/ }),
    earlier: finding.getByRole("button", { name: "Earlier day" }),
    later: finding.getByRole("button", { name: "Later day" }),
    reasons: chart.locator("#reasons"),
    reason: (/** @type {string | RegExp} */ name) => chart.locator("#reasons").getByRole("button", { name }),
  };
}

/** The finding as it is read, without what can be asked of it. @param {Locator} chart */
export const sentence = (chart) => chart.locator("[part=finding] [aria-live]").innerText();

/** What implies the finding, as it is shown. @param {Locator} chart */
export function shownReasons(chart) {
  return chart.locator("#reasons").evaluate((reasons) => {
    if (!reasons.checkVisibility()) return null;
    return [...reasons.querySelectorAll("p")].map((text) => {
      const list = text.nextElementSibling;
      return [text.innerText, [...(list?.querySelectorAll("button") ?? [])].map((button) => button.innerText)];
    });
  });
}

/** What has the focus, as it is called; a mark is called as its reason is. @param {Locator} chart */
export const focused = (chart) => chart.evaluate((element) => {
  const active = element.shadowRoot?.activeElement;
  return active && `${active.closest("[part=chart]") ? "mark: " : ""}${active.ariaLabel ?? active.textContent}`;
});

/** Steps back to the finding of 20 December. @param {Locator} chart */
export async function stepToDec20(chart) {
  const { earlier } = parts(chart);
  for (let n = 0; n < 4; n += 1) await earlier.click();
  assert.equal(await sentence(chart), DEC_20);
}

/** Where the marks are. @param {Locator} chart @returns {Promise<Spot[]>} */
export const spots = (chart) => chart.evaluate(() => /** @type {any} */ (window).laid);

/** Where one mark is. @param {Locator} chart @param {string} id */
export async function spotOf(chart, id) {
  const spot = (await spots(chart)).find((each) => each.id === id);
  assert.ok(spot, `${id} has a mark`);
  return spot;
}

/** Moves the mouse to the middle of a mark. @param {Page} page @param {Locator} chart @param {string} id */
export async function pointAt(page, chart, id) {
  const [{ x, y }, stage] = [await spotOf(chart, id), await chart.locator("[part=chart]").boundingBox()];
  assert.ok(stage);
  await page.mouse.move(stage.x + x, stage.y + y);
  return { x: stage.x + x, y: stage.y + y };
}

/**
 * What is painted over the picture: the claims whose marks have a whole ring around them, those whose rings are tied by
 * lines, how many pixels belong to neither, and how far the lines end from the rings, in CSS px.
 *
 * @param {Locator} chart
 */
export async function highlighted(chart) {
  await settled(chart);
  return chart.evaluate((element) => {
    const claims = /** @type {Spot[]} */ (/** @type {any} */ (window).laid);
    const canvas = /** @type {HTMLCanvasElement} */ (element.shadowRoot?.querySelectorAll("canvas")[1]);
    const ratio = canvas.width / canvas.getBoundingClientRect().width;
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
    const isPainted = (/** @type {number} */ x, /** @type {number} */ y) => {
      const [column, row] = [Math.floor(x * ratio), Math.floor(y * ratio)];
      return column >= 0 && row >= 0 && column < width && row < height && data[4 * (row * width + column) + 3] > 60;
    };
    const [RING, NEAR] = [10.5, 16];
    const rings = claims.filter(({ x, y }) => {
      let n = 0;
      for (let step = 0; step < 36; step += 1) {
        const angle = (step * Math.PI) / 18;
        if (isPainted(x + RING * Math.cos(angle), y + RING * Math.sin(angle))) n += 1;
      }
      return n >= 34;
    });
    // What hangs together in one piece: a ring alone, or rings with the line that ties them.
    const pieces = new Int32Array(width * height);
    let n_pieces = 0;
    for (let start = 0; start < pieces.length; start += 1) {
      if (pieces[start] || !data[4 * start + 3]) continue;
      n_pieces += 1;
      pieces[start] = n_pieces;
      for (const todo = [start]; todo.length;) {
        const at = /** @type {number} */ (todo.pop());
        for (let row = Math.floor(at / width) - 1; row <= Math.floor(at / width) + 1; row += 1) {
          for (let column = (at % width) - 1; column <= (at % width) + 1; column += 1) {
            const next = row * width + column;
            if (row < 0 || row >= height || column < 0 || column >= width || pieces[next] || !data[4 * next + 3]) continue;
            pieces[next] = n_pieces;
            todo.push(next);
          }
        }
      }
    }
    // What is no ring ties those that it comes near to, and strays where it ties none.
    const lines = new Map();
    for (const [at, piece] of pieces.entries()) {
      if (!piece) continue;
      const [x, y] = [((at % width) + 0.5) / ratio, (Math.floor(at / width) + 0.5) / ratio];
      const from = rings.map((ring) => Math.hypot(x - ring.x, y - ring.y) - RING);
      if (from.some((distance) => Math.abs(distance) < 2.5)) continue;
      const line = lines.get(piece) ?? { n: 0, gaps: rings.map(() => Infinity) };
      line.n += 1;
      line.gaps = line.gaps.map((/** @type {number} */ gap, /** @type {number} */ n) => Math.min(gap, from[n]));
      lines.set(piece, line);
    }
    const tied = [];
    let [n_stray, gap] = [0, 0];
    for (const { n, gaps } of lines.values()) {
      const ends = rings.filter((_, index) => gaps[index] < NEAR);
      if (ends.length < 2) n_stray += n;
      else tied.push(ends.map(({ id }) => id));
      gap = Math.max(gap, ...gaps.filter((/** @type {number} */ each) => each < NEAR));
    }
    return { ringed: rings.map(({ id }) => id), tied, n_stray, gap };
  });
}

/** Exactly these marks are ringed, and these tied. @param {Locator} chart @param {string[]} ringed @param {string} message @param {string[][]} [tied] */
export async function assertHighlight(chart, ringed, message, tied = []) {
  const { gap: _, ...seen } = await highlighted(chart);
  assert.deepEqual(seen, { ringed, tied, n_stray: 0 }, message);
}

/** The band's colour: ink over the background. @param {"light" | "dark"} theme @returns {Rgb} */
export function mixed(theme) {
  const ink = { light: [29, 31, 35], dark: [236, 238, 241] }[theme];
  return /** @type {Rgb} */ (BACKGROUND[theme].map((part, n) => Math.round(part * 0.93 + ink[n] * 0.07)));
}

/** A light chart has no band. @param {Locator} chart */
export async function assertNoBand(chart) {
  const n = await count(chart, mixed("light"));
  // The edges of letters have every shade.
  assert.ok(n < 1000, `${n} px have the band's colour`);
}

/**
 * What in the finding sticks out of it or is cut off, and which targets are too small. @param {Locator} chart
 */
export function faults(chart) {
  return chart.evaluate((element) => {
    const finding = /** @type {HTMLElement} */ (element.shadowRoot?.querySelector("[part=finding]"));
    const frame = finding.getBoundingClientRect();
    const found = [];
    if (frame.left < 0 || frame.right > document.documentElement.clientWidth) found.push(`it spans ${frame.left} to ${frame.right}`);
    for (const each of [finding, ...finding.querySelectorAll("*")]) {
      if (!(each instanceof HTMLElement) || !each.checkVisibility()) continue;
      const name = `${each.tagName} “${(each.ariaLabel ?? each.textContent ?? "").slice(0, 30)}”`;
      // What is higher than its line is still seen where nothing cuts it off.
      const isCut = each === finding || getComputedStyle(each).overflow !== "visible";
      if (isCut && (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1)) {
        found.push(`${name} holds ${each.scrollWidth} × ${each.scrollHeight} px in ${each.clientWidth} × ${each.clientHeight}`);
      }
      for (const box of each.getClientRects()) {
        if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1) {
          found.push(`${name} sticks out: ${JSON.stringify(box)} of ${JSON.stringify(frame)}`);
        }
      }
      const { width, height } = each.getBoundingClientRect();
      if (each instanceof HTMLButtonElement && (width < 24 || height < 24)) found.push(`${name} is ${width} × ${height} px`);
    }
    // Its lines flow around the buttons, so that each is asked for.
    const range = document.createRange();
    range.selectNodeContents(/** @type {Element} */ (finding.querySelector("p span")));
    for (const button of finding.querySelectorAll(".days button")) {
      const box = button.getBoundingClientRect();
      const isOver = [...range.getClientRects()].some((line) => box.left < line.right && box.right > line.left
        && box.top < line.bottom && box.bottom > line.top);
      if (button.checkVisibility() && isOver) found.push("the buttons lie over the sentence");
    }
    return found;
  });
}
