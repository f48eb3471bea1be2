// What a reader does with a chart: by mouse, by touch, by keyboard.

import assert from "node:assert/strict";
import { test } from "node:test";
import { withPage } from "./browser.mjs";
import {
  CASUALTIES, cardText, count, COLOURS, drawn, focusedOn, marks, openChart, pointOf, setAttributes, settled, small, tabTo, told,
} from "./chart.mjs";

/** @typedef {import("./page.mjs").Locator} Locator */

const WIDE = { viewport: { width: 760, height: 1000 } };

/** The claim whose mark has the keyboard's focus. @param {Locator} chart */
const focused = (chart) => chart.evaluate((element) => {
  const active = element.shadowRoot?.activeElement;
  return active instanceof HTMLElement ? active.dataset.claim : undefined;
});

/** How high the element is. @param {Locator} chart */
const height = async (chart) => (await chart.boundingBox())?.height;

test("before anything is pointed at, the card shows the latest claim", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    const card = await cardText(chart);
    assert.match(card, /^At least 3,000/m);
    assert.match(card, /South Korea/);
    assert.match(card, /13 January 2025/);
  }));

test("the mouse shows a claim's card, and nothing below it moves", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    const before = await height(chart);
    const expected = {
      "us-official": [/United States/, /17 December 2024/, /a couple hundred/, /Associated Press/, /anonymity/],
      "zelensky-dec-23": [/Ukraine/, /Zelensky/, /23 December 2024/, /More than 3,000/, /has surpassed 3,000/, /Telegram/,
        /Ukraine’s intelligence, as he said/, /Over 3,000 North Korean troops killed, wounded in Kursk Oblast/],
      "kirby-dec-27": [/John Kirby/, /27 December 2024/, /More than 1,000/, /21/],
      "zelensky-jan-9": [/9 January 2025/, /4,000/],
      "nis": [/Yonhap/, /At least 3,000/, /300 killed/, /2,700 wounded/, /added up here/],
    };
    for (const [id, patterns] of Object.entries(expected)) {
      const { x, y } = await pointOf(chart, id);
      await page.mouse.move(x + 3, y - 2);
      await settled(chart);
      const text = await cardText(chart);
      for (const pattern of patterns) assert.match(text, pattern, `the card of ${id}`);
      assert.equal(await height(chart), before, `the element is as high with ${id}'s card as before`);
    }
    assert.equal((await told(page, "claims-select")).length, 0, "pointing is not choosing");
  }));

test("pointing repaints the highlight and leaves the chart's canvas alone", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    const snapshot = () => chart.evaluate((element) =>
      [...(element.shadowRoot?.querySelectorAll("canvas") ?? [])].map((canvas) => canvas.toDataURL()));
    const [picture, highlight] = await snapshot();
    await chart.evaluate((element) => {
      const canvas = /** @type {HTMLCanvasElement} */ (element.shadowRoot?.querySelector("canvas"));
      /** @type {any} */ (window).painted = 0;
      const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
      for (const name of /** @type {const} */ (["fill", "stroke", "fillRect", "fillText"])) {
        const paint = /** @type {any} */ (context)[name];
        /** @type {any} */ (context)[name] = (/** @type {any[]} */ ...args) => {
          /** @type {any} */ (window).painted += 1;
          return paint.apply(context, args);
        };
      }
    });
    const { x, y } = await pointOf(chart, "us-official");
    await page.mouse.move(x, y);
    await settled(chart);
    const [pictureNow, highlightNow] = await snapshot();
    assert.equal(pictureNow, picture, "the chart is as it was");
    assert.equal(await page.evaluate(() => /** @type {any} */ (window).painted), 0, "nothing was painted on the chart");
    assert.notEqual(highlightNow, highlight, "the highlight has moved to the claim that is pointed at");
  }));

test("a click keeps a card while the mouse wanders on; Escape gives it up", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    const chosen = await pointOf(chart, "zelensky-dec-23");
    await page.mouse.click(chosen.x, chosen.y);
    const other = await pointOf(chart, "zelensky-jan-9");
    await page.mouse.move(other.x, other.y);
    assert.match(await cardText(chart), /9 January 2025/, "while pointing at another, that one's card is shown");
    await page.mouse.move(1, 1);
    assert.match(await cardText(chart), /23 December 2024/, "the chosen one comes back");
    assert.deepEqual((await told(page, "claims-select")).map(({ detail }) => detail),
      [{ id: "zelensky-dec-23", compare: null }]);
    assert.equal(await chart.locator("button[aria-pressed=true]").getAttribute("data-claim"), "zelensky-dec-23");
    await page.keyboard.press("Escape");
    assert.match(await cardText(chart), /13 January 2025/, "the latest claim again");
    assert.equal(await chart.locator("button[aria-pressed=true]").count(), 0, "no mark is said to be chosen");
  }));

