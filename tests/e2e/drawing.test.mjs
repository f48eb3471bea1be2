// The picture itself: its pixels, and when it is painted anew.

import assert from "node:assert/strict";
import { test } from "node:test";
import { only, withPage } from "./browser.mjs";
import {
  BACKGROUND, CASUALTIES, COLOURS, count, drawn, eventually, marks, markOf, notice, noticed, openChart, settled, sizes, small, told,
} from "./chart.mjs";

/** @typedef {import("./page.mjs").Locator} Locator */

/**
 * Every claim's mark has its party's colour. @param {Locator} chart @param {"light" | "dark"} theme
 * @param {number} [ratio]
 */
async function assertMarks(chart, theme, ratio = 1) {
  const all = await marks(chart);
  assert.deepEqual(all.map(({ id }) => id), CASUALTIES.map(([id]) => id), "one mark a claim, in the order of their dates");
  for (const [id, party] of CASUALTIES) {
    const mark = await markOf(chart, id);
    const n = await count(chart, COLOURS[theme][party], mark);
    assert.ok(n >= 20 * ratio ** 2, `${id}: ${n} px of ${party}'s colour in its mark, expected ${20 * ratio ** 2} or more`);
  }
  const total = await count(chart, BACKGROUND[theme]);
  assert.ok(total > 10_000, `the picture stands on the ${theme} background, which only ${total} px have`);
}

test("each claim of the article is drawn in its party's colour", () =>
  withPage({ viewport: { width: 760, height: 900 }, colorScheme: "light" }, async ({ page }) => {
    await page.goto("/www/");
    const chart = await drawn(page.locator("claims-chart").first());
    await assertMarks(chart, "light");
    assert.equal(await chart.locator("[part=title]").innerText(),
      "How many North Korean soldiers have been killed or wounded in Kursk?");
  }));

for (const ratio of [1, 2, 3]) {
  test(`the bitmap has ${ratio} device pixel(s) a CSS px, so that marks stay sharp`, () =>
    withPage({ viewport: { width: 390, height: 800 }, deviceScaleFactor: ratio, colorScheme: "light" }, async ({ page }) => {
      await page.goto("/www/");
      const chart = await drawn(page.locator("claims-chart").first());
      const { bitmap, css } = await sizes(chart);
      assert.deepEqual(bitmap, css.map((length) => Math.round(length * ratio)), "the bitmap's size in device pixels");
      await assertMarks(chart, "light", ratio);
    }));
}

test("a change of pixel ratio repaints at the new one, more than once", () =>
  withPage({ viewport: { width: 600, height: 800 }, colorScheme: "light" }, async ({ page }) => {
    await page.goto("/www/");
    const chart = await drawn(page.locator("claims-chart").first());
    const before = await sizes(chart);
    for (const ratio of [2, 3, 1.5]) {
      await page.setPixelRatio(ratio);
      await eventually(async () => {
        const { bitmap, css } = await sizes(chart);
        assert.deepEqual(css, before.css, "the place in the page stays as it was");
        assert.deepEqual(bitmap, css.map((length) => Math.round(length * ratio)), `the bitmap at ratio ${ratio}`);
      });
      await assertMarks(chart, "light", ratio);
    }
  }));

test("the picture follows the width, and nothing reaches beyond the page from 320 to 1400 px", () =>
  withPage({ viewport: { width: 760, height: 900 }, colorScheme: "light" }, async ({ page }) => {
    await page.goto("/www/");
    const chart = await drawn(page.locator("claims-chart").first());
    await drawn(page.locator("claims-chart").last());
    for (const width of [320, 390, 520, 720, 1100, 1400]) {
      await page.setViewportSize({ width, height: 900 });
      await settled(chart);
      await eventually(async () => {
        const { css, stage, bitmap } = await sizes(chart);
        assert.ok(Math.abs(css[0] - stage[0]) < 1, `at ${width} px the picture is ${css[0]} px wide in a place of ${stage[0]} px`);
        assert.equal(css[1], stage[1], `at ${width} px the place is as high as the picture`);
        assert.equal(bitmap[0], Math.round(css[0]), `at ${width} px the bitmap was repainted`);
      });
      await assertMarks(chart, "light");
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `at ${width} px the page is ${overflow} px too wide`);
      for (const mark of await marks(chart)) {
        const { stage } = await sizes(chart);
        assert.ok(mark.x >= 0 && mark.x <= stage[0], `at ${width} px the mark of ${mark.id} is outside the picture`);
        assert.ok(mark.width >= 24 && mark.height >= 24, `at ${width} px the target of ${mark.id} is under 24 px`);
      }
    }
  }));

