// Pages that do to the element what no page should, and it is as it is elsewhere.

import assert from "node:assert/strict";
import { test } from "node:test";
import { withPage } from "./browser.mjs";
import { BACKGROUND, cardText, count, drawn, eventually, kursk, marks, openChart, overflows, pointOf, setAttributes, settled, small, told } from "./chart.mjs";
import { BROWSER, devtools } from "./launch.mjs";

/** @typedef {import("./page.mjs").Locator} Locator */
/** @typedef {import("./page.mjs").Page} Page */

const READER = /** @type {const} */ ({ colorScheme: "light", viewport: { width: 760, height: 1400 } });

/** All that is in the chart, where it stands and how it looks, in view of the reader. @param {Locator} chart */
async function lookOf(chart) {
  return {
    marks: await marks(chart),
    parts: await chart.evaluate((element) => {
      const root = /** @type {ShadowRoot} */ (element.shadowRoot);
      const figure = /** @type {HTMLElement} */ (root.querySelector(".figure")).getBoundingClientRect();
      return [...root.querySelectorAll(".figure *")].filter((each) => !each.closest(".unseen")).map((each) => {
        const { x, y, width, height } = each.getBoundingClientRect();
        const { font, color, display, textAlign, letterSpacing } = getComputedStyle(each);
        const isShown = each.checkVisibility();
        const at = isShown ? [x - figure.x, y - figure.y, width, height].map((px) => Math.round(px * 10) / 10) : ["hidden"];
        return [each.localName, ...at, font, color, display, textAlign, letterSpacing].join(" ");
      });
    }),
    picture: await chart.evaluate((element) =>
      /** @type {HTMLCanvasElement} */ (element.shadowRoot?.querySelector("canvas")).toDataURL().length),
  };
}

/** What a page says of all its elements. */
const RESETS = {
  "all: unset": "body * { all: unset } main, main p { display: block }",
  "box-sizing": "*, *::before, *::after { box-sizing: border-box }",
  "content-box": "*, *::before, *::after { box-sizing: content-box !important }",
  "everything else": `* { margin: 0; padding: 0; border: 0; font: 30px/3 fantasy; letter-spacing: 3px; text-transform: uppercase;
    text-align: right; float: none; white-space: pre; visibility: visible; color: red; text-indent: 2em; word-spacing: 1em; direction: rtl }
    canvas, svg, img { max-width: 50% !important; height: auto !important } button { appearance: none; display: block; width: 100% }`,
};

for (const [what, rules] of Object.entries(RESETS)) {
  test(`a page's rules for all elements (${what}) do not reach into the chart`, () =>
    withPage(READER, async ({ page }) => {
      await page.goto("/tests/e2e/pages/empty.html");
      const style = "body { margin: 0 } main { width: 700px }";
      await page.addStyleTag({ content: style });
      const expected = await lookOf(await drawn(await openChart(page)));
      await page.goto("/tests/e2e/pages/empty.html?again");
      await page.addStyleTag({ content: `${rules} ${style}` });
      const chart = await drawn(await openChart(page));
      const look = await lookOf(chart);
      assert.ok(look.parts.length > 50);
      assert.deepEqual(look, expected);
      assert.deepEqual(await overflows(chart), []);
      const { x, y } = await pointOf(chart, "lee");
      await page.mouse.click(x, y);
      assert.equal(await chart.getAttribute("selected"), "lee");
    }));
}

for (const boxSizing of ["content-box", "border-box"]) {
  test(`with room of its own around it, measured by its ${boxSizing}, the chart takes the fallback's place and moves nothing`, () =>
    withPage(READER, async ({ page }) => {
      await page.goto("/tests/e2e/pages/empty.html");
      await page.addStyleTag({ content: `* { box-sizing: ${boxSizing} } claims-chart { padding: 20px; border: solid 10px; margin: 30px }
        .fallback { height: 1300px; margin: 0 }` });
      await page.route("**/claims.json", async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 200));
        await route.fulfill({ json: await kursk() });
      });
      const chart = await openChart(page, { attributes: { src: "claims.json" } });
      const height = () => chart.evaluate((element) => element.getBoundingClientRect().height);
      assert.equal(await height(), 1360);
      await drawn(chart);
      assert.equal(await height(), 1360);
    }));
}

