// The whole tour of a reader through the article's chart: by keyboard alone, and by touch on a telephone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { withPage } from "./browser.mjs";
import { announced, cardText, drawn, eventually, focusedOn, marks, rows, settled, tabTo } from "./chart.mjs";

/** @typedef {import("./page.mjs").Locator} Locator */
/** @typedef {import("./page.mjs").Page} Page */

/** The ids of the claims in the picture. @param {Locator} chart */
const ids = async (chart) => (await marks(chart)).map(({ id }) => id);

/** The article's first chart, once it is drawn, and what Cite copies. @param {Page} page @param {string} [fragment] */
async function article(page, fragment = "") {
  await page.goto(`/www/${fragment}`);
  await page.evaluate(() => {
    navigator.clipboard.writeText = async (text) => { /** @type {any} */ (window).copied = text; };
  });
  return drawn(page.locator("claims-chart").first());
}

/** What was chosen on the tour, as a link says it. */
const LINK = "#losses.view=table&losses.measure=wounded&losses.as-of=2025-01-11&losses.hide=united-states&losses.selected=lee&losses.compare=hur";

/** The end of the tour: the table of what was chosen, and the pair. @param {Locator} chart */
async function assertEnd(chart) {
  assert.equal(await chart.locator("[part=table]").isVisible(), true, "the table is in the picture's place");
  assert.equal(await chart.locator("[part=chart]").isVisible(), false);
  assert.deepEqual((await rows(chart)).flatMap(({ id }) => id ?? []), ["lee", "hur"]);
  assert.match(await chart.locator("[part=table] caption").innerText(), /wounded/);
  const pair = await cardText(chart);
  for (const part of [/Lee Sung-kwon/, /HUR/, /Both can be right\./, /One counts over a period/]) assert.match(pair, part, "the pair");
  const pressed = await chart.locator("[part=table] button[aria-pressed=true]").evaluateAll((all) => all.map((each) => each.dataset.claim));
  assert.deepEqual(pressed, ["lee", "hur"]);
  const checked = await chart.locator("input:checked").evaluateAll((all) => all.map((input) => /** @type {HTMLInputElement} */ (input).value));
  assert.deepEqual(checked, ["table", "wounded", "ukraine", "south-korea"], "the controls say what holds");
  assert.equal(await chart.locator(".known").innerText(), "Known on 11 January 2025");
}

/** Opens the link of the tour in a page of its own. */
const assertRestored = () => withPage({ viewport: { width: 760, height: 900 } }, async ({ page }) => {
  await assertEnd(await article(page, LINK));
});

test("the tour by keyboard alone", async () => {
  await withPage({ viewport: { width: 760, height: 900 } }, async ({ page }) => {
    const chart = await article(page);
    /** Each stop must be seen. @param {string} target @param {"Tab" | "Shift+Tab"} [key] */
    const go = async (target, key) => {
      await tabTo(page, target, key);
      const seen = await chart.evaluate((element) => {
        const active = /** @type {Element} */ (element.shadowRoot?.activeElement);
        const { top, bottom } = active.getBoundingClientRect();
        return { top, bottom, innerHeight };
      });
      assert.ok(seen.bottom > 0 && seen.top < seen.innerHeight, `${target} is scrolled to: ${JSON.stringify(seen)}`);
    };
    /** @param {string} key */
    const press = async (key) => {
      await page.keyboard.press(key);
      await settled(chart);
    };

    // A measure.
    await go("radio: Killed or wounded");
    await press("ArrowRight");
    await press("ArrowRight");
    assert.equal(await focusedOn(page), "radio: Wounded");
    assert.deepEqual(await ids(chart), ["ryder", "lee", "hur", "nis"]);
    assert.match(await announced(chart), /^4 of 4 claims shown\. .*2,700 wounded/);
    // A party.
    await go("checkbox: United States");
    await press("Space");
    assert.deepEqual(await ids(chart), ["lee", "hur", "nis"]);
    assert.match(await announced(chart), /^3 of 4 claims shown\./);
    // A day.
    await go("range");
    await press("ArrowLeft");
    assert.deepEqual(await ids(chart), ["lee", "hur"]);
    assert.match(await announced(chart), /^2 of 4 claims shown\./);
    // A claim, and another beside it.
    await go("mark: hur");
    await press("ArrowLeft");
    assert.equal(await focusedOn(page), "mark: lee");
    assert.match(await cardText(chart), /At least 1,000/, "the focus shows the card");
    await press("Enter");
    await press("c");
    assert.equal(await announced(chart), "Choose a claim to compare it with.");
    await press("End");
    await press("c");
    assert.match(await cardText(chart), /Both can be right\./);
    // The table.
    await go("radio: Timeline", "Shift+Tab");
    await press("ArrowRight");
    await press("ArrowRight");
    assert.equal(await focusedOn(page), "radio: Table");
    await assertEnd(chart);
    assert.equal(await page.evaluate(() => location.hash), LINK, "the address holds it all");
  });
  await assertRestored();
});

test("the tour by touch, 390 px wide", async () => {
  await withPage({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }, async ({ page }) => {
    const chart = await article(page);
    const card = chart.locator("[part=card] > :not([aria-hidden])");
    /** @param {Locator} target */
    const tap = async (target) => {
      await target.tap();
      await settled(chart);
    };
    await tap(chart.getByRole("radio", { name: "Wounded", exact: true }));
    assert.deepEqual(await ids(chart), ["ryder", "lee", "hur", "nis"]);
    await tap(chart.getByRole("checkbox", { name: "United States" }));
    assert.deepEqual(await ids(chart), ["lee", "hur", "nis"]);
    await tap(chart.getByRole("button", { name: "Earlier claim" }));
    assert.deepEqual(await ids(chart), ["lee", "hur"]);
    await tap(chart.locator("[part=chart] button[data-claim=lee]"));
    assert.match(await cardText(chart), /Lee Sung-kwon/);
    await tap(card.getByRole("button", { name: "Compare" }));
    await tap(chart.locator("[part=chart] button[data-claim=hur]"));
    assert.match(await cardText(chart), /Both can be right\./);
    await tap(chart.getByRole("radio", { name: "Table" }));
    await assertEnd(chart);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(wide, 0, "nothing has to be scrolled sideways");
    await eventually(async () => assert.equal(await page.evaluate(() => location.hash), LINK));
  });
  await assertRestored();
});

test("the slider is drawn by a finger, and the page does not scroll with it", () =>
  withPage({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }, async ({ page }) => {
    const chart = await article(page);
    const slider = chart.locator("input[type=range]");
    await slider.scrollIntoViewIfNeeded();
    const box = await slider.boundingBox();
    assert.ok(box);
    const before = await page.evaluate(() => scrollY);
    const y = box.y + box.height / 2;
    await page.touchscreen.touchStart(box.x + box.width - 10, y);
    for (let part = 0.9; part >= 0.7; part -= 0.05) {
      await page.touchscreen.touchMove(box.x + box.width * part, y);
      await settled(chart);
    }
    await page.touchscreen.touchEnd();
    await settled(chart);
    const day = await chart.getAttribute("as-of");
    assert.ok(day !== null && day < "2025-01-01", `the finger has gone to December, the chart is at ${day}`);
    assert.equal(await page.evaluate(() => scrollY), before, "the page stays where it is");
  }));
