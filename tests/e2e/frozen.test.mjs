// The files with names for ever: they draw, ask for nothing by another name, and none of them is used once it was tampered with.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { withPage } from "./browser.mjs";
import { drawn, eventually, marks, notice, noticed, openChart, small } from "./chart.mjs";

/** @typedef {import("./page.mjs").Page} Page */

const FROZEN = new URL("../../pkg/frozen/", import.meta.url);

/** @returns {Promise<Record<string, {file: string, integrity: string}>>} */
const manifest = async () => JSON.parse(await readFile(new URL("manifest.json", FROZEN), "utf8"));

/** Opens a page that loads the frozen element as the manifest says. @param {Page} page @param {Record<string, string>} [headers] */
async function openFrozen(page, headers = {}) {
  const { file, integrity } = (await manifest())["claims-chart.js"];
  await page.route("**/pages/frozen.html", (route) => route.fulfill({ contentType: "text/html; charset=utf-8", headers, body: `<!doctype html>
<html lang="en">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A page that loads frozen files</title>
<link rel="icon" href="data:,">
<script type="module" src="/pkg/frozen/${file}" integrity="${integrity}" crossorigin="anonymous"></script>
<main></main>` }));
  await page.goto("/tests/e2e/pages/frozen.html");
}

/**
 * Answers a file with its last byte changed, as it may come from a host that somebody else has taken.
 *
 * @param {Page} page
 * @param {string} name
 * @param {number} [n_sound] how many requests are answered as they should be before
 */
async function tamper(page, name, n_sound = 0) {
  const { file } = (await manifest())[name];
  let n_asked = 0;
  await page.route(`**/frozen/${file}*`, async (route) => {
    const response = await route.fetch();
    n_asked += 1;
    if (n_asked <= n_sound) {
      await route.fulfill({ response });
      return;
    }
    const bytes = new Uint8Array(await response.arrayBuffer());
    // In JavaScript it is the line's end that becomes a space: it would do just the same.
    bytes[bytes.length - 1] = name.endsWith(".js") ? 32 : bytes[bytes.length - 1] ^ 1;
    await route.fulfill({ response, body: /** @type {any} */ (bytes) });
  });
}

/** What is told of what is lacking, once something is. @param {import("./page.mjs").Locator} chart @param {RegExp} pattern */
const isTold = (chart, pattern) => eventually(async () => assert.match(await noticed(chart), pattern));

// What browsers write into their consoles, each in its own words.
const REFUSED = { expectedErrors: [/integrity|frozen/i] };

test("each frozen file has the hash that the manifest says", async () => {
  for (const [name, { file, integrity }] of Object.entries(await manifest())) {
    const sum = createHash("sha384").update(await readFile(new URL(file, FROZEN)));
    assert.equal(`sha384-${sum.digest("base64")}`, integrity, name);
  }
});

test("they draw everything, also under a strict policy, and ask for nothing that is not frozen", () =>
  withPage({}, async ({ page }) => {
    /** @type {string[]} */
    const asked = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await openFrozen(page, { "content-security-policy":
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src data:" });
    const chart = await drawn(await openChart(page, { attributes: { view: "bars", lang: "uk" } }));
    assert.equal((await marks(chart)).length, 7);
    assert.equal(await notice(chart).isVisible(), false);
    const refused = await openChart(page, { data: { title: 3 } });
    await isTold(refused, /Its data have \d+ problems/);
    const known = new Set(Object.values(await manifest()).map(({ file }) => `/pkg/frozen/${file}`));
    const loaded = new Set(asked.filter((path) => path.startsWith("/pkg/")));
    assert.deepEqual([...loaded].filter((path) => !known.has(path)), []);
    for (const part of ["claims-chart-", "claims_chart-", "claims_chart_bg-", "claims_more-", "claims_desk-", "uk-"]) {
      assert.ok([...loaded].some((path) => path.includes(`/${part}`)), `${part} was loaded`);
    }
  }));

for (const name of ["claims_chart_bg.wasm", "claims_chart.js"]) {
  test(`with one byte of ${name} changed on the way, the fallback stays with a notice, until it comes as it was made`, () =>
    withPage(REFUSED, async ({ page }) => {
      await openFrozen(page);
      await tamper(page, name);
      const chart = await openChart(page);
      await isTold(chart, /could not be loaded/);
      assert.equal(await chart.locator(".fallback").isVisible(), true);
      await page.unroute(`**/frozen/${(await manifest())[name].file}*`);
      await chart.evaluate((element, data) => { /** @type {any} */ (element).data = data; }, small());
      await drawn(chart);
      assert.equal((await marks(chart)).length, 2);
    }));
}

test("a host that changes a module only for the request that would run it gains nothing by that", () =>
  withPage(REFUSED, async ({ page }) => {
    await openFrozen(page);
    await tamper(page, "claims_chart.js", 1);
    const chart = await openChart(page);
    await isTold(chart, /could not be loaded as it was made/);
    assert.equal(await chart.locator(".fallback").isVisible(), true);
  }));

test("with one byte of the element's module changed, a browser that was told its integrity does not run it", () =>
  withPage(REFUSED, async ({ page }) => {
    await tamper(page, "claims-chart.js");
    await openFrozen(page);
    await page.waitForTimeout(500);
    assert.equal(await page.evaluate(() => customElements.get("claims-chart") === undefined), true);
  }));

test("with one byte of what is used later changed, the rest is shown, and it is told", () =>
  withPage(REFUSED, async ({ page }) => {
    await openFrozen(page);
    for (const name of ["claims_more.wasm", "languages/uk.txt", "claims_desk.js"]) await tamper(page, name);
    const chart = await drawn(await openChart(page, { attributes: { view: "bars", lang: "uk" } }));
    await isTold(chart, /"uk" could not be fetched[^]*the bars could not be loaded/);
    const refused = await openChart(page, { data: { title: 3 } });
    await isTold(refused, /what is wrong could not be looked up/);
  }));