test("a page that has changed what lists and objects can do has its chart nevertheless", () =>
  withPage({ ...READER, expectedErrors: [] }, async ({ page }) => {
    await page.raw.evaluateOnNewDocument(() => {
      const lists = /** @type {any} */ (Array.prototype);
      // What old libraries add, where `for … in` and JSON find it.
      lists.last = function () { return this[this.length - 1]; };
      lists.remove = function (/** @type {unknown} */ value) { return this.filter((/** @type {unknown} */ each) => each !== value); };
      lists.toJSON = function () { return "a list"; };
      /** @type {any} */ (Object.prototype).extend = function () { return this; };
      /** @type {any} */ (Object.prototype).toJSON = undefined;
      /** @type {any} */ (String.prototype).toJSON = function () { return `a text: ${this}`; };
      /** @type {any} */ (Function.prototype).delay = function () { return this; };
      // What they put in the place of what is there now, with what it could do then.
      lists.each = lists.forEach;
      lists.flatten = lists.flat;
      lists.find = function (/** @type {any} */ is) { return this.filter(is)[0]; };
      lists.includes = lists.contains = function (/** @type {unknown} */ value) { return this.indexOf(value) !== -1; };
      lists.entries = function () { return this.map((/** @type {unknown} */ each) => each); };
      lists.keys = function () { return this.map((/** @type {unknown} */ _, /** @type {number} */ n) => n); };
      Array.from = /** @type {any} */ ((/** @type {any} */ list) => (list == null ? [] : Array.prototype.slice.call(list)));
    });
    const chart = await drawn(await openChart(page, { data: await kursk() }));
    assert.equal((await marks(chart)).length, 7);
    const icons = await chart.evaluate((element) =>
      [...element.shadowRoot?.querySelectorAll(".parties path") ?? []].map((path) => getComputedStyle(path).fill));
    assert.ok(new Set(icons).size > 2 && !icons.includes("rgb(0, 0, 0)"), `each party has its colour: ${icons}`);
    assert.ok(await count(chart, BACKGROUND.light) > 10_000);
    for (const view of ["bars", "table", "timeline"]) await setAttributes(chart, { view });
    await setAttributes(chart, { selected: "lee", compare: "nis", hide: "ukraine" });
    assert.match(await cardText(chart), /Lee Sung-kwon/);
    await setAttributes(chart, { hide: null, compare: null });
    const { claims, n_measures } = await chart.evaluate((element) => {
      const { claims, measures } = JSON.parse(/** @type {any} */ (element).toJSON());
      return { claims: claims.length, n_measures: measures.length };
    });
    assert.deepEqual([claims, n_measures], [12, (await kursk()).measures.length]);
    assert.ok(await chart.evaluate((element) => /** @type {any} */ (element).explain().measures.length) > 1);
    for (const name of ["Download", "Embed"]) {
      await chart.getByRole("button", { name }).click();
      await chart.locator("dialog").waitFor();
      await page.keyboard.press("Escape");
    }
    assert.deepEqual(await told(page, "claims-error"), []);
  }));

test("a page whose own fetch knows texts alone has all that a chart fetches", () =>
  withPage({ ...READER, expectedErrors: [] }, async ({ page }) => {
    await page.raw.evaluateOnNewDocument(() => {
      const own = window.fetch;
      window.fetch = (address, options) => own(/** @type {any} */ (address).startsWith("//") ? `https:${address}` : address, options);
    });
    await page.route("**/data.csv", (route) => route.fulfill({ contentType: "text/csv", body: "id,claimant,said,measure,kind,value\none,Ann,2024-12-23,people,exactly,3\n" }));
    const chart = await drawn(await openChart(page, { attributes: { lang: "uk", view: "bars" } }));
    assert.match(await chart.locator("[part=finding]").innerText(), /[а-яї]/i);
    await setAttributes(chart, { src: "data.csv", view: null });
    await drawn(chart);
    assert.equal((await marks(chart)).length, 1);
    assert.deepEqual(await told(page, "claims-error"), []);
  }));

