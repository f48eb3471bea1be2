// What the element outlives: a program that panics, a canvas that is emptied, containers without room, other documents, a
// network that goes away, fonts that arrive late, and many of its kind.

import assert from "node:assert/strict";
import { test } from "node:test";
import { withPage } from "./browser.mjs";
import {
  BACKGROUND, count, drawn, eventually, kursk, marks, notice, noticed, openChart, pointOf, setAttributes, settled, sizes,
  small, told,
} from "./chart.mjs";

/** @typedef {import("./page.mjs").Locator} Locator */
/** @typedef {import("./page.mjs").Page} Page */

/**
 * Makes the program of a page panic when the test wants it. A call that sets `trapIn` to the name of an export traps in
 * it, and from then on so does each call to that instance, as it may where memory was left in disorder; `instances` tells
 * of each whether it is dead, and how often it was called nevertheless.
 *
 * @param {Page} page
 */
const armTraps = (page) => page.raw.evaluateOnNewDocument(() => {
  const here = /** @type {any} */ (window);
  // What the wasm exports has short names: its JavaScript tells whose they are.
  /** @type {Promise<Map<string, string>>} */
  let naming;
  const methodsOf = () => naming ??= import(location.origin + "/pkg/claims_chart.js").then(({ Chart }) => {
    const names = new Map();
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(Chart.prototype))) {
      const call = name === "constructor"
        ? String(Chart).match(/constructor\([^)]*\)\{try\{const \w+=\w+\.\w+\(-16\);\w+\.(\w+)\(/)
        : String(value).match(/\.(\w+)\((\w+,)?this\.__wbg_ptr/);
      if (call) names.set(call[1], name === "constructor" ? "chart_new" : `chart_${name}`);
    }
    return names;
  });
  // A function that is `unreachable` and nothing else.
  const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 116, 0, 0, 10, 5, 1, 3, 0, 0, 11];
  const trap = /** @type {() => never} */ (
    new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes))).exports.t);
  here.instances = [];
  here.trapIn = "";
  let isArmed = false;
  // In the midst of a layout, with all that wasm has on its stack: it is asked for by no call that would catch anything.
  const width = /** @type {any} */ (Object.getOwnPropertyDescriptor(TextMetrics.prototype, "width")).get;
  Object.defineProperty(TextMetrics.prototype, "width", { get() {
    if (isArmed) {
      isArmed = false;
      trap();
    }
    return width.call(this);
  } });
  const plain = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = /** @type {any} */ (async (/** @type {any} */ source, /** @type {any} */ imports) => {
    const { instance, module } = await plain.call(WebAssembly, source, imports);
    // The second part and the editors' library have memory of their own, or none to give.
    const names = /claims_chart_bg/.test((await source).url) ? await methodsOf() : new Map();
    if (!names.size) return { instance, module };
    const record = { isDead: false, n_after: 0 };
    here.instances.push(record);
    const exports = Object.fromEntries(Object.entries(instance.exports).map(([short, value]) => {
      const name = names.get(short);
      if (typeof value !== "function" || !name) return [short, value];
      return [short, (/** @type {any[]} */ ...given) => {
        if (record.isDead) {
          record.n_after += 1;
          trap();
        }
        try {
          if (here.trapIn === name) {
            here.trapIn = "";
            if (name !== "chart_layout") trap();
            isArmed = true;
          }
          return value(...given);
        } catch (error) {
          record.isDead ||= error instanceof WebAssembly.RuntimeError;
          throw error;
        }
      }];
    }));
    return { instance: { exports }, module };
  });
});

/** @param {Page} page @returns {Promise<{isDead: boolean, n_after: number}[]>} */
const instances = (page) => page.evaluate(() => /** @type {any} */ (window).instances);

/** Does something with the element that the next call to an export spoils. @param {Locator} chart @param {string} name @param {(element: any) => unknown} act */
async function trapIn(chart, name, act) {
  await chart.page().evaluate((name) => { /** @type {any} */ (window).trapIn = name; }, name);
  await chart.evaluate(act);
  await eventually(async () => assert.equal(await chart.page().evaluate(() => /** @type {any} */ (window).trapIn), "", `${name} was called`));
}

