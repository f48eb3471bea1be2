// The three views of the same claims: timeline, bars and table.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { withPage } from "./browser.mjs";
import {
  BACKGROUND, CASUALTIES, cardText, COLOURS, count, drawn, focusedOn, kursk, marks, markOf, openChart, overflows, rows,
  setAttributes, settled, sizes, small, tabTo, told,
} from "./chart.mjs";

/** @typedef {import("./page.mjs").Locator} Locator */

const WIDE = /** @type {const} */ ({ viewport: { width: 760, height: 1000 } });
const VIEWS = /** @type {const} */ (["timeline", "bars", "table"]);
const ORDER = CASUALTIES.map(([id]) => id);

/** The whole row of a claim's bar. @param {Locator} chart @param {string} id */
async function rowOf(chart, id) {
  const { top, height } = await markOf(chart, id);
  const [width] = (await sizes(chart)).stage;
  return { left: 0, top, width, height };
}

/** The claims that a view shows, in its order. @param {Locator} chart @param {typeof VIEWS[number]} view */
async function claimsIn(chart, view) {
  await setAttributes(chart, { view });
  const [stage, table] = [chart.locator("[part=chart]"), chart.locator("[part=table]")];
  assert.deepEqual([await stage.isVisible(), await table.isVisible()], [view !== "table", view === "table"],
    `the view ${view} is either a picture or a table`);
  return view === "table" ? (await rows(chart)).flatMap(({ id }) => id ?? []) : (await marks(chart)).map(({ id }) => id);
}

test("the switch of views shows the same claims as a timeline, as bars and as a table", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    const [stage, table] = [chart.locator("[part=chart]"), chart.locator("[part=table]")];
    assert.equal(await chart.evaluate((element) => /** @type {any} */ (element).view), "timeline", "the view without an attribute");
    assert.match(await stage.getAttribute("aria-label") ?? "", /^Timeline of killed or wounded: 6 claims/);
    const timeline = await marks(chart);
    assert.deepEqual(timeline.map(({ id }) => id), ORDER);

    await chart.getByRole("radio", { name: "Bars" }).click();
    await settled(chart);
    assert.equal(await chart.getAttribute("view"), "bars");
    assert.match(await stage.getAttribute("aria-label") ?? "", /^Bars of killed or wounded: 6 claims/);
    const bars = await marks(chart);
    assert.deepEqual(bars.map(({ id, name }) => [id, name]), timeline.map(({ id, name }) => [id, name]),
      "the same claims in the same words");

    await chart.getByRole("radio", { name: "Table" }).click();
    await settled(chart);
    assert.equal(await chart.getAttribute("view"), "table");
    assert.deepEqual([await stage.isVisible(), await table.isVisible()], [false, true]);
    assert.deepEqual((await rows(chart)).flatMap(({ id }) => id ?? []), ORDER, "the same claims, by date");

    await chart.getByRole("radio", { name: "Timeline" }).click();
    await settled(chart);
    assert.deepEqual(await marks(chart), timeline, "back, as it was");
  }));

test("each bar lies below the one before, in its party's colour, as long as what it says", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page, { attributes: { view: "bars" } }));
    const all = await marks(chart);
    for (const [n, { id, top }] of all.entries()) {
      if (n) assert.ok(top >= all[n - 1].top + all[n - 1].height - 1, `${id} lies below ${all[n - 1].id}`);
    }
    for (const [id, party] of CASUALTIES) {
      const n = await count(chart, COLOURS.light[party], await rowOf(chart, id));
      assert.ok(n >= 20, `${id}: ${n} px of ${party}'s colour in its row`);
    }
    // Where the bars reach that end at a number: what is not white in the middle of each row, right of the axis.
    const ends = await chart.evaluate((element, tops) => {
      const canvas = /** @type {HTMLCanvasElement} */ (element.shadowRoot?.querySelector("canvas"));
      const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
      const ratio = canvas.width / canvas.getBoundingClientRect().width;
      return tops.map((top) => {
        const row = Math.round(top * ratio);
        const { data } = context.getImageData(0, row, canvas.width, 1);
        let longest = 0;
        let run = 0;
        for (let x = 0; x < canvas.width; x += 1) {
          const isBar = data[4 * x] < 180 && data[4 * x + 3] > 250;
          run = isBar ? run + 1 : 0;
          longest = Math.max(longest, run);
        }
        return longest / ratio;
      });
    }, await Promise.all(["zelensky-jan-9", "zelensky-dec-23"].map(async (id) => (await markOf(chart, id)).y)));
    const [four, three] = ends;
    assert.ok(four > 200, `the bar of 4,000 is only ${four} px long`);
    assert.ok(Math.abs(three / four - 0.75) < 0.06, `3,000 is ${three} px long beside 4,000 with ${four}`);
  }));

