// One visit to a page of the benchmark in Chromium: what a reader there waits for.

import { PredefinedNetworkConditions } from "puppeteer-core";
import { launch } from "../e2e/launch.mjs";

/**
 * @typedef {import("puppeteer-core").Browser} Browser
 * @typedef {import("puppeteer-core").Page} Page
 */

/** Of the page that is measured, in CSS px. */
const VIEWPORT = { width: 1000, height: 900 };

/** The slow telephone: Chromium's own "Slow 4G", and a processor that takes four times as long. */
export const SLOW = { network: PredefinedNetworkConditions["Slow 4G"], cpu: 4 };

/** How often the pointer is moved; the first moves are not counted, as they compile what the others use. */
const N_MOVES = 70;
const N_UNCOUNTED = 10;

/** After a chart is drawn, what was only needed for drawing is let go of. */
const REST_MS = 1_000;

/** What did not end in time. */
export class Over extends Error {}

/** @param {readonly number[]} values @param {number} share @returns {number} */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)];
  return below + (sorted[Math.ceil(at)] - below) * (at - Math.floor(at));
}

/** Keeps what an instance of WebAssembly has for memory, as the browser's own figures may leave it out. */
function watchMemories() {
  const memories = /** @type {WebAssembly.Memory[]} */ ([]);
  /** @param {WebAssembly.Exports} exports */
  const keep = (exports) => {
    for (const each of Object.values(exports)) {
      if (each instanceof WebAssembly.Memory && !memories.includes(each)) memories.push(each);
    }
  };
  for (const name of /** @type {const} */ (["instantiate", "instantiateStreaming"])) {
    const own = /** @type {(...args: any[]) => Promise<any>} */ (WebAssembly[name]);
    /** @type {any} */ (WebAssembly)[name] = async (/** @type {any[]} */ ...args) => {
      const made = await own.apply(WebAssembly, args);
      keep((made.instance ?? made).exports);
      return made;
    };
  }
  Object.assign(globalThis, { wasmBytes: () => memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0) });
}

/** A browser that is started when it is needed, and anew when a page hangs in it. */
export class Visitor {
  #limitMs;
  /** @type {Promise<Browser> | undefined} */
  #browser;

  /** @param {number} limitMs what takes longer is given up */
  constructor(limitMs) {
    this.#limitMs = limitMs;
  }