/** The fallback is seen, and nothing of the chart. @param {Locator} chart @param {RegExp} why */
async function assertFallback(chart, why) {
  await eventually(async () => assert.match(await noticed(chart), why));
  assert.equal(await chart.locator(".fallback").isVisible(), true, "what stands inside is seen");
  assert.equal(await chart.getByRole("heading").count(), 0, "nothing of the chart is");
}

/** A chart answers: to the pointer, to a control, with a picture. @param {Locator} chart */
async function assertAlive(chart) {
  await setAttributes(chart, { measure: "casualties", selected: null });
  await chart.evaluate((element) => /** @type {any} */ (element).ready);
  assert.equal(await chart.locator(".fallback").isVisible(), false);
  assert.equal((await marks(chart)).length, 7);
  assert.ok(await count(chart, BACKGROUND.light) > 10_000, "there is a picture");
  const { x, y } = await pointOf(chart, "lee");
  await chart.page().mouse.move(x, y);
  await eventually(async () => assert.match(await chart.locator("[part=card] > :not([aria-hidden])").innerText(), /Lee Sung-kwon/));
  await chart.getByRole("radio", { name: "Wounded", exact: true }).check();
  await settled(chart);
  assert.equal((await marks(chart)).length, 4);
}

/** @param {Locator} chart @param {Record<string, unknown>} properties */
const set = (chart, properties) => chart.evaluate(async (element, properties) => {
  Object.assign(element, properties);
  await /** @type {any} */ (element).ready;
}, properties);

test("where the program panics in one chart, the others are drawn by another one, from what they have", () =>
  withPage({ colorScheme: "light", viewport: { width: 700, height: 2400 }, expectedErrors: [/claims\.json/] }, async ({ page }) => {
    await armTraps(page);
    await page.route("**/claims.json", async (route) => route.fulfill({ json: await kursk() }));
    const sound = await drawn(await openChart(page, { attributes: { src: "claims.json" } }));
    const given = await drawn(await openChart(page, { data: await kursk() }));
    const chart = await drawn(await openChart(page, { data: small() }));
    // What the others show needs no network to be shown again.
    await page.route("**/claims.json", (route) => route.abort());
    await trapIn(chart, "chart_layout", (element) => element.setAttribute("theme", "dark"));
    await assertFallback(chart, /could not be drawn: .*unreachable/);
    await assertAlive(sound);
    await assertAlive(given);
    await assertFallback(chart, /unreachable/);
    const errors = await told(page, "claims-error");
    assert.deepEqual(errors.map(({ detail }) => detail.problems.length), [1], "the page is told once, and of nothing else");
    assert.deepEqual(await instances(page), [{ isDead: true, n_after: 0 }, { isDead: false, n_after: 0 }],
      "one new instance serves all, and the dead one is left alone");

    await set(chart, { data: small() });
    assert.equal((await marks(chart)).length, 2, "with data set anew it starts afresh");
    assert.equal(await notice(chart).isVisible(), false);
    assert.equal(await chart.locator(".fallback").isVisible(), false);

    await trapIn(chart, "chart_draw", (element) => element.setAttribute("theme", "light"));
    await assertFallback(chart, /unreachable/);
    await page.route("**/other.json", (route) => route.fulfill({ json: { ...small(), title: "Another one" } }));
    await set(chart, { data: null, src: "other.json" });
    assert.equal(await chart.locator("[part=title]").innerText(), "Another one", "and so it does with another address");
    await assertAlive(sound);
    assert.deepEqual((await instances(page)).map(({ n_after }) => n_after), [0, 0, 0]);
  }));