test("a page that has frozen all that is built in has its chart, and is told what goes wrong", () =>
  withPage({ ...READER, expectedErrors: [/404/] }, async ({ page }) => {
    await page.raw.evaluateOnNewDocument(() => {
      for (const each of [Object, Array, String, Function, Number, Map, Set, Promise, Error, TypeError, RegExp, Date, Symbol]) {
        Object.freeze(each.prototype);
        Object.freeze(each);
      }
    });
    await page.route("**/nothing.json", (route) => route.fulfill({ status: 404, body: "" }));
    const chart = await drawn(await openChart(page));
    assert.equal((await marks(chart)).length, 7);
    for (const attributes of /** @type {Record<string, string>[]} */ ([
      { view: "bars" }, { view: "table", selected: "lee", compare: "nis" }, { view: "timeline", "as-of": "2024-12-20" }])) {
      await setAttributes(chart, attributes);
    }
    const taken = await chart.evaluate(async (element) => {
      const chart = /** @type {any} */ (element);
      return [chart.toSVG(), chart.toCSV(), chart.toJSON()].map((text) => text.length).concat((await chart.toPNG()).size);
    });
    assert.ok(taken.every((length) => length > 1000), taken.join());
    assert.deepEqual(await told(page, "claims-error"), []);
    for (const [name, set] of /** @type {const} */ ([["SourceError", { src: "nothing.json" }], ["", { src: null, data: { title: 3 } }]])) {
      const error = await chart.evaluate(async (element, set) => {
        Object.assign(element, set);
        return /** @type {any} */ (element).ready.then(() => "drawn", (/** @type {Error} */ { name }) => name);
      }, set);
      if (name) assert.equal(error, name);
      else assert.notEqual(error, "drawn");
    }
  }));

test("a Map among the data is told apart, and a page's own toJSON is left out of the dataset", () =>
  withPage(READER, async ({ page }) => {
    const chart = await openChart(page, { data: small() });
    await drawn(chart);
    const texts = await chart.evaluate(async (element) => {
      const chart = /** @type {any} */ (element);
      const plain = chart.toJSON();
      chart.data = new Map(Object.entries(chart.data));
      await chart.ready;
      return [plain, chart.toJSON()];
    });
    assert.equal(texts[1], texts[0]);
    assert.deepEqual(JSON.parse(texts[0]), small());
  }));

test("the page's zoom makes the picture larger, not coarser, and marks stay where they are drawn", () =>
  withPage({ ...READER, deviceScaleFactor: 2 }, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    for (const zoom of [1.5, 0.8, 1]) {
      await page.evaluate((zoom) => { /** @type {any} */ (document.body.style).zoom = zoom; }, zoom);
      await settled(chart);
      await eventually(async () => {
        const { bitmap, css } = await chart.evaluate((element) => {
          const canvas = /** @type {HTMLCanvasElement} */ (element.shadowRoot?.querySelector("canvas"));
          const { width, height } = canvas.getBoundingClientRect();
          return { bitmap: [canvas.width, canvas.height], css: [width, height] };
        });
        for (const n of [0, 1]) {
          assert.ok(Math.abs(bitmap[n] - css[n] * 2) <= 2, `${bitmap} dots for ${css} px, magnified ${zoom} times`);
        }
      });
      for (const id of ["lee", "nis"]) {
        const { x, y } = await pointOf(chart, id);
        await page.mouse.click(x, y);
        assert.equal(await chart.getAttribute("selected"), id, `at ${zoom}`);
      }
    }
  }));

test("a reader who magnifies the window gets a sharp picture, also of a chart that stays as wide", () =>
  withPage(READER, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    await page.addStyleTag({ content: "claims-chart { width: 400px }" });
    await settled(chart);
    // As browsers have it: fewer CSS px in the same window, each of more dots.
    for (const ratio of [1.1, 1.25, 1.5, 3, 0.67, 0.9]) {
      await page.raw.setViewport({ width: Math.round(760 / ratio), height: Math.round(1400 / ratio), deviceScaleFactor: ratio });
      await eventually(async () => {
        const width = await chart.evaluate((element) => element.shadowRoot?.querySelector("canvas")?.width ?? 0);
        assert.ok(Math.abs(width - 400 * ratio) <= 1, `${width} dots at ${ratio}`);
      });
    }
  }));

