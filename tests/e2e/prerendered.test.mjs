// The pre-rendered embed in a page: before the element takes over, as it does, and where it never can.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { promisify } from "node:util";
import { assertAccessible } from "./axe.mjs";
import { only, withPage } from "./browser.mjs";
import { eventually, kursk, small } from "./chart.mjs";

/** @typedef {import("./page.mjs").Page} Page */

const PAGE = "/tests/e2e/pages/embed.html";
const SCRIPT = "/pkg/claims-chart.js";

/** Where the datasets lie that the command reads; the pages have them by their name. */
const folder = await mkdtemp(join(tmpdir(), "claims-chart-"));
after(() => rm(folder, { recursive: true }));

/** A long dataset: forty claims by eight people. */
function long() {
  const data = small();
  data.title = "How many people have been displaced by the floods along the lower river?";
  data.parties = ["North", "South", "East", "West"].map((label) => ({ id: label.toLowerCase(), label }));
  data.claimants = Array.from({ length: 8 }, (_, n) => ({ id: `who-${n}`, name: `Witness number ${n}`, party: data.parties[n % 4].id }));
  data.claims = Array.from({ length: 40 }, (_, n) => ({
    id: `claim-${n}`, claimant: `who-${n % 8}`, said: `2025-03-${String(1 + Math.floor(n * 0.7)).padStart(2, "0")}`,
    figures: [{ measure: "all", at_least: 100 + n * 70 }], wording: "some thousands of people", reports: ["daily"],
    ...(n % 9 ? {} : { note: "An earlier figure was withdrawn without a reason, and nobody else has checked this one since then." }),
  }));
  return data;
}

/** Claims that contradict each other: their chart takes the second part of the program. */
function contradictory() {
  const data = small();
  data.claims[1].figures = [{ measure: "all", at_most: 50 }];
  return data;
}

const DATASETS = { small: small(), long: long(), contradictory: contradictory(), kursk: await kursk() };
for (const [name, data] of Object.entries(DATASETS)) await writeFile(join(folder, `${name}.json`), JSON.stringify(data));

/** What the command writes. @param {string} name of a dataset, or a path @param {string[]} options */
async function embed(name, ...options) {
  const path = name.includes("/") ? name : join(folder, `${name}.json`);
  const command = ["run", "--quiet", "-p", "claims-chart-cli", "--", "render", path, "--format", "html", ...options];
  const { stdout } = await promisify(execFile)("cargo", command, { maxBuffer: 2 ** 24 });
  return stdout;
}

const CROWD = "tests/cases/crowd/dataset.json";

/**
 * Opens an article with embeds in it, and the datasets beside it.
 *
 * @param {Page} page
 * @param {string} body
 * @param {{headers?: Record<string, string>, breaks?: (page: Page) => Promise<void>}} [more]
 */
async function open(page, body, { headers = {}, breaks = async () => {} } = {}) {
  for (const [name, json] of Object.entries(DATASETS)) await page.route(`**/pages/${name}.json`, (route) => route.fulfill({ json }));
  await page.route(`**${PAGE}`, (route) => route.fulfill({ contentType: "text/html; charset=utf-8", headers, body: `<!doctype html>
    <html lang="en"><meta charset="utf-8"><title>An embed</title><link rel="icon" href="data:,">
    <meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
    <p id="before">An article.</p>
    ${body}
    <p id="after">It goes on.</p><p><a href="#before">To its beginning</a></p>
    <svg width="10" height="900"></svg>` }));
  await breaks(page);
  await page.goto(PAGE);
}

/** What is seen of the first element, in CSS px. @param {Page} page */
const seen = (page) => page.evaluate(() => {
  const element = /** @type {HTMLElement} */ (document.querySelector("claims-chart"));
  const root = element.shadowRoot;
  /** @param {string} css */
  const all = (css) => [...root?.querySelectorAll(css) ?? []];
  const isSeen = (/** @type {Element} */ each) => each.getBoundingClientRect().height > 0 && getComputedStyle(each).visibility === "visible";
  const after = /** @type {HTMLElement} */ (document.querySelector("#after"));
  return {
    height: element.getBoundingClientRect().height,
    after: after.getBoundingClientRect().top + scrollY,
    scrolled: scrollY,
    isStill: all(".still").some(isSeen),
    isChart: all(".figure").some(isSeen),
    pictures: all(".still .chart > svg").filter(isSeen).length,
    rows: all(".still tbody tr").filter(isSeen).length,
    notices: all(".notice").filter(isSeen).map((each) => ({
      height: each.getBoundingClientRect().height, says: each.querySelector("p")?.textContent, lang: each.querySelector("p")?.lang,
      isOpen: each.querySelector("details")?.open, all: each.textContent })),
    overflow: document.documentElement.scrollWidth - innerWidth,
  };
});

