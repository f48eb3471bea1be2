// Where a reader's choices are kept: in the attributes, in what the page is told, and in its address.

import assert from "node:assert/strict";
import { test } from "node:test";
import { withPage } from "./browser.mjs";
import {
  cardText, drawn, eventually, focusedOn, marks, notice, noticed, openChart, recordEvents, rows, setAttributes, settled, small, told,
} from "./chart.mjs";
import { DEC_20, sentence } from "./finding.mjs";

/** @typedef {import("./page.mjs").Locator} Locator */
/** @typedef {import("./page.mjs").Page} Page */

const WIDE = /** @type {const} */ ({ viewport: { width: 760, height: 1300 } });

const NOTHING = { view: null, measure: null, "as-of": null, hide: null, selected: null, compare: null, lang: null, theme: null };

/** What the page was told of the chart's state since the last time it was asked. @param {Page} page */
const states = (page) => page.evaluate(() => {
  const here = /** @type {any} */ (window);
  const all = here.told.filter((/** @type {{type: string}} */ { type }) => type === "claims-state");
  const since = all.slice(here.n_seen ?? 0);
  here.n_seen = all.length;
  return since.map((/** @type {{detail: any}} */ { detail }) => detail);
});

/** The ids of the claims in the picture. @param {Locator} chart */
const ids = async (chart) => (await marks(chart)).map(({ id }) => id);

/** What is chosen, by the attributes. @param {Locator} chart @returns {Promise<Record<string, string>>} */
const chosen = (chart) => chart.evaluate((element) => Object.fromEntries(
  ["view", "measure", "as-of", "hide", "selected", "compare"].flatMap((name) => {
    const value = element.getAttribute(name);
    return value === null ? [] : [[name, value]];
  })));

/** The page's fragment. @param {Page} page */
const hash = (page) => page.evaluate(() => location.hash);

test("each choice of the reader's is in its attribute, and the page is told of it once", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    assert.deepEqual(await states(page), [], "what the page has set itself at first it need not be told");
    /** @type {Record<string, string | null>} */
    const expected = { ...NOTHING };
    /** @type {[string, () => Promise<unknown>, Record<string, string | null>][]} */
    const choices = [
      ["a view", () => chart.getByRole("radio", { name: "Bars" }).click(), { view: "bars" }],
      ["a measure", () => chart.getByRole("radio", { name: "Wounded", exact: true }).click(), { measure: "wounded" }],
      ["a party", () => chart.getByRole("checkbox", { name: "Ukraine" }).click(), { hide: "ukraine" }],
      ["a day", () => chart.getByRole("button", { name: "Earlier claim" }).click(), { "as-of": "2025-01-11" }],
      ["an earlier day", () => chart.getByRole("button", { name: "Earlier claim" }).click(), { "as-of": "2025-01-09" }],
      ["a claim", async () => {
        await chart.locator("[part=chart] button[data-claim=lee]").focus();
        await page.keyboard.press("Enter");
      }, { selected: "lee" }],
      ["a second claim", async () => {
        await page.keyboard.press("c");
        await page.keyboard.press("ArrowLeft");
        await page.keyboard.press("c");
      }, { compare: "ryder" }],
      ["no second claim", () => chart.getByRole("button", { name: "Stop comparing" }).click(), { compare: null }],
      ["everybody again", () => chart.getByRole("checkbox", { name: "Ukraine" }).click(), { hide: null }],
    ];
    for (const [what, choose, change] of choices) {
      await choose();
      await settled(chart);
      Object.assign(expected, change);
      assert.deepEqual(await states(page), [expected], `${what}: told once, with every attribute`);
      const { lang: _, theme: __, ...kept } = expected;
      assert.deepEqual(await chosen(chart), Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== null)),
        `${what}: the attributes`);
    }
    assert.equal(await chart.evaluate(async (element) => {
      const bubbled = new Promise((resolve) => document.body.addEventListener("claims-state", (event) => resolve(event.composed)));
      element.setAttribute("view", "table");
      return bubbled;
    }), true, "it bubbles out of whatever holds the chart");
  }));