test("while fingers magnify a part of the page, a tap reaches the mark under it",
  BROWSER === "chromium" ? {} : { skip: "chromium only: Firefox has no command for it" }, () =>
    withPage({ ...READER, viewport: { width: 390, height: 800 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }, async ({ page }) => {
      const chart = await drawn(await openChart(page));
      const session = await devtools(page.raw);
      await chart.locator("[part=chart]").scrollIntoViewIfNeeded();
      await session.send("Emulation.setPageScaleFactor", { pageScaleFactor: 2.5 });
      await eventually(async () => assert.equal(await page.evaluate(() => visualViewport?.scale), 2.5));
      // A mark in the part that is seen; fingers are told in the page's px here, as pages are.
      const found = await chart.evaluate((element) => {
        const { offsetLeft, offsetTop, width, height } = /** @type {VisualViewport} */ (visualViewport);
        for (const button of /** @type {ShadowRoot} */ (element.shadowRoot).querySelectorAll("[part=chart] button")) {
          const box = button.getBoundingClientRect();
          const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
          const [left, top] = [x - offsetLeft, y - offsetTop];
          if (left > 10 && top > 10 && left < width - 10 && top < height - 10) return { id: button.getAttribute("data-claim"), x, y };
        }
        return null;
      });
      assert.ok(found, "there is a mark in the part that is seen");
      assert.equal(await chart.evaluate((element, { x, y }) => {
        const box = element.getBoundingClientRect();
        return /** @type {any} */ (element).claimAt(x - box.x, y - box.y);
      }, found), found.id);
      await page.touchscreen.tap(found.x, found.y);
      await eventually(async () => assert.equal(await chart.getAttribute("selected"), found.id));
    }));

test("where the page changes its language, a chart without one of its own follows, and one with stays", () =>
  withPage(READER, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    const own = await drawn(await openChart(page, { attributes: { lang: "en" } }));
    const said = (/** @type {Locator} */ chart) => chart.locator("[part=footer]").innerText();
    assert.match(await said(chart), /Source/);
    for (const [lang, source] of /** @type {[string, RegExp][]} */ ([["uk", /Джерел/], ["ko", /출처|자료/], ["xx", /Source/], ["uk-UA", /Джерел/], ["", /Source/]])) {
      await page.evaluate((lang) => { document.documentElement.lang = lang; }, lang);
      await eventually(async () => assert.match(await said(chart), source, `the page is in "${lang}"`));
      assert.match(await said(own), /Source/);
      assert.equal((await marks(chart)).length, 7);
    }
    assert.deepEqual(await told(page, "claims-error"), []);
  }));

test("two versions of the script live on a page: the first that comes draws all charts, and each keeps to its own files", () =>
  withPage(READER, async ({ page }) => {
    /** @type {string[]} */
    const asked = [];
    page.on("request", (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.includes("/pkg/") || pathname.includes("/old/")) asked.push(pathname);
    });
    // Another version at another address: its program has other exports, which this one's JavaScript would not know.
    await page.route("**/old/*", async (route) => {
      await route.fulfill({ contentType: "text/javascript", body: `
        class Old extends HTMLElement { connectedCallback() { this.attachShadow({ mode: "open" }).textContent = "the old one"; } }
        if (!customElements.get("claims-chart")) customElements.define("claims-chart", Old);
        export const init = () => {};` });
    });
    /** @param {string[]} scripts */
    const open = async (scripts) => {
      const body = `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Two versions</title>
        <link rel="icon" href="data:,">${scripts.map((src) => `<script type="module" src="${src}"></script>`).join("")}
        <claims-chart><p class="fallback">A table.</p></claims-chart><claims-chart measure="wounded"></claims-chart>`;
      await page.route("**/pages/versions.html", (route) => route.fulfill({ contentType: "text/html", body }));
      await page.goto("/tests/e2e/pages/versions.html");
      await page.evaluate(() => customElements.whenDefined("claims-chart"));
    };
    await open(["/pkg/claims-chart.js", "/old/claims-chart.js", "/pkg/frozen/../claims-chart.js?2"]);
    assert.equal((await marks(await drawn(page.locator("claims-chart").first()))).length, 7);
    assert.equal((await marks(await drawn(page.locator("claims-chart").last()))).length, 4);
    assert.equal(asked.filter((path) => path.endsWith(".wasm")).length, 1);
    assert.deepEqual(asked.filter((path) => path.startsWith("/old/")), ["/old/claims-chart.js"]);

    await open(["/old/claims-chart.js", "/pkg/claims-chart.js"]);
    await page.waitForTimeout(200);
    const texts = await page.locator("claims-chart").evaluateAll((all) => all.map((each) => each.shadowRoot?.textContent));
    assert.deepEqual(texts, ["the old one", "the old one"]);
    assert.equal(asked.filter((path) => path.endsWith(".wasm")).length, 1, "what draws nothing loads nothing");
  }));
