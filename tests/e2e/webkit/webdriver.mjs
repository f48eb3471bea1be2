// The browser of WebKitGTK on a screen in memory, driven by plain WebDriver. Each wait has an end, and each process that is
// started is ended.
// cspell:ignore displayfd nolisten LIBGL webkitgtk

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";

// A call that the browser never answers is the way in which it fails most often.
const TIMEOUT_MS = 20_000;

/** The name under which WebDriver hands over elements. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** @typedef {{[ELEMENT]: string}} Element */

/**
 * @param {string} name
 * @returns {string} what the environment file says
 */
function fromEnv(name) {
  return process.env[name] || assert.fail(`${name} is not set: run the test with \`make test-e2e-webkit\``);
}

/** @type {import("node:child_process").ChildProcess[]} */
const children = [];

/**
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
function begin(command, args, env) {
  // What it starts in turn is of its group, and ends with it.
  const child = spawn(command, args, { env: { ...process.env, ...env }, detached: true, stdio: ["ignore", "ignore", "inherit", "pipe"] });
  children.push(child);
  return child;
}

/** Ends what was started, the last first. */
function end() {
  for (const child of children.splice(0).reverse()) {
    if (child.pid === undefined) continue;
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  }
}
process.on("exit", end);

/** @template T @param {Promise<T>} work @param {string} what @returns {Promise<T>} */
function inTime(work, what) {
  /** @type {NodeJS.Timeout} */
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} takes more than ${TIMEOUT_MS / 1000} s`)), TIMEOUT_MS);
  });
  return Promise.race([work, /** @type {Promise<never>} */ (late)]).finally(() => clearTimeout(timer));
}

/** A port that nobody listens on. @returns {Promise<number>} */
async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  server.close();
  return port;
}

/**
 * Starts a screen, a window manager, the driver and the browser, hands the browser to `work` and ends them all.
 *
 * @template T
 * @param {(browser: WebKit) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withWebKit(work) {
  try {
    // Xvfb finds a free number by itself, and writes it where it is told to once it is ready.
    const screen = begin(fromEnv("CLAIMS_CHART_SCREEN"), ["-displayfd", "3", "-screen", "0", "1024x900x24", "-nolisten", "tcp"]);
    const [number] = await inTime(once(/** @type {import("node:stream").Readable} */ (screen.stdio[3]), "data"), "the start of Xvfb");
    const env = { DISPLAY: `:${String(number).trim()}`, GDK_BACKEND: "x11", WAYLAND_DISPLAY: "", LIBGL_ALWAYS_SOFTWARE: "1" };
    begin(fromEnv("CLAIMS_CHART_WINDOWS"), [], env);
    const port = await freePort();
    begin(fromEnv("CLAIMS_CHART_WEBKIT_DRIVER"), [`--port=${port}`], env);
    const origin = `http://127.0.0.1:${port}`;
    await inTime(listening(origin), "the start of WebKitWebDriver");
    const browser = await WebKit.open(origin);
    try {
      return await work(browser);
    } finally {
      await browser.close();
    }
  } finally {
    end();
  }
}

/** @param {string} origin */
async function listening(origin) {
  for (;;) {
    const answer = await fetch(`${origin}/status`, { signal: AbortSignal.timeout(1000) }).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** One window of the browser. */
export class WebKit {
  #session;

  /** @param {string} session the address of the session */
  constructor(session) {
    this.#session = session;
  }

  /** @param {string} driver */
  static async open(driver) {
    const capabilities = {
      alwaysMatch: {
        browserName: "MiniBrowser",
        "webkitgtk:browserOptions": { binary: fromEnv("CLAIMS_CHART_WEBKIT"), args: ["--automation"] },
      },
    };
    const { sessionId } = await send("POST", `${driver}/session`, { capabilities });
    const browser = new WebKit(`${driver}/session/${sessionId}`);
    await browser.#post("/timeouts", { script: TIMEOUT_MS, pageLoad: TIMEOUT_MS });
    return browser;
  }

  /** @param {string} path @param {object} body @returns {Promise<any>} */
  #post(path, body) {
    return send("POST", `${this.#session}${path}`, body);
  }

  async close() {
    await send("DELETE", this.#session);
  }

  /** Opens an address and waits until it is loaded. @param {string} url */
  async goto(url) {
    await this.#post("/url", { url });
  }

  /**
   * Runs a function in the page, and waits for what it promises.
   *
   * @template R
   * @template [A=undefined]
   * @param {(arg: A) => R} work
   * @param {A} [arg]
   * @returns {Promise<Awaited<R>>}
   */
  async evaluate(work, arg) {
    const script = `
      const [arg, done] = arguments;
      Promise.resolve().then(() => (${work})(arg)).then(
        (value) => done({ value }), (error) => done({ error: String(error.stack ?? error) }));`;
    const { value, error } = await this.#post("/execute/async", { script, args: [arg ?? null] });
    if (error) throw new Error(`in the page: ${error}`);
    return value;
  }

  /** Clicks an element that `find` gives, as a mouse does. @param {() => HTMLElement | null | undefined} find */
  async click(find) {
    const element = /** @type {any} */ (await this.evaluate(find));
    assert.ok(element, `there is no element to click: ${find}`);
    await this.#post(`/element/${element[ELEMENT]}/click`, {});
  }

  /** Presses a key; `\uE014` is the right arrow, for one. @param {string} key */
  async press(key) {
    const actions = [{ type: "key", id: "keyboard", actions: [{ type: "keyDown", value: key }, { type: "keyUp", value: key }] }];
    await this.#post("/actions", { actions });
  }
}

/** @param {string} method @param {string} url @param {object} [body] @returns {Promise<any>} */
async function send(method, url, body) {
  const answer = await fetch(url, {
    method, signal: AbortSignal.timeout(TIMEOUT_MS), ...(body && { body: JSON.stringify(body) }),
  }).catch((error) => assert.fail(`WebKitWebDriver does not answer ${method} ${new URL(url).pathname}: ${error}`));
  const { value } = /** @type {{value: any}} */ (await answer.json());
  assert.ok(answer.ok, `WebKitWebDriver refuses ${method} ${new URL(url).pathname}: ${value?.error}: ${value?.message}`);
  return value;
}
