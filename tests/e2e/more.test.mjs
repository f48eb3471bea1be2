// What is fetched only when it is used: the bars, comparing two claims, contradictions.

import assert from "node:assert/strict";
import { test } from "node:test";
import { withPage } from "./browser.mjs";
import { cardText, drawn, eventually, openChart, small, told } from "./chart.mjs";

/** @typedef {import("./page.mjs").Locator} Locator */
/** @typedef {import("./page.mjs").Page} Page */

const MORE = "**/claims_more.wasm";
const PAIR = { selected: "ryder", compare: "nis" };

/** How often it was asked for. @param {Page} page @returns {Promise<number>} */
const nFetched = (page) => page.evaluate(() =>
  performance.getEntriesByType("resource").filter(({ name }) => name.endsWith("/claims_more.wasm")).length);

/** Sets attributes, and waits until they are followed. @param {Locator} chart @param {Record<string, string>} attributes */
const set = (chart, attributes) => chart.evaluate(async (element, attributes) => {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  await /** @type {any} */ (element).updateComplete;
}, attributes);

/** The picture's height tells bars from a timeline. @param {Locator} chart @returns {Promise<number>} */
const height = (chart) => chart.evaluate((element) => element.shadowRoot?.querySelector("canvas")?.clientHeight ?? 0);

test("the first part alone draws, and says what it lacks; with the second there are bars and pairs", () =>
  withPage({}, async ({ page }) => {
    await drawn(await openChart(page));
    assert.equal(await nFetched(page), 0, "an article does not load it");
    const found = await page.evaluate(async () => {
      const path = "/pkg/claims_chart.js";
      const { Chart, embedded_dataset, load_more } = await import(path);
      const canvas = document.createElement("canvas");
      const lay = (/** @type {string} */ view) => {
        const chart = new Chart(JSON.parse(embedded_dataset()));
        return { chart, layout: chart.layout(view, "casualties", 600, "light", "sans-serif", [], canvas) };
      };
      const outcome = (/** @type {() => any} */ act) => {
        try {
          return act();
        } catch (error) {
          return String(error);
        }
      };
      const { chart } = lay("timeline");
      const pair = () => chart.pair("ryder", "nis", "casualties").claims;
      const before = [outcome(() => lay("bars").layout.n_spots), outcome(pair)];
      await Promise.all([load_more(), load_more()]);
      return [...before, lay("bars").layout.n_spots, pair()];
    });
    const error = "Error: await load_more() first";
    assert.deepEqual(found, [error, error, 7, ["ryder", "nis"]]);
    assert.equal(await nFetched(page), 1, "it is fetched once");
  }));

test("bars and a comparison are there once they are asked for, and at once where attributes ask", () =>
  withPage({}, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    const before = await height(chart);
    await set(chart, { view: "bars" });
    assert.notEqual(await height(chart), before);
    await set(chart, { view: "timeline", ...PAIR });
    assert.equal(await nFetched(page), 1);
    const asked = await drawn(await openChart(page, { attributes: { view: "bars", ...PAIR } }));
    assert.notEqual(await height(asked), before);
    assert.equal(await cardText(asked), await cardText(chart));
    assert.deepEqual(await told(page, "claims-error"), []);
  }));

test("a reader who comes near the controls has it fetched", () =>
  withPage({}, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    await chart.locator("[part=controls] input").first().focus();
    await eventually(async () => assert.equal(await nFetched(page), 1));
  }));

test("while the bars are on their way the chart may get other data, another language or place, and answers", () =>
  withPage({ viewport: { width: 760, height: 1000 } }, async ({ page }) => {
    /** @type {Record<string, (element: Element) => unknown>} */
    const changes = {
      data: (element) => Object.assign(element, { data: JSON.parse(/** @type {any} */ (element).toJSON()) }),
      language: (element) => element.setAttribute("lang", "uk"),
      place: (element) => document.body.append(element),
    };
    for (const [what, change] of Object.entries(changes)) {
      let answer = () => {};
      const later = /** @type {Promise<void>} */ (new Promise((resolve) => { answer = resolve; }));
      await page.route(MORE, async (route) => {
        await later;
        await route.fulfill({ response: await route.fetch() });
      });
      await page.goto(`/tests/e2e/pages/empty.html?${what}`);
      const chart = await drawn(await openChart(page));
      const before = await height(chart);
      await chart.locator("[value=bars]").click();
      await chart.evaluate(change);
      await page.waitForTimeout(200);
      await chart.locator("[part=finding] [aria-expanded]").focus();
      await chart.locator("[part=chart] button[tabindex='0']").focus();
      await page.waitForTimeout(50);
      answer();
      await eventually(async () => assert.notEqual(await height(chart), before, what));
      assert.deepEqual(await told(page, "claims-error"), [], what);
      await page.unroute(MORE);
    }
  }));