test("a dataset that makes the program panic each time does not take the others along, nor start it without end", () =>
  withPage({ colorScheme: "light", viewport: { width: 700, height: 1800 } }, async ({ page }) => {
    await armTraps(page);
    const sound = await drawn(await openChart(page));
    const chart = await openChart(page, { data: small() });
    await drawn(chart);
    for (let n = 1; n <= 3; n += 1) {
      await trapIn(chart, "chart_new", (element) => { element.data = element.data; });
      await assertFallback(chart, /unreachable/);
      await sound.evaluate((element) => /** @type {any} */ (element).ready);
      await page.waitForTimeout(100);
      assert.equal((await instances(page)).length, 1 + n, "an instance for each panic");
      assert.equal((await told(page, "claims-error")).length, n);
    }
    await assertAlive(sound);
    assert.deepEqual((await instances(page)).map(({ n_after }) => n_after), [0, 0, 0, 0]);
  }));

test("a panic in what the page or the reader asks for is thrown there, and the chart is drawn again", () =>
  withPage({ colorScheme: "light", viewport: { width: 700, height: 1800 }, expectedErrors: [/unreachable/] }, async ({ page }) => {
    await armTraps(page);
    const chart = await drawn(await openChart(page));
    const sound = await drawn(await openChart(page));
    await page.evaluate(() => { /** @type {any} */ (window).trapIn = "chart_explain"; });
    assert.equal(await chart.evaluate((element) => {
      try {
        return /** @type {any} */ (element).explain() && "explained";
      } catch (error) {
        return error instanceof WebAssembly.RuntimeError ? "trapped" : String(error);
      }
    }), "trapped");
    assert.ok(await chart.evaluate(async (element) => {
      await /** @type {any} */ (element).ready;
      return /** @type {any} */ (element).explain().measures.length;
    }) > 0, "once it is ready again it explains");
    await assertAlive(chart);
    await assertAlive(sound);

    await trapIn(chart, "chart_finding", (element) => element.shadowRoot.querySelector(".days button").click());
    await eventually(async () => assert.equal((await instances(page)).length, 3));
    await assertAlive(chart);
    await assertAlive(sound);
    assert.deepEqual((await instances(page)).map(({ n_after }) => n_after), [0, 0, 0]);
    assert.deepEqual(await told(page, "claims-error"), []);
  }));

test("a chart whose data are on their way while another one panics is drawn when they come", () =>
  withPage({ colorScheme: "light", viewport: { width: 700, height: 1800 } }, async ({ page }) => {
    await armTraps(page);
    let answer = () => {};
    const later = /** @type {Promise<void>} */ (new Promise((resolve) => { answer = resolve; }));
    await page.route("**/slow.json", async (route) => {
      await later;
      await route.fulfill({ json: await kursk() }).catch(() => {});
    });
    const chart = await drawn(await openChart(page, { data: small() }));
    const slow = await openChart(page, { attributes: { src: "slow.json" } });
    await page.waitForTimeout(100);
    await trapIn(chart, "chart_layout", (element) => element.setAttribute("theme", "dark"));
    await assertFallback(chart, /unreachable/);
    answer();
    await drawn(slow);
    await assertAlive(slow);
    assert.equal((await instances(page))[0].n_after, 0);
    assert.equal((await told(page, "claims-error")).length, 1);
  }));

test("a canvas whose content was lost is painted again, with what is ringed on it", () =>
  withPage({ colorScheme: "light" }, async ({ page }) => {
    const chart = await drawn(await openChart(page, { attributes: { selected: "lee" } }));
    /** Opaque pixels of each canvas. */
    const painted = () => chart.evaluate((element) =>
      [.../** @type {ShadowRoot} */ (element.shadowRoot).querySelectorAll("canvas")].map((canvas) => {
        const { data } = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d")).getImageData(0, 0, canvas.width, canvas.height);
        return data.filter((part, at) => at % 4 === 3 && part > 0).length;
      }));
    const before = await painted();
    assert.ok(before[0] > 10_000 && before[1] > 20, `${before}`);
    await chart.evaluate((element) => {
      for (const canvas of /** @type {ShadowRoot} */ (element.shadowRoot).querySelectorAll("canvas")) {
        // No test can take a context away; a browser that gives it back empties it, and tells the canvas alone.
        canvas.dispatchEvent(new Event("contextlost", { cancelable: true }));
        /** @type {any} */ (canvas.getContext("2d")).reset();
      }
    });
    assert.deepEqual(await painted(), [0, 0]);
    await chart.evaluate((element) => {
      for (const canvas of /** @type {ShadowRoot} */ (element.shadowRoot).querySelectorAll("canvas")) {
        canvas.dispatchEvent(new Event("contextrestored"));
      }
    });
    await eventually(async () => assert.deepEqual(await painted(), before));
  }));

