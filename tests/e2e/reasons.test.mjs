// Why a finding holds: the claims that imply it, by mouse, by touch and by keyboard.

import assert from "node:assert/strict";
import { test } from "node:test";
import { withPage } from "./browser.mjs";
import { cardText, kursk, settled, tabTo, told } from "./chart.mjs";
import {
  WIDE, PHONE, CASUALTIES_BY_DAY, DEC_20, LAST, DEC_20_REASONS, DEC_20_MARKS, open, parts, sentence, shownReasons,
  focused, stepToDec20, pointAt, highlighted, assertHighlight,
} from "./finding.mjs";

test("at 20 December, asked why by mouse: exactly the claims that imply each end, and their marks ringed", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await open(page);
    const { ask, later } = parts(chart);
    await stepToDec20(chart);
    await assertHighlight(chart, ["nis"], "before the question, the card's claim");
    await ask.click();
    assert.equal(await ask.getAttribute("aria-expanded"), "true");
    assert.deepEqual(await shownReasons(chart), DEC_20_REASONS);
    await page.mouse.move(1, 1);
    await assertHighlight(chart, DEC_20_MARKS, "the claims that imply it, away from the finding, too");

    await later.click();
    await page.mouse.move(1, 1);
    assert.equal(await sentence(chart), CASUALTIES_BY_DAY[3]);
    assert.deepEqual((await shownReasons(chart))?.map(([text]) => text),
      ["More than 3,000 follows from one claim:", "At most 4,000 follows from one claim:"], "the reasons turn with the day");
    await assertHighlight(chart, ["zelensky-dec-23", "zelensky-jan-9"], "and so do the rings");

    await ask.click();
    assert.equal(await ask.getAttribute("aria-expanded"), "false");
    assert.equal(await shownReasons(chart), null);
    await page.mouse.move(1, 1);
    await assertHighlight(chart, ["nis"], "once it is closed, the card's claim again");
  }));

test("at 20 December, asked why by touch, and a reason tapped", () =>
  withPage(PHONE, async ({ page }) => {
    const chart = await open(page);
    const { ask, earlier, reason } = parts(chart);
    for (let n = 0; n < 4; n += 1) await earlier.tap();
    assert.equal(await sentence(chart), DEC_20);
    await ask.tap();
    assert.deepEqual(await shownReasons(chart), DEC_20_REASONS);
    await assertHighlight(chart, DEC_20_MARKS, "the claims that imply it");
    await reason(/^John Kirby/).tap();
    assert.match(await cardText(chart), /John Kirby/, "a tapped claim's card is shown");
    assert.equal(await sentence(chart), DEC_20, "the finding's day is kept");
    assert.deepEqual(await shownReasons(chart), DEC_20_REASONS, "and its reasons stay open");
    await ask.tap();
    assert.equal(await shownReasons(chart), null);
    await assertHighlight(chart, ["kirby-dec-27"], "the claim that was tapped keeps its ring");
  }));

test("at 20 December, asked why by keyboard alone: the focus stays where it is used, and rings what it is on", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await open(page);
    await tabTo(page, "mark: nis");
    await page.keyboard.press("Tab");
    assert.equal(await focused(chart), "Earlier day", "the finding follows the chart");
    for (let n = 0; n < 4; n += 1) {
      await page.keyboard.press("Enter");
      assert.equal(await focused(chart), "Earlier day", "the focus stays on the button that turns the day");
    }
    assert.equal(await sentence(chart), DEC_20);
    for (const name of ["Later day", "Why?"]) {
      await page.keyboard.press("Tab");
      assert.equal(await focused(chart), name);
    }
    await page.keyboard.press("Space");
    assert.equal(await focused(chart), "Why?", "the focus stays on the question");
    assert.deepEqual(await shownReasons(chart), DEC_20_REASONS);
    await assertHighlight(chart, DEC_20_MARKS, "the claims that imply it");
    const rings = [["lee"], [], ["kirby-dec-27"], ["zelensky-jan-9"]];
    for (const [n, phrase] of DEC_20_REASONS.flatMap(([, phrases]) => phrases).entries()) {
      await page.keyboard.press("Tab");
      assert.equal(await focused(chart), phrase);
      await assertHighlight(chart, rings[n], `on the reason ${phrase}`);
      const outline = await chart.evaluate((element) =>
        getComputedStyle(/** @type {Element} */ (element.shadowRoot?.activeElement)).outlineWidth);
      assert.equal(outline, "2px", "the focus is seen");
    }
    await page.keyboard.press("Enter");
    assert.match(await cardText(chart), /4,000/);
    assert.match(await cardText(chart), /9 January 2025/);
    assert.equal(await sentence(chart), DEC_20, "the finding's day is kept");
    assert.match(await focused(chart) ?? "", /^Volodymyr Zelensky: 4,000/, "the focus stays on the reason");
    assert.deepEqual((await told(page, "claims-select")).map(({ detail }) => detail), [{ id: "zelensky-jan-9", compare: null }]);
    await page.keyboard.press("Escape");
    assert.equal(await focused(chart), "Why?", "Escape goes back to the question");
    assert.equal(await shownReasons(chart), null, "and closes the answer");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    assert.equal(await focused(chart), "Later day");
    assert.equal(await sentence(chart), CASUALTIES_BY_DAY[3]);
  }));