test("where it cannot be loaded, the timeline and one card are shown with a notice, until it can", () =>
  withPage({ expectedErrors: [/claims_more/] }, async ({ page }) => {
    await page.route(MORE, (route) => route.abort());
    const chart = await drawn(await openChart(page, { attributes: { view: "bars", ...PAIR } }));
    const [{ detail }] = await told(page, "claims-error");
    assert.deepEqual(detail.problems.map((/** @type {{path: string}} */ { path }) => path), ["view", "compare"]);
    for (const { message } of detail.problems) assert.match(message, /could not be loaded/);
    const timeline = await height(chart);
    const card = await cardText(chart);
    await set(chart, { measure: "killed" });
    await set(chart, { measure: "casualties" });
    assert.equal(await height(chart), timeline, "the rest works on");

    await page.unroute(MORE);
    await chart.getByRole("radio", { name: "Bars" }).check();
    await eventually(async () => {
      assert.notEqual(await height(chart), timeline, "bars");
      assert.notEqual(await cardText(chart), card, "two cards");
    });
    assert.equal(await chart.locator(".notice").isVisible(), false, "the notice is gone");
  }));

test("where it could not be loaded, it is asked for again with other data", () =>
  withPage({ expectedErrors: [/claims_more/] }, async ({ page }) => {
    await page.route(MORE, (route) => route.abort());
    const chart = await drawn(await openChart(page, { attributes: { view: "bars" } }));
    const timeline = await height(chart);
    await page.unroute(MORE);
    await chart.evaluate(async (/** @type {any} */ element) => {
      element.data = JSON.parse(element.toJSON());
      await element.updateComplete;
    });
    await eventually(async () => assert.notEqual(await height(chart), timeline, "bars"));
    assert.equal(await chart.locator(".notice").isVisible(), false, "the notice is gone");
  }));

test("one of another version does no harm to the chart, and the right one is taken later", () =>
  withPage({}, async ({ page }) => {
    await page.route(MORE, async (route) => {
      const bytes = Buffer.from(await (await route.fetch()).arrayBuffer()).toString("latin1");
      // What each part calls the table says that they belong together.
      const other = bytes.replace(/(?<=\x01f\x06)[0-9a-f]{6}/, "000000");
      assert.notEqual(other, bytes);
      await route.fulfill({ response: new Response(Buffer.from(other, "latin1"), { headers: { "content-type": "application/wasm" } }) });
    });
    const chart = await drawn(await openChart(page));
    const timeline = await height(chart);
    await set(chart, { view: "bars" });
    const [{ detail }] = await told(page, "claims-error");
    assert.deepEqual(detail.problems.map((/** @type {{path: string}} */ { path }) => path), ["view"]);
    assert.match(detail.problems[0].message, /could not be loaded/);
    assert.equal(await height(chart), timeline, "the timeline stays");
    await page.unroute(MORE);
    await chart.getByRole("radio", { name: "Timeline" }).check();
    await chart.getByRole("radio", { name: "Bars" }).check();
    await eventually(async () => assert.notEqual(await height(chart), timeline, "bars"));
  }));

test("claims that contradict each other have a chart once it is there, and none without it", () =>
  withPage({ expectedErrors: [/claims_more/] }, async ({ page }) => {
    const data = small();
    data.claims[1].said = data.claims[0].said;
    data.claims[1].figures = [{ measure: "all", at_most: 60 }];
    await page.route(MORE, (route) => route.abort());
    const chart = await openChart(page, { data });
    const ready = () => chart.evaluate((element) =>
      /** @type {any} */ (element).ready.then(() => "drawn", (/** @type {Error} */ error) => error.name));
    assert.equal(await ready(), "LoadError");
    await page.unroute(MORE);
    await chart.evaluate((element, data) => { /** @type {any} */ (element).data = data; }, data);
    assert.equal(await ready(), "drawn");
    assert.match(await chart.locator("[part=finding]").innerText(), /cannot both be right/);
  }));
