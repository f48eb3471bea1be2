// A page as the tests use it, the same in every browser: elements are found by selector, role and name through shadow
// roots, and are waited for until they can be used.

import { find, findOne } from "./find.mjs";
import { show } from "./launch.mjs";

/**
 * @typedef {import("puppeteer-core").Page} RawPage
 * @typedef {import("puppeteer-core").ElementHandle<HTMLElement>} Handle
 * @typedef {import("./find.mjs").Step} Step
 * @typedef {import("./launch.mjs").Reader} Reader
 * @typedef {{x: number, y: number, width: number, height: number}} Box
 */

/**
 * What else tells an element of a role from others; a string is found in any case and as a part of the name, unless
 * `exact`.
 *
 * @typedef {{name?: string | RegExp, exact?: boolean, checked?: boolean, expanded?: boolean, pressed?: boolean,
 *   selected?: boolean, level?: number}} RoleOptions
 */

/**
 * What a request is answered with: `response`, with whatever else is given in its place.
 *
 * @typedef {object} Answer
 * @property {number} [status] default: 200
 * @property {string} [contentType]
 * @property {Record<string, string>} [headers]
 * @property {string} [body]
 * @property {unknown} [json] the body, and its content type
 * @property {Response} [response]
 */

/**
 * A request that a test answers in the server's place.
 *
 * @typedef {object} Route
 * @property {(answer: Answer) => Promise<void>} fulfill
 * @property {() => void} abort breaks the connection off
 * @property {() => Promise<Response>} fetch what the server would have answered
 */

/** @typedef {(route: Route) => void | Promise<void>} Answerer */

// Long enough for a busy machine with two cores, short enough to see a hanging test.
const TIMEOUT_MS = 15_000;

const INTERVAL_MS = 20;

/** @param {number} ms */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @param {string | RegExp} text */
const sent = (text) => (typeof text === "string" ? text : { source: text.source, flags: text.flags });

/**
 * Asks until there is an answer.
 *
 * @template T
 * @param {() => Promise<{value: T} | {objection: string}>} ask
 * @param {string} what
 * @returns {Promise<T>}
 */
async function until(ask, what) {
  const deadline = Date.now() + TIMEOUT_MS;
  for (;;) {
    const answer = await ask();
    if ("value" in answer) return answer.value;
    if (Date.now() > deadline) throw new Error(`${what}: ${answer.objection}, for ${TIMEOUT_MS / 1000} s`);
    await pause(INTERVAL_MS);
  }
}

export class Page {
  #reader;
  #origin;
  #routes;

  /**
   * @param {RawPage} raw
   * @param {Reader} reader what `raw` was shown
   * @param {string} origin
   * @param {[RegExp, Answerer][]} routes the last one that fits counts
   */
  constructor(raw, reader, origin, routes) {
    /** Puppeteer's page, for what is not in this class. */
    this.raw = raw;
    this.#reader = reader;
    this.#origin = origin;
    this.#routes = routes;
    this.mouse = raw.mouse;
    this.touchscreen = raw.touchscreen;
    this.keyboard = {
      /** Presses a key, such as `a`, `Space` or `Shift+Tab`. @param {string} keys */
      press: async (keys) => {
        // In Firefox Puppeteer knows the space bar only by what it types.
        const parts = /** @type {import("puppeteer-core").KeyInput[]} */ (keys.replace("Space", " ").split("+"));
        const [key, ...held] = parts.reverse();
        for (const each of held.toReversed()) await raw.keyboard.down(each);
        await raw.keyboard.press(key);
        for (const each of held) await raw.keyboard.up(each);
      },
      /** Presses the keys of a text, one after the other. @param {string} text */
      type: (text) => raw.keyboard.type(text),
    };
  }

