// The chart in WebKit: that it is drawn and answers. What it says and how it looks is tested in the other browsers.

import assert from "node:assert/strict";
import { test } from "node:test";
import { serve } from "../../../tools/serve.mjs";
import { CASUALTIES } from "../chart.mjs";
import { withWebKit } from "./webdriver.mjs";

const ARROW_RIGHT = "\uE014";
const HOME = "\uE011";

/** Put before everything else in the page: WebDriver has no words for what a page writes to its console. */
const LISTENER = `<script>
  window.faults = [];
  addEventListener("error", ({ message, filename, target }) => faults.push(message ?? "not loaded: " + (target.src ?? target.href)), true);
  addEventListener("unhandledrejection", ({ reason }) => faults.push(String(reason)));
  const { error } = console;
  console.error = (...args) => { faults.push(args.join(" ")); error.apply(console, args); };
</script>`;

test("the article's chart is drawn in WebKit, and answers mouse and keyboard", async () => {
  const site = await serve({
    before: (request, response) => {
      if (request.url !== "/www/" || request.headers["x-for-the-server"]) return false;
      fetch(`http://${request.headers.host}/www/`, { headers: { "x-for-the-server": "yes" } })
        .then((page) => page.text())
        .then((page) => {
          response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
          response.end(page.replace("<head>", `<head>${LISTENER}`));
        }, (error) => response.destroy(error));
      return true;
    },
  });
  try {
    await withWebKit(async (browser) => {
      await browser.goto(`${site.origin}/www/`);
      await browser.evaluate(async () => {
        const chart = /** @type {any} */ (document.querySelector("claims-chart"));
        await customElements.whenDefined("claims-chart");
        chart.scrollIntoView();
        await chart.ready;
      });

      const colours = await browser.evaluate(() => {
        const root = document.querySelector("claims-chart")?.shadowRoot;
        const canvas = /** @type {HTMLCanvasElement} */ (root?.querySelector("canvas"));
        const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
        const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
        return new Set(new Uint32Array(data.buffer)).size;
      });
      assert.ok(colours > 20, `the picture has ${colours} colours, so it is blank or nearly so`);

      /** The claims whose marks there are. */
      const marks = () => browser.evaluate(() => {
        const buttons = document.querySelector("claims-chart")?.shadowRoot?.querySelectorAll("[part=chart] button") ?? [];
        return [...buttons].map((button) => button.getAttribute("data-claim"));
      });
      assert.deepEqual(await marks(), CASUALTIES.map(([id]) => id));

      const finding = await browser.evaluate(() =>
        document.querySelector("claims-chart")?.shadowRoot?.querySelector("[part=finding]")?.textContent);
      assert.match(finding ?? "", /If every claim is right, there were at least 4,000 killed or wounded by 13 January 2025\./);

      await browser.evaluate(() => {
        /** @type {HTMLElement | null | undefined} */
        const stop = document.querySelector("claims-chart")?.shadowRoot?.querySelector("[part=chart] button[tabindex='0']");
        stop?.focus();
      });
      /** The claim whose mark has the focus. */
      const focused = () => browser.evaluate(() =>
        document.querySelector("claims-chart")?.shadowRoot?.activeElement?.getAttribute("data-claim"));
      assert.equal(await focused(), "nis", "the latest claim is the chart's stop");
      await browser.press(HOME);
      assert.equal(await focused(), CASUALTIES[0][0]);
      for (const [id] of CASUALTIES.slice(1)) {
        await browser.press(ARROW_RIGHT);
        assert.equal(await focused(), id, "the next claim by date");
      }

      await browser.click(() => document.querySelector("claims-chart")?.shadowRoot?.querySelector("input[value=killed]"));
      await browser.evaluate(() => /** @type {any} */ (document.querySelector("claims-chart")).updateComplete);
      assert.deepEqual(await marks(), ["ryder", "lee", "nis"], "the marks of the measure that was chosen");

      assert.deepEqual(await browser.evaluate(() => /** @type {any} */ (window).faults), [], "the page has no errors");
    });
  } finally {
    await site.close();
  }
});