/** How a container hides what is in it, and how it shows it again: what is set on its style, or done to it. @type {Record<string, [string, string]>} */
const HIDINGS = {
  "has no width": ["width: 0; overflow: hidden", ""],
  "has no height": ["height: 0; overflow: hidden", ""],
  "has no size": ["width: 0; height: 0; overflow: hidden", ""],
  "is not displayed": ["display: none", ""],
  "is invisible": ["visibility: hidden", ""],
  "has hidden content": ["content-visibility: hidden", ""],
  "is scaled to nothing": ["transform: scale(0)", ""],
  "is folded away": ["details", "open"],
};

for (const [what, [hiding, showing]] of Object.entries(HIDINGS)) {
  test(`in a container that ${what} the chart waits, and is right once it is seen`, () =>
    withPage({ colorScheme: "light", viewport: { width: 700, height: 900 } }, async ({ page }) => {
      await page.goto("/tests/e2e/pages/empty.html");
      await page.evaluate((hiding) => {
        const room = document.createElement(hiding === "details" ? "details" : "div");
        room.id = "room";
        document.querySelector("main")?.replaceWith(room);
        const main = document.createElement("main");
        room.append(main);
      }, hiding);
      /** @param {boolean} isHidden */
      const hide = (isHidden) => page.evaluate(async ([style, hiding]) => {
        const room = /** @type {any} */ (document.querySelector("#room"));
        if (hiding === "details") room.open = style === "open";
        else room.style.cssText = style;
        for (let n = 0; n < 3; n += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
      }, [isHidden ? hiding : showing, hiding]);
      await hide(true);
      const chart = await openChart(page, { attributes: { measure: "wounded" } });
      await page.waitForTimeout(150);
      if (await chart.evaluate((element) => !element.clientWidth)) {
        assert.deepEqual(await told(page), [], "what has no width is no chart yet");
        assert.equal(await chart.evaluate((element) => /** @type {any} */ (element.shadowRoot?.querySelector(".figure")).hidden), true);
      }
      await hide(false);
      await chart.evaluate((element) => /** @type {any} */ (element).ready);
      assert.equal((await marks(chart)).length, 4);
      const widths = () => chart.evaluate((element) => [
        /** @type {any} */ (element.shadowRoot?.querySelector("canvas")).getBoundingClientRect().width,
        element.getBoundingClientRect().width]);
      const [width, room] = await widths();
      assert.equal(width, room, "it takes the room that there is");

      await hide(true);
      await chart.evaluate((element, data) => {
        /** @type {any} */ (element).data = data;
        element.removeAttribute("measure");
      }, small());
      await page.setViewportSize({ width: 600, height: 900 });
      await page.waitForTimeout(150);
      await hide(false);
      await settled(chart);
      await chart.evaluate((element) => /** @type {any} */ (element).ready);
      await eventually(async () => {
        const [width, room] = await widths();
        assert.deepEqual([width, (await marks(chart)).length], [room, 2], "what was set meanwhile is drawn, as wide as there is room now");
      });
      assert.ok(await count(chart, BACKGROUND.light) > 10_000, "there is a picture");
      assert.deepEqual(await told(page, "claims-error"), []);
    }));
}

test("in a box that is as wide as what stands in it the chart has a width of its own, and no more than there is room for", () =>
  withPage({ viewport: { width: 760, height: 900 } }, async ({ page }) => {
    await page.goto("/tests/e2e/pages/empty.html");
    for (const [name, style] of Object.entries({
      "a row": "display: flex", "a column": "display: flex; flex-direction: column; align-items: center", "a line": "display: inline-block",
      "a float": "float: left", "a cell": "display: table-cell", "a box of its content": "width: fit-content",
    })) {
      for (const width of [760, 320]) {
        await page.setViewportSize({ width, height: 900 });
        await page.evaluate((style) => {
          /** @type {any} */ (document.querySelector("main")).innerHTML = '<div id="box"></div>';
          /** @type {any} */ (document.querySelector("#box")).style.cssText = style;
        }, style);
        const chart = await drawn(await openChart(page, { fallback: "" }));
        await page.evaluate(() => document.querySelector("#box")?.append(/** @type {Element} */ (document.querySelector("claims-chart"))));
        await drawn(chart);
        await eventually(async () => {
          await settled(chart);
          const seen = await chart.evaluate((element) => ({
            width: element.getBoundingClientRect().width,
            picture: /** @type {any} */ (element.shadowRoot?.querySelector("canvas")).getBoundingClientRect().width,
            room: /** @type {any} */ (document.querySelector("main")).clientWidth,
          }));
          assert.equal(seen.width, Math.min(700, seen.room), `${name} in a window of ${width} px`);
          assert.equal(seen.picture, seen.width, `the picture in ${name}`);
        });
      }
    }
  }));

test("in vertical writing, and as a box of any kind itself, the chart has the width that there is", () =>
  withPage({ viewport: { width: 760, height: 900 } }, async ({ page }) => {
    await page.goto("/tests/e2e/pages/empty.html");
    for (const [where, style] of [["main", "writing-mode: vertical-rl; inline-size: 600px"], ["main", "writing-mode: sideways-lr; inline-size: 600px"],
      ["claims-chart", "display: flex"], ["claims-chart", "display: flex; flex-direction: column; align-items: center"],
      ["claims-chart", "display: grid; justify-items: start"]]) {
      for (const width of [760, 320]) {
        await page.setViewportSize({ width, height: 900 });
        await page.evaluate(([where, style]) => {
          const main = /** @type {HTMLElement} */ (document.querySelector("main"));
          main.innerHTML = `<style>${where} { ${style} }</style>`;
        }, [where, style]);
        const chart = await drawn(await openChart(page, { fallback: "" }));
        await eventually(async () => {
          await settled(chart);
          const seen = await chart.evaluate((element) => ({
            width: element.getBoundingClientRect().width,
            picture: /** @type {any} */ (element.shadowRoot?.querySelector("canvas")).getBoundingClientRect().width,
          }));
          assert.ok(seen.width > 250 && seen.width <= width, `${seen.width} px with ${where} { ${style} } in a window of ${width} px`);
          assert.equal(seen.picture, seen.width, `the picture with ${where} { ${style} }`);
        });
      }
    }
  }));

test("moved into another document and back, the chart is drawn there, with its style, and answers", () =>
  withPage({ colorScheme: "light", viewport: { width: 800, height: 1000 } }, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    const before = await marks(chart);
    const looks = await page.evaluate(async () => {
      const chart = /** @type {any} */ (document.querySelector("claims-chart"));
      const main = /** @type {HTMLElement} */ (document.querySelector("main"));
      const frame = document.createElement("iframe");
      frame.width = "700";
      frame.height = "900";
      main.append(frame);
      /** What there is of it. */
      const look = () => {
        const root = chart.shadowRoot;
        const canvas = root.querySelector("canvas");
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        return {
          display: getComputedStyle(root.querySelector(".figure")).display,
          n_marks: root.querySelectorAll("[part=chart] button").length,
          isPainted: data.some((/** @type {number} */ part) => part > 0),
          isOver: getComputedStyle(root.querySelector("[part=chart] button")).position,
        };
      };
      const move = async (/** @type {Node} */ to) => {
        const ready = new Promise((resolve, reject) => {
          chart.addEventListener("claims-ready", resolve, { once: true });
          setTimeout(() => reject(new Error("it is not drawn there")), 10_000);
        });
        to.appendChild(chart);
        await ready;
        await chart.updateComplete;
      };
      const looks = [];
      await move(/** @type {Document} */ (frame.contentDocument).body);
      looks.push(look());
      chart.setAttribute("measure", "wounded");
      await chart.updateComplete;
      looks.push(look());
      // A click that no mouse has made is the keyboard's.
      chart.shadowRoot.querySelector('[data-claim="lee"]').click();
      looks.push(chart.getAttribute("selected"));
      chart.shadowRoot.querySelector(".footer button:last-of-type").click();
      const dialog = await new Promise((resolve) => {
        const ask = () => {
          const found = chart.shadowRoot.querySelector("dialog");
          if (found) resolve(found);
          else setTimeout(ask, 20);
        };
        ask();
      });
      looks.push(getComputedStyle(dialog).maxWidth !== "none" || getComputedStyle(dialog).padding);
      dialog.close();
      document.implementation.createHTMLDocument().body.append(chart);
      chart.removeAttribute("selected");
      chart.removeAttribute("measure");
      await move(main);
      frame.remove();
      looks.push(look());
      return looks;
    });
    const look = { display: "flex", n_marks: 7, isPainted: true, isOver: "absolute" };
    assert.deepEqual(looks.filter((_, n) => n !== 3), [look, { ...look, n_marks: 4 }, "lee", look]);
    assert.ok(looks[3], "the dialog has its style");
    assert.deepEqual(await marks(chart), before, "back in its page it is as it was");
    assert.deepEqual(await told(page, "claims-error"), []);
  }));

