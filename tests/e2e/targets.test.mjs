// What a hand, an eye and a keyboard need: targets that can be hit, words that can be read, a focus that is seen.

import assert from "node:assert/strict";
import { test } from "node:test";
import { only, withPage } from "./browser.mjs";
import { drawn, focusedOn, openChart, setAttributes, settled } from "./chart.mjs";

/** @typedef {import("./page.mjs").Locator} Locator */
/** @typedef {import("./page.mjs").Page} Page */

/** What can be shown, by attributes. @type {Record<string, Record<string, string>>} */
const STATES = {
  "the timeline": {},
  "the bars": { view: "bars" },
  "the table": { view: "table" },
  "a chosen claim": { selected: "lee" },
  "a chosen claim in the table": { view: "table", selected: "lee" },
  "a pair": { view: "bars", selected: "lee", compare: "zelensky-dec-23" },
  "another measure on a day, with a party hidden": { measure: "wounded", "as-of": "2024-12-27", hide: "ukraine" },
  "everybody hidden": { hide: "ukraine,united-states,south-korea" },
};
const ALL = { view: null, measure: null, "as-of": null, hide: null, selected: null, compare: null };

const POINTERS = /** @type {const} */ ({ fine: {}, coarse: { hasTouch: true, isMobile: true } });

/** What can be used and is smaller than 24 × 24 CSS px, or has something else over its middle. @param {Locator} chart */
const tooSmall = (chart) => chart.evaluate((element) => {
  const root = /** @type {ShadowRoot} */ (element.shadowRoot);
  const found = [];
  let n = 0;
  for (const each of root.querySelectorAll("button, input, summary, textarea, select")) {
    if (!each.checkVisibility({ visibilityProperty: true }) || each.closest("[aria-hidden=true]")) continue;
    n += 1;
    const { left, top, width, height } = each.getBoundingClientRect();
    const name = `<${each.localName}> “${each.ariaLabel ?? (each.textContent || /** @type {HTMLInputElement} */ (each).value)}”`;
    if (width < 24 || height < 24) found.push(`${name} is ${width} × ${height} px`);
    // The pointer goes by the nearest mark, whatever button it is over.
    if (each.closest("[part=chart]")) continue;
    each.scrollIntoView({ block: "center", behavior: "instant" });
    const { left: x, top: y } = each.getBoundingClientRect();
    const over = root.elementFromPoint(x + width / 2, y + height / 2);
    if (over !== each && !each.contains(over)) found.push(`${name} at ${left}, ${top} is under <${over?.localName} ${over?.className}>`);
  }
  if (n < 5) found.push(`only ${n} things can be used`);
  return found;
});

for (const [pointer, reader] of Object.entries(POINTERS)) {
  for (const width of [320, 760]) {
    test(`with a ${pointer} pointer at ${width} px every target is 24 px wide and high, and under nothing else`, () =>
      withPage({ viewport: { width, height: 900 }, ...reader }, async ({ page }) => {
        const chart = await drawn(await openChart(page));
        const isAs = await page.evaluate((pointer) => matchMedia(`(pointer: ${pointer})`).matches, pointer);
        assert.ok(isAs, `the page knows of a ${pointer} pointer`);
        for (const [state, attributes] of Object.entries(STATES)) {
          await setAttributes(chart, { ...ALL, ...attributes });
          await settled(chart);
          assert.deepEqual(await tooSmall(chart), [], state);
        }
        await setAttributes(chart, ALL);
        await chart.getByRole("button", { name: "Why?" }).click();
        assert.deepEqual(await tooSmall(chart), [], "the reasons");
        await chart.locator(".known").click();
        assert.deepEqual(await tooSmall(chart), [], "a date that is typed");
      }));
  }
}

/** Keeps what is written on canvases: the size in CSS px and the colour. @param {Page} page */
const listen = (page) => page.evaluate(() => {
  const here = /** @type {any} */ (window);
  here.written = [];
  const { fillText } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.fillText = function (/** @type {[string, number, number, number?]} */ ...args) {
    const scale = this.getTransform().d / (this.canvas.width / (this.canvas.getBoundingClientRect().width || this.canvas.width));
    const [, size] = /([\d.]+)px/.exec(this.font) ?? [];
    here.written.push({ text: args[0], size: Number(size) * scale, colour: this.fillStyle });
    return fillText.apply(this, args);
  };
});

