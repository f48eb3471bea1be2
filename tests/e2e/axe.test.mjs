// Every state of the widget that a reader can bring about, against the accessibility guidelines. Each is looked at in
// light and dark, narrow and wide.

import { test } from "node:test";
import { assertAccessible } from "./axe.mjs";
import { withPage } from "./browser.mjs";
import { drawn, kursk, openChart, settled, small } from "./chart.mjs";
import { contradictory, parts } from "./finding.mjs";

/** @typedef {import("./page.mjs").Page} Page */

/** What is shown, and how it comes to be. @type {Record<string, (page: Page) => Promise<unknown>>} */
const STATES = {
  "the article": async (page) => {
    await page.goto("/www/");
    for (const chart of await page.locator("claims-chart").all()) await drawn(chart);
  },
  "the chart alone": async (page) => drawn(await openChart(page)),
  "a chosen claim": async (page) => {
    const chart = await drawn(await openChart(page));
    await chart.locator("[part=chart] button[data-claim='zelensky-jan-9']").focus();
    await page.keyboard.press("Enter");
  },
  "the reasons of a finding": async (page) => {
    const chart = await drawn(await openChart(page));
    await parts(chart).ask.click();
  },
  "claims that contradict each other": async (page) => drawn(await openChart(page, { data: await contradictory() })),
  "another measure": async (page) => {
    const chart = await drawn(await openChart(page, { data: await kursk() }));
    await chart.getByRole("radio", { name: "Deployed" }).check();
    await settled(chart);
  },
  "the notes": async (page) => {
    const chart = await drawn(await openChart(page));
    await chart.locator("summary").click();
  },
  "data with a fault": async (page) => {
    const chart = await openChart(page, { data: { ...small(), titel: "How many?" } });
    await chart.getByRole("status").waitFor();
  },
};

for (const [state, bringAbout] of Object.entries(STATES)) {
  test(`axe finds nothing against ${state}`, () =>
    withPage({ viewport: { width: 760, height: 900 } }, async ({ page }) => {
      await bringAbout(page);
      for (const width of [760, 320]) {
        await page.setViewportSize({ width, height: 900 });
        for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
          await page.emulateMedia({ colorScheme });
          // The chart has followed once its colours and its width are the page's.
          await settled(page.locator("claims-chart").first());
          await assertAccessible(page, `${state}, ${colorScheme}, ${width} px`);
        }
      }
    }));
}