  async version() {
    this.#browser ??= launch();
    return (await this.#browser).version();
  }

  async close() {
    await (await this.#browser)?.close();
    this.#browser = undefined;
  }

  /**
   * Does something in a page of its own, with nothing in its cache.
   *
   * @template T
   * @param {(page: Page, within: <U>(what: Promise<U>) => Promise<U>) => Promise<T>} work `within` gives up what takes too long
   * @returns {Promise<T>}
   * @throws {Over}
   */
  async visit(work) {
    this.#browser ??= launch();
    const browser = await this.#browser;
    /** @type {string[]} */
    const errors = [];
    try {
      const context = await this.#within(browser.createBrowserContext());
      const page = await this.#within(context.newPage());
      page.setDefaultTimeout(this.#limitMs);
      page.on("pageerror", (error) => errors.push(String(/** @type {Error} */ (error)?.message ?? error)));
      await page.setViewport(VIEWPORT);
      await page.evaluateOnNewDocument(watchMemories);
      const result = await work(page, (what) => this.#within(what));
      await this.#within(context.close());
      return result;
    } catch (error) {
      // A page that is busy cannot be closed.
      browser.process()?.kill("SIGKILL");
      this.#browser = undefined;
      if (errors.length) throw new Error(errors.join("; "), { cause: error });
      throw error;
    }
  }

  /** @template T @param {Promise<T>} what @returns {Promise<T>} */
  async #within(what) {
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    const over = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Over(`over ${this.#limitMs / 1000} s`)), this.#limitMs);
    });
    try {
      return await /** @type {Promise<T>} */ (Promise.race([what, over]));
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * The first chart of a page, from the navigation on.
   *
   * @param {string} address
   * @param {{slow?: boolean}} [options]
   * @returns {Promise<{first: number, page: number, bytes: number}>} ms until the chart is on the screen and until anything of the
   *   page is, and the bytes that came for both
   */
  firstChart(address, { slow = false } = {}) {
    return this.visit(async (page, within) => {
      if (slow) {
        await page.emulateCPUThrottling(SLOW.cpu);
        await page.emulateNetworkConditions(SLOW.network);
      }
      await within(page.goto(address, { waitUntil: "domcontentloaded" }));
      await within(page.waitForFunction("globalThis.first && !globalThis.isWaiting"));
      await within(page.waitForNetworkIdle({ idleTime: 200 }));
      return await within(page.evaluate(() => {
        const loaded = /** @type {PerformanceResourceTiming[]} */ (
          [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]);
        return {
          first: /** @type {any} */ (globalThis).first,
          page: performance.getEntriesByName("first-contentful-paint")[0].startTime,
          bytes: loaded.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
        };
      }));
    });
  }

  /**
   * A chart in a page that has its library and its data.
   *
   * @param {string} address
   * @param {{n: number, contradicting: boolean, filter: boolean, hover: boolean}} what
   * @returns {Promise<{mount: number, redraw?: number, hover?: number}>} ms
   */
  chart(address, { n, contradicting, filter, hover }) {
    return this.visit(async (page, within) => {
      await this.#open(page, within, address);
      await within(page.evaluate("bench.warm()"));
      await within(page.evaluate(`bench.prepare(${n}, { contradicting: ${contradicting} })`));
      const mount = /** @type {number} */ (await within(page.evaluate("bench.mount()")));
      const p95 = hover ? quantile(await this.#moves(page, within), 0.95) : undefined;
      const redraw = filter ? /** @type {number} */ (await within(page.evaluate("bench.filter()"))) : undefined;
      return { mount, redraw, hover: p95 };
    });
  }

  /**
   * What a chart takes of memory, beside the page with the library and its data.
   *
   * @param {string} address
   * @param {{n: number}} what
   * @returns {Promise<number>} bytes
   */
  memory(address, { n }) {
    return this.visit(async (page, within) => {
      await this.#open(page, within, address);
      await within(page.evaluate(`bench.prepare(${n})`));
      const session = await page.createCDPSession();
      const used = async () => {
        for (let times = 0; times < 2; times += 1) await within(session.send("HeapProfiler.collectGarbage"));
        const heap = /** @type {Record<string, number>} */ (/** @type {unknown} */ (await within(session.send("Runtime.getHeapUsage"))));
        const wasm = /** @type {number} */ (await within(page.evaluate("wasmBytes()")));
        return heap.usedSize + heap.embedderHeapUsedSize + heap.backingStorageSize + wasm;
      };
      const before = await used();
      await within(page.evaluate("bench.mount()"));
      await new Promise((resolve) => setTimeout(resolve, REST_MS));
      return await used() - before;
    });
  }

  /** @param {Page} page @param {<U>(what: Promise<U>) => Promise<U>} within @param {string} address */
  async #open(page, within, address) {
    await within(page.goto(address));
    await within(page.waitForFunction("globalThis.bench && globalThis.library"));
  }

  /** Moves the pointer along the claims. @param {Page} page @param {<U>(what: Promise<U>) => Promise<U>} within */
  async #moves(page, within) {
    const { left, top, width, height } = /** @type {DOMRect} */ (await within(page.evaluate("bench.plot()")));
    const counted = [];
    for (let n = 0; n < N_MOVES; n += 1) {
      const share = n / (N_MOVES - 1);
      const x = left + width * (0.1 + 0.8 * share);
      const y = top + height * (0.85 - 0.5 * share ** 1.4 + 0.1 * Math.sin(9 * share));
      await within(page.mouse.move(x, y));
      const busy = /** @type {number} */ (await within(page.evaluate(`bench.moved(${n + 1})`)));
      if (n >= N_UNCOUNTED) counted.push(busy);
    }
    return counted;
  }
}
