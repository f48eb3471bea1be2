// What a reader chooses: whose claims, up to which day, one of them, two of them side by side, and a citation.

import assert from "node:assert/strict";
import { test } from "node:test";
import { only, withPage } from "./browser.mjs";
import {
  announced, cardText, COLOURS, count, drawn, eventually, focusedOn, kursk, marks, openChart, rows, setAttributes, settled,
  tabTo, told,
} from "./chart.mjs";
import { CASUALTIES_BY_DAY, contradictory, IF, LAST, mixed, NONE, open, PHONE, pointAt, sentence, spotOf, WIDE } from "./finding.mjs";

/** @typedef {import("./page.mjs").Locator} Locator */
/** @typedef {import("./page.mjs").Page} Page */

/** The days on which something was said in the embedded dataset; of October, its last. */
const DAYS = ["2024-10-31", "2024-12-16", "2024-12-17", "2024-12-19", "2024-12-23", "2024-12-26", "2024-12-27", "2025-01-09",
  "2025-01-11", "2025-01-13"];

/** A chart's controls. @param {Locator} chart */
function controls(chart) {
  const card = chart.locator("[part=card] > :not([aria-hidden])");
  return {
    party: (/** @type {string} */ name) => chart.getByRole("checkbox", { name }),
    known: chart.locator(".known"),
    typed: chart.locator("input[type=date]"),
    earlier: chart.getByRole("button", { name: "Earlier claim" }),
    later: chart.getByRole("button", { name: "Later claim" }),
    slider: chart.locator("input[type=range]"),
    compare: card.getByRole("button", { name: "Compare" }),
    cite: card.getByRole("button", { name: "Cite" }),
    close: card.getByRole("button", { name: "Close" }),
    stop: card.getByRole("button", { name: "Stop comparing" }),
  };
}

/** The legend as it is seen: each party with its count, and whether it is shown. @param {Locator} chart */
const legend = (chart) => chart.getByRole("list", { name: "Who claims" }).getByRole("listitem").evaluateAll((all) =>
  all.map((item) => `${item.innerText.replace(/\s+/g, " ")}${item.querySelector("input")?.checked ? "" : " (hidden)"}`));

/** The ids of the claims in the picture. @param {Locator} chart */
const ids = async (chart) => (await marks(chart)).map(({ id }) => id);

/** What is said of two claims that are compared. @param {Locator} chart */
const verdict = (chart) => chart.locator(".verdict").evaluate((box) =>
  [...box.querySelectorAll("p, li")].map((each) => /** @type {HTMLElement} */ (each).innerText));

test("the legend says how many claims each party has, and leaves out what is not ticked", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    const { party } = controls(chart);
    assert.deepEqual(await legend(chart), ["Ukraine 2", "United States 3", "South Korea 2"]);
    await party("Ukraine").click();
    await settled(chart);
    assert.equal(await chart.getAttribute("hide"), "ukraine");
    assert.deepEqual(await ids(chart), ["ryder", "us-official", "lee", "kirby-dec-27", "nis"]);
    assert.equal(await count(chart, COLOURS.light.ukraine), 0, "nothing of Ukraine's colour is left in the picture");
    assert.equal(await sentence(chart), `${IF} at least 3,000 killed or wounded by 13 January 2025. ${NONE}`, "the finding is of the rest");
    assert.deepEqual(await legend(chart), ["Ukraine 2 (hidden)", "United States 3", "South Korea 2"], "and can be ticked again");
    assert.match(await announced(chart), /^5 of 7 claims shown\. If every claim is right, there were at least 3,000 killed/);
    await party("United States").click();
    await settled(chart);
    assert.equal(await chart.getAttribute("hide"), "ukraine,united-states");
    assert.deepEqual(await ids(chart), ["lee", "nis"]);
    await party("Ukraine").click();
    await party("United States").click();
    await settled(chart);
    assert.equal(await chart.getAttribute("hide"), null, "nothing is left out");
    assert.equal((await ids(chart)).length, 7);
    assert.match(await announced(chart), /^7 of 7 claims shown\./);
  }));

