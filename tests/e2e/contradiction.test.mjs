// Claims that cannot all be right: how they are told, and tied in the chart.

import assert from "node:assert/strict";
import { test } from "node:test";
import { withPage } from "./browser.mjs";
import { cardText, kursk, small } from "./chart.mjs";
import {
  WIDE, PHONE, IF, NONE, contradictory, CONTRADICTION, withLast, open, parts, sentence, spotOf,
  pointAt, highlighted, assertHighlight, assertNoBand,
} from "./finding.mjs";

test("claims that contradict each other are named in place of a finding, tied on pointing, and there is no band", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await open(page, { data: await contradictory() });
    const { finding, ask, earlier, later } = parts(chart);
    assert.equal(await sentence(chart), CONTRADICTION);
    for (const button of [ask, earlier, later]) assert.equal(await button.isVisible(), false, "there is nothing to ask or to turn");
    await assertNoBand(chart);
    await page.mouse.move(1, 1);
    const pair = ["lee", "zelensky-dec-23"];
    await assertHighlight(chart, pair, "until the reader looks at a claim", [pair]);
    for (const where of ["the finding", ...pair]) {
      if (where === "the finding") await finding.hover();
      else await pointAt(page, chart, where);
      await assertHighlight(chart, pair, `while the mouse is on ${where}`, [pair]);
      // From a mark the highlight would stay: the card keeps showing what was pointed at last.
      await pointAt(page, chart, "zelensky-jan-9");
      await assertHighlight(chart, ["zelensky-jan-9"], `off ${where}, it is gone`);
    }
    await finding.hover();
    await page.mouse.move(1, 1);
    await assertHighlight(chart, ["zelensky-jan-9"], "off the finding, the card's claim");
    const { x, y } = await pointAt(page, chart, "us-official");
    await page.mouse.click(x, y);
    assert.equal(await sentence(chart), CONTRADICTION, "a chosen claim turns no day where there is none");
  }));

test("on a telephone a tap on either mark ties what contradicts each other", () =>
  withPage(PHONE, async ({ page }) => {
    const chart = await open(page, { data: await contradictory() });
    assert.equal(await sentence(chart), CONTRADICTION);
    const pair = ["lee", "zelensky-dec-23"];
    for (const id of pair) {
      const button = chart.locator(`[part=chart] button[data-claim="${id}"]`);
      await button.scrollIntoViewIfNeeded();
      const stage = await chart.locator("[part=chart]").boundingBox();
      const { x, y } = await spotOf(chart, id);
      assert.ok(stage);
      await page.touchscreen.tap(stage.x + x, stage.y + y);
      await assertHighlight(chart, pair, `after a tap on ${id}`, [pair]);
    }
  }));

test("of several contradictions the first is told in full, and the others when they are asked for", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await open(page, { data: withLast(await contradictory(), { at_most: 2000 }) });
    const { ask } = parts(chart);
    assert.equal(await sentence(chart), `${CONTRADICTION} There are two more contradictions.`);
    assert.equal(await ask.innerText(), "Which?");
    await ask.click();
    const others = chart.locator("#reasons").getByRole("button");
    assert.deepEqual(await others.allInnerTexts(), [
      "Ukraine’s more than 3,000 of 23 December 2024 and South Korea’s at most 2,000 of 13 January 2025 cannot both be right.",
      "Ukraine’s 4,000 of 9 January 2025 and South Korea’s at most 2,000 of 13 January 2025 cannot both be right.",
    ]);
    await others.last().hover();
    await assertHighlight(chart, ["zelensky-jan-9", "nis"], "on the last contradiction", [["zelensky-jan-9", "nis"]]);
    await others.last().click();
    assert.match(await cardText(chart), /9 January 2025/);
    assert.equal(await ask.getAttribute("aria-expanded"), "true");

    const one = await open(page, { data: withLast(await contradictory(), { at_most: 3500 }) });
    assert.equal(await sentence(one), `${CONTRADICTION} There is one more contradiction.`, "one is not several");
  }));

test("the claims that the sentence names are tied, not what else one of them contradicts", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await open(page, { data: withLast(await contradictory(), { at_most: 3500 }) });
    assert.equal(await sentence(chart), `${CONTRADICTION} There is one more contradiction.`);
    await pointAt(page, chart, "us-official");
    await parts(chart).finding.hover();
    const pair = ["lee", "zelensky-dec-23"];
    await assertHighlight(chart, pair, "one contradiction: the other, of Zelensky and the NIS, is not in it", [pair]);

    const three = await open(page, { data: withLast(await contradictory(), { at_most: 2000 }) });
    await pointAt(page, three, "us-official");
    await parts(three).finding.hover();
    await assertHighlight(three, pair, "the sentence names two claims", [pair]);
  }));

test("a tie begins and ends at the rings", () =>
  withPage(WIDE, async ({ page }) => {
    const data = await kursk();
    data.claims.find((/** @type {any} */ claim) => claim.id === "zelensky-jan-9").figures = [{ measure: "casualties", at_most: 2000 }];
    const chart = await open(page, { data });
    await parts(chart).finding.hover();
    const { gap } = await highlighted(chart);
    assert.ok(gap < 4, `${gap} px are left open`);
  }));

test("claims that contradict each other in another measure are not tied in this one", () =>
  withPage(WIDE, async ({ page }) => {
    const data = small();
    data.measures = [{ id: "left", label: "Left" }, { id: "right", label: "Right" }];
    data.claims[0].figures = [{ measure: "left", exactly: 10 }, { measure: "right", at_least: 20 }];
    data.claims[1].figures = [{ measure: "left", exactly: 5 }, { measure: "right", at_least: 50 }];
    const chart = await open(page, { data, attributes: { measure: "right" } });
    assert.equal(await sentence(chart), `${IF} at least 50 right by 5 January 2025. ${NONE}`);
    await assertHighlight(chart, ["two"], "both can be right here");
  }));

test("what rounding explains is told mildly", () =>
  withPage(WIDE, async ({ page }) => {
    const data = await kursk();
    data.claims.find((/** @type {any} */ claim) => claim.id === "zelensky-jan-9").figures = [{ measure: "casualties", stated: 3000 }];
    const chart = await open(page, { data });
    const said = await sentence(chart);
    assert.match(said, /more than 3,000 of 23 December 2024 and .*3,000 of 9 January 2025 .*rounding\.$/);
    assert.doesNotMatch(said, /cannot|contradict/);
    await assertNoBand(chart);
    await parts(chart).finding.hover();
    const pair = ["zelensky-dec-23", "zelensky-jan-9"];
    await assertHighlight(chart, pair, "they are shown all the same", [pair]);
  }));