test("the page chooses by attributes and by properties, and is told likewise", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    await setAttributes(chart, { view: "bars", measure: "killed", hide: "united-states", "as-of": "2024-12-31" });
    assert.deepEqual(await states(page), [{ ...NOTHING, view: "bars", measure: "killed", hide: "united-states", "as-of": "2024-12-31" }],
      "several at once are told at once");
    assert.deepEqual(await ids(chart), ["lee"]);
    const checked = await chart.locator("input:checked").evaluateAll((all) => all.map((input) => /** @type {HTMLInputElement} */ (input).value));
    assert.deepEqual(checked, ["bars", "killed", "south-korea"], "the controls follow");
    assert.equal(await chart.locator(".known").innerText(), "Known on 31 December 2024");

    const properties = await chart.evaluate(async (element) => {
      const chart = /** @type {any} */ (element);
      Object.assign(chart, { view: "timeline", measure: null, asOf: "2024-12-27", hide: null, selected: "lee", compare: "zelensky-dec-23" });
      await chart.updateComplete;
      const { view, measure, asOf, hide, selected, compare, urlState } = chart;
      return { view, measure, asOf, hide, selected, compare, urlState };
    });
    assert.deepEqual(properties, { view: "timeline", measure: null, asOf: "2024-12-27", hide: null, selected: "lee",
      compare: "zelensky-dec-23", urlState: false });
    assert.deepEqual(await chosen(chart), { view: "timeline", "as-of": "2024-12-27", selected: "lee", compare: "zelensky-dec-23" });
    assert.deepEqual(await states(page), [{ ...NOTHING, view: "timeline", "as-of": "2024-12-27", selected: "lee", compare: "zelensky-dec-23" }]);
    assert.match(await cardText(chart), /Both can be right\./);
    assert.equal((await told(page, "claims-select")).length, 0, "claims-select is of the reader's choices");

    await setAttributes(chart, { selected: null, compare: null, view: "timeline" });
    assert.equal(await chart.locator("[part=chart] button[aria-pressed=true]").count(), 0);
    assert.equal((await states(page)).length, 1);
    await setAttributes(chart, { theme: "dark" });
    assert.deepEqual((await states(page)).map((/** @type {any} */ { theme }) => theme), ["dark"], "the theme is one of the attributes");
    await setAttributes(chart, { heading: "Another title" });
    assert.deepEqual(await states(page), [], "the heading is no choice of a reader's");
  }));

test("a choice that cannot be followed is a problem at its attribute, and the chart is drawn all the same", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    /** @type {[string, string, RegExp][]} */
    const bad = [
      ["view", "pie", /^must be one of "timeline", "bars", "table", not "pie"$/],
      ["view", "", /^must be one of "timeline", "bars", "table", not ""$/],
      ["measure", "kiled", /^must be one of "casualties", .*, not "kiled"$/],
      ["as-of", "yesterday", /^must be a date such as 2024-12-20, not "yesterday"$/],
      ["as-of", "2024-02-30", /not "2024-02-30"$/],
      ["hide", "nowhere", /^must be one of "ukraine", "united-states", "south-korea".*, not "nowhere"$/],
      ["selected", "nobody", /^there is no claim "nobody"$/],
      ["compare", "nobody", /^there is no claim "nobody"$/],
    ];
    for (const [name, value, message] of bad) {
      const before = (await told(page, "claims-error")).length;
      await setAttributes(chart, { [name]: value });
      const errors = (await told(page, "claims-error")).slice(before);
      assert.equal(errors.length, 1, `${name}=${value}: one claims-error`);
      const { problems } = errors[0].detail;
      assert.deepEqual(problems.map((/** @type {{path: string}} */ { path }) => path), [name], `${name}=${value}: its path`);
      assert.match(problems[0].message, message);
      assert.ok((await noticed(chart)).includes(`${name}: ${problems[0].message}`), "the reader is told, too");
      assert.equal((await ids(chart)).length, 7, `${name}=${value}: all claims are drawn`);
      assert.equal(await chart.getByRole("heading", { level: 3 }).count(), 1);
      await setAttributes(chart, { [name]: null });
      assert.equal(await notice(chart).isVisible(), false, `${name}: mended`);
    }
    await setAttributes(chart, { hide: "nowhere,ukraine, south-korea" });
    assert.deepEqual(await ids(chart), ["ryder", "us-official", "kirby-dec-27"], "the parties that there are are hidden");
    await setAttributes(chart, { hide: null, view: "pie", measure: "kiled", "as-of": "never", selected: "nobody", compare: "no one" });
    assert.deepEqual((await told(page, "claims-error")).at(-1)?.detail.problems.map((/** @type {{path: string}} */ { path }) => path),
      ["view", "measure", "as-of", "selected", "compare"], "all at once");
  }));