test("a dark page has a dark picture, from the start and when the reader changes the scheme", () =>
  withPage({ viewport: { width: 760, height: 900 }, colorScheme: "dark" }, async ({ page }) => {
    await page.goto("/www/");
    const chart = await drawn(page.locator("claims-chart").first());
    await assertMarks(chart, "dark");
    await page.emulateMedia({ colorScheme: "light" });
    await eventually(() => assertMarks(chart, "light"));
    await page.emulateMedia({ colorScheme: "dark" });
    await eventually(() => assertMarks(chart, "dark"));
    const title = await chart.locator("[part=title]").evaluate((element) => getComputedStyle(element).color);
    assert.equal(title, "rgb(236, 238, 241)", "the words follow the scheme, too");
  }));

test("the page's own color-scheme counts, not only the system's", () =>
  withPage({ colorScheme: "dark" }, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    await assertMarks(chart, "dark");
    await page.evaluate(() => { document.documentElement.style.colorScheme = "light"; });
    await eventually(() => assertMarks(chart, "light"));
  }));

test("the theme attribute decides against the page", () =>
  withPage({ colorScheme: "light" }, async ({ page }) => {
    const chart = await drawn(await openChart(page, { attributes: { theme: "dark" } }));
    await assertMarks(chart, "dark");
    await chart.evaluate(async (element) => {
      /** @type {any} */ (element).theme = "light";
      await /** @type {any} */ (element).updateComplete;
    });
    await assertMarks(chart, "light");
    assert.equal(await chart.getAttribute("theme"), "light", "the property is reflected");
  }));

test("a theme that there is not is reported, and the chart is drawn all the same", () =>
  withPage({ colorScheme: "light" }, async ({ page }) => {
    const chart = await drawn(await openChart(page, { attributes: { theme: "drak", measure: "kiled" } }));
    await assertMarks(chart, "light");
    const [{ detail }] = await told(page, "claims-error");
    assert.deepEqual(detail.problems.map((/** @type {{path: string}} */ problem) => problem.path), ["theme", "measure"]);
    assert.equal(detail.problems[0].message, 'must be one of "auto", "light", "dark", not "drak"');
    assert.match(detail.problems[1].message, /^must be one of "casualties", "killed", .*, not "kiled"$/);
    assert.match(await noticed(chart), /theme: must be one of "auto", "light", "dark", not "drak"/);
    await chart.evaluate(async (element) => {
      element.removeAttribute("theme");
      element.removeAttribute("measure");
      await /** @type {any} */ (element).updateComplete;
    });
    assert.equal(await notice(chart).isVisible(), false, "the notice goes when the attributes are mended");
  }));

test("custom properties set the colours, in any notation; one that is no colour is reported", () =>
  withPage({ colorScheme: "light" }, async ({ page }) => {
    await page.goto("/tests/e2e/pages/empty.html");
    await page.addStyleTag({ content: `claims-chart { --claims-party-1: oklch(0.45 0.2 300); --claims-background: papayawhip;
      --claims-rule: nocolour; --claims-font: monospace }` });
    const chart = await drawn(await openChart(page));
    const expected = await page.evaluate(() => {
      const context = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
      context.fillStyle = "oklch(0.45 0.2 300)";
      context.fillRect(0, 0, 1, 1);
      return [...context.getImageData(0, 0, 1, 1).data];
    });
    const purple = /** @type {[number, number, number]} */ (expected.slice(0, 3));
    const n = await count(chart, purple, await markOf(chart, "zelensky-jan-9"));
    assert.ok(n >= 20, `Ukraine's mark has ${n} px of rgb(${purple})`);
    const old = await count(chart, COLOURS.light.ukraine);
    assert.equal(old, 0, "nothing has the colour that was replaced");
    const behind = await count(chart, [255, 239, 213]);
    assert.ok(behind > 10_000, `${behind} px have the page's background`);
    const [{ detail }] = await told(page, "claims-error");
    assert.deepEqual(detail.problems, [{ path: "--claims-rule", message: 'must be an opaque colour, not "nocolour"' }]);
    const font = await chart.locator("[part=title]").evaluate((element) => getComputedStyle(element).fontFamily);
    assert.equal(font, "monospace");
  }));

test("a colour that something shines through is reported, and its place is taken by the chart's own", () =>
  withPage({ colorScheme: "light" }, async ({ page }) => {
    await page.goto("/tests/e2e/pages/empty.html");
    await page.addStyleTag({ content: `claims-chart { --claims-background: transparent; --claims-ink: rgb(255 0 0 / 50%);
      --claims-muted: color-mix(in oklch, purple, transparent) }` });
    const chart = await drawn(await openChart(page));
    assert.ok(await count(chart, BACKGROUND.light) > 10_000, "it is drawn as without them");
    const [{ detail }] = await told(page, "claims-error");
    assert.deepEqual(detail.problems, [["ink", "rgb(255 0 0 / 50%)"], ["muted", "color-mix(in oklch, purple, transparent)"],
      ["background", "transparent"]].map(([name, value]) => ({ path: `--claims-${name}`, message: `must be an opaque colour, not "${value}"` })));
  }));