test("claims without a number and events have their place in each view", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    for (const view of VIEWS) assert.ok((await claimsIn(chart, view)).includes("ryder"), `Ryder's words are in the ${view}`);
    const table = await rows(chart);
    assert.deepEqual(table.map(({ id, cells }) => id ?? cells.join(" | ")).slice(0, 4), [
      "6 August 2024 | Event: Ukraine’s incursion into Kursk begins",
      "5 November 2024 | Event: First confirmed battles with Ukrainian units",
      "16 December 2024 | Event: White House confirms them in combat",
      "ryder",
    ], "the events stand among the claims by date");
    assert.deepEqual(table.find(({ id }) => id === "ryder")?.cells, ["16 December 2024",
      "United States · Patrick Ryder, Pentagon spokesperson", "“first casualties”", "", "",
      "The Kyiv Independent, 23 December 2024", "Said without a number."]);
    const spans = await chart.locator("[part=table] tr.event > :last-child").evaluateAll((all) =>
      all.map((cell) => /** @type {HTMLTableCellElement} */ (cell).colSpan));
    assert.deepEqual(spans, [6, 6, 6], "an event is told across its row");

    // An event later than the day is not yet known.
    await setAttributes(chart, { "as-of": "2024-11-30" });
    assert.deepEqual((await rows(chart)).map(({ id, cells }) => id ?? cells[0]), ["6 August 2024", "5 November 2024"]);
  }));

test("the table is a table to assistive technology, at every width", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page, { attributes: { view: "table" } }));
    for (const width of [760, 320]) {
      await page.setViewportSize({ width, height: 900 });
      await settled(chart);
      const found = await chart.locator("[part=table]").evaluate((element) => {
        const table = /** @type {HTMLTableElement} */ (element);
        const role = (/** @type {Element} */ each) => each.getAttribute("role") ?? "";
        return {
          tag: table.localName, role: role(table),
          caption: table.caption?.innerText,
          heads: [...(table.tHead?.rows[0].cells ?? [])].map((head) =>
            `${head.localName} ${head.scope} ${role(head)} ${head.ariaSort ?? "-"}: ${head.querySelector("button")?.textContent}`),
          rows: [...table.tBodies[0].rows].map((row) => [role(row), ...[...row.cells].map((cell) =>
            `${cell.localName} ${cell.scope || "-"} ${role(cell)}`)].join(", ")),
        };
      });
      assert.deepEqual([found.tag, found.role], ["table", "table"], `at ${width} px`);
      assert.match(found.caption ?? "", /^Claims: killed or wounded/, "the caption says what is counted");
      assert.deepEqual(found.heads, ["Said", "Who", "Count", "In these words", "Basis", "Reports", "Notes"].map((name, n) =>
        `th col columnheader ${n ? "-" : "ascending"}: ${name}`));
      const event = "row, td - cell, th row rowheader";
      const claim = `${event}, td - cell, td - cell, td - cell, td - cell, td - cell`;
      assert.deepEqual(found.rows, [...Array(3).fill(event), ...Array(7).fill(claim)], `the rows at ${width} px`);
    }
  }));

test("the table says a number with its hedge, and whence it comes", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page, { attributes: { view: "table" } }));
    const cells = Object.fromEntries((await rows(chart)).map(({ id, cells }) => [id, cells]));
    const hedges = { "us-official": /^“a couple hundred” — .*200 to 300/, "lee": /^At least 1,100 — .*at least 100 killed and at least 1,000 wounded/,
      "zelensky-dec-23": /^More than 3,000/, "kirby-dec-27": /^More than 1,000 — .*7 days from 21 to 27 December 2024/,
      "zelensky-jan-9": /^4,000/, "nis": /^At least 3,000 — .*at least 300 killed and at least 2,700 wounded/ };
    for (const [id, hedge] of Object.entries(hedges)) assert.match(cells[id][2], hedge, `the number of ${id}`);
    assert.match(cells["zelensky-dec-23"][3], /“has surpassed 3,000” · “more than 3,000”/);
    assert.equal(cells["zelensky-dec-23"][4], "Ukraine’s intelligence, as he said");
    assert.match(cells["us-official"][6], /condition of anonymity/);

    const data = small();
    data.claims[0].wording = "plus de cent";
    data.claims[0].wording_language = "fr";
    await chart.evaluate(async (element, data) => {
      /** @type {any} */ (element).data = data;
      await /** @type {any} */ (element).updateComplete;
    }, data);
    const row = (await rows(chart)).find(({ id }) => id === "one");
    assert.deepEqual(row?.cells.slice(2, 4), ["At least 100 — all", "“plus de cent”"]);
    assert.equal(await chart.locator("[part=table] td [lang=fr]").innerText(), "“plus de cent”", "in its own language");
    const links = await chart.locator("[part=table] a").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    assert.deepEqual(links, ["https://example.org/report"]);
  }));

