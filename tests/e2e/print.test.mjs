// What comes out on paper.

import assert from "node:assert/strict";
import { test } from "node:test";
import { only, withPage } from "./browser.mjs";
import {
  BACKGROUND, COLOURS, count, drawn, kursk, marks, openChart, overflows, rows, setAttributes, settled, sizes, told,
} from "./chart.mjs";

/** @typedef {import("./page.mjs").Locator} Locator */
/** @typedef {import("./page.mjs").Page} Page */

const WIDE = /** @type {const} */ ({ viewport: { width: 760, height: 1000 } });

/** As a browser does before it prints, and after. @param {Page} page @param {"beforeprint" | "afterprint"} type */
const announce = (page, type) => page.evaluate((type) => { dispatchEvent(new Event(type)); }, type);

/** What stands on the page. @param {Locator} chart */
const shown = (chart) => chart.evaluate((element) => {
  const root = /** @type {ShadowRoot} */ (element.shadowRoot);
  return ["title", "controls", "chart", "table", "finding", "card", "footer"].filter((name) =>
    root.querySelector(`[part=${name}]`)?.checkVisibility({ visibilityProperty: true }));
});

/** What a reader on a screen sees. @param {Locator} chart */
const look = async (chart) => ({
  shown: await shown(chart), sizes: await sizes(chart), marks: await marks(chart),
  picture: await chart.evaluate((element) => element.shadowRoot?.querySelector("canvas")?.toDataURL()),
});

for (const view of /** @type {const} */ (["timeline", "bars"])) {
  test(`a chart as ${view} is printed in light colours, four dots a CSS px, with the table`, () =>
    withPage({ ...WIDE, colorScheme: "dark" }, async ({ page }) => {
      const chart = await drawn(await openChart(page, { attributes: { view, hide: "south-korea" } }));
      const before = await look(chart);
      assert.ok(!before.shown.includes("table"), "on the screen there is no table");
      await announce(page, "beforeprint");
      // Nothing may wait for a frame: the browser prints at once.
      const { bitmap, css } = await sizes(chart);
      assert.ok(css[0] <= 680, `the picture fits a sheet: ${css[0]} px`);
      assert.deepEqual(bitmap, css.map((length) => Math.round(4 * length)), "four dots a CSS px");
      assert.ok(await count(chart, BACKGROUND.light) > 100_000, "the paper is white");
      assert.ok(await count(chart, COLOURS.light.ukraine) > 1000, "in the light colours");
      assert.equal(await count(chart, BACKGROUND.dark), 0, "nothing is dark");
      const ink = await chart.locator("[part=title]").evaluate((title) => getComputedStyle(title).color);
      assert.equal(ink, "rgb(29, 31, 35)", "the words are dark on white");
      assert.ok((await shown(chart)).includes("table"), "the table is there");
      assert.ok((await shown(chart)).includes("chart"));
      assert.deepEqual((await rows(chart)).flatMap(({ id }) => id ?? []), ["ryder", "us-official", "zelensky-dec-23", "kirby-dec-27", "zelensky-jan-9"],
        "with the claims of the picture");
      await announce(page, "afterprint");
      assert.deepEqual(await look(chart), before, "and all is as before");
      assert.equal((await told(page, "claims-state")).length, 0, "the page is told of no choice");
      assert.equal((await told(page, "claims-error")).length, 0);
    }));
}

test("the table is printed with a picture beside it", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page, { attributes: { view: "table" } }));
    const before = await shown(chart);
    assert.deepEqual([before.includes("chart"), before.includes("table")], [false, true]);
    await announce(page, "beforeprint");
    const now = await shown(chart);
    assert.deepEqual([now.includes("chart"), now.includes("table")], [true, true]);
    assert.ok(await count(chart, COLOURS.light.ukraine) > 1000, "the picture is drawn");
    await announce(page, "afterprint");
    assert.deepEqual(await shown(chart), before);
  }));

