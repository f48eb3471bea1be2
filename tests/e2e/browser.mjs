// A real browser, the checkout served to it, and pages that fail their test on any error they were not to have.

import assert from "node:assert/strict";
import { after } from "node:test";
import { serve } from "../../tools/serve.mjs";
import { BROWSER, launch, show } from "./launch.mjs";
import { Page } from "./page.mjs";

export { BROWSER, only } from "./launch.mjs";

/**
 * What a test says about its reader, and the errors it provokes. By default the reader has a wide light screen and a
 * mouse.
 *
 * @typedef {Partial<import("./launch.mjs").Reader> & {expectedErrors?: RegExp[]}} PageOptions
 */

/**
 * What a test gets.
 *
 * @typedef {object} Visit
 * @property {Page} page a blank page; `page.goto("/www/")` opens the article
 * @property {string} origin where the checkout is served, such as `http://localhost:40123`
 * @property {readonly string[]} errors what went wrong in the page so far, expected or not: console errors, uncaught
 *   exceptions and requests to other hosts
 */

/** The header of a request that is for the server whatever is routed. */
const FOR_SERVER = "x-for-the-server";

/** What the running test answers in the server's place. @type {[RegExp, import("./page.mjs").Answerer][]} */
const routes = [];

/** Why the answers of the running test could not be given. @type {string[]} */
const unanswered = [];

/** @type {Promise<{browser: import("puppeteer-core").Browser, site: import("../../tools/serve.mjs").Served}> | undefined} */
let started;

/** Starts the browser and the server once for each test file; they end with its last test. */
function start() {
  started ??= (async () => {
    // In this order: a server that listens would keep the process from ending where there is no browser.
    const browser = await launch();
    return { browser, site: await serve({ before: answer }) };
  })();
  return started;
}

after(async () => {
  // Where they have not started, the tests have said so.
  const running = await started?.catch(() => undefined);
  await running?.browser.close();
  await running?.site.close();
});

/**
 * Answers a request as the test wants it; false where it wants nothing. It is done here rather than in the browser,
 * because browsers that hand over requests treat them otherwise than those of readers.
 *
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 */
function answer(request, response) {
  const url = `http://${request.headers.host}${request.url}`;
  const route = request.headers[FOR_SERVER] ? undefined : routes.findLast(([pattern]) => pattern.test(url));
  if (!route) return false;
  const fetched = () => fetch(url, { headers: { [FOR_SERVER]: "yes" } });
  const work = async () => route[1]({
    fulfill: async (what) => {
      const headers = new Headers(what.response?.headers);
      for (const [name, value] of Object.entries(what.headers ?? {})) headers.set(name, value);
      if (what.json !== undefined) headers.set("content-type", "application/json");
      if (what.contentType) headers.set("content-type", what.contentType);
      headers.set("cache-control", "no-store");
      // The body may be another one.
      for (const name of ["content-length", "content-encoding", "transfer-encoding"]) headers.delete(name);
      const body = what.json === undefined ? what.body : JSON.stringify(what.json);
      const bytes = body ?? new Uint8Array(await (what.response?.arrayBuffer() ?? new ArrayBuffer(0)));
      response.writeHead(what.status ?? what.response?.status ?? 200, Object.fromEntries(headers));
      response.end(bytes);
    },
    abort: () => { request.socket.destroy(); },
    fetch: fetched,
  });
  work().catch((error) => {
    unanswered.push(`the test could not answer ${url}: ${error.stack}`);
    response.destroy();
  });
  return true;
}

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
  const { expectedErrors = [], ...given } = options;
  const { browser, site } = await start();
  const context = await browser.createBrowserContext();
  /** @type {string[]} */
  const errors = [];
  try {
    const raw = await context.newPage();
    raw.on("console", (message) => {
      if (message.type() === "error") errors.push(`console: ${message.text()} (${message.location().url})`);
    });
    raw.on("pageerror", (error) => {
      errors.push(`uncaught: ${error instanceof Error ? error.stack ?? error.message : String(error)}`);
    });
    raw.on("request", (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith("http") && url.origin !== site.origin) errors.push(`asked another host: ${url.href}`);
    });
    if (BROWSER === "firefox") {
      // Chromium writes into the page's console what could not be loaded.
      raw.on("response", (response) => {
        if (response.status() >= 400) errors.push(`not loaded: ${response.url()} has the status ${response.status()}`);
      });
      raw.on("requestfailed", (request) => {
        const reason = request.failure()?.errorText ?? "no reason given";
        // What a page gives up is no fault of anybody's.
        if (reason !== "NS_BINDING_ABORTED") errors.push(`not loaded: ${request.url()}: ${reason}`);
      });
    }
    /** @type {import("./launch.mjs").Reader} */
    const reader = {
      viewport: { width: 1280, height: 720 }, deviceScaleFactor: 1, isMobile: false, hasTouch: false,
      colorScheme: "light", reducedMotion: "no-preference", forcedColors: "none", locale: "en-GB", ...given,
    };
    await show(raw, reader);
    const page = new Page(raw, reader, site.origin, routes);
    const result = await work({ page, origin: site.origin, errors });
    assert.deepEqual(unanswered, [], unanswered.join("\n"));
    const unexpected = errors.filter((error) => !expectedErrors.some((expected) => expected.test(error)));
    assert.deepEqual(unexpected, [], `the page had ${unexpected.length} unexpected error(s):\n${unexpected.join("\n")}`);
    return result;
  } finally {
    routes.length = unanswered.length = 0;
    await context.close();
  }
}