test("the legend counts what is said of the measure by the day", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page, { attributes: { "as-of": "2024-12-20" } }));
    assert.deepEqual(await legend(chart), ["United States 2", "South Korea 1"], "by 20 December Ukraine had said nothing");
    await setAttributes(chart, { "as-of": null, measure: "wounded" });
    assert.deepEqual(await legend(chart), ["Ukraine 1", "United States 1", "South Korea 2"]);
    await setAttributes(chart, { hide: "south-korea", measure: "captured" });
    assert.deepEqual((await legend(chart)).filter((item) => item.includes("hidden")), ["South Korea 0 (hidden)"],
      "a party that is hidden can be ticked again wherever it is");
  }));

test("the legend is used by keyboard, and the focus stays on it", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    await tabTo(page, "checkbox: United States");
    await page.keyboard.press("Space");
    await settled(chart);
    assert.deepEqual(await ids(chart), ["lee", "zelensky-dec-23", "zelensky-jan-9", "nis"]);
    assert.equal(await focusedOn(page), "checkbox: United States");
    await page.keyboard.press("Space");
    await settled(chart);
    assert.equal((await ids(chart)).length, 7);
  }));

test("a party that has no claims any more leaves the legend without the focus", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    await setAttributes(chart, { hide: "ukraine", measure: "killed" });
    const ukraine = controls(chart).party("Ukraine");
    await ukraine.focus();
    await page.keyboard.press("Space");
    await settled(chart);
    assert.equal(await ukraine.count(), 0, "Ukraine says nothing of those killed");
    assert.match(await focusedOn(page), /^checkbox: /);
  }));

test("ids with commas are ids like any other, in each control", () =>
  withPage(WIDE, async ({ page }) => {
    /** @param {string[]} ids */
    const data = (ids) => ({
      title: "Commas",
      measures: ids.map((id) => ({ id, label: `Of ${id}` })),
      parties: ids.map((id) => ({ id, label: `Party ${id}` })),
      claimants: ids.map((id) => ({ id, name: `Somebody of ${id}`, party: id })),
      claims: ids.map((id, n) => ({ id, claimant: id, said: `2025-01-0${n + 1}`, figures: ids.map((measure) => ({ measure, about: 5 })) })),
    });
    const chart = await drawn(await openChart(page, { data: data(["a,b", "c"]) }));
    const set = (/** @type {unknown} */ data) => chart.evaluate(async (element, data) => {
      /** @type {any} */ (element).data = data;
      await /** @type {any} */ (element).ready;
    }, data);
    for (const all of [["a", "b,c"], ["a,b", "c"], ["a", "b", "c"], ["Smith, Jones", "c"]]) {
      await set(data(all));
      assert.deepEqual(await ids(chart), all);
      assert.deepEqual(await legend(chart), all.map((id) => `Party ${id} 1`));
      // The first is there without being chosen.
      for (const id of all.toReversed()) {
        await chart.getByRole("radio", { name: `Of ${id}`, exact: true }).check();
        await controls(chart).party(`Party ${id}`).click();
        await settled(chart);
        assert.equal(await chart.getAttribute("measure"), id);
        assert.equal(await chart.getAttribute("hide"), id);
        assert.deepEqual(await ids(chart), all.filter((other) => other !== id));
        await controls(chart).party(`Party ${id}`).click();
        await settled(chart);
        assert.deepEqual(await ids(chart), all);
      }
      await setAttributes(chart, { measure: null });
    }
    await setAttributes(chart, { hide: "c, Smith,Jones" });
    assert.deepEqual(await ids(chart), [], "blanks beside a comma are none of an id");
    assert.deepEqual(await told(page, "claims-error"), []);
    await setAttributes(chart, { hide: "Smith,d" });
    const [{ detail }] = await told(page, "claims-error");
    assert.deepEqual(detail.problems.map((/** @type {{message: string}} */ { message }) => message.split(", not ")[1]), ['"d"']);
  }));

test("with every party hidden there is no claim, and nothing false is said", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    const { party } = controls(chart);
    for (const name of ["Ukraine", "United States", "South Korea"]) await party(name).click();
    await settled(chart);
    assert.equal(await chart.getAttribute("hide"), "ukraine,united-states,south-korea");
    assert.deepEqual(await ids(chart), []);
    assert.equal(await chart.locator("[part=finding]").isVisible(), false, "of no claims nothing follows");
    assert.match(await announced(chart), /^0 of 7 claims shown\./);
    const label = await chart.locator("[part=chart]").getAttribute("aria-label") ?? "";
    const said = [label, await chart.locator("[part=card]").evaluate((card) => (card.checkVisibility() ? card.innerText : ""))].join("\n");
    assert.doesNotMatch(said, /nobody has given a number/i, "they have, but are hidden");
    await party("South Korea").click();
    await settled(chart);
    assert.deepEqual(await ids(chart), ["lee", "nis"]);
    assert.match(await cardText(chart), /NIS/, "the card is back");
  }));