test("the table sorts by each column, both ways, by mouse and by keyboard; what is missing comes last", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page, { attributes: { view: "table" } }));
    const head = (/** @type {string} */ name) => chart.locator("[part=table] thead").getByRole("button", { name, exact: true });
    const sorts = () => chart.locator("[part=table] thead th").evaluateAll((all) => all.map((each) => each.ariaSort ?? ""));
    const ids = async () => (await rows(chart)).map(({ id }) => id ?? "event");
    const events = ["event", "event", "event"];
    const [august, november, december] = ["6 August 2024", "5 November 2024", "16 December 2024"];

    await head("Said").click();
    assert.deepEqual(await ids(), ["nis", "zelensky-jan-9", "kirby-dec-27", "zelensky-dec-23", "lee", "us-official", "event", "ryder",
      "event", "event"], "the latest first");
    assert.deepEqual((await sorts())[0], "descending");
    const days = (await rows(chart)).map(({ cells }) => cells[0]);
    assert.deepEqual(days.slice(-4), [december, december, november, august]);

    await head("Count").click();
    assert.deepEqual(await sorts(), ["", "", "ascending", "", "", "", ""], "one column sorts");
    const up = await ids();
    assert.deepEqual(up.slice(0, 3), ["us-official", "kirby-dec-27", "lee"], "from the lowest number");
    assert.deepEqual(new Set(up.slice(3, 5)), new Set(["zelensky-dec-23", "nis"]), "two with the same number");
    assert.equal(up[5], "zelensky-jan-9");
    assert.deepEqual(up.slice(6).toSorted(), [...events, "ryder"], "without a number, last");
    await head("Count").click();
    assert.deepEqual((await sorts())[2], "descending");
    const down = await ids();
    assert.deepEqual([down[0], ...down.slice(3, 6)], ["zelensky-jan-9", "lee", "kirby-dec-27", "us-official"], "from the highest number");
    assert.deepEqual(down.slice(6).toSorted(), [...events, "ryder"], "without a number, last again");

    const collator = new Intl.Collator("en", { numeric: true });
    for (const [column, name] of [[1, "Who"], [3, "In these words"], [4, "Basis"], [5, "Reports"], [6, "Notes"]]) {
      for (const direction of [1, -1]) {
        await head(String(name)).focus();
        await page.keyboard.press(direction === 1 ? "Enter" : "Space");
        assert.equal(await focusedOn(page), `button: ${name}`, "the focus stays on the column's head");
        assert.equal((await sorts())[Number(column)], direction === 1 ? "ascending" : "descending", `${name} says how it sorts`);
        const texts = (await rows(chart)).map(({ cells }) => cells[Number(column)] ?? "");
        const said = texts.filter(Boolean);
        assert.deepEqual(said, said.toSorted((a, b) => direction * collator.compare(a, b)), `${name}, ${direction}`);
        assert.equal(texts.findLastIndex(Boolean), said.length - 1, `${name}: what is missing comes last`);
        assert.equal(texts.length, 10, "no row is lost");
      }
    }
    // The reader's order outlives a filter.
    await head("Count").click();
    await setAttributes(chart, { hide: "south-korea" });
    assert.deepEqual((await ids()).slice(0, 4), ["us-official", "kirby-dec-27", "zelensky-dec-23", "zelensky-jan-9"]);
    assert.equal((await sorts())[2], "ascending");
  }));

