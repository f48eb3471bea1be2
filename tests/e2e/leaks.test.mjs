// What is left of charts that come and go, of what readers do with them and of data that change: nothing that grows.

import assert from "node:assert/strict";
import { test } from "node:test";
import { withPage } from "./browser.mjs";
import { drawn, eventually, kursk, openChart, small } from "./chart.mjs";
import { BROWSER, devtools } from "./launch.mjs";

/** @typedef {import("./page.mjs").Page} Page */
/** @typedef {{heap: number, nodes: number, listeners: number, documents: number, wasm: number}} Use bytes, and how many */

const CHROMIUM = BROWSER === "chromium";
/** What the allocator may take more, in bytes: which gaps are left depends on what came in which order. */
const WASM_GROWTH = 131_072;
/** A page can be long in giving back what it no longer needs, where much else runs on the machine. */
const N_TRIES = 20;

const READER = /** @type {const} */ ({ viewport: { width: 900, height: 900 } });

/** Keeps the memory of each WebAssembly instance, to look at its size. @param {Page} page */
const keepMemories = (page) => page.raw.evaluateOnNewDocument(() => {
  const memories = /** @type {WebAssembly.Memory[]} */ (/** @type {any} */ (window).memories = []);
  const plain = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = async (source, imports) => {
    const result = await plain.call(WebAssembly, source, imports);
    const { memory } = result.instance.exports;
    if (memory instanceof WebAssembly.Memory) memories.push(memory);
    return result;
  };
});

/** Has the browser give back what nothing refers to. @param {Page} page */
async function collectGarbage(page) {
  if (CHROMIUM) {
    await (await devtools(page.raw)).send("HeapProfiler.collectGarbage");
    return;
  }
  // As the page about:memory does it.
  const { connection } = /** @type {any} */ (page.raw.browser());
  const { result: { contexts } } = await connection.send("browsingContext.getTree", { "moz:scope": "chrome" });
  for (const request of ["child-gc-request", "child-cc-request"]) {
    await connection.send("script.evaluate", {
      expression: `Services.obs.notifyObservers(null, "${request}")`,
      target: { context: contexts[0].context },
      awaitPromise: false,
    });
  }
  await page.waitForTimeout(200);
}

/** What a page uses once it has given back what it can. @param {Page} page @returns {Promise<Use>} */
async function useOf(page) {
  const session = await devtools(page.raw);
  await session.send("Performance.enable");
  // What is finalised lets go of more.
  for (let n = 0; n < 3; n += 1) {
    await collectGarbage(page);
    await page.waitForTimeout(50);
  }
  const { metrics } = await session.send("Performance.getMetrics");
  const of = (/** @type {string} */ name) => metrics.find((each) => each.name === name)?.value ?? NaN;
  const wasm = await page.evaluate(() =>
    /** @type {any} */ (window).memories.reduce((/** @type {number} */ sum, /** @type {any} */ { buffer }) => sum + buffer.byteLength, 0));
  return { heap: of("JSHeapUsedSize"), nodes: of("Nodes"), listeners: of("JSEventListeners"), documents: of("Documents"), wasm };
}

/**
 * Asserts that what was done since leaves no more than a few kB of JavaScript, which code that is compiled meanwhile takes,
 * and nothing of the rest.
 *
 * @param {Page} page
 * @param {Use} before
 * @param {number} heapGrowth in bytes
 */
async function assertLevel(page, before, heapGrowth) {
  /** @type {Use} */
  let after;
  for (let n = 1; ; n += 1) {
    after = await useOf(page);
    const isLevel = after.heap < before.heap + heapGrowth && after.nodes <= before.nodes && after.listeners <= before.listeners;
    if (isLevel || n === N_TRIES) break;
    await page.waitForTimeout(100);
  }
  const report = `before ${JSON.stringify(before)}, after ${JSON.stringify(after)}`;
  assert.ok(after.wasm <= before.wasm + WASM_GROWTH, `the memory of the wasm has grown: ${report}`);
  assert.ok(after.nodes <= before.nodes, `nodes are left: ${report}`);
  assert.ok(after.listeners <= before.listeners, `listeners are left: ${report}`);
  assert.ok(after.documents <= before.documents, `documents are left: ${report}`);
  assert.ok(after.heap < before.heap + heapGrowth, `the heap has grown by more than ${heapGrowth}: ${report}`);
}

