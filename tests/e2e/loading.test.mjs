// In which order an article's requests go out: what is needed together is asked for together.

import assert from "node:assert/strict";
import { test } from "node:test";
import { withPage } from "./browser.mjs";
import { drawn, marks } from "./chart.mjs";

/** @typedef {import("./page.mjs").Page} Page */

/** How long an answer is held back for a request that does not come, in ms: no slow machine takes so long to ask. */
const PATIENCE_MS = 8_000;

/**
 * Holds back the answer to each of these files until all of them are asked for. A file that is only asked for once
 * another has come is asked for in vain then.
 *
 * @param {Page} page
 * @param {string[]} names
 * @returns {Promise<() => string[]>} the files that were answered without the others
 */
async function answerTogether(page, names) {
  /** @type {Set<string>} */
  const asked = new Set();
  /** @type {string[]} */
  const alone = [];
  let all = () => {};
  const together = /** @type {Promise<void>} */ (new Promise((resolve) => { all = resolve; }));
  for (const name of names) {
    await page.route(`**/${name}`, async (route) => {
      asked.add(name);
      if (asked.size === names.length) all();
      const timer = setTimeout(() => {
        alone.push(name);
        all();
      }, PATIENCE_MS);
      await together;
      clearTimeout(timer);
      await route.fulfill({ response: await route.fetch() });
    });
  }
  return () => alone;
}

/** Keeps how the page comes by its WebAssembly. @param {Page} page */
const recordCompiling = (page) => page.raw.evaluateOnNewDocument(() => {
  /** @type {string[]} */
  const compiled = /** @type {any} */ (window).compiled = [];
  for (const name of /** @type {const} */ (["compile", "compileStreaming", "instantiate", "instantiateStreaming"])) {
    const plain = /** @type {any} */ (WebAssembly[name]);
    /** @type {any} */ (WebAssembly)[name] = (/** @type {unknown[]} */ ...given) => {
      compiled.push(name);
      return plain.apply(WebAssembly, given);
    };
  }
});

/** How often each file of the program was asked for. @param {Page} page */
function countRequests(page) {
  /** @type {Record<string, number>} */
  const counts = {};
  page.on("request", (request) => {
    const name = new URL(request.url()).pathname.split("/").pop() ?? "";
    if (/^claims/.test(name)) counts[name] = (counts[name] ?? 0) + 1;
  });
  return counts;
}

test("once the element is near, the wasm, its JavaScript and the data are asked for together, and the wasm is streamed", () =>
  withPage({ viewport: { width: 700, height: 800 } }, async ({ page }) => {
    const counts = countRequests(page);
    await recordCompiling(page);
    const alone = await answerTogether(page, ["claims_chart.js", "claims_chart_bg.wasm", "kursk.json"]);
    await page.goto("/tests/e2e/pages/far.html");
    await page.evaluate(async () => {
      await customElements.whenDefined("claims-chart");
      document.querySelector("claims-chart")?.setAttribute("src", "/src/core/dataset/kursk.json");
    });
    await page.waitForTimeout(200);
    assert.deepEqual(counts, { "claims-chart.js": 1 }, "nothing is asked for before");
    const chart = await drawn(page.locator("claims-chart"));
    assert.equal((await marks(chart)).length, 7);
    assert.deepEqual(alone(), [], "answered before the others were asked for");
    assert.deepEqual(counts, { "claims-chart.js": 1, "claims_chart.js": 1, "claims_chart_bg.wasm": 1 }, "each is asked for once");
    assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).compiled), ["instantiateStreaming"]);
  }));

for (const path of ["/www/", "/pkg/embed.html"]) {
  test(`${path}, whose chart is near from the start, has its program asked for together with the element`, () =>
    withPage({ viewport: { width: 1280, height: 720 } }, async ({ page }) => {
      const counts = countRequests(page);
      await recordCompiling(page);
      const alone = await answerTogether(page, ["claims-chart.js", "claims_chart.js", "claims_chart_bg.wasm"]);
      await page.goto(path);
      await drawn(page.locator("claims-chart").first());
      assert.deepEqual(alone(), [], "answered before the others were asked for");
      assert.deepEqual(counts, { "claims-chart.js": 1, "claims_chart.js": 1, "claims_chart_bg.wasm": 1 }, "each is asked for once");
      assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).compiled), ["instantiateStreaming"]);
    }));
}