/** @param {Page} page */
const ready = (page) => page.locator("claims-chart").first().evaluate((element) => /** @type {any} */ (element).ready);

/** A browser places things on parts of a px. @param {number} px @param {number} expected @param {string} what */
const assertSame = (px, expected, what) => assert.ok(Math.abs(px - expected) < 0.1, `${what}: ${px} px, not ${expected}`);

/**
 * Picture and table stand and are seen, and the widget is not.
 *
 * @param {{isStill: boolean, isChart: boolean, pictures: number, rows: number, overflow: number}} now
 * @param {number} n_rows
 */
function assertStill({ isStill, isChart, pictures, rows, overflow }, n_rows) {
  assert.deepEqual({ isStill, isChart, pictures, rows }, { isStill: true, isChart: false, pictures: 1, rows: n_rows });
  assert.ok(overflow <= 0, `the page is ${overflow} px too wide`);
}

/** Keeps what the browser counts as a shift of the layout, from the beginning. @param {Page} page */
const watchShifts = (page) => page.raw.evaluateOnNewDocument(() => {
  const here = /** @type {any} */ (window);
  here.shifts = [];
  new PerformanceObserver((list) => {
    for (const entry of /** @type {any[]} */ (list.getEntries())) {
      here.shifts.push(`${entry.value}: ${entry.sources.map((/** @type {any} */ { node, previousRect, currentRect }) =>
        `${node?.id || node?.className || node?.nodeName} from ${previousRect.top} to ${currentRect.top}`)}`);
    }
  }).observe({ type: "layout-shift", buffered: true });
});

/** @param {Page} page @returns {Promise<string[]>} */
async function shifts(page) {
  // They are told a moment later.
  await page.waitForTimeout(500);
  return page.evaluate(() => /** @type {any} */ (window).shifts.splice(0));
}

for (const name of ["kursk", CROWD, "small", "long"]) {
  test(`nothing in the page moves as the element takes over: ${name}`, only("chromium", "Firefox tells nobody of shifts"), () =>
    withPage({}, async ({ page }) => {
      await watchShifts(page);
      const body = await embed(name, "--script", SCRIPT, ...(name === CROWD ? ["--src", `/${CROWD}`] : []));
      for (const width of [320, 390, 760, 1100]) {
        await page.setViewportSize({ width, height: 900 });
        /** @type {(value?: unknown) => void} */
        let letGo = () => {};
        const held = new Promise((resolve) => { letGo = resolve; });
        await page.route("**/*.wasm", async (route) => {
          await held;
          await route.fulfill({ response: await route.fetch() });
        });
        await open(page, body);
        await page.evaluate(() => customElements.whenDefined("claims-chart").then(() => {
          // What follows is in view, and would be seen to move.
          document.querySelector("#after")?.scrollIntoView({ block: "center" });
        }));
        const before = await seen(page);
        assert.ok(before.isStill && !before.isChart, `${width}: what stands in the page is seen first`);
        assert.ok(before.overflow <= 0, `${width}: the page is ${before.overflow} px too wide`);
        letGo();
        await ready(page);
        const drawn = await seen(page);
        assert.ok(!drawn.isStill && drawn.isChart, `${width}: the chart has taken its place`);
        assertSame(drawn.after, before.after, `${width}: what follows stays where it is`);
        assert.equal(drawn.scrolled, before.scrolled, `${width}: the page is not scrolled`);
        assert.deepEqual(await shifts(page), [], `${width}: shifts`);
        await page.evaluate(() => {
          /** @type {HTMLElement} */ (document.querySelector("#after")).style.marginTop = "80px";
        });
        assert.notEqual((await shifts(page)).length, 0, `${width}: a shift would have been noticed`);
        await page.unroute("**/*.wasm");
      }
    }));
}

