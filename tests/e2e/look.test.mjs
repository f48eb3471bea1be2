// How a finding looks and reads: the band in the chart, sizes, colours, and what a screen reader makes of it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { only, withPage } from "./browser.mjs";
import { BACKGROUND, count, kursk, marks, settled } from "./chart.mjs";
import {
  WIDE, CASUALTIES_BY_DAY, contradictory, withLast, open, parts, spotOf, mixed, faults,
} from "./finding.mjs";
import { assertTree } from "./tree.mjs";

/** @typedef {import("./chart.mjs").Rgb} Rgb */

for (const theme of /** @type {const} */ (["light", "dark"])) {
  test(`the band is tinted where the true count can lie, and nowhere else, ${theme}`, () =>
    withPage({ ...WIDE, colorScheme: theme }, async ({ page }) => {
      const chart = await open(page);
      const all = await count(chart, mixed(theme));
      assert.ok(all > 20_000, `${all} px have the band's colour`);
      // Two marks tell the scale of each axis.
      const [dec_23, jan_9] = [await spotOf(chart, "zelensky-dec-23"), await spotOf(chart, "zelensky-jan-9")];
      const x = (/** @type {number} */ december) => dec_23.x + ((december - 23) / 17) * (jan_9.x - dec_23.x);
      const y = (/** @type {number} */ n) => dec_23.y + ((n - 3000) / 1000) * (jan_9.y - dec_23.y);
      const share = async (/** @type {Rgb} */ colour, /** @type {number[]} */ [from, to, low, high]) => {
        const box = { left: x(from), width: x(to) - x(from), top: y(high), height: y(low) - y(high) };
        return await count(chart, colour, box) / (box.width * box.height);
      };
      // From and to, in days of December; low and high.
      const inside = /** @type {[string, number[]][]} */ ([
        ["between 23 December and 9 January, from 3,000 to 4,000", [23.5, 39.5, 3050, 3950]],
        ["on 18 December, from 300 to 2,995", [17.2, 18.8, 1700, 2900]],
        ["before 17 December, up to 300", [14, 15.8, 40, 250]],
      ]);
      for (const [where, box] of inside) {
        const tinted = await share(mixed(theme), box);
        assert.ok(tinted > 0.7, `${where}: ${Math.round(tinted * 100)}% are tinted`);
      }
      const outside = /** @type {[string, number[]][]} */ ([
        ["below it, between 30 December and 8 January", [31, 38, 1200, 2700]],
        ["above it, then", [24, 38, 4100, 4900]],
        ["above it, on 18 December", [17.2, 18.8, 3100, 4900]],
        ["below it, after 9 January", [41, 42, 500, 2500]],
      ]);
      for (const [where, box] of outside) {
        assert.equal(await share(mixed(theme), box), 0, `${where}, nothing is tinted`);
        const plain = await share(BACKGROUND[theme], box);
        assert.ok(plain > 0.9, `${where}, ${Math.round(plain * 100)}% are plain`);
      }
      // Where nothing bounds it from above, it fades out upwards.
      const shades = await chart.evaluate((element, { left, tops }) => {
        const context = /** @type {CanvasRenderingContext2D} */ (element.shadowRoot?.querySelector("canvas")?.getContext("2d"));
        return tops.map((top) => context.getImageData(Math.round(left), Math.round(top), 1, 1).data[0]);
      }, { left: x(41.5), tops: [4050, 4450, 4950].map(y) });
      const depths = shades.map((shade) => Math.abs(shade - BACKGROUND[theme][0]));
      assert.ok(depths[0] > 8 && depths[0] > depths[1] && depths[1] > depths[2] && depths[1] > 2 && depths[2] <= 2,
        `after 9 January the tint fades: ${depths}`);
    }));
}

test("a screen reader reads the finding as sentences", only("chromium", "its accessibility tree is the one that can be asked for"), () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await open(page);
    const { finding, ask, earlier } = parts(chart);
    await assertTree(finding, "finding");
    await earlier.click();
    await ask.click();
    await page.mouse.move(1, 1);
    await assertTree(finding, "finding-asked");
  }));