test("after every filter the three views have the same claims", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    /** @type {[Record<string, string>, string[]][]} */
    const filters = [
      [{ hide: "ukraine" }, ["ryder", "us-official", "lee", "kirby-dec-27", "nis"]],
      [{ hide: "ukraine, united-states" }, ["lee", "nis"]],
      [{ "as-of": "2024-12-20" }, ["ryder", "us-official", "lee"]],
      [{ "as-of": "2024-12-23", hide: "south-korea" }, ["ryder", "us-official", "zelensky-dec-23"]],
      [{ "as-of": "2024-12" }, ["ryder", "us-official", "lee", "zelensky-dec-23", "kirby-dec-27"]],
      [{ measure: "killed" }, ["ryder", "lee", "nis"]],
      [{ measure: "wounded", hide: "south-korea" }, ["ryder", "hur"]],
      [{ measure: "deployed", hide: "other" }, ["ukraine-october", "ryder"]],
      [{ hide: "ukraine,united-states,south-korea" }, []],
    ];
    for (const [filter, expected] of filters) {
      await setAttributes(chart, { measure: null, hide: null, "as-of": null, ...filter });
      for (const view of VIEWS) {
        assert.deepEqual(await claimsIn(chart, view), expected, `${view} with ${JSON.stringify(filter)}`);
      }
    }
    assert.equal((await told(page, "claims-error")).length, 0, "each of them can be followed");
  }));

test("a row's button chooses its claim, by mouse and by keyboard", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page, { attributes: { view: "table" } }));
    const [card, row] = [chart.locator("[part=card]"), (/** @type {string} */ id) => chart.locator(`[part=table] button[data-claim="${id}"]`)];
    const pressed = () => chart.locator("[part=table] button[aria-pressed=true]").evaluateAll((all) => all.map((each) => each.dataset.claim));
    assert.equal(await card.isVisible(), false, "what the table tells needs no card");
    await row("zelensky-dec-23").click();
    await settled(chart);
    assert.deepEqual(await pressed(), ["zelensky-dec-23"]);
    assert.match(await cardText(chart), /More than 3,000/);
    assert.equal(await chart.getAttribute("selected"), "zelensky-dec-23");
    assert.equal(await focusedOn(page), "row: zelensky-dec-23", "the focus stays in the table");

    await tabTo(page, "row: kirby-dec-27");
    await page.keyboard.press("Enter");
    await settled(chart);
    assert.deepEqual(await pressed(), ["kirby-dec-27"]);
    assert.match(await cardText(chart), /John Kirby/);
    assert.deepEqual((await told(page, "claims-select")).map(({ detail }) => detail),
      [{ id: "zelensky-dec-23", compare: null }, { id: "kirby-dec-27", compare: null }]);

    await setAttributes(chart, { view: "bars" });
    assert.equal(await chart.locator("[part=chart] button[aria-pressed=true]").getAttribute("data-claim"), "kirby-dec-27",
      "in the picture the same one is chosen");
  }));

test("in the table two claims are compared by the card's button and another row", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page, { attributes: { view: "table", selected: "lee" } }));
    await chart.locator("[part=card]").getByRole("button", { name: "Compare" }).click();
    await chart.locator("[part=table] button[data-claim=zelensky-dec-23]").click();
    await settled(chart);
    assert.equal(await chart.getAttribute("compare"), "zelensky-dec-23");
    assert.match(await cardText(chart), /Both can be right\./);
    const pressed = await chart.locator("[part=table] button[aria-pressed=true]").evaluateAll((all) => all.map((each) => each.dataset.claim));
    assert.deepEqual(pressed, ["lee", "zelensky-dec-23"]);
  }));

test("no view is wider than its box, and nothing has to be scrolled sideways", () =>
  withPage(WIDE, async ({ page }) => {
    const long = await kursk();
    long.parties[0].label = "Ukraine’s President, his Office, the General Staff and the Military Intelligence";
    long.measures[0].label = "Killed or wounded, according to those who counted them on the spot or said that they did";
    long.claimants[0].name = "Everlasting".repeat(7);
    Object.assign(long.claims[2], { wording: "a".repeat(300), note: `https://example.org/${"path/".repeat(60)}` });
    const crowd = JSON.parse(await readFile(new URL("../cases/crowd/dataset.json", import.meta.url), "utf8"));
    for (const [name, data] of [["the embedded dataset", undefined], ["long names", long], ["many claims", crowd]]) {
      const chart = await drawn(await openChart(page, { data }));
      const notes = chart.locator(".footer summary");
      if (await notes.isVisible()) await notes.click();
      for (const width of [320, 390, 760, 1100]) {
        await page.setViewportSize({ width, height: 900 });
        for (const view of VIEWS) {
          await setAttributes(chart, { view });
          await settled(chart);
          assert.deepEqual(await overflows(chart), [], `${name} as ${view} at ${width} px`);
        }
      }
      await chart.evaluate((element) => element.remove());
    }
  }));

