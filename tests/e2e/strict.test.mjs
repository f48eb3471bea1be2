// A page with a strict security policy: all of the widget works there, and nothing is reported.

import assert from "node:assert/strict";
import { test } from "node:test";
import { withPage } from "./browser.mjs";
import { cardText, drawn, eventually, kursk, marks, notice, noticed, setAttributes, settled } from "./chart.mjs";

/** @typedef {import("./page.mjs").Page} Page */

const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; "
  + "img-src 'self' blob: data:; require-trusted-types-for 'script'";

const HTML = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A strict page</title>
<link rel="icon" href="data:,">
<script type="module" src="/pkg/claims-chart.js"></script>
<claims-chart id="one" url-state src="/tests/e2e/pages/claims.json"><p>A table.</p></claims-chart>
`;

/** Opens a page with the policy; what the browser reports is kept. @param {Page} page @param {string} body */
async function openStrict(page, body) {
  await page.route("**/strict.html", (route) => route.fulfill({
    contentType: "text/html", headers: { "content-security-policy": POLICY }, body }));
  await page.route("**/pages/claims.json", async (route) => route.fulfill({ json: await kursk() }));
  await page.raw.evaluateOnNewDocument(() => {
    /** @type {string[]} */
    const reported = /** @type {any} */ (window).reported = [];
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) => {
      reported.push(`${violatedDirective} ${blockedURI} ${sample}`);
    });
  });
  await page.goto("/strict.html");
}

/** @param {Page} page @returns {Promise<string[]>} */
const reported = (page) => page.evaluate(() => /** @type {any} */ (window).reported);

test("the policy of these tests is in force: the browser reports what it forbids", () =>
  withPage({ expectedErrors: [/Content.Security.Policy/i, /TrustedHTML/, /innerHTML/] }, async ({ page }) => {
    await openStrict(page, HTML);
    await page.evaluate(() => {
      document.body.append(Object.assign(document.createElement("style"), { textContent: "p { color: red }" }));
    });
    await eventually(async () => assert.match((await reported(page)).join(), /style-src/));
  }));

test("everything that a reader can do works on a strict page, and nothing is reported", () =>
  withPage({ viewport: { width: 760, height: 1000 } }, async ({ page }) => {
    await openStrict(page, HTML);
    const chart = await drawn(page.locator("claims-chart"));
    assert.equal((await marks(chart)).length, 7);
    for (const view of ["bars", "table", "timeline"]) {
      await setAttributes(chart, { view });
      await settled(chart);
    }
    await setAttributes(chart, { selected: "lee", compare: "zelensky-dec-23", "as-of": "2024-12-27", hide: "united-states" });
    await eventually(async () => assert.match(await cardText(chart), /Both can be right/));
    await setAttributes(chart, { lang: "uk", theme: "dark", selected: null, compare: null, "as-of": null, hide: null });
    await eventually(async () => assert.equal(await chart.getByRole("radio", { name: "Стовпці", exact: false }).count()
      + await chart.getByRole("radio", { name: "Таблиця" }).count() > 0, true));
    await setAttributes(chart, { lang: "en", theme: null });
    await settled(chart);
    await chart.getByRole("button", { name: "Why?" }).click();
    assert.match(page.url(), /#/, "the choices are in the address");

    // Saved files would leave the page otherwise.
    await page.evaluate(() => {
      const here = /** @type {any} */ (window);
      here.n_saved = 0;
      HTMLAnchorElement.prototype.click = () => { here.n_saved += 1; };
    });
    await chart.locator("[part=footer]").getByRole("button", { name: "Download", exact: true }).click();
    for (const [n, name] of ["PNG", "SVG", "CSV", "JSON"].entries()) {
      await chart.getByRole("dialog").getByRole("button", { name, exact: true }).click();
      await eventually(async () => assert.equal(await page.evaluate(() => /** @type {any} */ (window).n_saved), n + 1, name));
    }
    await page.keyboard.press("Escape");
    await chart.locator("[part=footer]").getByRole("button", { name: "Embed", exact: true }).click();
    await chart.getByRole("dialog").getByRole("radio", { name: "In a frame" }).check();
    await page.keyboard.press("Escape");
    await chart.evaluate((element) => /** @type {any} */ (element).toPNG({ scale: 2 }));

    await chart.evaluate((element) => { /** @type {any} */ (element).data = { title: 3 }; });
    await notice(chart).waitFor();
    assert.match(await noticed(chart), /title: must be text, not 3/);
    await chart.evaluate((element, data) => { /** @type {any} */ (element).data = data; }, await kursk());
    await drawn(chart);
    assert.deepEqual(await reported(page), []);
  }));

test("whatever a dataset says is text, and only addresses on the web are links", () =>
  withPage({ viewport: { width: 760, height: 1000 } }, async ({ page }) => {
    const data = await kursk();
    const spoil = (/** @type {any} */ value) => {
      for (const [key, each] of Object.entries(value)) {
        if (typeof each === "object") spoil(each);
        else if (/^(title|subtitle|label|name|role|wording|basis|via|note|publisher|author|unit)$/.test(key)) {
          value[key] = `<img src=x onerror="window.harmed=1"><script>window.harmed=1</script>${each}`;
        }
      }
    };
    spoil(data);
    const addresses = ["javascript:window.harmed=1", "data:text/html,<script>parent.harmed=1</script>", "vbscript:x", "https://example.org/a",
      "JaVaScRiPt:alert(1)"];
    data.reports.forEach((/** @type {any} */ report, /** @type {number} */ n) => {
      [report.url, report.archive_url] = [addresses[n], addresses[(n + 1) % addresses.length]];
    });
    await openStrict(page, HTML);
    const chart = await drawn(page.locator("claims-chart"));
    await chart.evaluate(async (element, data) => {
      const chart = /** @type {any} */ (element);
      chart.data = data;
      await chart.ready;
      chart.view = "table";
      await chart.updateComplete;
    }, data);
    const links = await chart.locator("a").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    assert.ok(links.length > 0);
    assert.deepEqual([...new Set(links)], ["https://example.org/a"]);
    const texts = await chart.locator("table a").evaluateAll((all) => all.map((link) => link.textContent));
    assert.ok(texts.includes("archived") && texts.some((text) => text !== "archived"), `reports and archived copies: ${texts}`);
    assert.equal(await chart.locator("img, script, iframe").count(), 0);
    assert.ok((await chart.locator("table").innerText()).includes("<img src=x onerror"), "markup is shown as what it is");
    assert.equal(await page.evaluate(() => "harmed" in window), false);
    assert.deepEqual(await reported(page), []);
  }));