test("there is no moment without a chart, and none with two", () =>
  withPage({ viewport: { width: 760, height: 900 } }, async ({ page }) => {
    await page.raw.evaluateOnNewDocument(() => {
      const here = /** @type {any} */ (window);
      here.frames = new Set();
      requestAnimationFrame(function look() {
        requestAnimationFrame(look);
        const root = document.querySelector("claims-chart")?.shadowRoot;
        // Of a page that is still being read, a part may be there.
        if (!root || document.readyState === "loading") return;
        const shown = [".still", ".figure"].filter((css) => (root.querySelector(css)?.getBoundingClientRect().height ?? 0) > 0);
        here.frames.add(shown.join(" and ") || "nothing");
      });
    });
    await page.route("**/*.wasm", async (route) => {
      await page.waitForTimeout(200);
      await route.fulfill({ response: await route.fetch() });
    });
    await open(page, await embed("small", "--script", SCRIPT));
    await ready(page);
    await page.waitForTimeout(100);
    assert.deepEqual(await page.evaluate(() => [.../** @type {any} */ (window).frames]), [".still", ".figure"]);
  }));

test("the room is kept until the reader wants more, or another width", () =>
  withPage({ viewport: { width: 320, height: 900 } }, async ({ page }) => {
    await open(page, await embed("kursk", "--script", SCRIPT));
    const before = await seen(page);
    await ready(page);
    assertSame((await seen(page)).height, before.height, "its height");
    const chart = page.locator("claims-chart");
    const card = () => chart.locator("[part=card]").evaluate((element) => element.scrollHeight - element.clientHeight);
    assert.ok(await card() > 0, "at 320 px the card scrolls in what is left for it");
    await chart.locator("[part=card]").click();
    const used = await seen(page);
    assert.ok(used.height > before.height, "it takes the room it needs once it is used");
    assert.equal(await card(), 0, "and is seen whole");
    await page.setViewportSize({ width: 760, height: 900 });
    await eventually(async () => {
      const { height } = await seen(page);
      assert.ok(height < before.height - 100, `at another width nothing is left of the room: ${height} px`);
    });
  }));

const NOT_LOADED = /^The interactive chart could not be loaded; the picture and the table say the same\.$/;
const abort = (/** @type {string} */ pattern) => (/** @type {Page} */ page) => page.route(pattern, (route) => route.abort());
const fulfill = (/** @type {string} */ pattern, /** @type {import("./page.mjs").Answer} */ answer) =>
  (/** @type {Page} */ page) => page.route(pattern, (route) => route.fulfill(answer));
const wasm = "**/claims_chart_bg.wasm";

/**
 * @typedef {object} Fault
 * @property {string} what
 * @property {(page: Page) => Promise<void>} [breaks]
 * @property {keyof typeof DATASETS} [of]
 * @property {string[]} [options]
 * @property {Record<string, string>} [headers] of the page
 * @property {RegExp | null} says the notice; null where there is none
 * @property {RegExp} [detail]
 * @property {string} [lang]
 * @property {RegExp[]} errors that the browser writes into its console
 */