test("a claim of another measure, or one said later, is no problem", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page, { attributes: { selected: "hur", "as-of": "2024-12-20" } }));
    await setAttributes(chart, { "as-of": null, selected: "zelensky-jan-11" });
    assert.deepEqual(await told(page, "claims-error"), []);
  }));

/** Opens a page with charts whose attributes are given, at a fragment. @param {Page} page @param {string} fragment @param {Record<string, string>[]} charts */
async function openAt(page, fragment, ...charts) {
  await page.goto(`/tests/e2e/pages/empty.html${fragment}`);
  await recordEvents(page);
  const all = [];
  for (const attributes of charts) all.push(await drawn(await openChart(page, { attributes })));
  return all;
}

test("with url-state each choice is in the fragment, without a step in the history", () =>
  withPage(WIDE, async ({ page }) => {
    const [chart] = await openAt(page, "", { "url-state": "" });
    const length = await page.evaluate(() => history.length);
    assert.equal(await hash(page), "", "nothing is chosen yet");
    await chart.getByRole("radio", { name: "Bars" }).click();
    await settled(chart);
    assert.equal(await hash(page), "#view=bars");
    await chart.getByRole("radio", { name: "Killed", exact: true }).click();
    await chart.getByRole("checkbox", { name: "United States" }).click();
    await settled(chart);
    assert.equal(await hash(page), "#view=bars&measure=killed&hide=united-states");
    await setAttributes(chart, { hide: "ukraine,south-korea", selected: "ryder", "as-of": "2024-12-20" });
    assert.equal(await hash(page), "#view=bars&measure=killed&as-of=2024-12-20&hide=ukraine,south-korea&selected=ryder",
      "commas stay legible");
    await setAttributes(chart, { view: null, measure: null, hide: null, selected: null, "as-of": null });
    assert.equal(await hash(page), "", "and nothing is left when nothing is");
    assert.equal(await page.evaluate(() => history.length), length, "the way back is as short as before");
  }));

test("a link restores what was chosen, at once and when the address changes", () =>
  withPage(WIDE, async ({ page }) => {
    const [chart] = await openAt(page, "#view=bars&measure=wounded&as-of=2024-12-27&hide=united-states&selected=lee&compare=hur",
      { "url-state": "", measure: "killed" });
    const all = { view: "bars", measure: "wounded", "as-of": "2024-12-27", hide: "united-states", selected: "lee", compare: "hur" };
    assert.deepEqual(await chosen(chart), all, "the address counts more than what the page has set");
    assert.deepEqual(await ids(chart), ["lee", "hur"]);
    assert.match(await cardText(chart), /Lee Sung-kwon[^]*HUR[^]*Both can be right/);
    assert.equal((await told(page, "claims-ready")).length, 1, "it is drawn once, not first as the page has set it");

    await page.evaluate(() => { location.hash = "view=table"; });
    await eventually(async () => assert.deepEqual(await chosen(chart), { view: "table", measure: "killed" },
      "what the new address does not say is as the page has set it"));
    await settled(chart);
    assert.deepEqual((await rows(chart)).flatMap(({ id }) => id ?? []), ["ryder", "lee", "nis"]);
    await page.raw.goBack();
    await eventually(async () => assert.deepEqual(await chosen(chart), all, "the way back leads back"));
  }));