test("a tap shows a card and keeps it; a tap elsewhere changes nothing", () =>
  withPage({ viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true }, async ({ page }) => {
    await page.goto("/www/");
    const chart = await drawn(page.locator("claims-chart").first());
    const { x, y } = await pointOf(chart, "zelensky-jan-9");
    await page.touchscreen.tap(x, y);
    assert.match(await cardText(chart), /9 January 2025/);
    const room = await chart.evaluate((element) => {
      const card = /** @type {HTMLElement} */ (element.shadowRoot?.querySelector("[part=card]"));
      const last = /** @type {Element} */ (card.querySelector(":scope > :not([aria-hidden]) > :last-child"));
      return card.getBoundingClientRect().bottom - last.getBoundingClientRect().bottom;
    });
    assert.ok(room < 30, `the card has ${room} px of empty room where nothing hovers`);
    const empty = await chart.evaluate((element) => {
      const stage = /** @type {HTMLElement} */ (element.shadowRoot?.querySelector("[part=chart]")).getBoundingClientRect();
      const { x, y } = element.getBoundingClientRect();
      for (let left = 20; left < stage.width; left += 20) {
        for (let top = 20; top < stage.height; top += 20) {
          const [clientX, clientY] = [stage.x + left, stage.y + top];
          const clear = !(/** @type {any} */ (element).claimAt(clientX - x, clientY - y));
          if (clear && clientY > 0 && clientY < innerHeight
            && !(element.shadowRoot?.elementFromPoint(clientX, clientY) instanceof HTMLButtonElement)) {
            return { x: clientX, y: clientY };
          }
        }
      }
      return null;
    });
    assert.ok(empty, "the chart has a place without claims");
    await page.touchscreen.tap(empty.x, empty.y);
    assert.match(await cardText(chart), /9 January 2025/);
  }));

test("the keyboard walks through the claims by date; Enter keeps one, Escape gives it up", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    const order = CASUALTIES.map(([id]) => id);
    assert.deepEqual(await tabTo(page, /^mark/), [
      "radio: Timeline", "radio: Killed or wounded", "checkbox: Ukraine", "checkbox: United States", "checkbox: South Korea",
      "button: Known on 13 January 2025", "button: Earlier claim", "range", "button: Later claim", "mark: nis",
    ], "the chart is one stop, the claim whose card is shown, behind the controls");
    await page.keyboard.press("Home");
    assert.equal(await focused(chart), order[0]);
    for (const id of order.slice(1)) {
      await page.keyboard.press("ArrowRight");
      assert.equal(await focused(chart), id, "the next by date");
    }
    await page.keyboard.press("ArrowRight");
    assert.equal(await focused(chart), "nis", "the last one stays");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    assert.equal(await focused(chart), "kirby-dec-27");
    assert.match(await cardText(chart), /John Kirby/, "the focus shows the card");
    await page.keyboard.press("Enter");
    assert.deepEqual((await told(page, "claims-select")).map(({ detail }) => detail), [{ id: "kirby-dec-27", compare: null }]);
    await page.keyboard.press("End");
    await page.keyboard.press("Escape");
    assert.match(await cardText(chart), /13 January 2025/);
    const outline = await chart.evaluate((element) => {
      const active = /** @type {Element} */ (element.shadowRoot?.activeElement);
      const { outlineStyle, outlineWidth } = getComputedStyle(active);
      return `${outlineWidth} ${outlineStyle}`;
    });
    assert.equal(outline, "2px solid", "the focus is seen");
    await page.keyboard.press("Tab");
    assert.equal(await focusedOn(page), "button: Earlier day", "the next stop is the finding");
  }));

test("the focus stays on a mark while others come and go", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    const stops = () => chart.locator("[part=chart] button").evaluateAll((all) => all.map((each) => each.dataset.claim));
    await chart.locator("[data-claim=lee]").first().focus();
    for (const [attributes, ids] of /** @type {[Record<string, string | null>, string[]][]} */ ([
      [{ hide: "ukraine" }, ["ryder", "us-official", "lee", "kirby-dec-27", "nis"]],
      [{ measure: "wounded" }, ["ryder", "lee", "nis"]],
      [{ measure: "wounded", hide: null }, ["ryder", "lee", "hur", "nis"]],
      [{ measure: null, "as-of": "2024-12-19" }, ["ryder", "us-official", "lee"]],
      [{ "as-of": null }, CASUALTIES.map(([id]) => id)],
    ])) {
      await setAttributes(chart, attributes);
      assert.deepEqual(await stops(), ids, "in the order of the keyboard");
      assert.equal(await focused(chart), "lee", JSON.stringify(attributes));
    }
    await page.keyboard.press("ArrowRight");
    assert.equal(await focused(chart), "zelensky-dec-23");
  }));

