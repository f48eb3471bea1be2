// What follows if every claim is right: the sentence below the chart, its days, and explain().

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { withPage } from "./browser.mjs";
import { drawn, eventually, focusedOn, openChart, setAttributes, settled, small, told } from "./chart.mjs";
import {
  WIDE, IF, NONE, CASUALTIES_BY_DAY, DEC_20, LAST, DEC_20_REASONS, DEC_20_MARKS, contradictory, open, parts,
  sentence, shownReasons, focused, stepToDec20, pointAt, assertHighlight,
} from "./finding.mjs";

/** @typedef {import("./page.mjs").Locator} Locator */

test("below the chart stands what follows by the last day", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await open(page);
    const { finding, ask, earlier, later, reasons } = parts(chart);
    assert.equal(await sentence(chart), LAST);
    assert.equal(await finding.locator("b").innerText(), "If every claim is right", "what it rests on is set in bold");
    assert.deepEqual([await ask.innerText(), await ask.getAttribute("aria-expanded")], ["Why?", "false"]);
    assert.equal(await reasons.isVisible(), false, "the reasons wait to be asked for");
    assert.deepEqual([await earlier.isDisabled(), await later.isDisabled()], [false, true], "there is no later day");
    const [below, above] = [await finding.boundingBox(), await chart.locator("[part=chart]").boundingBox()];
    assert.ok(below && above && below.y >= above.y + above.height, "it stands below the chart");
    await assertHighlight(chart, ["nis"], "the claim whose card is shown is ringed, and no other");
  }));

test("the article's finding is drawn, too, on each of its charts", () =>
  withPage(WIDE, async ({ page }) => {
    await page.goto("/www/");
    const [first, second] = [page.locator("claims-chart").first(), page.locator("claims-chart").last()];
    await drawn(first);
    await drawn(second);
    assert.equal(await sentence(first), LAST);
    const own = await sentence(second);
    await parts(first).earlier.click();
    assert.equal(await sentence(second), own, "one chart's day is not the other's");
  }));

test("the buttons turn to each day that claims name, and back", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await open(page);
    const { earlier, later } = parts(chart);
    const seen = [await sentence(chart)];
    while (await earlier.isEnabled()) {
      await earlier.click();
      seen.unshift(await sentence(chart));
      assert.ok(seen.length < 20, "the days come to an end");
    }
    assert.deepEqual(seen, CASUALTIES_BY_DAY);
    for (const expected of CASUALTIES_BY_DAY.slice(1)) {
      await later.click();
      assert.equal(await sentence(chart), expected);
    }
    assert.deepEqual([await earlier.isDisabled(), await later.isDisabled()], [false, true]);
    assert.equal((await told(page, "claims-select")).length, 0, "turning the day chooses no claim");
  }));

test("a claim that is chosen in the chart turns the finding to its day", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await open(page);
    const days = /** @type {[string, string][]} */ ([["zelensky-dec-23", CASUALTIES_BY_DAY[3]], ["us-official", CASUALTIES_BY_DAY[0]],
      ["kirby-dec-27", CASUALTIES_BY_DAY[4]], ["zelensky-jan-9", CASUALTIES_BY_DAY[5]]]);
    for (const [id, expected] of days) {
      const before = await sentence(chart);
      const { x, y } = await pointAt(page, chart, id);
      assert.equal(await sentence(chart), before, "pointing does not turn it");
      await page.mouse.click(x, y);
      assert.equal(await sentence(chart), expected, `with ${id} chosen`);
    }
    await parts(chart).earlier.click();
    assert.equal(await sentence(chart), CASUALTIES_BY_DAY[4], "from there the buttons go on");
    await chart.locator("[part=chart] button[tabindex='0']").focus();
    await page.keyboard.press("Home");
    for (let n = 0; n < 2; n += 1) await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    assert.equal(await sentence(chart), CASUALTIES_BY_DAY[1], "by keyboard, too");
    await page.keyboard.press("Home");
    await page.keyboard.press("Enter");
    assert.match(await sentence(chart), /by 16 December 2024\./, "a claim without a number has its day, too");
    await parts(chart).later.click();
    assert.equal(await sentence(chart), CASUALTIES_BY_DAY[0]);
  }));

