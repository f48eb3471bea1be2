// What a screen reader is given of the chart, word by word.

import { test } from "node:test";
import { only, withPage } from "./browser.mjs";
import { drawn, openChart } from "./chart.mjs";
import { assertTree } from "./tree.mjs";

test("the embedded dataset reads as it is stored", only("chromium", "its accessibility tree is the one that can be asked for"), () =>
  withPage({ viewport: { width: 760, height: 1300 } }, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    await assertTree(chart, "kursk-760");
  }));