/**
 * Mounts charts, a few at a time, has a reader use them and takes them away; `window.gone` refers to them weakly.
 *
 * @param {Page} page
 * @param {number} n
 */
async function mountAndUnmount(page, n) {
  await page.evaluate(async ({ n, small, kursk }) => {
    const AT_ONCE = 10;
    const here = /** @type {any} */ (window);
    here.gone ??= [];
    const main = /** @type {HTMLElement} */ (document.querySelector("main"));
    for (let done = 0; done < n; done += AT_ONCE) {
      const charts = Array.from({ length: AT_ONCE }, (_, at) => {
        const chart = /** @type {any} */ (document.createElement("claims-chart"));
        chart.append(Object.assign(document.createElement("p"), { textContent: "A table." }));
        if (at % 5 === 1) chart.data = structuredClone(small);
        if (at % 5 === 2) chart.data = structuredClone(kursk);
        if (at === 3) chart.lang = "uk";
        if (at === 4) chart.view = "bars";
        if (at === 5) chart.view = "table";
        if (at === 6) chart.setAttribute("url-state", "");
        // One is taken away before it is drawn.
        main.append(chart);
        return chart;
      });
      await Promise.all(charts.slice(1).map(({ ready }) => ready));
      for (const chart of charts.slice(2, 7)) {
        chart.selected = "lee";
        chart.measure = "wounded";
        await chart.updateComplete;
        const { x, y } = chart.getBoundingClientRect();
        const stage = chart.shadowRoot.querySelector("[part=chart]");
        stage.dispatchEvent(new PointerEvent("pointermove", { clientX: x + 100, clientY: y + 300, bubbles: true }));
      }
      charts[7].data = { title: 3 };
      await charts[7].updateComplete;
      charts[8].lang = "ko";
      charts[8].shadowRoot.querySelector(".footer button:last-of-type").click();
      for (const chart of charts) {
        chart.remove();
        here.gone.push(new WeakRef(chart));
      }
      history.replaceState(null, "", " ");
    }
  }, { n, small: small(), kursk: await kursk() });
}

/** How many of the charts that were taken away are still held. @param {Page} page @returns {Promise<number>} */
const nHeld = (page) => page.evaluate(() =>
  /** @type {any} */ (window).gone.filter((/** @type {WeakRef<any>} */ ref) => ref.deref()).length);

test("of 500 charts that come and go nothing is left", () =>
  withPage(READER, async ({ page }) => {
    await keepMemories(page);
    await page.goto("/tests/e2e/pages/empty.html");
    await page.evaluate(() => customElements.whenDefined("claims-chart"));
    await page.addStyleTag({ content: "main { display: grid } main > * { grid-area: 1 / 1 }" });
    await mountAndUnmount(page, 60);
    const before = CHROMIUM ? await useOf(page) : undefined;
    await mountAndUnmount(page, 500);
    if (before) await assertLevel(page, before, 400_000);
    await eventually(async () => {
      await collectGarbage(page);
      const n = await nHeld(page);
      assert.ok(n <= 2, `${n} of 560 charts are still held`);
    });
  }));

