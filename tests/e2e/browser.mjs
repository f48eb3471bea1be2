// A real Chromium, the checkout served to it, and pages that fail their test on any error they were not to have.

import assert from "node:assert/strict";
import { after } from "node:test";
import { chromium } from "playwright-core";
import { serve } from "../../tools/serve.mjs";

// Drawing needs no graphics card, shared memory is small in containers, and the rest keeps Chromium from talking to
// anybody but the page's server.
const CHROMIUM_FLAGS = [
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

// Long enough for a busy machine with two cores, short enough to see a hanging test.
const TIMEOUT_MS = 15_000;

/**
 * What a test says about its page; all of Playwright's context options (viewport, deviceScaleFactor, colorScheme,
 * hasTouch, isMobile, reducedMotion, forcedColors, locale, javaScriptEnabled, …), and the errors it provokes.
 *
 * @typedef {import("playwright-core").BrowserContextOptions & {expectedErrors?: RegExp[]}} PageOptions
 */

/**
 * What a test gets.
 *
 * @typedef {object} Visit
 * @property {import("playwright-core").Page} page a blank page; `page.goto("/www/")` opens the article
 * @property {import("playwright-core").BrowserContext} context the page's own context
 * @property {string} origin where the checkout is served, such as `http://localhost:40123`
 * @property {readonly string[]} errors what went wrong in the page so far, expected or not: console errors, uncaught
 *   exceptions and requests to other hosts
 */

/** @type {Promise<{browser: import("playwright-core").Browser, site: import("../../tools/serve.mjs").Served}> | undefined} */
let started;

/** Starts the browser and the server once for each test file; they end with its last test. */
function start() {
  started ??= (async () => {
    const executablePath = process.env.CLAIMS_CHART_BROWSER;
    assert.ok(executablePath, "CLAIMS_CHART_BROWSER names no browser: run the tests with `make test-e2e`, which finds one");
    const site = await serve();
    const browser = await chromium.launch({
      executablePath,
      args: CHROMIUM_FLAGS,
      // Root cannot have the sandbox; everybody else keeps it.
      chromiumSandbox: process.getuid?.() !== 0,
    });
    return { browser, site };
  })();
  return started;
}

after(async () => {
  if (started === undefined) return;
  const { browser, site } = await started;
  await browser.close();
  await site.close();
});

/**
 * Opens a page in a context of its own, hands it to `work` and closes it. Fails where `work` fails, and where the page
 * logged an error, threw, or asked another host for anything, unless one of `expectedErrors` matches what it said.
 *
 * ```js
 * test("draws the chart", () =>
 *   withPage({ viewport: { width: 390, height: 800 }, deviceScaleFactor: 2 }, async ({ page }) => {
 *     await page.goto("/www/");
 *     await page.evaluate(() => document.querySelector("claims-chart").ready);
 *   }));
 * ```
 *
 * @template T
 * @param {PageOptions} options
 * @param {(visit: Visit) => Promise<T>} work
 * @returns {Promise<T>} what `work` returns
 */
export async function withPage(options, work) {
  const { expectedErrors = [], ...contextOptions } = options;
  const { browser, site } = await start();
  const context = await browser.newContext({ baseURL: site.origin, ...contextOptions });
  context.setDefaultTimeout(TIMEOUT_MS);
  /** @type {string[]} */
  const errors = [];
  context.on("console", (message) => {
    if (message.type() === "error") errors.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (webError) => {
    const error = webError.error();
    errors.push(`uncaught: ${error.stack ?? error.message ?? String(error)}`);
  });
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.origin !== site.origin) errors.push(`asked another host: ${url.href}`);
  });
  try {
    const page = await context.newPage();
    const result = await work({ page, context, origin: site.origin, errors });
    const unexpected = errors.filter((error) => !expectedErrors.some((expected) => expected.test(error)));
    assert.deepEqual(unexpected, [], `the page had ${unexpected.length} unexpected error(s):\n${unexpected.join("\n")}`);
    return result;
  } finally {
    await context.close();
  }
}
