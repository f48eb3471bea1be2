// Thousands of claims: a cloud of marks that stays quick, and in which each claim can still be reached.

import assert from "node:assert/strict";
import { test } from "node:test";
import { withPage } from "./browser.mjs";
import {
  BACKGROUND, cardText, COLOURS, count, drawn, eventually, focusedOn, marks, openChart, rows, setAttributes, settled, sizes, small, told,
} from "./chart.mjs";

/** @typedef {import("./page.mjs").Locator} Locator */

const WIDE = /** @type {const} */ ({ viewport: { width: 760, height: 1000 } });
const N = 5_000;
const DAY = 86_400_000;

/** Claims that all fit: lower ends below what grows by 10 a day, upper ends above. @param {number} n */
function many(n) {
  const parties = ["north", "south", "east"].map((id) => ({ id, label: id.toUpperCase() }));
  return {
    title: "How many were there?",
    measures: [{ id: "all", label: "All" }],
    parties,
    claimants: parties.map(({ id }) => ({ id, name: `Somebody of the ${id}`, party: id })),
    claims: Array.from({ length: n }, (_, k) => {
      const day = Math.floor(k * 1_000 / n);
      const off = 1 + (k * 7_919) % 997;
      return {
        id: `claim-${k}`, claimant: parties[k % 3].id, said: new Date(Date.UTC(2020, 0, 1) + day * DAY).toISOString().slice(0, 10),
        figures: [k % 2 ? { measure: "all", at_least: Math.max(0, 10 * day - off) } : { measure: "all", at_most: 10 * day + off }],
        wording: `words ${k}`,
      };
    }),
  };
}

/** How many marks of each party's colour there are, at least. @param {Locator} chart */
async function coloured(chart) {
  const { stage: [width, height] } = await sizes(chart);
  const box = { left: 0, top: 0, width, height };
  const colours = /** @type {const} */ (["ukraine", "united-states", "south-korea"]);
  return Promise.all(colours.map((name) => count(chart, COLOURS.light[name], box)));
}

test("thousands of claims are drawn as a cloud, with a button for those that the reader comes by", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page, { data: many(N) }));
    assert.deepEqual((await told(page, "claims-ready")).map(({ detail }) => detail), [{ claims: N }]);
    assert.deepEqual(await told(page, "claims-error"), []);
    assert.match(await chart.locator("[part=chart]").getAttribute("aria-label") ?? "", /^Timeline of all: 5,000 claims/);
    assert.ok((await coloured(chart)).every((n) => n > 500), `px of the parties: ${await coloured(chart)}`);
    assert.deepEqual((await marks(chart)).map(({ id }) => id), [`claim-${N - 1}`], "the one that the card shows");
    assert.match(await cardText(chart), /At least/);

    await setAttributes(chart, { hide: "north,east" });
    const [north, south, east] = await coloured(chart);
    assert.ok(north === 0 && east === 0 && south > 500, `px of the parties: ${[north, south, east]}`);
    assert.ok((await marks(chart)).length <= 2, "the button of the last that is left");
  }));

test("what a cloud needs is on its way before the claims are read", () =>
  withPage(WIDE, async ({ page }) => {
    await drawn(await openChart(page));
    const order = await page.evaluate(async (data) => {
      /** @type {string[]} */
      const order = [];
      const own = window.fetch;
      window.fetch = (address, options) => {
        order.push(String(address).split("/").pop() ?? "");
        return own(address, options);
      };
      const { said } = data.claims[0];
      Object.defineProperty(data.claims[0], "said", { enumerable: true, get: () => {
        order.push("read");
        return said;
      } });
      const chart = /** @type {any} */ (document.createElement("claims-chart"));
      document.querySelector("main")?.prepend(chart);
      chart.data = data;
      await chart.ready;
      return order;
    }, many(N));
    assert.deepEqual(order, ["claims_more.wasm", "read"]);
  }));

test("the keyboard goes through a cloud by date and by number", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page, { data: many(N) }));
    await chart.locator("[part=chart] button").focus();
    const press = async (/** @type {string} */ key) => {
      await page.keyboard.press(key);
      return focusedOn(page);
    };
    assert.equal(await press("Home"), "mark: claim-0");
    assert.equal(await press("ArrowRight"), "mark: claim-1");
    assert.equal(await press("ArrowRight"), "mark: claim-2");
    assert.equal(await press("ArrowLeft"), "mark: claim-1");
    assert.equal(await press("End"), `mark: claim-${N - 1}`);
    // The highest upper end: found here by looking at all of them.
    const highest = many(N).claims.map(({ id, figures: [figure] }) => ({ id, value: figure.at_most ?? figure.at_least ?? 0 }))
      .reduce((high, each) => (each.value >= high.value ? each : high));
    for (let n = 0; n < 400 && await focusedOn(page) !== `mark: ${highest.id}`; n += 1) await page.keyboard.press("ArrowUp");
    assert.equal(await focusedOn(page), `mark: ${highest.id}`);
    assert.equal(await press("ArrowUp"), `mark: ${highest.id}`, "above it is none");
    assert.ok((await marks(chart)).length <= 400, `${(await marks(chart)).length} buttons`);

    await page.keyboard.press("Enter");
    await settled(chart);
    assert.equal(await chart.getAttribute("selected"), highest.id);
    assert.match(await cardText(chart), new RegExp(`words ${highest.id.slice(6)}”`));
  }));