test("on the last day that there is, the focus stays on the button that led there", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await open(page);
    for (const [name, n] of /** @type {const} */ ([["Earlier day", 8], ["Later day", 8]])) {
      await chart.getByRole("button", { name }).focus();
      for (let step = 0; step < n; step += 1) {
        await page.keyboard.press("Enter");
        await settled(chart);
        assert.equal(await focused(chart), name, `after ${step + 1} steps`);
      }
    }
    assert.equal(await sentence(chart), LAST);
  }));

test("a reason that the mouse is on has its mark ringed alone; clicked, it shows the card and keeps the day", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await open(page);
    const { ask, reason } = parts(chart);
    await stepToDec20(chart);
    await ask.click();
    for (const [name, ringed] of /** @type {[RegExp, string[]][]} */ ([
      [/^Lee Sung-kwon/, ["lee"]], [/^HUR/, []], [/^John Kirby/, ["kirby-dec-27"]], [/^Volodymyr/, ["zelensky-jan-9"]],
    ])) {
      await reason(name).hover();
      await assertHighlight(chart, ringed, `while the mouse is on ${name}`);
    }
    assert.match(await cardText(chart), /NIS/, "pointing at a reason shows no card");
    await reason(/^HUR/).click();
    const card = await cardText(chart);
    for (const pattern of [/HUR/, /26 December 2024/, /five soldiers on Dec\. 20 alone/]) {
      assert.match(card, pattern, "the card of a claim without a mark here");
    }
    await reason(/^Lee/).click();
    assert.match(await cardText(chart), /Lee Sung-kwon/);
    assert.equal(await sentence(chart), DEC_20, "the finding's day is kept");
    assert.equal(await focused(chart), DEC_20_REASONS[0][1][0], "the focus stays on the reason");
    assert.deepEqual((await told(page, "claims-select")).map(({ detail }) => detail.id), ["hur", "lee"]);
    await page.mouse.move(1, 1);
    await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement).blur());
    await assertHighlight(chart, DEC_20_MARKS, "off the finding, all that imply it");
  }));

test("a reason of a claim whose id has line feeds, quotes and commas rings and shows that claim", () =>
  withPage(WIDE, async ({ page }) => {
    const text = JSON.stringify(await kursk()).replaceAll('"lee"', JSON.stringify('l\ne,"e'));
    const chart = await open(page, { data: JSON.parse(text) });
    const { ask, reason } = parts(chart);
    await stepToDec20(chart);
    await ask.click();
    await reason(/^Lee Sung-kwon/).hover();
    await assertHighlight(chart, ['l\ne,"e'], "while the mouse is on it");
    await reason(/^Lee Sung-kwon/).click();
    assert.match(await cardText(chart), /Lee Sung-kwon/);
  }));

test("while the reasons are open, a mark that is pointed at is ringed, too", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await open(page);
    await parts(chart).ask.click();
    await pointAt(page, chart, "lee");
    assert.match(await cardText(chart), /Lee Sung-kwon/);
    await settled(chart);
    const { ringed } = await highlighted(chart);
    assert.ok(ringed.includes("lee"), `only ${ringed} ringed`);
  }));

test("the card of a reason without a mark in this measure says what the claim counts, and stays at a new width", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await open(page);
    await stepToDec20(chart);
    const { ask, reason } = parts(chart);
    await ask.click();
    await reason(/^HUR/).click();
    assert.match(await cardText(chart), /At least 5/, "the number");
    assert.match(await cardText(chart), /wounded/, "of what");
    await page.setViewportSize({ width: 600, height: 1300 });
    await settled(chart);
    assert.match(await cardText(chart), /HUR/, "the chosen card is kept");
  }));