test("another measure begins at its own last day", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await open(page);
    const { ask, later } = parts(chart);
    await stepToDec20(chart);
    await ask.click();
    await chart.getByRole("radio", { name: "Wounded", exact: true }).click();
    await settled(chart);
    assert.equal(await sentence(chart), `${IF} at least 2,700 wounded by 13 January 2025. ${NONE}`);
    assert.equal(await later.isDisabled(), true);
    assert.deepEqual(await shownReasons(chart), [
      ["At least 2,700 follows from one claim:", ["NIS: at least 300 killed and at least 2,700 wounded, 13 January 2025"]],
      ["No claim sets a maximum.", []],
    ], "the reasons are of this measure");
    await chart.getByRole("radio", { name: "Killed or wounded", exact: true }).click();
    await settled(chart);
    assert.equal(await sentence(chart), LAST, "and so does the first, gone back to");
  }));

test("a new width keeps the day, the reasons and the focus", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await open(page);
    await stepToDec20(chart);
    await parts(chart).ask.click();
    await page.setViewportSize({ width: 480, height: 1300 });
    await eventually(async () => assert.ok((await chart.locator("[part=chart]").boundingBox())?.width ?? 760 < 480));
    await settled(chart);
    assert.equal(await sentence(chart), DEC_20);
    assert.deepEqual(await shownReasons(chart), DEC_20_REASONS);
    assert.equal(await focused(chart), "Why?");
    await assertHighlight(chart, DEC_20_MARKS, "the rings are where the marks are now");
  }));

test("of what can go up and down the finding speaks of the day itself", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await open(page, { attributes: { measure: "deployed" } });
    assert.equal(await sentence(chart), `${IF} 11,500 to 12,500 deployed on 23 December 2024.`);
  }));

test("where nothing follows, the finding says so", () =>
  withPage(WIDE, async ({ page }) => {
    // Of a level that is told for a month nothing follows for any of its days.
    const chart = await open(page, { attributes: { measure: "deployed" } });
    const { ask, earlier, later } = parts(chart);
    assert.deepEqual([await earlier.count(), await later.count()], [0, 0], "such days are no stops on the way");
    const { x, y } = await pointAt(page, chart, "ukraine-october");
    await page.mouse.click(x, y);
    assert.equal(await sentence(chart), "No claim says how many on 31 October 2024 itself.");
    assert.equal(await ask.isVisible(), false, "no claim implies anything");

    const data = small();
    data.claims = [{ id: "one", claimant: "ann", said: "2025-01-01", wording: "many" }];
    await chart.evaluate(async (element, data) => {
      /** @type {any} */ (element).data = data;
      await /** @type {any} */ (element).updateComplete;
    }, data);
    assert.equal(await chart.locator("[part=finding]").isVisible(), false, "with numbers of nobody there is no finding");
  }));

test("new data begin with the question closed", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await open(page);
    await parts(chart).ask.click();
    await chart.evaluate(async (element, data) => {
      /** @type {any} */ (element).data = data;
      await /** @type {any} */ (element).updateComplete;
    }, small());
    assert.equal(await sentence(chart), `${IF} 150 to 200 all by 5 January 2025. ${NONE}`);
    assert.equal(await shownReasons(chart), null);
  }));