test("a screen reader hears the new finding when the day turns", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await open(page);
    const { finding, ask, earlier } = parts(chart);
    const live = finding.locator("[aria-live]");
    assert.deepEqual(await live.evaluateAll((all) => all.map((each) => each.getAttribute("aria-live"))), ["off"], "at first it is not read out");
    await live.evaluate((element) => {
      const here = /** @type {any} */ (window);
      here.announced = [];
      here.live = element;
      new MutationObserver(() => here.announced.push(element.textContent)).observe(element,
        { childList: true, characterData: true, subtree: true });
    });
    await earlier.click();
    await earlier.click();
    await settled(chart);
    assert.equal(await live.getAttribute("aria-live"), "polite");
    assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).announced), [CASUALTIES_BY_DAY[5], CASUALTIES_BY_DAY[4]]);
    assert.equal(await live.evaluate((element) => element === /** @type {any} */ (window).live), true, "the live region stays the same");
    await ask.click();
    const controlled = await ask.evaluate((button) => {
      const root = /** @type {ShadowRoot} */ (button.getRootNode());
      return root.getElementById(button.getAttribute("aria-controls") ?? "")?.textContent;
    });
    assert.match(controlled ?? "", /^More than 3,000/, "the question names what it opens");
  }));

test("on a page that reads from right to left the finding's English still reads from the left", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await open(page);
    await page.evaluate(() => { document.documentElement.dir = "rtl"; });
    const directions = await parts(chart).finding.locator("p, button").evaluateAll((all) =>
      all.map((each) => getComputedStyle(each).direction));
    assert.deepEqual([...new Set(directions)], ["ltr"]);
  }));

test("at 320 px the finding keeps its room, and its buttons are large enough", () =>
  withPage({ viewport: { width: 320, height: 700 }, hasTouch: true, isMobile: true }, async ({ page }) => {
    for (const data of [await kursk(), withLast(await contradictory(), { at_most: 2000 })]) {
      const chart = await open(page, { data });
      const { ask, earlier } = parts(chart);
      assert.deepEqual(await faults(chart), []);
      await ask.tap();
      assert.deepEqual(await faults(chart), [], "with its reasons");
      if (await earlier.isVisible()) {
        for (let n = 0; n < 4; n += 1) await earlier.tap();
        assert.deepEqual(await faults(chart), [], "at 20 December");
      }
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `the page is ${overflow} px too wide`);
    }
  }));

test("with text twice as large nothing of the finding is cut off", () =>
  withPage(WIDE, async ({ page }) => {
    for (const width of [760, 390]) {
      await page.setViewportSize({ width, height: 1300 });
      const chart = await open(page);
      await chart.evaluate((element) => {
        const root = /** @type {ShadowRoot} */ (element.shadowRoot);
        const sizes = [...root.querySelectorAll("[part=finding], [part=finding] *")].map((each) =>
          [each, parseFloat(getComputedStyle(each).fontSize)]);
        for (const [each, size] of sizes) {
          /** @type {HTMLElement} */ (each).style.fontSize = `${2 * Number(size)}px`;
        }
      });
      assert.deepEqual(await faults(chart), [], `at ${width} px`);
    }
  }));

test("in a reader's own few colours the finding is whole, and its buttons are to be told from it", () =>
  withPage({ ...WIDE, forcedColors: "active" }, async ({ page }) => {
    const chart = await open(page);
    const { finding, ask } = parts(chart);
    await ask.click();
    assert.deepEqual(await faults(chart), []);
    const colours = await finding.evaluate((element) => {
      const of = (/** @type {Element} */ each) => getComputedStyle(each);
      const button = /** @type {Element} */ (element.querySelector("[aria-expanded]"));
      return { text: of(element).color, behind: of(element).backgroundColor, edge: of(element).borderInlineStartColor,
        underline: of(button).textDecorationLine };
    });
    assert.notEqual(colours.text, colours.behind);
    assert.notEqual(colours.edge, colours.behind);
    assert.equal(colours.underline, "underline");
  }));

test("a dark finding is dark, and its words stand out", () =>
  withPage({ ...WIDE, colorScheme: "dark" }, async ({ page }) => {
    const chart = await open(page);
    await parts(chart).ask.click();
    const [behind, ...words] = await parts(chart).finding.evaluate((element) =>
      [getComputedStyle(element).backgroundColor, getComputedStyle(element).color,
        getComputedStyle(/** @type {Element} */ (element.querySelector("#reasons p"))).color]);
    // Mixed of ink and background, so that it follows those of the page: a twentieth of the way from the one to the other.
    const mixed = Array.from(behind.matchAll(/[\d.]+/g), ([part]) => Number(part) * (behind.startsWith("color(srgb") ? 255 : 1));
    [33, 35, 39].forEach((part, n) => assert.ok(Math.abs(mixed[n] - part) < 1, behind));
    assert.deepEqual(words, ["rgb(236, 238, 241)", "rgb(165, 171, 181)"]);
    assert.equal((await marks(chart)).length, 7, "the finding's buttons are no marks");
  }));