/** How much one colour stands out from another, as WCAG counts it. @param {string} one @param {string} other */
function contrast(one, other) {
  const [light, dark] = [one, other].map((colour) => {
    const parts = colour.startsWith("#")
      ? [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
      : (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
    const [r, g, b] = parts.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }).toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`no word is smaller than 12 px, and those of the picture stand out 4.5 to 1, ${colorScheme}`, () =>
    withPage({ viewport: { width: 760, height: 900 }, colorScheme }, async ({ page }) => {
      await page.goto("/tests/e2e/pages/empty.html");
      await listen(page);
      const chart = await drawn(await openChart(page));
      for (const width of [320, 760]) {
        await page.setViewportSize({ width, height: 900 });
        await settled(chart);
        for (const [state, attributes] of Object.entries(STATES)) {
          await setAttributes(chart, { ...ALL, theme: "auto" });
          await page.evaluate(() => { /** @type {any} */ (window).written = []; });
          await setAttributes(chart, { ...attributes, theme: null });
          await settled(chart);
          const small = await chart.evaluate((element) => {
            const root = /** @type {ShadowRoot} */ (element.shadowRoot);
            const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
            const found = [];
            while (walker.nextNode()) {
              const { parentElement, textContent } = walker.currentNode;
              if (!textContent?.trim() || !parentElement?.checkVisibility({ visibilityProperty: true }) || parentElement.closest(".unseen")) continue;
              const size = parseFloat(getComputedStyle(parentElement).fontSize);
              if (size < 12) found.push(`“${textContent}” is ${size} px`);
            }
            return found;
          });
          assert.deepEqual(small, [], `${state} at ${width} px`);
          const { written, background } = await chart.evaluate((element) => ({
            written: /** @type {{text: string, size: number, colour: string}[]} */ (/** @type {any} */ (window).written),
            background: getComputedStyle(/** @type {Element} */ (element.shadowRoot?.querySelector(".figure"))).backgroundColor,
          }));
          if (attributes.view !== "table") assert.ok(written.length > 0, `${state}: the picture has words`);
          for (const { text, size, colour } of written) {
            assert.ok(size >= 11.9, `${state} at ${width} px: “${text}” is ${size} px in the picture`);
            assert.ok(contrast(colour, background) >= 4.5,
              `${state}: “${text}” in ${colour} on ${background} stands out ${contrast(colour, background).toFixed(2)} to 1`);
          }
        }
      }
    }));
}

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  for (const [state, attributes] of Object.entries(STATES)) {
    // A page of its own each: Firefox, once the focus has left a page for its window, shows no more of it in the next.
    test(`the focus is seen on every stop of ${state}, ${colorScheme}`, () =>
      withPage({ viewport: { width: 760, height: 1300 }, colorScheme }, async ({ page }) => {
        const chart = await drawn(await openChart(page, { attributes }));
        /** @type {string[]} */
        const stops = [];
        for (;;) {
          await page.keyboard.press("Tab");
          const stop = await focusedOn(page);
          // After the last stop comes the page, or the first again.
          if (stop.startsWith("outside") || stop === stops[0]) break;
          stops.push(stop);
          assert.ok(stops.length < 60, `${state}: the stops come to no end: ${stops}`);
          const seen = await chart.evaluate((element) => {
            const active = /** @type {Element} */ (element.shadowRoot?.activeElement);
            // What is drawn for a control that is not seen itself stands beside or around it.
            const drawn = [active, active.nextElementSibling, active.closest("label")].flatMap((each) => each ?? []);
            for (const each of drawn) {
              const { outlineStyle, outlineWidth, outlineColor, backgroundColor } = getComputedStyle(each);
              if (outlineStyle === "solid" && parseFloat(outlineWidth) >= 2) return { outlineColor, backgroundColor };
            }
            return null;
          });
          assert.ok(seen, `${state}: the focus on “${stop}” is an outline of 2 px`);
          const around = await chart.evaluate((element) => getComputedStyle(/** @type {Element} */ (element.shadowRoot?.querySelector(".figure"))).backgroundColor);
          // Inside a control that holds, it is drawn on that control's colour.
          const behind = /^rgba\(.*, 0\)$/.test(seen.backgroundColor) || stop.startsWith("mark") ? around : seen.backgroundColor;
          assert.ok(contrast(seen.outlineColor, behind) >= 3, `${state}: “${stop}” is ringed in ${seen.outlineColor} on ${behind}`);
        }
        assert.ok(stops.length >= 9, `${state}: only ${stops}`);
      }));
  }
}

test("with text twice as large nothing is cut off", only("chromium", "Firefox has no zoom of text that a test can set"), () =>
  withPage({ viewport: { width: 640, height: 1200 } }, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    // As the browser's own zoom does: half the CSS px, twice the dots.
    await page.setViewportSize({ width: 320, height: 600 });
    await page.setPixelRatio(2);
    for (const [state, attributes] of Object.entries(STATES)) {
      await setAttributes(chart, { ...ALL, ...attributes });
      await settled(chart);
      const cut = await chart.evaluate((element) => {
        const root = /** @type {ShadowRoot} */ (element.shadowRoot);
        return [...root.querySelectorAll("*")].filter((each) => each.checkVisibility({ visibilityProperty: true })
          && !each.closest(".unseen, svg") && getComputedStyle(each).overflow !== "visible" && each.clientWidth
          && (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1))
          .map((each) => `${each.localName} ${each.className}: ${each.scrollWidth} × ${each.scrollHeight} in ${each.clientWidth} × ${each.clientHeight}`);
      });
      assert.deepEqual(cut, [], state);
    }
  }));