test("a pair, the reasons and nothing at all are no wider than their boxes either", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page, { attributes: { selected: "lee", compare: "zelensky-dec-23" } }));
    await chart.getByRole("button", { name: "Why?" }).click();
    for (const width of [320, 390, 760, 1100]) {
      await page.setViewportSize({ width, height: 900 });
      for (const attributes of [{ hide: null }, { hide: "ukraine,united-states,south-korea" }]) {
        for (const view of VIEWS) {
          await setAttributes(chart, { view, ...attributes });
          await settled(chart);
          assert.deepEqual(await overflows(chart), [], `${view} at ${width} px, ${JSON.stringify(attributes)}`);
        }
      }
    }
  }));

test("dark bars are dark, and a dark table too", () =>
  withPage({ ...WIDE, colorScheme: "dark" }, async ({ page }) => {
    const chart = await drawn(await openChart(page, { attributes: { view: "bars" } }));
    assert.ok(await count(chart, BACKGROUND.dark) > 10_000, "the bars stand on the dark background");
    for (const [id, party] of CASUALTIES) {
      assert.ok(await count(chart, COLOURS.dark[party], await rowOf(chart, id)) >= 20, `${id} has ${party}'s dark colour`);
    }
    await setAttributes(chart, { view: "table" });
    const colours = await chart.locator("[part=table] td").nth(0).evaluate((cell) => getComputedStyle(cell).color);
    assert.match(colours, /^rgb\((1[5-9]\d|2\d\d), /, "the table's words are light");
  }));

test("what is drawn anew keeps the focus where it was, and what was marked in the table", () =>
  withPage(WIDE, async ({ page }) => {
    const data = await kursk();
    for (const report of data.reports ?? []) report.url = `https://example.org/${report.id}`;
    const chart = await drawn(await openChart(page, { attributes: { view: "table", selected: "lee" }, data }));
    const other = { ...data, title: "Another title" };
    /** @type {[string, () => Promise<unknown>][]} */
    const changes = [
      ["a width", () => page.setViewportSize({ width: 700, height: 1000 })],
      ["a theme", () => setAttributes(chart, { theme: "dark" })],
      ["a title", () => setAttributes(chart, { heading: "Losses" })],
      ["a language", () => setAttributes(chart, { lang: "uk" })],
      ["data", () => chart.evaluate((element, data) => {
        /** @type {any} */ (element).data = data;
        return /** @type {any} */ (element).updateComplete;
      }, other)],
    ];
    const places = {
      "a row": "[part=table] button[data-claim=nis]", "the slider": "[type=range]", "Download": ".footer button", "Notes": ".footer summary",
      "the card": "[part=card] > :not(.ghost) button", "Close": "[part=card] > :not(.ghost) .actions button:last-child",
      "a report": "[part=card] > :not(.ghost) a",
    };
    for (const [what, change] of changes) {
      for (const [where, selector] of Object.entries(places)) {
        await setAttributes(chart, { lang: null, theme: null, heading: null });
        await settled(chart);
        await chart.locator(selector).first().focus();
        await change();
        await settled(chart);
        assert.ok(await chart.locator(selector).first().evaluate((element) => element.matches(":focus")), `${where} after ${what}`);
        await page.setViewportSize(WIDE.viewport);
      }
    }
    const marked = await chart.evaluate(async (element) => {
      const row = /** @type {Element} */ (element.shadowRoot?.querySelector("td:nth-child(3)"));
      element.setAttribute("theme", "dark");
      await /** @type {any} */ (element).updateComplete;
      return row.isConnected;
    });
    assert.ok(marked, "a row that says the same is the same");
    // Other data begin with the reasons folded.
    await chart.locator("[part=finding] [aria-expanded]").click();
    await chart.locator(".reasons button").first().focus();
    await chart.evaluate((element, data) => {
      /** @type {any} */ (element).data = data;
      return /** @type {any} */ (element).updateComplete;
    }, await kursk());
    assert.ok(await chart.locator("[part=finding] [aria-expanded]").evaluate((element) => element.matches(":focus")), "Why?");
  }));