test("the way back leads back on a site that changes more of the address than the fragment", () =>
  withPage(WIDE, async ({ page }) => {
    const [chart] = await openAt(page, "#view=bars", { "url-state": "" });
    await page.evaluate(() => history.pushState(null, "", "?page=2#view=bars"));
    await setAttributes(chart, { view: "table" });
    assert.equal(await hash(page), "#view=table");
    await page.evaluate(() => history.back());
    await eventually(async () => assert.equal(await hash(page), "#view=bars"));
    await eventually(async () => assert.deepEqual(await chosen(chart), { view: "bars" }));
  }));

test("what a link says wrong is told, and does no harm", () =>
  withPage(WIDE, async ({ page }) => {
    const [chart] = await openAt(page, "#view=%3Cb%3E&selected=no%22body&measure=%E0%A4%A", { "url-state": "" });
    assert.equal((await ids(chart)).length, 7);
    const paths = (await told(page, "claims-error")).flatMap(({ detail }) => detail.problems.map((/** @type {any} */ { path }) => path));
    assert.deepEqual(paths, ["view", "measure", "selected"]);
    assert.equal(await chart.locator("b:not([part=finding] b):not(.value b)").count(), 0, "no markup comes in");
  }));

test("what else is in the fragment stays there", () =>
  withPage(WIDE, async ({ page }) => {
    const [chart] = await openAt(page, "#chapter-2&other=x%20y&review=bars", { "url-state": "" });
    assert.deepEqual(await chosen(chart), {}, "another's names are not taken for its own");
    await setAttributes(chart, { view: "bars" });
    assert.equal(await hash(page), "#chapter-2&other=x%20y&review=bars&view=bars");
    await setAttributes(chart, { view: null });
    assert.equal(await hash(page), "#chapter-2&other=x%20y&review=bars");
  }));

test("charts with ids keep their choices apart in one address", () =>
  withPage(WIDE, async ({ page }) => {
    const [losses, second, silent] = await openAt(page, "#losses.view=bars&second.measure=killed",
      { "url-state": "", id: "losses" }, { "url-state": "", id: "second" }, { id: "silent" });
    assert.deepEqual([await chosen(losses), await chosen(second), await chosen(silent)], [{ view: "bars" }, { measure: "killed" }, {}]);
    await setAttributes(losses, { "as-of": "2024-12-20" });
    await setAttributes(second, { view: "table" });
    const parts = (await hash(page)).slice(1).split("&").toSorted();
    assert.deepEqual(parts, ["losses.as-of=2024-12-20", "losses.view=bars", "second.measure=killed", "second.view=table"]);
    await page.evaluate(() => { location.hash = "second.view=bars"; });
    await eventually(async () => assert.deepEqual([await chosen(losses), await chosen(second)], [{}, { view: "bars" }]));
  }));

test("a link to a place in the page leaves what was chosen", () =>
  withPage(WIDE, async ({ page }) => {
    await page.goto("/tests/e2e/pages/empty.html#view");
    const chart = await drawn(await openChart(page, { attributes: { "url-state": "" } }));
    assert.deepEqual(await chosen(chart), {}, "#view is the name of a place");
    await setAttributes(chart, { view: "bars" });
    await page.evaluate(() => { location.hash = "#note-1"; });
    await page.waitForTimeout(50);
    assert.deepEqual(await chosen(chart), { view: "bars" });
    await page.evaluate(() => { location.hash = "#measure=killed"; });
    await eventually(async () => assert.deepEqual(await chosen(chart), { measure: "killed" }));
    await page.evaluate(() => { location.hash = ""; });
    await eventually(async () => assert.deepEqual(await chosen(chart), {}));
    assert.deepEqual(await told(page, "claims-error"), []);
  }));