test("explain() gives every end with its claims, and refuses before there is a chart", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await open(page);
    const explanation = await chart.evaluate((element) => /** @type {any} */ (element).explain());
    const casualties = explanation.measures.find((/** @type {any} */ each) => each.measure === "casualties");
    assert.equal(casualties.consistent, true);
    assert.deepEqual(casualties.envelope.find((/** @type {any} */ at) => at.date === "2024-12-20"), {
      date: "2024-12-20",
      low: 1105, low_open: false, low_because: ["lee", "hur"],
      high: 3000, high_open: true, high_because: ["kirby-dec-27", "zelensky-jan-9"],
    });
    assert.equal(casualties.envelope.at(-1).high, null, "what nothing bounds is null");
    const golden = JSON.parse(await readFile(new URL("../cases/kursk/explanation.json", import.meta.url), "utf8"));
    assert.deepEqual(explanation, golden, "as the command explains it");

    const thrown = await page.evaluate(() => {
      const element = /** @type {any} */ (document.createElement("claims-chart"));
      const attempt = () => {
        try {
          return ["nothing", element.explain()];
        } catch (error) {
          const { name, message } = /** @type {Error} */ (error);
          return [error instanceof Error, name, message.length > 0];
        }
      };
      const made = attempt();
      document.querySelector("main")?.append(element);
      const attached = attempt();
      return [made, attached];
    });
    assert.deepEqual(thrown, [[true, "NotReadyError", true], [true, "NotReadyError", true]]);

    const other = await open(page, { data: await contradictory() });
    const { contradictions, measures } = await other.evaluate((element) => /** @type {any} */ (element).explain());
    assert.deepEqual(contradictions, [{ claims: ["lee", "zelensky-dec-23"], within_rounding: false }]);
    assert.equal(measures[0].consistent, false);
  }));

test("an arrow that has led to the last day is still there for the focus", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page, { attributes: { measure: "deployed" } }));
    await setAttributes(chart, { selected: "ukraine-october" });
    await chart.evaluate((element) => /** @type {HTMLElement | null | undefined} */ (
      element.shadowRoot?.querySelector('[data-claim="ukraine-october"]'))?.click());
    let n_pressed = 0;
    for (const name of ["Later day", "Earlier day", "Later day"]) {
      const arrow = chart.getByRole("button", { name });
      if (!await arrow.isVisible()) continue;
      n_pressed += 1;
      await arrow.focus();
      await page.keyboard.press("Enter");
      assert.equal(await arrow.isVisible(), true, name);
      assert.equal(await focusedOn(page), `button: ${name}`);
    }
    assert.ok(n_pressed > 0);
  }));

test("names written from the right leave the dates beside them whole", () =>
  withPage(WIDE, async ({ page }) => {
    const data = small();
    data.claimants[0].name = "محمد";
    data.parties[0].label = "الشمال";
    data.reports[0] = { ...data.reports[0], title: "تقرير", published: "2025-01-03" };
    data.claims[0].basis = "تعداد الحاضرين (2025).";
    const chart = await drawn(await openChart(page, { data, attributes: { selected: "one" } }));
    const card = chart.locator("[part=card] > :not([aria-hidden])");
    /** Some words of a line as they stand there, from the left to the right. @type {(line: Locator, words: string[]) => Promise<string[]>} */
    const order = (line, words) => line.evaluate((element, words) => {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      const lefts = /** @type {Record<string, number>} */ ({});
      for (let node; (node = walker.nextNode());) {
        for (const word of words) {
          const at = node.nodeValue?.indexOf(word) ?? -1;
          if (at < 0) continue;
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + word.length);
          lefts[word] = range.getBoundingClientRect().left;
        }
      }
      return Object.entries(lefts).sort(([, a], [, b]) => a - b).map(([word]) => word);
    }, words);
    assert.deepEqual(await order(card.locator(".kicker"), ["محمد", "1", "January"]), ["محمد", "1", "January"]);
    assert.deepEqual(await order(card.locator("li"), ["تقرير", "3", "January"]), ["تقرير", "3", "January"]);
    const basis = card.locator("dd").first();
    assert.equal(await basis.evaluate((element) => getComputedStyle(element).direction), "rtl");
  }));