test("a frame that is taken out of the page with a chart in it leaves nothing that goes wrong, and the chart can be had back", () =>
  withPage({}, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    const errors = await chart.evaluate(async (element) => {
      let n_errors = 0;
      addEventListener("error", () => { n_errors += 1; });
      const frame = document.createElement("iframe");
      Object.assign(frame.style, { width: "500px", height: "900px" });
      document.body.append(frame);
      frame.contentDocument?.body.append(element);
      await /** @type {any} */ (element).ready;
      for (let n = 0; n < 5; n += 1) await new Promise(requestAnimationFrame);
      const home = /** @type {any} */ (window);
      home.chart = element;
      frame.remove();
      for (let n = 0; n < 30; n += 1) await new Promise(requestAnimationFrame);
      return n_errors;
    });
    assert.equal(errors, 0);
    await page.evaluate(() => document.querySelector("main")?.append(/** @type {any} */ (window).chart));
    await drawn(chart);
    assert.equal((await marks(chart)).length, 7);
    await page.setViewportSize({ width: 500, height: 700 });
    await eventually(async () => assert.ok((await sizes(chart)).css[0] <= 500));
  }));

test("a chart that is hidden and shown as it was keeps nobody waiting, and is not drawn again", () =>
  withPage({ colorScheme: "light" }, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    await settled(chart);
    await chart.evaluate(async (element) => {
      const canvas = /** @type {any} */ (element.shadowRoot).querySelector("canvas");
      const context = canvas.getContext("2d");
      const { fillRect } = CanvasRenderingContext2D.prototype;
      context.fillRect = function (/** @type {any[]} */ ...given) {
        /** @type {any} */ (window).isPainted = true;
        return fillRect.apply(this, /** @type {any} */ (given));
      };
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      for (const display of ["none", "block", "none"]) {
        element.style.display = display;
        await frame();
        await frame();
        await /** @type {any} */ (element).updateComplete;
      }
      element.style.display = "";
    });
    await settled(chart);
    assert.equal(await page.evaluate(() => /** @type {any} */ (window).isPainted), undefined);
    assert.ok(await count(chart, BACKGROUND.light) > 10_000, "the picture is still there");
  }));