test("without url-state a chart neither reads the address nor writes it", () =>
  withPage(WIDE, async ({ page }) => {
    const [chart] = await openAt(page, "#view=bars&measure=killed", {});
    assert.deepEqual(await chosen(chart), {});
    await setAttributes(chart, { view: "table", selected: "lee" });
    await chart.getByRole("radio", { name: "Bars" }).click();
    await settled(chart);
    assert.equal(await hash(page), "#view=bars&measure=killed");
    await page.evaluate(() => { location.hash = "view=table"; });
    await page.waitForTimeout(100);
    assert.equal(await chart.getAttribute("view"), "bars");
    const [own] = await openAt(page, "", { "url-state": "" });
    await own.evaluate((element) => { /** @type {any} */ (element).urlState = false; });
    await setAttributes(own, { view: "bars" });
    assert.equal(await hash(page), "", "nor once it is taken away");
  }));

test("url-state that is set later writes what is chosen by then", () =>
  withPage(WIDE, async ({ page }) => {
    const [chart] = await openAt(page, "", {});
    await setAttributes(chart, { view: "bars", selected: "lee" });
    assert.equal(await hash(page), "");
    await setAttributes(chart, { "url-state": "" });
    assert.equal(await hash(page), "#view=bars&selected=lee");
  }));

test("a link that was copied from Cite restores view, measure, day, hidden party and claim in a new page", () =>
  withPage(WIDE, async ({ page }) => {
    const [chart] = await openAt(page, "", { "url-state": "", id: "losses" });
    await page.evaluate(() => {
      navigator.clipboard.writeText = async (text) => { /** @type {any} */ (window).copied = text; };
    });
    await setAttributes(chart, { view: "bars", measure: "wounded", "as-of": "2024-12-27", hide: "united-states" });
    await chart.locator("[part=chart] button[data-claim=hur]").focus();
    await chart.locator("[part=card] > :not([aria-hidden])").getByRole("button", { name: "Cite" }).click();
    const copied = await page.evaluate(() => /** @type {any} */ (window).copied);
    const link = copied.split("\n").at(-1);
    assert.equal(new URL(link).hash, "#losses.view=bars&losses.measure=wounded&losses.as-of=2024-12-27&losses.hide=united-states&losses.selected=hur");
    assert.equal(await chart.getAttribute("selected"), null, "citing is not choosing");

    await page.goto("about:blank");
    const [restored] = await openAt(page, new URL(link).hash, { "url-state": "", id: "losses" });
    assert.deepEqual(await chosen(restored), { view: "bars", measure: "wounded", "as-of": "2024-12-27", hide: "united-states", selected: "hur" });
    assert.deepEqual(await ids(restored), ["lee", "hur"]);
    assert.match(await cardText(restored), /HUR/);
    assert.deepEqual(await restored.locator("input:checked").evaluateAll((all) => all.map((input) => /** @type {HTMLInputElement} */ (input).value)),
      ["bars", "wounded", "ukraine", "south-korea"]);
  }));

test("the article's chart is found by its id in the address, and is scrolled to", () =>
  withPage({ viewport: { width: 760, height: 700 } }, async ({ page }) => {
    await page.goto("/www/#losses.as-of=2024-12-20&losses.hide=united-states&losses.selected=lee");
    const chart = await drawn(page.locator("claims-chart").first());
    assert.deepEqual(await chosen(chart), { "as-of": "2024-12-20", hide: "united-states", selected: "lee" });
    assert.deepEqual(await ids(chart), ["lee"]);
    assert.deepEqual(await chosen(page.locator("claims-chart").last()), await page.locator("claims-chart").last().evaluate((element) => {
      const measure = element.getAttribute("measure");
      return measure ? { measure } : {};
    }), "the other chart is as the article has set it");
    await page.goto("about:blank");
    await page.goto("/www/#losses.view=bars");
    await eventually(async () => {
      const box = await page.locator("claims-chart").first().boundingBox();
      assert.ok(box && box.y < 650 && box.y > -50, `the chart is in sight, at ${box?.y}`);
    });
  }));

test("a chart that is moved in the page keeps what was chosen", () =>
  withPage(WIDE, async ({ page }) => {
    const [chart] = await openAt(page, "", { "url-state": "" });
    await setAttributes(chart, { view: "bars", "as-of": "2024-12-27" });
    await chart.evaluate((element) => document.body.append(element));
    await drawn(chart);
    await settled(chart);
    assert.deepEqual(await chosen(chart), { view: "bars", "as-of": "2024-12-27" });
    assert.equal(await hash(page), "#view=bars&as-of=2024-12-27");
    await page.evaluate(() => { location.hash = "measure=killed"; });
    await eventually(async () => assert.deepEqual(await chosen(chart), { measure: "killed" },
      "an address that does not name what was chosen gives it up"));
  }));

