// What a screen reader is given of the chart, word by word.

import { test } from "node:test";
import { only, withPage } from "./browser.mjs";
import { drawn, openChart } from "./chart.mjs";
import { contradictory } from "./finding.mjs";
import { assertTree } from "./tree.mjs";

const TREES = only("chromium", "its accessibility tree is the one that can be asked for");
const WIDE = /** @type {const} */ ({ viewport: { width: 760, height: 1300 } });

/** What is shown, by the name of the file in tests/e2e/trees. @type {Record<string, Record<string, string>>} */
const STATES = {
  "kursk-760": {},
  "bars": { view: "bars" },
  "table": { view: "table" },
  "chosen": { selected: "zelensky-dec-23" },
  "pair": { view: "bars", selected: "lee", compare: "zelensky-dec-23" },
  "table-pair": { view: "table", selected: "lee", compare: "zelensky-dec-23" },
  "known-on-a-day": { "as-of": "2024-12-20", hide: "united-states" },
  "everybody-hidden": { hide: "ukraine,united-states,south-korea" },
};

for (const [name, attributes] of Object.entries(STATES)) {
  test(`the embedded dataset reads as it is stored: ${name}`, TREES, () =>
    withPage(WIDE, async ({ page }) => {
      const chart = await drawn(await openChart(page, { attributes }));
      await assertTree(chart, name);
    }));
}

test("the table that is set in blocks on a telephone reads as the wide one", TREES, () =>
  withPage({ viewport: { width: 320, height: 800 } }, async ({ page }) => {
    const chart = await drawn(await openChart(page, { attributes: { view: "table" } }));
    await assertTree(chart.locator("[part=table]"), "table-320");
  }));

test("claims that contradict each other, compared, read as they are stored", TREES, () =>
  withPage(WIDE, async ({ page }) => {
    const attributes = { selected: "lee", compare: "zelensky-dec-23" };
    const chart = await drawn(await openChart(page, { data: await contradictory(), attributes }));
    await assertTree(chart, "contradiction");
  }));