test("a chart that is taken away while something of it is on its way is not drawn, and is when it comes back", () =>
  withPage({}, async ({ page }) => {
    /** @type {string[]} */
    const givenUp = [];
    page.raw.on("requestfailed", (request) => givenUp.push(new URL(request.url()).pathname.split("/").pop() ?? ""));
    for (const held of ["claims_chart.js", "claims_chart_bg.wasm", "uk.txt", "claims.json", "claims_more.wasm"]) {
      let answer = () => {};
      const later = /** @type {Promise<void>} */ (new Promise((resolve) => { answer = resolve; }));
      let n_asked = 0;
      await page.route(`**/${held}`, async (route) => {
        n_asked += 1;
        if (n_asked === 1) await later;
        const asked = held === "claims.json" ? { json: await kursk() } : { response: await route.fetch() };
        await route.fulfill(asked).catch(() => {});
      });
      await page.goto("/tests/e2e/pages/empty.html");
      const attributes = { lang: "uk", view: "bars", ...(held === "claims.json" ? { src: held } : {}) };
      const chart = await openChart(page, { attributes });
      await eventually(async () => assert.equal(n_asked, 1, `${held} is asked for`));
      await page.evaluate(() => {
        const here = /** @type {any} */ (window);
        here.chart = document.querySelector("claims-chart");
        here.chart.remove();
      });
      if (held === "claims.json") await eventually(async () => assert.deepEqual(givenUp, [held], "nobody waits for its data"));
      answer();
      await page.waitForTimeout(200);
      assert.deepEqual(await told(page), [], `${held}: nothing is told of a chart that is not there`);
      await page.evaluate(() => document.querySelector("main")?.append(/** @type {any} */ (window).chart));
      await drawn(chart);
      assert.equal((await marks(chart)).length, 7, held);
      assert.deepEqual((await told(page)).map(({ type }) => type), ["claims-ready"], held);
      await page.unroute(`**/${held}`);
    }
  }));