test("a screen reader finds the title, the switch, the chart and each claim in a phrase", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    await chart.getByRole("heading", { level: 3, name: "How many North Korean soldiers have been killed or wounded in Kursk?" }).waitFor();
    await chart.getByRole("figure", { name: /How many North Korean soldiers/ }).waitFor();
    await chart.getByRole("radio", { name: "Killed or wounded", checked: true }).waitFor();
    const group = chart.getByRole("group", { name: /killed or wounded/i });
    const names = await group.getByRole("button").evaluateAll((buttons) => buttons.map((button) => button.ariaLabel));
    assert.equal(names.length, CASUALTIES.length);
    const expected = [/first casualties/i, /couple hundred/i, /at least 1,100/i, /more than 3,000/i, /more than 1,000/i, /4,000/, /at least 3,000/i];
    for (const [index, pattern] of expected.entries()) {
      assert.match(names[index] ?? "", pattern, `the name of ${CASUALTIES[index][0]} keeps the hedge`);
      assert.match(names[index] ?? "", /December|January/, `the name of ${CASUALTIES[index][0]} says when`);
    }
    const tabStops = await group.getByRole("button").evaluateAll((buttons) =>
      buttons.filter((button) => /** @type {HTMLElement} */ (button).tabIndex === 0).length);
    assert.equal(tabStops, 1, "the chart is one tab stop");
  }));

test("the measure is switched by mouse", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    const before = (await marks(chart)).map(({ id }) => id);
    await chart.getByRole("radio", { name: "Killed", exact: true }).click();
    await settled(chart);
    assert.deepEqual((await marks(chart)).map(({ id }) => id), ["ryder", "lee", "nis"], `the marks, which were ${before.join(", ")}`);
    assert.match(await cardText(chart), /At least 300/);
    assert.equal(await chart.getAttribute("measure"), "killed", "the attribute says what is shown");
    const legend = await chart.getByRole("list", { name: "Who claims" }).getByRole("listitem").allInnerTexts();
    assert.deepEqual(legend.map((item) => item.replace(/\s+/g, " ")), ["United States 1", "South Korea 2"],
      "the legend names who is in the picture, each with how many claims");
    assert.equal(await count(chart, COLOURS.light.ukraine), 0, "no mark of Ukraine is left");
  }));

test("the measure is switched by keyboard, and the focus stays on the switch", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    await tabTo(page, "radio: Killed or wounded");
    for (const name of ["Killed", "Wounded"]) {
      await page.keyboard.press("ArrowRight");
      await settled(chart);
      await chart.getByRole("radio", { name, exact: true, checked: true }).waitFor();
      assert.equal(await focusedOn(page), `radio: ${name}`);
    }
    assert.deepEqual((await marks(chart)).map(({ id }) => id), ["ryder", "lee", "hur", "nis"]);
  }));

test("measures that nobody gives a number of are not offered", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page, { data: small() }));
    assert.equal(await chart.getByRole("radiogroup", { name: "What is counted" }).count(), 0, "one measure needs no switch");
    const names = await chart.getByRole("radio").evaluateAll((all) => all.map((radio) => radio.parentElement?.innerText));
    assert.deepEqual(names, ["Timeline", "Bars", "Table"], "how to look at it is chosen all the same");
  }));

test("words from a dataset are text, and only web addresses become links", () =>
  withPage(WIDE, async ({ page }) => {
    const data = small();
    data.title = "<img src=x onerror=alert(1)>How many?";
    data.claimants[0].name = "<b>Ann</b>";
    data.reports[0].url = "javascript:alert(1)";
    data.reports.push({ id: "safe", title: "A safe one", url: "https://example.org/safe" });
    data.claims[0].reports = ["daily", "safe"];
    data.claims[0].wording = "plus de cent";
    data.claims[0].wording_language = "fr";
    data.notes = ["<script>alert(1)</script> is a note"];
    const chart = await drawn(await openChart(page, { data }));
    assert.equal(await chart.locator("[part=title]").innerText(), data.title);
    const { x, y } = await pointOf(chart, "one");
    await page.mouse.click(x, y);
    const card = chart.locator("[part=card] > :not([aria-hidden])");
    assert.match(await card.innerText(), /<b>Ann<\/b>/);
    const links = await card.getByRole("link").evaluateAll((all) => all.map((link) => [link.getAttribute("href"), link.getAttribute("rel")]));
    assert.deepEqual(links, [["https://example.org/safe", "noopener"]], "links to the web alone");
    assert.match(await card.locator("[lang=fr]").innerText(), /plus de cent/, "the words are marked with their language");
    assert.equal(await chart.locator("img, script, b b").count(), 0, "no markup came in");
    await chart.locator("summary").click();
    assert.match(await chart.locator("[part=footer]").innerText(), /<script>alert\(1\)<\/script> is a note/);
  }));