test("a chart that is not displayed is drawn once it is", () =>
  withPage({ colorScheme: "light" }, async ({ page }) => {
    await page.goto("/tests/e2e/pages/empty.html");
    await page.addStyleTag({ content: ".away { display: none } .narrow { width: 0; overflow: hidden }" });
    await page.evaluate(() => document.querySelector("main")?.classList.add("away"));
    const chart = await openChart(page);
    await settled(chart.page().locator("body")).catch(() => {});
    assert.equal(await chart.locator("[part=chart] button").count(), 0, "nothing is drawn out of sight");
    await page.evaluate(() => document.querySelector("main")?.setAttribute("class", "narrow"));
    await page.waitForTimeout(200);
    await page.evaluate(() => document.querySelector("main")?.removeAttribute("class"));
    await chart.evaluate((element) => /** @type {any} */ (element).ready);
    await assertMarks(chart, "light");
  }));

test("new data are drawn, and updateComplete tells when", () =>
  withPage({ colorScheme: "light" }, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    const title = await chart.evaluate(async (element, data) => {
      /** @type {any} */ (element).data = data;
      await /** @type {any} */ (element).updateComplete;
      return element.shadowRoot?.querySelector("[part=title]")?.textContent;
    }, small());
    assert.equal(title, "How many were there?");
    assert.deepEqual((await marks(chart)).map(({ id }) => id), ["one", "two"]);
    const { css } = await sizes(chart);
    for (const mark of await marks(chart)) {
      const outside = mark.y < 0 || mark.y > css[1];
      assert.ok(!outside, `${mark.id} is drawn at ${mark.y} px in a picture ${css[1]} px high`);
    }
    assert.deepEqual((await told(page, "claims-ready")).map(({ detail }) => detail.claims), [12, 2]);
    await chart.evaluate(async (element) => {
      /** @type {any} */ (element).heading = "Another title";
      await /** @type {any} */ (element).updateComplete;
    });
    assert.equal(await chart.locator("[part=title]").innerText(), "Another title");
  }));

test("a view transition may wait for what it set", only("chromium", "not every Firefox makes view transitions"), () =>
  withPage({}, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    const n = await chart.evaluate(async (element) => {
      const transition = document.startViewTransition(async () => {
        element.setAttribute("measure", "killed");
        await /** @type {any} */ (element).updateComplete;
      });
      // Rejected where the browser has lost its patience.
      await transition.ready;
      await transition.finished;
      return element.shadowRoot?.querySelectorAll("[part=chart] button").length;
    });
    assert.equal(n, 3, "it is drawn by then");
  }));

test("claimAt names the claim within reach of a point of the element", () =>
  withPage({ viewport: { width: 760, height: 900 } }, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    const found = await chart.evaluate((element) => {
      const { x: left, y: top } = element.getBoundingClientRect();
      return [...(element.shadowRoot?.querySelectorAll("[part=chart] button") ?? [])].map((button) => {
        const { x, y, width, height } = button.getBoundingClientRect();
        const at = [x + width / 2 - left, y + height / 2 - top];
        return [button.getAttribute("data-claim"), /** @type {any} */ (element).claimAt(...at)];
      });
    });
    assert.equal(found.length, CASUALTIES.length);
    for (const [id, at] of found) assert.equal(at, id, `the claim at the middle of ${id}'s mark`);
    const nothing = await chart.evaluate((element) => /** @type {any} */ (element).claimAt(2, 2));
    assert.equal(nothing, null, "the title is no claim");
  }));

test("on a page that reads from right to left the picture is the same", () =>
  withPage({ viewport: { width: 600, height: 900 }, colorScheme: "light" }, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    const picture = () => chart.evaluate((element) => {
      const canvas = /** @type {HTMLCanvasElement} */ (element.shadowRoot?.querySelector("canvas"));
      const { data } = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"))
        .getImageData(0, 0, canvas.width, canvas.height);
      // One channel tells a stroke from what is behind it.
      return Array.from({ length: data.length / 4 }, (_, index) => data[4 * index + 1]);
    });
    const before = await picture();
    await page.evaluate(() => { document.documentElement.dir = "rtl"; });
    await chart.evaluate((element) => element.setAttribute("measure", "killed"));
    await settled(chart);
    await chart.evaluate((element) => element.removeAttribute("measure"));
    await settled(chart);
    const after = await picture();
    assert.equal(after.length, before.length, "the picture has its size");
    // Browsers smooth letters now one way and now another, once a canvas has been read; a text that moved changes more.
    const n = after.filter((value, index) => Math.abs(value - before[index]) > 96).length;
    assert.ok(n < 40, `labels and ticks stand where they stood, but ${n} px are others`);
  }));