test("the slider goes by the days on which something was said, and the rest follows it", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    const { known, slider } = controls(chart);
    const value = () => slider.getAttribute("aria-valuetext");
    assert.match(await value() ?? "", /13 January 2025/);
    await tabTo(page, "range");
    const seen = [];
    for (const key of ["ArrowLeft", "ArrowDown", "PageDown", "ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowLeft"]) {
      await page.keyboard.press(key);
      await settled(chart);
      seen.unshift(await chart.getAttribute("as-of"));
      assert.equal(await focusedOn(page), "range", "the focus stays on the slider");
    }
    assert.deepEqual(seen, DAYS.slice(0, -1), "each press goes to the day before");
    assert.deepEqual(await ids(chart), [], "in October nobody had spoken of killed or wounded");
    await page.keyboard.press("ArrowLeft");
    assert.equal(await chart.getAttribute("as-of"), DAYS[0], "the first stays");
    for (const [key, day] of [["ArrowRight", DAYS[1]], ["ArrowUp", DAYS[2]], ["PageUp", DAYS[3]]]) {
      await page.keyboard.press(key);
      await settled(chart);
      assert.equal(await chart.getAttribute("as-of"), day, key);
    }
    assert.equal(await known.innerText(), "Known on 19 December 2024");
    assert.match(await value() ?? "", /19 December 2024/);
    assert.deepEqual(await ids(chart), ["ryder", "us-official", "lee"]);
    assert.match(await announced(chart), /^3 of 7 claims shown\. If every claim is right/);
    await page.keyboard.press("Home");
    await settled(chart);
    assert.equal(await chart.getAttribute("as-of"), DAYS[0], "Home: the first day");
    await page.keyboard.press("End");
    await settled(chart);
    assert.equal(await chart.getAttribute("as-of"), null, "End: the last day, on which nothing is left out");
    assert.equal(await sentence(chart), LAST);
  }));

test("the buttons beside the slider go to the claim before and after, and end where the claims do", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    const { earlier, later } = controls(chart);
    assert.deepEqual([await earlier.isDisabled(), await later.isDisabled()], [false, true]);
    await earlier.click();
    await earlier.click();
    await settled(chart);
    assert.equal(await chart.getAttribute("as-of"), "2025-01-09");
    assert.deepEqual(await ids(chart), ["ryder", "us-official", "lee", "zelensky-dec-23", "kirby-dec-27", "zelensky-jan-9"]);
    assert.equal(await sentence(chart), CASUALTIES_BY_DAY[5]);
    assert.equal(await later.isDisabled(), false);
    await later.focus();
    for (let n = 0; n < 3; n += 1) await page.keyboard.press("Enter");
    await settled(chart);
    assert.equal(await chart.getAttribute("as-of"), null);
    assert.equal(await later.isDisabled(), true);
    assert.equal(await focusedOn(page), "button: Later claim", "the focus stays on it");
  }));

test("the slider's thumb is drawn by the mouse, rests where something was said, and the chart follows on the way", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    const box = await controls(chart).slider.boundingBox();
    assert.ok(box);
    const y = box.y + box.height / 2;
    const at = (/** @type {string} */ day) => {
      const [from, to, here] = [DAYS[0], DAYS[9], day].map((each) => Date.parse(each));
      return box.x + 10 + (box.width - 20) * (here - from) / (to - from);
    };
    await page.mouse.move(at("2025-01-13"), y);
    await page.mouse.down();
    const seen = new Set();
    for (let x = at("2025-01-13"); x > at("2024-12-21"); x -= 6) {
      await page.mouse.move(x, y);
      await settled(chart);
      seen.add(await chart.getAttribute("as-of"));
    }
    assert.ok([...seen].every((day) => day === null || DAYS.includes(day)), `only days on which something was said: ${[...seen]}`);
    assert.ok(seen.size >= 4, `the chart follows the thumb, not only its end: ${[...seen]}`);
    await page.mouse.move(at("2024-12-20"), y);
    await page.mouse.up();
    await settled(chart);
    assert.equal(await chart.getAttribute("as-of"), "2024-12-19", "the nearest day on which something was said");
    assert.deepEqual(await ids(chart), ["ryder", "us-official", "lee"]);
    assert.equal(await controls(chart).slider.evaluate((slider) => /** @type {HTMLInputElement} */ (slider).valueAsNumber),
      Date.parse("2024-12-19") / 86_400_000, "there the thumb rests");
  }));