test("a font that arrives late is drawn and measured with, however it arrives", (t) =>
  withPage({ viewport: { width: 700, height: 2000 } }, async ({ page }) => {
    await page.goto("/tests/e2e/pages/empty.html");
    await page.addStyleTag({ content: "claims-chart { --claims-font: Late, sans-serif }" });
    const chart = await drawn(await openChart(page));
    const picture = (/** @type {Locator} */ chart) => chart.evaluate((element) =>
      /** @type {HTMLCanvasElement} */ (element.shadowRoot?.querySelector("canvas")).toDataURL());
    // Any font of a width of its own will do; one for each way.
    for (const [names, way] of [[["DejaVu Sans Mono", "Liberation Mono", "Courier New", "Menlo"], "while it loads"],
      [["DejaVu Serif", "Liberation Serif", "Times New Roman", "Times"], "when it is loaded"]]) {
      const before = await picture(chart);
      const isThere = await page.evaluate(async ([names, way]) => {
        const face = new FontFace("Late", /** @type {string[]} */ (names).map((name) => `local("${name}")`).join());
        for (const other of document.fonts) document.fonts.delete(other);
        if (way === "while it loads") document.fonts.add(face);
        const isThere = await face.load().then(() => true, () => false);
        if (way !== "while it loads") document.fonts.add(face);
        return isThere;
      }, [names, way]);
      if (!isThere) {
        t.skip(`there is none of the fonts ${names}`);
        return;
      }
      await page.evaluate(() => document.querySelectorAll("claims-chart")[1]?.remove());
      const after = await drawn(await openChart(page));
      const expected = await picture(after);
      assert.notEqual(expected, before, "the font makes a difference");
      await eventually(async () => assert.ok(await picture(chart) === expected, `added ${way}: the picture is in the font`));
    }
  }));

