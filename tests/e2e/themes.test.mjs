// The pages that show the chart in other house styles: the page's style sheet decides, and nothing else.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible } from "./axe.mjs";
import { withPage } from "./browser.mjs";
import { count, drawn, notice, overflows, settled } from "./chart.mjs";

/** @typedef {[number, number, number]} Rgb */

/**
 * What each page's style sheet says, as it is seen: the family of the chart's letters, its background and the colour of
 * its first party, in light and dark.
 *
 * @type {Record<string, {font: RegExp, light: [Rgb, Rgb], dark: [Rgb, Rgb]}>}
 */
const PAGES = {
  broadsheet: { font: /^"Liberation Serif"/, light: [[251, 246, 236], [29, 79, 124]], dark: [[251, 246, 236], [29, 79, 124]] },
  daily: { font: /^"Liberation Sans"/, light: [[255, 255, 255], [196, 0, 24]], dark: [[18, 18, 18], [255, 107, 116]] },
  wire: { font: /^"Liberation Mono"/, light: [[13, 20, 24], [108, 199, 255]], dark: [[13, 20, 24], [108, 199, 255]] },
};

for (const [name, { font, ...schemes }] of Object.entries(PAGES)) {
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    test(`${name}, ${colorScheme}: the chart looks as the page's style sheet says, and can be read`, () =>
      withPage({ viewport: { width: 760, height: 900 }, colorScheme }, async ({ page }) => {
        await page.goto(`/www/themes/${name}.html`);
        const chart = await drawn(page.locator("claims-chart"));
        assert.equal(await notice(chart).isVisible(), false);
        const title = chart.getByRole("heading");
        assert.match(await title.evaluate((element) => getComputedStyle(element).fontFamily), font);
        await assertAccessible(page, name);
        await chart.evaluate((element) => {
          const chart = /** @type {any} */ (element);
          chart.view = "timeline";
          return chart.updateComplete;
        });
        const [background, party] = schemes[colorScheme];
        assert.ok(await count(chart, background) > 10_000, "the picture has the background of the style sheet");
        assert.ok(await count(chart, party) > 50, "and its first party's colour");
        for (const width of [320, 1100]) {
          await page.setViewportSize({ width, height: 900 });
          await settled(chart);
          assert.deepEqual(await overflows(chart), [], `at ${width} px`);
        }
      }));
  }
}