/** @type {Fault[]} */
const FAULTS = [
  { what: "scripts are off", headers: { "content-security-policy": "script-src 'none'" }, says: null, errors: [/script/i] },
  { what: "the script is not there", breaks: fulfill("**/claims-chart.js", { status: 404, body: "" }), says: null, errors: [/claims-chart\.js/] },
  { what: "the wasm is blocked", breaks: abort(wasm), says: NOT_LOADED, detail: /the chart's program could not be loaded/, errors: [/wasm/] },
  { what: "the wasm is blocked, in Ukrainian", breaks: abort(wasm), options: ["--lang", "uk"], lang: "uk",
    says: /^Інтерактивну діаграму не вдалося завантажити/, errors: [/wasm/] },
  { what: "the wasm is not there", breaks: fulfill(wasm, { status: 404, contentType: "text/html", body: "<h1>Not here</h1>" }),
    says: NOT_LOADED, errors: [/wasm/i] },
  { what: "src cannot be reached", breaks: abort("**/small.json"), says: NOT_LOADED, detail: /src: small\.json could not be fetched/,
    errors: [/small\.json/] },
  { what: "src answers with a page", breaks: fulfill("**/small.json", { contentType: "text/html", body: "<!doctype html><h1>Log in</h1>" }),
    says: NOT_LOADED, detail: /src: small\.json .*page/, errors: [] },
  { what: "src has another dataset with a fault", breaks: fulfill("**/small.json", { json: { titel: "How many?" } }), says: NOT_LOADED,
    detail: /Its data have \d+ problems.*titel: /, errors: [] },
  { what: "the second part of the program is blocked", of: "contradictory", breaks: abort("**/claims_more.wasm"), says: NOT_LOADED,
    detail: /could not be loaded/, errors: [/claims_more/] },
];

for (const { what, breaks, of = "small", options = [], headers, says, detail, lang = "en", errors } of FAULTS) {
  test(`picture and table stand where ${what}`, () =>
    withPage({ viewport: { width: 760, height: 900 }, expectedErrors: errors }, async ({ page }) => {
      const body = await embed(of, "--script", SCRIPT, ...options);
      // As it is before any script.
      await open(page, await embed(of, ...options));
      const before = await seen(page);
      assertStill(before, 2);
      await open(page, body, { headers, breaks });
      if (says) await page.locator(".notice").waitFor();
      else await page.waitForTimeout(300);
      const now = await seen(page);
      assertStill(now, 2);
      assert.equal(now.notices.length, says ? 1 : 0, "one notice at most");
      const [notice] = now.notices;
      if (says) {
        assert.match(notice.says ?? "", says);
        assert.equal(notice.lang, lang);
        assert.equal(notice.isOpen, false, "what only those need who mend it is folded away");
        assert.match(notice.all ?? "", detail ?? /./);
        assert.ok(notice.height < 90, `the notice is ${notice.height} px high`);
      }
      // Its margin is no part of it.
      const moved = now.after - before.after;
      assert.ok(Math.abs(moved - (says ? notice.height + 12 : 0)) < 1, `what follows moved by ${moved} px`);
      await page.locator('[href="#before"]').click();
      await eventually(async () => assert.ok(page.url().endsWith("#before"), "the page works on"));
    }));
}

test("a wasm that is served as something else is taken all the same", () =>
  withPage({}, async ({ page }) => {
    await page.route(wasm, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, contentType: "application/octet-stream" });
    });
    await open(page, await embed("small", "--script", SCRIPT));
    await ready(page);
    const { isStill, isChart, notices } = await seen(page);
    assert.deepEqual({ isStill, isChart, notices }, { isStill: false, isChart: true, notices: [] });
  }));

test("without the part that draws them, bars are shown as they stood in the page", () =>
  withPage({ expectedErrors: [/claims_more/] }, async ({ page }) => {
    await page.route("**/claims_more.wasm", (route) => route.abort());
    await open(page, await embed("small", "--script", SCRIPT, "--view", "bars"));
    await page.locator(".notice").waitFor();
    const { isChart, notices } = await seen(page);
    assert.equal(isChart, true, "the timeline needs no more than is there");
    assert.deepEqual(notices.map(({ says }) => says), ["The chart is shown, but not quite as asked for."]);
  }));

test("a page that forbids styles and scripts of its own has the same chart", () =>
  withPage({ viewport: { width: 760, height: 900 } }, async ({ page }) => {
    await open(page, await embed("small"));
    const before = await seen(page);
    const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src data:";
    const body = await embed("small", "--script", SCRIPT, "--stylesheet", "/pkg/claims-chart-static.css");
    await page.route("**/*.wasm", async (route) => {
      await page.waitForTimeout(300);
      await route.fulfill({ response: await route.fetch() });
    });
    await open(page, body, { headers: { "content-security-policy": policy } });
    const linked = await seen(page);
    assert.deepEqual(linked, before, "with the sheet as a file");
    await ready(page);
    assertSame((await seen(page)).after, before.after, "what follows");
  }));

/** The colours of the first picture that is seen, by what they are for. @param {Page} page */
const colours = (page) => page.evaluate(() => {
  const root = /** @type {ShadowRoot} */ (document.querySelector("claims-chart")?.shadowRoot);
  const still = /** @type {Element} */ (root.querySelector(".still"));
  const party = /** @type {Element} */ (root.querySelector('.still [fill="var(--party-1)"]'));
  const { color: ink, backgroundColor: background, fontFamily: font } = getComputedStyle(still);
  return { ink, background, font, party: getComputedStyle(party).fill };
});

