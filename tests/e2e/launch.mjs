// The browser that the tests run in, and what each kind of browser needs so that a page sees the same reader in both.

import assert from "node:assert/strict";
import puppeteer from "puppeteer-core";

/**
 * @typedef {import("puppeteer-core").Browser} Browser
 * @typedef {import("puppeteer-core").Page} RawPage
 */

/**
 * Who reads the page and on what.
 *
 * @typedef {object} Reader
 * @property {{width: number, height: number}} viewport in CSS px
 * @property {number} deviceScaleFactor device pixels a CSS px
 * @property {boolean} isMobile a telephone's viewport, which takes its width from the page's meta element
 * @property {boolean} hasTouch a finger in place of a mouse
 * @property {"light" | "dark"} colorScheme
 * @property {"no-preference" | "reduce"} reducedMotion
 * @property {"none" | "active"} forcedColors
 * @property {string} locale such as `en-GB`
 */

/** Which browser the tests run in. */
export const BROWSER = process.env.CLAIMS_CHART_TEST_BROWSER ?? "chromium";
assert.ok(BROWSER === "chromium" || BROWSER === "firefox",
  `CLAIMS_CHART_TEST_BROWSER must be "chromium" or "firefox", not "${BROWSER}"`);

/**
 * The options of a test that only one of the browsers can run, with the reason:
 * `test("…", only("chromium", "Firefox tells nobody its accessibility tree"), …)`.
 *
 * @param {"chromium" | "firefox"} browser
 * @param {string} reason
 */
export const only = (browser, reason) => (BROWSER === browser ? {} : { skip: `${browser} only: ${reason}` });

// Drawing needs no graphics card, shared memory is small in containers, and the rest keeps Chromium from talking to
// anybody but the page's server. A machine without a mouse is not to be seen by pages: its reader has one.
const CHROMIUM_FLAGS = [
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4",
];

// As above: a fine pointer (4 in its bits) that hovers (2). Puppeteer hides Chromium's scroll bars; Firefox's lie over the
// page, so that none of them makes it narrower.
const FIREFOX_PREFERENCES = {
  "ui.primaryPointerCapabilities": 6, "ui.allPointerCapabilities": 6, "ui.useOverlayScrollbars": 1,
};

/**
 * Starts the browser of this run, which the set-up scripts find.
 *
 * @param {string[]} [flags] for Chromium alone
 * @returns {Promise<Browser>}
 */
export function launch(flags = []) {
  const variable = BROWSER === "firefox" ? "CLAIMS_CHART_FIREFOX" : "CLAIMS_CHART_BROWSER";
  const executablePath = process.env[variable];
  assert.ok(executablePath, `${variable} names no browser: run the tests with \`make test-e2e\`, which finds one`);
  if (BROWSER === "firefox") {
    return puppeteer.launch({
      browser: "firefox",
      executablePath,
      // WebDriver BiDi has no words for colour schemes, forced colours or fingers; the browser's own scripts have.
      args: ["--remote-allow-system-access"],
      extraPrefsFirefox: FIREFOX_PREFERENCES,
    });
  }
  // Root cannot have the sandbox; everybody else keeps it.
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return puppeteer.launch({ browser: "chrome", executablePath, args: [...CHROMIUM_FLAGS, ...flags, ...sandbox] });
}

/**
 * Makes a page see this reader, now or at a change.
 *
 * @param {RawPage} page
 * @param {Reader} reader
 */
export async function show(page, reader) {
  const { viewport, deviceScaleFactor, isMobile, hasTouch, colorScheme, reducedMotion, forcedColors, locale } = reader;
  if (BROWSER === "firefox") {
    await page.setViewport({ ...viewport, deviceScaleFactor });
    await overrideInFirefox(page, {
      prefersColorSchemeOverride: colorScheme,
      prefersReducedMotionOverride: reducedMotion,
      forcedColorsOverride: forcedColors,
      touchEventsOverride: hasTouch ? "enabled" : "disabled",
      inRDMPane: isMobile,
      languageOverride: locale,
    });
    return;
  }
  await page.setViewport({ ...viewport, deviceScaleFactor, isMobile, hasTouch });
  const session = await devtools(page);
  await session.send("Emulation.setLocaleOverride", { locale });
  await session.send("Emulation.setUserAgentOverride", { userAgent: await page.browser().userAgent(), acceptLanguage: locale });
  await session.send("Emulation.setEmulatedMedia", {
    features: [
      { name: "prefers-color-scheme", value: colorScheme },
      { name: "prefers-reduced-motion", value: reducedMotion },
      { name: "forced-colors", value: forcedColors },
    ],
  });
}

/** @type {WeakMap<RawPage, Promise<import("puppeteer-core").CDPSession>>} */
const sessions = new WeakMap();

/** The DevTools protocol of a page in Chromium. @param {RawPage} page */
export function devtools(page) {
  assert.equal(BROWSER, "chromium", "only Chromium speaks the DevTools protocol");
  const session = sessions.get(page) ?? page.createCDPSession();
  sessions.set(page, session);
  return session;
}

/**
 * Sets what a page of Firefox is told of its reader, from the window around it, as Firefox's own tools for web
 * developers do.
 *
 * @param {RawPage} page
 * @param {Record<string, string | boolean>} overrides properties of Firefox's BrowsingContext
 */
async function overrideInFirefox(page, overrides) {
  // Puppeteer has no method for commands that are Mozilla's own.
  const { connection } = /** @type {any} */ (page.browser());
  const { _id: id } = /** @type {any} */ (page.mainFrame());
  const { result: { contexts } } = await connection.send("browsingContext.getTree", { "moz:scope": "chrome" });
  const { result } = await connection.send("script.callFunction", {
    functionDeclaration: `(id, overrides) => {
      const { NavigableManager } = ChromeUtils.importESModule("chrome://remote/content/shared/NavigableManager.sys.mjs");
      const context = NavigableManager.getBrowsingContextById(id);
      for (const [name, value] of Object.entries(JSON.parse(overrides))) {
        if (!(name in context)) throw new Error(name + " is unknown, update Firefox");
        context[name] = value;
      }
    }`,
    arguments: [id, JSON.stringify(overrides)].map((value) => ({ type: "string", value })),
    target: { context: contexts[0].context },
    awaitPromise: false,
  });
  assert.equal(result.type, "success", `Firefox refuses ${JSON.stringify(overrides)}: ${result.exceptionDetails?.text}`);
}