  /** Opens an address, such as `/www/`, and waits until it is loaded. @param {string} path */
  async goto(path) {
    await this.raw.goto(new URL(path, this.#origin).href, { timeout: TIMEOUT_MS });
  }

  url() {
    return this.raw.url();
  }

  /**
   * Runs a function in the page.
   *
   * @template R
   * @template [A=undefined]
   * @param {(arg: A) => R} work
   * @param {A} [arg]
   * @returns {Promise<Awaited<R>>}
   */
  async evaluate(work, arg) {
    // @ts-expect-error Puppeteer's types know only functions whose arguments are spelt out
    return await this.raw.evaluate(work, arg);
  }

  /** Elements that fit a CSS selector, inside shadow roots, too. @param {string} css */
  locator(css) {
    return new Locator(this, [{ css }]);
  }

  /** Elements that assistive technology knows by a role. @param {string} role @param {RoleOptions} [options] */
  getByRole(role, { name, ...options } = {}) {
    return new Locator(this, [{ role, ...options, ...(name === undefined ? {} : { name: sent(name) }) }]);
  }

  /** Changes the reader's surroundings. @param {Partial<Pick<Reader, "colorScheme" | "reducedMotion" | "forcedColors">>} media */
  async emulateMedia(media) {
    this.#reader = { ...this.#reader, ...media };
    await show(this.raw, this.#reader);
  }

  /** @param {{width: number, height: number}} viewport */
  async setViewportSize(viewport) {
    this.#reader = { ...this.#reader, viewport };
    await show(this.raw, this.#reader);
  }

  /** As when the window is moved to another screen. @param {number} deviceScaleFactor */
  async setPixelRatio(deviceScaleFactor) {
    const { width, height } = this.#reader.viewport;
    // Alone, a new ratio does not reach the media queries of a page in Chromium; a new height takes it there.
    this.#reader = { ...this.#reader, deviceScaleFactor, viewport: { width, height: height + 1 } };
    await show(this.raw, this.#reader);
  }

  /**
   * Answers requests in the server's place. In a pattern, `*` stands for anything but slashes, and `**` for anything.
   *
   * @param {string} pattern of the address with its query
   * @param {Answerer} answerer
   */
  async route(pattern, answerer) {
    this.#routes.push([toRegExp(pattern), answerer]);
  }

  /** Gives up the routes with this pattern. @param {string} pattern */
  async unroute(pattern) {
    const { source } = toRegExp(pattern);
    for (let at = this.#routes.length - 1; at >= 0; at -= 1) {
      if (this.#routes[at][0].source === source) this.#routes.splice(at, 1);
    }
  }

  /** @param {"request"} type @param {(request: {url(): string}) => void} listener */
  on(type, listener) {
    this.raw.on(type, listener);
  }

  /** @param {{content: string}} style */
  async addStyleTag(style) {
    await this.raw.addStyleTag(style);
  }

  /** @param {number} ms */
  async waitForTimeout(ms) {
    await pause(ms);
  }
}

/** @param {string} pattern */
function toRegExp(pattern) {
  const parts = pattern.split(/(\*\*|\*)/).map((part) =>
    ({ "**": ".*", "*": "[^/]*" })[part] ?? part.replace(/[.?+^$(){}|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("")}$`);
}

/** Elements of a page, looked for anew each time they are used. */
export class Locator {
  #page;

  /** @param {Page} page @param {Step[]} steps */
  constructor(page, steps) {
    this.#page = page;
    /** How they are found, as find.mjs takes it. */
    this.steps = steps;
  }

  page() {
    return this.#page;
  }

  /** Elements inside these that fit a CSS selector. @param {string} css */
  locator(css) {
    return this.#then({ css });
  }

  /** Elements inside these that assistive technology knows by a role. @param {string} role @param {RoleOptions} [options] */
  getByRole(role, { name, ...options } = {}) {
    return this.#then({ role, ...options, ...(name === undefined ? {} : { name: sent(name) }) });
  }

  /** Those of these that have a text. @param {{hasText: string | RegExp}} options */
  filter({ hasText }) {
    return this.#then({ hasText: sent(hasText) });
  }

  /** @param {number} n */
  nth(n) {
    return this.#then({ nth: n });
  }

  first() {
    return this.nth(0);
  }

  last() {
    return this.nth(-1);
  }

  /** @param {Step} step */
  #then(step) {
    return new Locator(this.#page, [...this.steps, step]);
  }

  async count() {
    return await this.evaluateAll((all) => all.length);
  }

  /** One locator for each that there is now. */
  async all() {
    return Array.from({ length: await this.count() }, (_, n) => this.nth(n));
  }

  /**
   * Runs a function with all of them, of which there may be none.
   *
   * @template R
   * @template [A=undefined]
   * @param {(all: HTMLElement[], arg: A) => R} work
   * @param {A} [arg]
   * @returns {Promise<Awaited<R>>}
   */
  async evaluateAll(work, arg) {
    const all = await this.#page.raw.evaluateHandle(find, this.steps);
    try {
      // @ts-expect-error as in Page.evaluate
      return await all.evaluate(work, arg);
    } finally {
      await all.dispose();
    }
  }

  /**
   * Runs a function with the one that there is, once it is there.
   *
   * @template R
   * @template [A=undefined]
   * @param {(element: HTMLElement, arg: A) => R} work
   * @param {A} [arg]
   * @returns {Promise<Awaited<R>>}
   */
  async evaluate(work, arg) {
    const one = await this.#handle();
    try {
      // @ts-expect-error as in Page.evaluate
      return await one.evaluate(work, arg);
    } finally {
      await one.dispose();
    }
  }

  /** The one that there is, once it is there. */
  #handle() {
    /** @returns {Promise<{value: Handle} | {objection: string}>} */
    const ask = async () => {
      const handle = await this.#page.raw.evaluateHandle(findOne, this.steps);
      const element = handle.asElement();
      if (element) return { value: /** @type {Handle} */ (element) };
      const n = await handle.jsonValue();
      if (n) throw new Error(`${n} elements are ${this}`);
      return { objection: "there is none" };
    };
    return until(ask, String(this));
  }

  /** @param {string} name */
  getAttribute(name) {
    return this.evaluate((element, name) => element.getAttribute(name), name);
  }

  /** The text as it is seen. */
  innerText() {
    return this.evaluate((element) => element.innerText);
  }

  allInnerTexts() {
    return this.evaluateAll((all) => all.map((element) => element.innerText));
  }

  /** Whether there is one, and it takes room and is not hidden. */
  async isVisible() {
    const seen = await this.evaluateAll((all) => all.map((element) => {
      const { width, height } = element.getBoundingClientRect();
      return element.checkVisibility({ visibilityProperty: true }) && width > 0 && height > 0;
    }));
    if (seen.length > 1) throw new Error(`${seen.length} elements are ${this}`);
    return seen.length === 1 && seen[0];
  }

  isDisabled() {
    return this.evaluate((element) => element.matches(":disabled, [aria-disabled=true]"));
  }

  async isEnabled() {
    return !await this.isDisabled();
  }

  /** In CSS px from the viewport's corner; null of what is not displayed. @returns {Promise<Box | null>} */
  boundingBox() {
    return this.evaluate((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return element.checkVisibility() ? { x, y, width, height } : null;
    });
  }

  /** Waits until there is one, and it is seen; or until there is none that is seen. @param {{state?: "visible" | "hidden"}} [options] */
  async waitFor({ state = "visible" } = {}) {
    await until(async () => (await this.isVisible() === (state === "visible")
      ? { value: undefined } : { objection: `it is not ${state}` }), String(this));
  }

  async scrollIntoViewIfNeeded() {
    await this.evaluate((element) => {
      const { top, bottom, left, right } = element.getBoundingClientRect();
      if (top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth) return;
      element.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
    });
  }

  async focus() {
    await this.evaluate((element) => element.focus());
  }

  async hover() {
    const { x, y } = await this.#reach("rest on");
    await this.#page.mouse.move(x, y);
  }

  async click() {
    const { x, y } = await this.#reach("use");
    await this.#page.mouse.click(x, y);
  }

  async tap() {
    const { x, y } = await this.#reach("use");
    await this.#page.touchscreen.tap(x, y);
  }

  /** Chooses a radio button or a checkbox by the mouse. */
  async check() {
    // It stays the same element, even if by choosing it everything around it changes.
    const one = await this.#handle();
    const isChecked = () => one.evaluate((element) => /** @type {HTMLInputElement} */ (element).checked);
    try {
      if (!await isChecked()) await this.click();
      if (!await isChecked()) throw new Error(`${this} is not checked by a click`);
    } finally {
      await one.dispose();
    }
  }

  /**
   * The point where a reader would use it, once it can be used: seen, at rest, in the window and under nothing else.
   *
   * @param {"use" | "rest on"} purpose
   */
  #reach(purpose) {
    return until(() => this.evaluate(async (element, purpose) => {
      /** @param {string} objection */
      const no = (objection) => ({ objection });
      if (!element.checkVisibility({ visibilityProperty: true })) return no("it is not visible");
      if (purpose === "use" && element.matches(":disabled, [aria-disabled=true]")) return no("it is disabled");
      const middle = () => {
        // A text that flows over several lines has a middle that may be in none of them.
        const [{ x, y, width, height } = element.getBoundingClientRect()] = element.getClientRects();
        return { x: x + width / 2, y: y + height / 2, width, height };
      };
      const { top, bottom, left, right } = element.getBoundingClientRect();
      if (top < 0 || left < 0 || bottom > innerHeight || right > innerWidth) {
        element.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
      }
      const before = middle();
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const { x, y, width, height } = middle();
      if (x !== before.x || y !== before.y) return no("it moves");
      if (!width || !height) return no("it takes no room");
      let hit = document.elementFromPoint(x, y);
      while (hit?.shadowRoot?.elementFromPoint(x, y)) {
        const inner = hit.shadowRoot.elementFromPoint(x, y);
        if (inner === hit) break;
        hit = inner;
      }
      let each = /** @type {Node | null} */ (hit);
      while (each && each !== element) each = each instanceof ShadowRoot ? each.host : each.parentNode;
      if (!each) return no(`${hit?.outerHTML.slice(0, 80) ?? "nothing"} is in front of it`);
      return { value: { x, y } };
    }, purpose), String(this));
  }

  /** The steps as a test would write them. */
  toString() {
    return this.steps.map((step) => {
      if ("css" in step) return `locator(${JSON.stringify(step.css)})`;
      if ("nth" in step) return `nth(${step.nth})`;
      if ("hasText" in step) return `filter(${JSON.stringify(step)})`;
      const { role, ...options } = step;
      return `getByRole("${role}", ${JSON.stringify(options)})`;
    }).join(".");
  }
}