test("once it is drawn, a chart needs no network but for what it has not used yet, and that is had when it is back", () =>
  withPage({ colorScheme: "light", viewport: { width: 760, height: 1200 }, expectedErrors: [/./] }, async ({ page }) => {
    await page.route("**/claims.json", async (route) => route.fulfill({ json: await kursk() }));
    const chart = await drawn(await openChart(page, { attributes: { src: "claims.json" } }));
    await page.route("**", (route) => route.abort());
    await assertAlive(chart);
    await setAttributes(chart, { measure: null, view: "table", hide: "ukraine", "as-of": "2024-12-31", theme: "dark" });
    assert.ok(await chart.getByRole("table").isVisible());
    await setAttributes(chart, { view: null, hide: null, "as-of": null, theme: null });
    const text = await chart.evaluate(async (element) => {
      const chart = /** @type {any} */ (element);
      return [chart.toCSV(), chart.toJSON(), chart.toSVG(), JSON.stringify(chart.explain())].map(({ length }) => length > 100);
    });
    assert.deepEqual(text, [true, true, true, true]);
    assert.deepEqual(await told(page, "claims-error"), []);

    // What is lacking is told, and the rest stays.
    await setAttributes(chart, { lang: "uk" });
    await eventually(async () => assert.match(await noticed(chart), /"uk" could not be fetched/));
    assert.equal((await marks(chart)).length, 7, "the data are not fetched again for another language");
    await chart.getByRole("button", { name: "Embed" }).click();
    await eventually(async () => assert.match(await noticed(chart), /What this needs could not be loaded/));
    await assert.rejects(chart.evaluate((element) => /** @type {any} */ (element).toPNG()));
    await page.route("**/sheet.csv*", (route) => route.fulfill({ contentType: "text/csv", body: "" }));
    const csv = await openChart(page, { attributes: { src: "sheet.csv" } });
    await eventually(async () => assert.match(await noticed(csv), /could not be loaded/));

    await page.unroute("**");
    await page.unroute("**/sheet.csv*");
    const sheet = await chart.evaluate((element) => /** @type {any} */ (element).toCSV());
    await page.route("**/sheet.csv*", (route) => route.fulfill({ contentType: "text/csv", body: sheet }));
    await chart.getByRole("button", { name: "Embed" }).click();
    await chart.locator("dialog").waitFor();
    await page.keyboard.press("Escape");
    assert.ok(await chart.evaluate(async (element) => (await /** @type {any} */ (element).toPNG()).size) > 1000);
    await setAttributes(chart, { lang: "uk", view: "bars" });
    await setAttributes(chart, { lang: "ko" });
    assert.equal(await notice(chart).isVisible(), false);
    await set(csv, { src: "sheet.csv?again" });
    assert.equal(await csv.locator("[part=title]").innerText(), "sheet", "CSV is read");
  }));

test("twenty charts on a page are each its own, and share one program", () =>
  withPage({ colorScheme: "light", viewport: { width: 1200, height: 900 } }, async ({ page }) => {
    await armTraps(page);
    await page.goto("/tests/e2e/pages/empty.html");
    await page.addStyleTag({ content: "main { display: grid; grid-template-columns: 1fr 1fr 1fr 1fr }" });
    await openChart(page, { attributes: { heading: "Number 0", id: "n0" } });
    await page.evaluate(async (data) => {
      const charts = /** @type {any[]} */ ([document.querySelector("claims-chart")]);
      for (let n = 1; n < 20; n += 1) {
        const chart = /** @type {any} */ (document.createElement("claims-chart"));
        chart.heading = `Number ${n}`;
        chart.id = `n${n}`;
        chart.urlState = true;
        if (n % 2) chart.data = { ...data, title: `Data ${n}` };
        else if (n % 4) chart.view = "table";
        else chart.measure = "wounded";
        document.querySelector("main")?.append(chart);
        charts.push(chart);
      }
      for (const chart of charts) {
        chart.scrollIntoView();
        await chart.ready;
      }
    }, small());
    assert.deepEqual(await instances(page), [{ isDead: false, n_after: 0 }]);
    const found = await page.locator("claims-chart").evaluateAll((all) => all.map((element) => {
      const root = /** @type {ShadowRoot} */ (element.shadowRoot);
      return [root.querySelector("[part=title]")?.textContent, root.querySelectorAll("[part=chart] button").length];
    }));
    assert.deepEqual(found, found.map((_, n) => [`Number ${n}`, n % 2 ? 2 : n % 4 ? 7 : n ? 4 : 7]));
    // What a reader does to one of them is done to no other.
    const eighth = page.locator("#n8");
    await eighth.getByRole("radio", { name: "Killed", exact: true }).check();
    await settled(eighth);
    assert.equal((await marks(eighth)).length, 3);
    assert.equal((await marks(page.locator("#n4"))).length, 4);
    assert.equal(await page.evaluate(() => location.hash), "#n8.measure=killed");
    assert.deepEqual(await told(page, "claims-error"), []);
  }));