test("on paper there is nothing to press", only("chromium", "Puppeteer sets the print medium in Chromium alone"), () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page, { attributes: { selected: "lee", compare: "nis" } }));
    await announce(page, "beforeprint");
    await page.raw.emulateMediaType("print");
    const usable = await chart.locator("button, input, summary").evaluateAll((all) => all.filter((each) =>
      each.checkVisibility({ visibilityProperty: true }) && !each.closest("[part=table], [part=chart], .parties")).map((each) => each.ariaLabel ?? each.textContent));
    assert.deepEqual(usable, [], "no buttons");
    const legend = chart.getByRole("list", { name: "Who claims" });
    assert.equal(await legend.isVisible(), true, "the legend stays: without it colours and shapes have no names");
    assert.deepEqual((await shown(chart)).filter((name) => ["title", "chart", "table", "finding", "footer"].includes(name)),
      ["title", "chart", "table", "finding", "footer"], "what is to be read is there");
    await page.raw.emulateMediaType("screen");
    await announce(page, "afterprint");
    assert.equal(await chart.getByRole("radio").count() > 0, true, "afterwards there are controls again");
  }));

test("a browser that prints finds the picture ready, and nothing wider than the sheet",
  only("chromium", "Firefox makes a PDF without telling the page"), () =>
    withPage({ ...WIDE, viewport: { width: 1100, height: 900 } }, async ({ page }) => {
      const chart = await drawn(await openChart(page));
      await page.evaluate(() => {
        const here = /** @type {any} */ (window);
        here.printed = [];
        addEventListener("beforeprint", () => {
          const canvas = document.querySelector("claims-chart")?.shadowRoot?.querySelector("canvas");
          const box = canvas?.getBoundingClientRect();
          here.printed.push((canvas?.width ?? 0) / (box?.width || 1));
        });
      });
      const pdf = await page.raw.pdf({ format: "A4", printBackground: false });
      assert.ok(pdf.length > 10_000, `the PDF has ${pdf.length} bytes`);
      const ratios = await page.evaluate(() => /** @type {any} */ (window).printed);
      assert.equal(ratios.length, 1, "the page is told that it is printed");
      assert.ok(Math.abs(ratios[0] - 4) < 0.01, `${ratios[0]} dots a CSS px`);
      await settled(chart);
      const { bitmap, css } = await sizes(chart);
      assert.deepEqual(bitmap, css.map(Math.round), "afterwards the picture is the screen's again");
      assert.deepEqual(await overflows(chart), []);
    }));

test("a chart that is not yet drawn is not disturbed by printing", () =>
  withPage(WIDE, async ({ page }) => {
    await page.goto("/tests/e2e/pages/empty.html");
    await page.evaluate(async () => {
      await customElements.whenDefined("claims-chart");
      document.querySelector("main")?.append(document.createElement("claims-chart"));
      dispatchEvent(new Event("beforeprint"));
      dispatchEvent(new Event("afterprint"));
    });
    const chart = await drawn(page.locator("claims-chart"));
    assert.equal((await marks(chart)).length, 7);
    assert.ok(!(await shown(chart)).includes("table"));
    await setAttributes(chart, { view: "bars" });
    assert.equal((await marks(chart)).length, 7);
  }));

test("data that are set just before the page is printed are not lost", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    await chart.evaluate(async (element, data) => {
      Object.assign(element, { data: { ...data, title: "Just set" } });
      for (const type of ["beforeprint", "afterprint"]) dispatchEvent(new Event(type));
      await /** @type {any} */ (element).ready;
    }, await kursk());
    await settled(chart);
    assert.equal(await chart.locator("[part=title]").innerText(), "Just set");
  }));

test("a chart that the page moves while it is printed looks on the screen as before", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    const before = await look(chart);
    await chart.evaluate((element) => {
      const paper = document.body.appendChild(document.createElement("div"));
      const home = /** @type {Element} */ (element.parentElement);
      // Later than the chart's own.
      addEventListener("beforeprint", () => paper.append(element));
      addEventListener("afterprint", () => home.append(element));
    });
    for (const type of /** @type {const} */ (["beforeprint", "afterprint"])) await announce(page, type);
    await settled(chart);
    assert.deepEqual(await look(chart), before);
  }));