test("10,000 movements of the pointer leave nothing", CHROMIUM ? {} : { skip: "chromium only: Firefox tells nobody what a page uses" }, () =>
  withPage(READER, async ({ page }) => {
    await keepMemories(page);
    const chart = await drawn(await openChart(page));
    /** @param {number} n */
    const hover = (n) => chart.evaluate(async (element, n) => {
      const root = /** @type {ShadowRoot} */ (element.shadowRoot);
      const stage = /** @type {HTMLElement} */ (root.querySelector("[part=chart]"));
      const { left, top, width, height } = stage.getBoundingClientRect();
      const marks = [...stage.querySelectorAll("button")].map((button) => button.getBoundingClientRect());
      const shown = () => root.querySelector("[part=card] > :not(.ghost)")?.textContent;
      const seen = new Set();
      for (let at = 0; at < n; at += 1) {
        // From mark to mark, over what is between them, and out.
        const mark = marks[at % marks.length];
        const [clientX, clientY] = at % 3 ? [mark.x + mark.width / 2, mark.y + mark.height / 2]
          : [left + at * 7 % width, top + at * 13 % height];
        stage.dispatchEvent(new PointerEvent("pointermove", { clientX, clientY, bubbles: true }));
        if (at % 10 === 9) stage.dispatchEvent(new PointerEvent("pointerleave"));
        if (at % 500 === 0) await new Promise((resolve) => requestAnimationFrame(resolve));
        if (at < 50) seen.add(shown());
      }
      return seen.size;
    }, n);
    assert.ok(await hover(500) >= 7, "each claim is shown");
    const before = await useOf(page);
    await hover(10_000);
    await assertLevel(page, before, 200_000);
  }));

test("1,000 changes of the data leave nothing", CHROMIUM ? {} : { skip: "chromium only: Firefox tells nobody what a page uses" }, () =>
  withPage(READER, async ({ page }) => {
    await keepMemories(page);
    await page.route("**/claims.json*", (route) => route.fulfill({ json: small() }));
    const chart = await drawn(await openChart(page));
    const [one, other] = [small(), { ...small(), measures: [{ id: "all", label: "All of them" }] }];
    const large = await kursk();
    /** @param {number} n */
    const change = (n) => chart.evaluate(async (element, { n, one, other, large }) => {
      const chart = /** @type {any} */ (element);
      for (let at = 0; at < n; at += 1) {
        if (at % 10 === 0) {
          chart.data = null;
          chart.src = `claims.json?${at}`;
        } else chart.data = at % 10 === 1 ? { title: at } : structuredClone(at % 10 === 2 ? large : at % 2 ? one : other);
        // Not each one is waited for.
        if (at % 7) await chart.updateComplete;
        if (at % 50) continue;
        await chart.ready.catch(() => {});
        chart.shadowRoot.querySelector(".footer button:last-of-type").click();
        while (!chart.shadowRoot.querySelector("dialog")) await new Promise((resolve) => setTimeout(resolve));
        chart.shadowRoot.querySelector("dialog").close();
      }
      chart.data = structuredClone(large);
      await chart.ready;
      // What was told is kept for other tests.
      /** @type {any} */ (window).told = [];
    }, { n, one, other, large });
    // Until then the browser goes on compiling, which takes 400 kB.
    await change(800);
    const before = await useOf(page);
    await change(1000);
    await assertLevel(page, before, 100_000);
  }));

test("of frames with a chart in them nothing is left once they are gone", CHROMIUM ? {} : { skip: "chromium only: Firefox tells nobody what a page uses" }, () =>
  withPage(READER, async ({ page }) => {
    await keepMemories(page);
    await page.goto("/tests/e2e/pages/empty.html");
    await page.evaluate(() => customElements.whenDefined("claims-chart"));
    /** @param {number} n */
    const frames = (n) => page.evaluate(async (n) => {
      for (let at = 0; at < n; at += 1) {
        const frame = document.createElement("iframe");
        frame.width = "600";
        frame.height = "800";
        frame.src = "/pkg/embed.html";
        document.body.append(frame);
        const ask = async () => {
          const inside = /** @type {any} */ (frame.contentDocument?.querySelector("claims-chart"));
          if (inside?.ready) return inside.ready;
          await new Promise((resolve) => setTimeout(resolve, 20));
          return ask();
        };
        await ask();
        frame.remove();
      }
    }, n);
    await frames(2);
    const before = await useOf(page);
    await frames(6);
    await assertLevel(page, before, 400_000);
  }));