test("what was known on 20 December, a day between two claims, is picked as a date", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await open(page);
    const { known, typed, slider } = controls(chart);
    await known.click();
    assert.equal(await focusedOn(page), "date", "the field has the focus");
    assert.deepEqual(await typed.evaluate((field) => {
      const { min, max, value, ariaLabel } = /** @type {HTMLInputElement} */ (field);
      return [min, max, value, ariaLabel];
    }), [DAYS[0], DAYS[9], DAYS[9], "Known on which day?"]);
    // As a calendar does that is opened from the field.
    await typed.evaluate((field) => {
      /** @type {HTMLInputElement} */ (field).value = "2024-12-20";
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
    await settled(chart);
    assert.equal(await chart.getAttribute("as-of"), "2024-12-20");
    await page.keyboard.press("Enter");
    assert.equal(await known.innerText(), "Known on 20 December 2024");
    assert.equal(await focusedOn(page), "button: Known on 20 December 2024", "back to the day in words");
    assert.match(await slider.getAttribute("aria-valuetext") ?? "", /20 December 2024/);

    assert.deepEqual(await ids(chart), ["ryder", "us-official", "lee"], "the chart");
    assert.equal(await sentence(chart), `${IF} at least 1,100 killed or wounded by 19 December 2024. ${NONE}`, "the finding");
    const { measures } = await chart.evaluate((element) => /** @type {any} */ (element).explain());
    assert.deepEqual(measures[0].envelope.map((/** @type {any} */ at) => [at.date, at.low, at.high]),
      [["2024-12-17", 200, 300], ["2024-12-19", 1100, null]], "the envelope: nobody had yet set a maximum");
    assert.ok(await count(chart, mixed("light")) > 1000, "and its band is drawn");
    await setAttributes(chart, { view: "table" });
    assert.deepEqual((await rows(chart)).flatMap(({ id }) => id ?? []), ["ryder", "us-official", "lee"], "the table");
  }));

test("a date is typed, and counts once it is done", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    const { known } = controls(chart);
    await tabTo(page, "button: Known on 13 January 2025");
    await page.keyboard.press("Enter");
    assert.equal(await focusedOn(page), "date");
    // In whatever order day and month are typed.
    for (const key of "12122024") {
      await page.keyboard.press(key);
      await settled(chart);
      assert.equal(await chart.getAttribute("as-of"), null, `half a date is not followed, after ${key}`);
    }
    await page.keyboard.press("Enter");
    await settled(chart);
    assert.equal(await chart.getAttribute("as-of"), "2024-12-12");
    assert.equal(await focusedOn(page), "button: Known on 12 December 2024");

    await page.keyboard.press("Enter");
    await page.keyboard.type("12202024");
    await page.keyboard.press("Escape");
    await settled(chart);
    assert.equal(await known.innerText(), "Known on 12 December 2024", "Escape gives up what was typed");
    assert.equal(await chart.getAttribute("as-of"), "2024-12-12");
  }));

test("a claim is chosen by mouse, kept in the card and let go by Close", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await open(page);
    const { close } = controls(chart);
    assert.equal(await close.isVisible(), false, "nothing is chosen yet");
    const { x, y } = await pointAt(page, chart, "kirby-dec-27");
    await page.mouse.click(x, y);
    assert.equal(await chart.getAttribute("selected"), "kirby-dec-27");
    assert.equal(await chart.locator("[part=card]").getAttribute("aria-live"), "polite", "the chosen card is read out");
    await close.click();
    await settled(chart);
    assert.equal(await chart.getAttribute("selected"), null);
    assert.equal(await chart.locator("[part=chart] button[aria-pressed=true]").count(), 0);
    assert.equal(await close.isVisible(), false);
    assert.deepEqual((await told(page, "claims-select")).map(({ detail }) => detail),
      [{ id: "kirby-dec-27", compare: null }, { id: null, compare: null }]);
    assert.match(await focusedOn(page), /^mark: /, "the focus is not lost with the button");
  }));