test("the pointer finds the nearest claim of a cloud, and a click keeps it", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page, { data: many(N) }));
    const { top, left, id } = await chart.evaluate((element) => {
      const { left, top } = element.getBoundingClientRect();
      const stage = /** @type {ShadowRoot} */ (element.shadowRoot).querySelector("[part=chart]")?.getBoundingClientRect();
      const { x = 0, y = 0, width = 0, height = 0 } = stage ?? {};
      // Down the middle until something is there.
      for (let down = 0; down < height; down += 10) {
        const at = { left: x + width / 2, top: y + down };
        const id = /** @type {any} */ (element).claimAt(at.left - left, at.top - top);
        if (id) return { ...at, id };
      }
      return { left, top, id: null };
    });
    assert.match(id, /^claim-\d+$/);
    await page.mouse.move(left, top);
    // The ring follows at once, the card when the pointer rests.
    await chart.locator(".stage i").waitFor({ state: "visible" });
    await eventually(async () => assert.match(await cardText(chart), new RegExp(`words ${id.slice(6)}”`)));
    assert.equal(await chart.locator(".stage i").isVisible(), false, "now it is painted");
    await page.mouse.click(left, top);
    await settled(chart);
    assert.equal(await chart.getAttribute("selected"), id);
    assert.equal(await focusedOn(page), `mark: ${id}`);
  }));

test("a day before all of thousands of claims has an empty picture", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page, { data: many(N), attributes: { "as-of": "0001-01-01" } }));
    assert.deepEqual([await told(page, "claims-error"), await marks(chart)], [[], []]);
    await setAttributes(chart, { "as-of": null });
    await settled(chart);
    assert.equal(await chart.locator("[part=chart]").isVisible(), true);
  }));

test("a card says how many other claims have the same place", () =>
  withPage(WIDE, async ({ page }) => {
    const data = many(N);
    for (const claim of data.claims.slice(-4)) Object.assign(claim, { said: "2022-09-26", figures: [{ measure: "all", at_least: 9_000 }] });
    const chart = await drawn(await openChart(page, { data, attributes: { selected: `claim-${N - 2}` } }));
    assert.match(await cardText(chart), /At the same place, too\s*3 claims/);
  }));

for (const [what, n, figures] of /** @type {const} */ ([
  ["claims without a number", 40, []],
  ["numbers of few claims", 250, [{ measure: "all", at_least: 5 }, { measure: "all", about: 9 }]],
])) {
  test(`many ${what} are a cloud, too`, () =>
    withPage(WIDE, async ({ page }) => {
      const data = many(n);
      const [first] = data.claims;
      const claims = data.claims.map((claim) => (claim === first ? claim : { ...claim, figures }));
      const chart = await drawn(await openChart(page, { data: { ...data, claims } }));
      assert.deepEqual(await told(page, "claims-error"), []);
      await chart.locator("[part=chart] button").last().focus();
      await page.keyboard.press("Home");
      await page.keyboard.press("ArrowRight");
      assert.match(await focusedOn(page), /^mark: claim-/);
      assert.match(await cardText(chart), /Somebody of the/);
    }));
}

for (const ratio of [1, 3, 6]) {
  test(`hundreds of bars have a picture at a pixel ratio of ${ratio}, of no more pixels than any browser has room for`, () =>
    withPage({ viewport: { width: 240, height: 900 }, deviceScaleFactor: ratio }, async ({ page }) => {
      const chart = await drawn(await openChart(page, { data: many(N), attributes: { view: "bars" } }));
      const { bitmap: [width, height], stage } = await sizes(chart);
      assert.ok(width * height <= 4096 * 4096, `an iPhone's canvas is blank from ${width} × ${height} px on`);
      assert.ok(height < 32_768, `Firefox's from ${height} px on`);
      assert.ok(width >= Math.min(ratio, 1.5) * stage[0], `${width} px are too few for ${stage[0]}`);
      const { height: last, top } = (await marks(chart)).at(-1) ?? assert.fail();
      const painted = await count(chart, BACKGROUND.light, { left: 0, top, width: stage[0], height: last });
      assert.ok(painted > 1000, `${painted} px of the last bar are painted`);
    }));
}

test("bars and table show the latest of thousands of claims and say so", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page, { data: many(N), attributes: { view: "bars" } }));
    const bars = await marks(chart);
    assert.equal(bars.length, 300);
    assert.equal(bars.at(-1)?.id, `claim-${N - 1}`);
    assert.ok((await sizes(chart)).stage[1] < 32_000, "a canvas has no more px");

    await setAttributes(chart, { view: "table" });
    const listed = await rows(chart);
    assert.deepEqual([listed.length, listed.at(-1)?.id], [500, `claim-${N - 1}`]);
    const caption = await chart.locator("caption").evaluate((element) => element.textContent);
    assert.match(caption ?? "", /500 of 5,000 claims shown/);
  }));

test("the picture of a cloud can be taken as SVG and PNG, and a small dataset is drawn as before", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page, { data: many(N) }));
    const [svg, png] = await chart.evaluate(async (element) => {
      const own = /** @type {any} */ (element);
      return [own.toSVG(), (await own.toPNG({ scale: 2 })).size];
    });
    assert.match(svg, /<image [^>]*href="data:image\/png;base64,/);
    assert.ok(svg.length < 1_500_000 && png > 20_000, `${svg.length} characters, ${png} bytes`);

    await chart.evaluate(async (element, data) => {
      const own = /** @type {any} */ (element);
      own.data = data;
      await own.ready;
    }, small());
    assert.deepEqual((await marks(chart)).map(({ id }) => id), ["one", "two"]);
  }));