test("it has the page's colours before any script", () =>
  withPage({}, async ({ page }) => {
    const body = await embed("small");
    await open(page, body);
    const { font, ...light } = await colours(page);
    assert.deepEqual(light, { ink: "rgb(29, 31, 35)", background: "rgb(255, 255, 255)", party: "rgb(0, 105, 168)" });
    await page.emulateMedia({ colorScheme: "dark" });
    const dark = { ink: "rgb(236, 238, 241)", background: "rgb(22, 24, 28)", party: "rgb(90, 169, 230)", font };
    assert.deepEqual(await colours(page), dark);
    await page.locator("claims-chart").evaluate((element) => element.setAttribute("theme", "light"));
    assert.deepEqual(await colours(page), { ...light, font }, "a theme of its own");
    await page.addStyleTag({ content: "claims-chart { --claims-ink: #102030; --claims-party-1: red; --claims-font: serif }" });
    assert.deepEqual(await colours(page), { ...light, ink: "rgb(16, 32, 48)", party: "rgb(255, 0, 0)", font: "serif" });
  }));

test("axe finds nothing against it before any script", () =>
  withPage({ viewport: { width: 760, height: 900 } }, async ({ page }) => {
    await open(page, await embed("kursk"));
    // Said outright, because axe-core takes a page without a background for white.
    await page.addStyleTag({ content: "html { background: Canvas; color: CanvasText }" });
    for (const width of [760, 320]) {
      await page.setViewportSize({ width, height: 900 });
      for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
        await page.emulateMedia({ colorScheme });
        await assertAccessible(page, `${colorScheme}, ${width} px`);
      }
    }
  }));

test("several embeds, one that is put back, and one that is written in by a script", () =>
  withPage({ viewport: { width: 760, height: 900 } }, async ({ page }) => {
    const [one, two] = [await embed("small"), await embed("contradictory", "--view", "bars")];
    await open(page, `<script type="module" src="${SCRIPT}"></script>${one}${two}`);
    const charts = page.locator("claims-chart");
    for (const chart of await charts.all()) {
      await chart.scrollIntoViewIfNeeded();
      await chart.evaluate((element) => /** @type {any} */ (element).ready);
      assert.equal(await chart.locator(".still").isVisible(), false);
      assert.equal(await chart.locator(".figure").isVisible(), true);
    }
    await page.evaluate(async () => {
      const chart = /** @type {any} */ (document.querySelector("claims-chart"));
      chart.remove();
      await new Promise(requestAnimationFrame);
      document.body.append(chart);
      chart.scrollIntoView();
      await new Promise((resolve) => chart.addEventListener("claims-ready", resolve, { once: true }));
    });
    assert.equal(await charts.last().locator(".still").isVisible(), false, "put back, it is drawn again");
    assert.equal(await charts.last().locator(".figure").isVisible(), true);
    // There the template is nothing but inert.
    await page.evaluate((html) => {
      const box = document.createElement("div");
      box.innerHTML = html;
      document.body.append(box);
    }, one);
    const written = charts.last();
    await written.scrollIntoViewIfNeeded();
    await written.evaluate((element) => /** @type {any} */ (element).ready);
    assert.equal(await written.locator("table").first().isVisible(), false, "what stood in it is hidden");
    assert.equal(await written.locator(".figure").isVisible(), true);
  }));

test("a host's own fallback that is higher leaves its room to the chart", () =>
  withPage({ viewport: { width: 760, height: 900 } }, async ({ page }) => {
    for (const [height, kept] of [[1000, true], [20, false]]) {
      const body = `<claims-chart src="small.json"><div><svg width="10" height="${height}" display="block"></svg></div></claims-chart>`;
      await open(page, body);
      const before = await seen(page);
      await open(page, `<script type="module" src="${SCRIPT}"></script>${body}`);
      await ready(page);
      const now = await seen(page);
      assert.equal(Math.abs(now.after - before.after) < 0.1, kept, `${height} px: from ${before.after} to ${now.after}`);
    }
  }));