/** The pair of the embedded dataset that is compared below. */
const PAIR = ["Both can be right.",
  "They count up to different days, so part of the difference may have come about between them.",
  "The later number is 1,900 higher: 2.7 times the earlier one.",
  "Taken at these numbers, 475 a day were added in the 4 days between them."];

test("two claims are compared by the letter C, and parted by Escape", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    await tabTo(page, "mark: nis");
    await page.keyboard.press("Home");
    for (let n = 0; n < 2; n += 1) await page.keyboard.press("ArrowRight");
    assert.equal(await focusedOn(page), "mark: lee");
    await page.keyboard.press("c");
    await settled(chart);
    assert.equal(await chart.getAttribute("selected"), "lee", "the first one is kept");
    assert.equal(await announced(chart), "Choose a claim to compare it with.");
    assert.equal(await controls(chart).compare.getAttribute("aria-pressed"), "true");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("c");
    await settled(chart);
    assert.deepEqual([await chart.getAttribute("selected"), await chart.getAttribute("compare")], ["lee", "zelensky-dec-23"]);
    assert.deepEqual(await verdict(chart), PAIR);
    const card = await cardText(chart);
    assert.ok(card.indexOf("Lee Sung-kwon") < card.indexOf("Volodymyr Zelensky"), `both cards, the earlier first:\n${card}`);
    assert.match(card, /At least 1,100/);
    assert.match(card, /More than 3,000/);
    assert.equal(await focusedOn(page), "mark: zelensky-dec-23");
    assert.equal(await chart.locator("[part=card]").getAttribute("aria-live"), "polite", "what they say is read out");
    assert.deepEqual((await told(page, "claims-select")).at(-1)?.detail, { id: "lee", compare: "zelensky-dec-23" });

    await page.keyboard.press("End");
    assert.deepEqual(await verdict(chart), PAIR, "while two are compared, they stay");
    await page.keyboard.press("Escape");
    await settled(chart);
    assert.deepEqual([await chart.getAttribute("selected"), await chart.getAttribute("compare")], ["lee", null], "the last goes first");
    assert.equal(await chart.locator(".verdict").count(), 0);
    await page.keyboard.press("Escape");
    await settled(chart);
    assert.equal(await chart.getAttribute("selected"), null);
  }));

test("in a page's own dialog Escape lets go of what was chosen first, and closes the dialog then", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    await chart.evaluate(async (element) => {
      const dialog = document.createElement("dialog");
      document.body.append(dialog);
      dialog.append(element);
      dialog.showModal();
      await /** @type {any} */ (element).updateComplete;
    });
    const isOpen = () => page.evaluate(() => document.querySelector("dialog")?.open);
    await tabTo(page, "mark: nis");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await settled(chart);
    assert.deepEqual([await chart.getAttribute("selected"), await isOpen()], [null, true]);
    const why = chart.getByRole("button", { name: "Why?" });
    await why.focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    assert.deepEqual([await why.getAttribute("aria-expanded"), await isOpen()], ["false", true]);
    await page.keyboard.press("Escape");
    assert.equal(await isOpen(), false, "there is nothing left to let go of");
  }));

test("Escape gives up a comparison that has only begun", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    await tabTo(page, "mark: nis");
    await page.keyboard.press("c");
    await page.keyboard.press("Escape");
    await settled(chart);
    assert.equal(await controls(chart).compare.getAttribute("aria-pressed"), "false");
    assert.equal(await announced(chart), "", "nothing is waited for any more");
    await page.keyboard.press("Home");
    await page.keyboard.press("Enter");
    await settled(chart);
    assert.deepEqual([await chart.getAttribute("selected"), await chart.getAttribute("compare")], ["ryder", null],
      "the next claim is chosen, not compared");
  }));

test("a comparison that has begun ends when its claim leaves the picture", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page, { attributes: { selected: "nis" } }));
    const { compare } = controls(chart);
    await compare.click();
    assert.equal(await compare.getAttribute("aria-pressed"), "true");
    await setAttributes(chart, { "as-of": "2025-01-09" });
    assert.equal(await compare.getAttribute("aria-pressed"), "false", "on the card of another claim");
    await chart.locator("[part=chart] button[tabindex='0']").focus();
    await page.keyboard.press("Escape");
    assert.equal(await chart.getAttribute("selected"), "nis");
    assert.deepEqual(await told(page, "claims-select"), []);
    await page.keyboard.press("Enter");
    assert.deepEqual((await told(page, "claims-select")).map(({ detail }) => detail), [{ id: "zelensky-jan-9", compare: null }]);
  }));