test("a chart that is moved does not scroll the page to it", () =>
  withPage({ viewport: { width: 760, height: 700 } }, async ({ page }) => {
    const [chart] = await openAt(page, "#view=bars", { "url-state": "" });
    assert.deepEqual(await chosen(chart), { view: "bars" });
    await chart.evaluate(async (element) => {
      const space = document.createElement("div");
      space.style.height = "3000px";
      document.body.append(space, element);
      scrollTo(0, 0);
    });
    await page.waitForTimeout(200);
    assert.equal(await page.evaluate(() => scrollY), 0);
  }));

test("choices in an address are its own in whatever spelling", () =>
  withPage(WIDE, async ({ page }) => {
    const [chart] = await openAt(page, "#r%3a+1.view=table&%76iew=x", { "url-state": "", id: "r: 1" });
    assert.deepEqual(await chosen(chart), { view: "table" });
    await setAttributes(chart, { view: "bars" });
    assert.equal(await hash(page), "#%76iew=x&r%3A%201.view=bars");
  }));

test("the last choice is in the address also where the browser has had too many changes of it", () =>
  withPage(WIDE, async ({ page }) => {
    const [chart] = await openAt(page, "", { "url-state": "" });
    for (const [n, how] of ["drops it", "throws"].entries()) {
      await page.evaluate((how) => {
        const here = /** @type {any} */ (window);
        here.n_tried = 0;
        here.isEnough = true;
        history.replaceState = (...given) => {
          here.n_tried += 1;
          if (!here.isEnough) History.prototype.replaceState.apply(history, given);
          else if (how === "throws") throw new DOMException("too many", "SecurityError");
        };
      }, how);
      await setAttributes(chart, { view: n ? "bars" : "table" });
      await setAttributes(chart, { measure: n ? null : "killed" });
      assert.equal(await hash(page), n ? "#view=table&measure=killed" : "", how);
      await page.evaluate(() => { /** @type {any} */ (window).isEnough = false; });
      await eventually(async () => assert.equal(await hash(page), n ? "#view=bars" : "#view=table&measure=killed", how));
      const tried = await page.evaluate(() => /** @type {any} */ (window).n_tried);
      await page.waitForTimeout(1200);
      assert.equal(await page.evaluate(() => /** @type {any} */ (window).n_tried), tried, "then nothing is tried any more");
    }
  }));

test("new data keep the reader's view, and what does not fit them is told", () =>
  withPage(WIDE, async ({ page }) => {
    const [chart] = await openAt(page, "", { "url-state": "" });
    await setAttributes(chart, { view: "bars", measure: "killed" });
    await chart.evaluate(async (element, data) => {
      /** @type {any} */ (element).data = data;
      await /** @type {any} */ (element).updateComplete;
    }, small());
    assert.deepEqual(await ids(chart), ["one", "two"]);
    assert.match(await chart.locator("[part=chart]").getAttribute("aria-label") ?? "", /^Bars of/);
    assert.deepEqual((await told(page, "claims-error")).at(-1)?.detail.problems.map((/** @type {any} */ { path }) => path), ["measure"]);
  }));

test("what the finding says of a day is not confused with the day up to which claims are shown", () =>
  withPage(WIDE, async ({ page }) => {
    const [chart] = await openAt(page, "", { "url-state": "" });
    const earlier = chart.locator("[part=finding]").getByRole("button", { name: "Earlier day" });
    for (let n = 0; n < 4; n += 1) await earlier.click();
    assert.equal(await sentence(chart), DEC_20);
    assert.deepEqual(await chosen(chart), {}, "all claims are still shown");
    assert.deepEqual(await states(page), []);
    assert.equal(await focusedOn(page), "button: Earlier day");
  }));
