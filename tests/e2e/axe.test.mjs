// Every state of the widget that a reader can bring about, against the accessibility guidelines. Each is looked at in
// light and dark, narrow and wide.

import { test } from "node:test";
import { assertAccessible } from "./axe.mjs";
import { withPage } from "./browser.mjs";
import { drawn, kursk, notice, openChart, settled, small } from "./chart.mjs";
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
  "the bars": async (page) => drawn(await openChart(page, { attributes: { view: "bars" } })),
  "the table": async (page) => drawn(await openChart(page, { attributes: { view: "table" } })),
  "the table sorted by another column, with a chosen claim": async (page) => {
    const chart = await drawn(await openChart(page, { attributes: { view: "table", selected: "lee" } }));
    await chart.locator("thead").getByRole("button", { name: "Count" }).click();
  },
  "two claims compared": async (page) => drawn(await openChart(page, { attributes: { selected: "lee", compare: "zelensky-dec-23" } })),
  "two claims that contradict each other compared": async (page) => drawn(await openChart(page, {
    data: await contradictory(), attributes: { view: "bars", selected: "lee", compare: "zelensky-dec-23" } })),
  "a claim that waits to be compared": async (page) => {
    const chart = await drawn(await openChart(page, { attributes: { selected: "lee" } }));
    await chart.locator("[part=card] > :not([aria-hidden])").getByRole("button", { name: "Compare" }).click();
  },
  "what was known on a day, with a party hidden": async (page) =>
    drawn(await openChart(page, { attributes: { "as-of": "2024-12-20", hide: "united-states" } })),
  "everybody hidden": async (page) => {
    const chart = await drawn(await openChart(page, { attributes: { hide: "ukraine,united-states,south-korea" } }));
    await settled(chart);
  },
  "everybody hidden in the bars": async (page) =>
    drawn(await openChart(page, { attributes: { view: "bars", hide: "ukraine,united-states,south-korea" } })),
  "everybody hidden in the table": async (page) =>
    drawn(await openChart(page, { attributes: { view: "table", hide: "ukraine,united-states,south-korea" } })),
  "the dialog for downloading": async (page) => {
    const chart = await drawn(await openChart(page));
    await chart.locator("[part=footer]").getByRole("button", { name: "Download", exact: true }).click();
    await chart.getByRole("dialog").waitFor();
  },
  "the dialog for embedding": async (page) => {
    const chart = await drawn(await openChart(page));
    await chart.locator("[part=footer]").getByRole("button", { name: "Embed", exact: true }).click();
    await chart.getByRole("dialog").waitFor();
  },
  "a date that is typed": async (page) => {
    const chart = await drawn(await openChart(page));
    await chart.locator(".known").click();
  },
  "a citation where the clipboard is closed": async (page) => {
    const chart = await drawn(await openChart(page, { attributes: { selected: "lee" } }));
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new DOMException("Write permission denied.", "NotAllowedError"));
    });
    await chart.locator("[part=card] > :not([aria-hidden])").getByRole("button", { name: "Cite" }).click();
    await chart.locator("textarea").waitFor();
  },
  "choices that cannot be followed": async (page) =>
    drawn(await openChart(page, { attributes: { view: "pie", "as-of": "never", theme: "dark" } })),
  "the notes": async (page) => {
    const chart = await drawn(await openChart(page));
    await chart.locator("summary").click();
  },
  "data with a fault": async (page) => {
    const chart = await openChart(page, { data: { ...small(), titel: "How many?" } });
    await notice(chart).waitFor();
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