test("two claims are compared by mouse, and parted by a button", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await open(page);
    const { compare, stop } = controls(chart);
    const first = await pointAt(page, chart, "zelensky-dec-23");
    await page.mouse.click(first.x, first.y);
    await compare.click();
    assert.equal(await compare.getAttribute("aria-pressed"), "true", "the button says that it waits");
    const second = await pointAt(page, chart, "lee");
    await page.mouse.click(second.x, second.y);
    await settled(chart);
    assert.deepEqual([await chart.getAttribute("selected"), await chart.getAttribute("compare")], ["zelensky-dec-23", "lee"]);
    assert.deepEqual(await verdict(chart), PAIR, "the same, in whichever order they are chosen");
    const pressed = await chart.locator("[part=chart] button[aria-pressed=true]").evaluateAll((all) => all.map((each) => each.dataset.claim));
    assert.deepEqual(pressed, ["lee", "zelensky-dec-23"]);
    const other = await pointAt(page, chart, "nis");
    assert.deepEqual(await verdict(chart), PAIR, "pointing at another changes nothing");
    await page.mouse.move(other.x, 1);
    await stop.click();
    await settled(chart);
    assert.deepEqual([await chart.getAttribute("selected"), await chart.getAttribute("compare")], ["zelensky-dec-23", null]);
    assert.match(await cardText(chart), /More than 3,000/);
    assert.notEqual(await focusedOn(page), "outside: BODY", "the focus is not lost with the button");
  }));

test("two claims are compared by touch", () =>
  withPage(PHONE, async ({ page }) => {
    const chart = await open(page);
    const { compare, stop } = controls(chart);
    const tap = async (/** @type {string} */ id) => {
      await chart.locator(`[part=chart] button[data-claim="${id}"]`).scrollIntoViewIfNeeded();
      const [stage, { x, y }] = [await chart.locator("[part=chart]").boundingBox(), await spotOf(chart, id)];
      assert.ok(stage);
      await page.touchscreen.tap(stage.x + x, stage.y + y);
      await settled(chart);
    };
    await tap("lee");
    assert.equal(await chart.getAttribute("selected"), "lee");
    await compare.tap();
    await tap("zelensky-dec-23");
    assert.deepEqual([await chart.getAttribute("selected"), await chart.getAttribute("compare")], ["lee", "zelensky-dec-23"]);
    assert.deepEqual(await verdict(chart), PAIR);
    await stop.tap();
    await settled(chart);
    assert.equal(await chart.getAttribute("compare"), null);
  }));

test("of a pair it is said whether it fits, and why it may not be comparable", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    /** @type {[string, string, string[]][]} */
    const pairs = [
      ["kirby-dec-27", "zelensky-jan-9", ["Both can be right.",
        "One counts over a period and the other from the beginning, so their numbers cannot simply be compared.",
        "Their numbers are 3,000 apart: one is 4 times the other."]],
      ["nis", "zelensky-jan-9", ["Both can be right.", PAIR[1], "The later number is 1,000 lower: the earlier one is 1.3 times as high."]],
      ["ryder", "lee", ["Both can be right.", "Not both of them give a number, so there is nothing to compare."]],
    ];
    for (const [selected, compare, expected] of pairs) {
      await setAttributes(chart, { selected, compare });
      assert.deepEqual(await verdict(chart), expected, `${selected} and ${compare}`);
    }
    await setAttributes(chart, { selected: "zelensky-dec-23", compare: "nis" });
    assert.ok((await verdict(chart)).every((said) => !/\b0 a day/.test(said)), "of two equal numbers there is no pace to tell");

    const other = await drawn(await openChart(page, { data: await contradictory(), attributes: { selected: "lee", compare: "zelensky-dec-23" } }));
    assert.deepEqual(await verdict(other), ["They cannot both be right.", "Their numbers are 1,900 apart: one is 2.7 times the other."]);

    const data = await kursk();
    data.claims.find((/** @type {any} */ claim) => claim.id === "zelensky-jan-9").figures = [{ measure: "casualties", stated: 3000 }];
    const third = await drawn(await openChart(page, { data, attributes: { selected: "zelensky-dec-23", compare: "zelensky-jan-9" } }));
    assert.match((await verdict(third))[0], /rounded/, "what rounding explains is told mildly");
  }));

test("a claim that a filter takes away is let go in the picture and comes back with the filter undone", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page, { attributes: { selected: "lee", compare: "zelensky-dec-23" } }));
    await setAttributes(chart, { hide: "ukraine" });
    assert.equal(await chart.locator(".verdict").count(), 0, "the second of the pair is hidden");
    assert.match(await cardText(chart), /Lee Sung-kwon/);
    await setAttributes(chart, { hide: "south-korea" });
    assert.doesNotMatch(await cardText(chart), /Lee Sung-kwon/, "the first is");
    assert.deepEqual([await chart.getAttribute("selected"), await chart.getAttribute("compare")], ["lee", "zelensky-dec-23"],
      "what was chosen is not forgotten");
    await setAttributes(chart, { hide: null });
    assert.deepEqual(await verdict(chart), PAIR);
    assert.equal((await told(page, "claims-error")).length, 0, "a claim that is only hidden is no problem");
  }));

const CITATION = /^Volodymyr Zelensky: 4,000 killed or wounded, 9 January 2025\nThe Kyiv Independent, “'Lack of understanding.*\n/;

test("where the claim that is chosen has no mark, the keyboard still comes to the others", () =>
  withPage(WIDE, async ({ page }) => {
    const stops = (/** @type {Locator} */ chart) => chart.evaluate((element) =>
      Array.from(element.shadowRoot?.querySelectorAll("[part=chart] button") ?? [], (mark) => /** @type {HTMLElement} */ (mark).tabIndex)
        .filter((index) => index === 0).length);
    const chart = await drawn(await openChart(page, { attributes: { selected: "zelensky-dec-23", measure: "killed" } }));
    assert.equal(await stops(chart), 1, "from the beginning");
    await setAttributes(chart, { measure: null });
    await setAttributes(chart, { measure: "killed" });
    assert.equal(await stops(chart), 1, "after another measure");
    assert.equal(await chart.getAttribute("selected"), "zelensky-dec-23", "which stays chosen");
  }));

test("a claim is cited with its reports and a link, on the clipboard",
  only("chromium", "Firefox lets no page read the clipboard"), () =>
    withPage(WIDE, async ({ page, origin }) => {
      await page.raw.browserContext().overridePermissions(origin, ["clipboard-read", "clipboard-write", "clipboard-sanitized-write"]);
      const chart = await drawn(await openChart(page, { attributes: { selected: "zelensky-jan-9" } }));
      await controls(chart).cite.click();
      await eventually(async () => assert.ok(await chart.getByRole("button", { name: "Copied" }).isVisible(), "the button says that it is done"));
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      assert.match(copied, CITATION);
      assert.equal(copied.split("\n").at(-1), page.url(), "without url-state the link is to the page as it is");

      await setAttributes(chart, { "url-state": "", view: "bars", "as-of": "2025-01-09" });
      await controls(chart).cite.click();
      await eventually(async () => {
        const link = (await page.evaluate(() => navigator.clipboard.readText())).split("\n").at(-1) ?? "";
        assert.equal(new URL(link).hash, "#view=bars&as-of=2025-01-09&selected=zelensky-jan-9");
      });
    }));

test("where the clipboard is closed to the page, the citation stands in a field to be copied from", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page, { attributes: { selected: "zelensky-jan-9" } }));
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new DOMException("Write permission denied.", "NotAllowedError"));
    });
    await controls(chart).cite.click();
    const field = chart.locator("textarea");
    await field.waitFor();
    const [text, selected] = await field.evaluate((element) => {
      const { value, selectionStart, selectionEnd } = /** @type {HTMLTextAreaElement} */ (element);
      return [value, value.slice(selectionStart, selectionEnd)];
    });
    assert.match(text, CITATION);
    assert.equal(selected, text, "all of it is selected");
    assert.match(await focusedOn(page), /textarea/, "and can be copied at once");
    assert.equal(await controls(chart).cite.innerText(), "Cite", "nothing was copied");
    await controls(chart).cite.click();
    await settled(chart);
    assert.equal(await field.count(), 1, "once is enough");
    const { width, height } = await field.boundingBox() ?? { width: 0, height: 0 };
    assert.ok(width > 300 && height >= 48, `the field is ${width} × ${height} px`);
    const name = await field.evaluate((element) => element.ariaLabel ?? element.title);
    assert.ok(name, "the field has a name");
  }));
