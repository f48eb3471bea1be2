// How an element comes, stays and goes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { withPage } from "./browser.mjs";
import { BACKGROUND, count, drawn, marks, openChart, settled, small, told } from "./chart.mjs";

test("the wasm is fetched when the chart comes near, and the fallback stays until it is drawn", () =>
  withPage({ viewport: { width: 700, height: 800 } }, async ({ page }) => {
    /** @type {string[]} */
    const asked = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    const wasm = () => asked.filter((path) => path.endsWith(".wasm") || path.endsWith("/claims_chart.js"));
    await page.goto("/tests/e2e/pages/far.html");
    await page.evaluate(() => customElements.whenDefined("claims-chart"));
    await page.waitForTimeout(300);
    assert.deepEqual(wasm(), [], "nothing is fetched for a chart 3,000 px away");
    const fallback = page.locator("#fallback");
    assert.equal(await fallback.isVisible(), true, "what stands inside the element is visible before");

    await page.evaluate(() => scrollTo(0, 3000 - innerHeight - 600));
    await page.waitForTimeout(300);
    assert.deepEqual(wasm(), [], "nothing is fetched for a chart 600 px below the screen");

    await page.evaluate(() => scrollTo(0, 3000 - innerHeight - 300));
    const chart = page.locator("claims-chart");
    await chart.evaluate((element) => /** @type {any} */ (element).ready);
    assert.deepEqual(wasm().sort(), ["/pkg/claims_chart.js", "/pkg/claims_chart_bg.wasm"], "each once, 300 px away");
    assert.equal(await fallback.isVisible(), false, "the chart has taken its place");
    assert.equal(await chart.getByRole("heading").isVisible(), true);
  }));

test("two charts on a page share the program and nothing else", () =>
  withPage({ viewport: { width: 760, height: 900 } }, async ({ page }) => {
    /** @type {string[]} */
    const fetched = [];
    page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
    await page.goto("/www/");
    const [first, second] = [page.locator("claims-chart").first(), page.locator("claims-chart").last()];
    await drawn(first);
    await drawn(second);
    assert.equal(await page.locator("claims-chart").count(), 2);
    assert.equal(fetched.filter((path) => path.endsWith(".wasm")).length, 1, "the wasm is fetched once");
    assert.equal(await second.locator("[part=title]").innerText(), "How many were sent?");
    assert.deepEqual((await marks(second)).map(({ id }) => id), ["ukraine-october", "ryder", "unnamed-deployed"]);
    await second.getByRole("radio", { name: "Wounded", exact: true }).check();
    await settled(second);
    assert.deepEqual((await marks(second)).map(({ id }) => id), ["ryder", "lee", "hur", "nis"]);
    assert.equal((await marks(first)).length, 7, "the first chart stays as it was");
    await first.getByRole("radio", { name: "Killed or wounded", checked: true }).waitFor();
  }));

test("an element that is removed and put back is drawn again", () =>
  withPage({ colorScheme: "light" }, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    const height = (await chart.boundingBox())?.height;
    await page.evaluate(() => {
      const here = /** @type {any} */ (window);
      here.chart = document.querySelector("claims-chart");
      here.chart.remove();
    });
    await page.setViewportSize({ width: 500, height: 800 });
    await page.evaluate(async () => {
      const { chart } = /** @type {any} */ (window);
      document.querySelector("main")?.append(chart);
      await new Promise((resolve) => chart.addEventListener("claims-ready", resolve, { once: true }));
      await chart.updateComplete;
    });
    assert.equal((await marks(chart)).length, 7);
    assert.notEqual((await chart.boundingBox())?.height, height, "it is laid out for the width that the page has now");
    assert.ok(await count(chart, BACKGROUND.light) > 10_000, "there is a picture");
    await chart.getByRole("radio", { name: "Wounded", exact: true }).check();
    await settled(chart);
    assert.equal((await marks(chart)).length, 4, "its controls work");
  }));

test("a src is fetched once, however often the language changes meanwhile and wherever the drawn chart is moved", () =>
  withPage({}, async ({ page }) => {
    let n = 0;
    await page.route("**/claims.json", async (route) => {
      n += 1;
      await route.fulfill(n === 1 ? { json: small() } : { status: 500, body: "" });
    });
    const chart = await drawn(await openChart(page, { attributes: { src: "claims.json" } }));
    for (const lang of ["uk", "ko", "uk"]) await chart.evaluate((element, lang) => { element.lang = lang; }, lang);
    await chart.evaluate((element) => /** @type {any} */ (element).updateComplete);
    await chart.evaluate(async (element) => {
      // One after the other, each while the one before is on its way.
      for (const lang of ["ko", "en", "uk"]) {
        element.lang = lang;
        await new Promise((resolve) => queueMicrotask(() => resolve(undefined)));
      }
      document.body.append(element);
      await /** @type {any} */ (element).ready;
    });
    assert.equal((await marks(chart)).length, 2);
    assert.equal(await chart.locator("[role=figure]").getAttribute("lang"), "uk");
    assert.equal(n, 1, "it is asked for once");
    await page.route("**/claims.json?2", (route) => route.fulfill({ body: "no data" }));
    await chart.evaluate(async (element) => {
      element.setAttribute("src", "claims.json?2");
      element.lang = "en";
      element.lang = "ko";
      await /** @type {any} */ (element).ready.catch(() => {});
    });
    assert.ok((await told(page, "claims-error")).length, "other data are asked for, whatever is changed with them");
  }));

test("an element that is moved at once, or removed before it is drawn, does no harm", () =>
  withPage({}, async ({ page }) => {
    await page.goto("/tests/e2e/pages/empty.html");
    await page.evaluate(async () => {
      await customElements.whenDefined("claims-chart");
      const main = /** @type {HTMLElement} */ (document.querySelector("main"));
      for (let n = 0; n < 20; n += 1) {
        const chart = document.createElement("claims-chart");
        main.append(chart);
        if (n % 2) await new Promise((resolve) => setTimeout(resolve, n));
        chart.remove();
      }
      const kept = document.createElement("claims-chart");
      main.append(kept);
      document.body.append(kept);
      await /** @type {any} */ (kept).ready;
    });
    assert.equal((await marks(page.locator("claims-chart"))).length, 7);
  }));

test("what was set before the element was defined is honoured, and a second copy of the script does no harm", () =>
  withPage({ colorScheme: "light" }, async ({ page }) => {
    await page.goto("/tests/e2e/pages/early.html");
    const chart = await drawn(page.locator("claims-chart"));
    assert.equal(await chart.locator("[part=title]").innerText(), "Set early");
    assert.deepEqual((await marks(chart)).map(({ id }) => id), ["one"]);
    assert.ok(await count(chart, BACKGROUND.dark) > 10_000, "the theme is dark");
    assert.equal(await chart.getAttribute("measure"), "heard");
  }));

test("src is fetched relative to the page; data take precedence over it", () =>
  withPage({}, async ({ page }) => {
    await page.route("**/claims.json", (route) => route.fulfill({ json: { ...small(), title: "From src" } }));
    const chart = await drawn(await openChart(page, { attributes: { src: "claims.json" } }));
    assert.equal(await chart.locator("[part=title]").innerText(), "From src");
    await chart.evaluate(async (element, data) => {
      /** @type {any} */ (element).data = data;
      await /** @type {any} */ (element).updateComplete;
    }, { ...small(), title: "From data" });
    assert.equal(await chart.locator("[part=title]").innerText(), "From data");
    await chart.evaluate(async (element) => {
      /** @type {any} */ (element).data = null;
      await /** @type {any} */ (element).updateComplete;
    });
    assert.equal(await chart.locator("[part=title]").innerText(), "From src");
    await chart.evaluate(async (element) => {
      /** @type {any} */ (element).src = null;
      await /** @type {any} */ (element).updateComplete;
    });
    assert.match(await chart.locator("[part=title]").innerText(), /North Korean soldiers/, "the embedded dataset without either");
  }));

test("when src changes, an answer to the old address is not drawn", () =>
  withPage({}, async ({ page }) => {
    await page.route("**/slow.json", async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      await route.fulfill({ json: { ...small(), title: "Too late" } }).catch(() => {});
    });
    await page.route("**/quick.json", (route) => route.fulfill({ json: { ...small(), title: "In time" } }));
    const chart = await openChart(page, { attributes: { src: "slow.json" } });
    await page.waitForTimeout(50);
    await chart.evaluate((element) => element.setAttribute("src", "quick.json"));
    await drawn(chart);
    await page.waitForTimeout(600);
    assert.equal(await chart.locator("[part=title]").innerText(), "In time");
    assert.equal((await told(page, "claims-ready")).length, 1);
    assert.equal((await told(page, "claims-error")).length, 0, "a fetch that is given up is no error");
  }));

test("while new data are on their way the old chart answers, and updateComplete waits for the new one", () =>
  withPage({ colorScheme: "light" }, async ({ page }) => {
    await page.route("**/slow.json", async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 500));
      await route.fulfill({ json: { ...small(), title: "At last" } });
    });
    const chart = await drawn(await openChart(page));
    await chart.evaluate((element) => {
      element.setAttribute("src", "slow.json");
      /** @type {any} */ (window).update = /** @type {any} */ (element).updateComplete;
    });
    await page.setViewportSize({ width: 500, height: 800 });
    await settled(chart.page().locator("main"));
    assert.equal(await chart.locator("[part=title]").isVisible(), true, "the old chart is not taken away");
    await page.evaluate(() => /** @type {any} */ (window).update);
    assert.equal(await chart.locator("[part=title]").innerText(), "At last");
    assert.deepEqual((await marks(chart)).map(({ id }) => id), ["one", "two"]);
    assert.match(await chart.locator("[part=card]").innerText(), /150 to 200/, "the card is of the new data");
  }));

test("what a page sets when it is told something is drawn before ready and updateComplete say so", () =>
  withPage({}, async ({ page }) => {
    await page.goto("/tests/e2e/pages/empty.html");
    for (const first of [{}, small()]) {
      const titles = await page.evaluate(async ([first, second]) => {
        await customElements.whenDefined("claims-chart");
        const chart = /** @type {any} */ (document.createElement("claims-chart"));
        const change = () => { chart.data = second; };
        for (const type of ["claims-error", "claims-ready"]) chart.addEventListener(type, change, { once: true });
        const title = () => chart.shadowRoot.querySelector("h3").textContent;
        chart.data = first;
        document.querySelector("main")?.replaceChildren(chart);
        // What was set first is refused or drawn; the page has set the second by then.
        await chart.ready.catch(() => {});
        await chart.updateComplete;
        const updated = title();
        await chart.ready;
        return [updated, title(), chart.shadowRoot.querySelector(".notice").hidden];
      }, [first, { ...small(), title: "Told" }]);
      assert.deepEqual(titles, ["Told", "Told", true]);
    }
    // An attribute that is set then is drawn, too.
    const view = await page.evaluate(async () => {
      const chart = /** @type {any} */ (document.querySelector("claims-chart"));
      chart.addEventListener("claims-state", () => { chart.view = "table"; }, { once: true });
      chart.measure = "left";
      await chart.updateComplete;
      return chart.shadowRoot.querySelector("[part=table]").checkVisibility();
    });
    assert.equal(view, true);
  }));

test("what is set last is drawn, at whatever moment it is set", () =>
  withPage({ viewport: { width: 760, height: 900 } }, async ({ page }) => {
    await drawn(await openChart(page));
    await page.route("**/last.json", (route) => route.fulfill({ json: { ...small(), title: "Last" } }));
    const wrong = await page.evaluate(async (data) => {
      const wrong = [];
      for (const first of [undefined, { ...data, title: "First" }]) {
        for (const set of ["data", "src"]) {
          // So many steps of what is under way come before it.
          for (let n = 0; n < 12; n += 1) {
            const chart = /** @type {any} */ (document.createElement("claims-chart"));
            if (first) chart.data = first;
            document.querySelector("main")?.prepend(chart);
            for (let step = 0; step < n; step += 1) await null;
            if (set === "data") chart.data = { ...data, title: "Last" };
            else Object.assign(chart, { data: null, src: "/last.json" });
            await chart.ready;
            await chart.updateComplete;
            const title = chart.shadowRoot.querySelector("[part=title]").textContent;
            if (title !== "Last") wrong.push([Boolean(first), set, n, title]);
            chart.remove();
          }
        }
      }
      return wrong;
    }, small());
    assert.deepEqual(wrong, []);
  }));

test("where a choice and data that are refused are set together, both promises settle", () =>
  withPage({}, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    const outcome = await chart.evaluate(async (element) => {
      const chart = /** @type {any} */ (element);
      chart.measure = "killed";
      chart.data = { title: 1 };
      const settled = Promise.all([chart.updateComplete.then(() => "drawn or refused"), chart.ready.catch((/** @type {Error} */ { name }) => name)]);
      return Promise.race([settled, new Promise((resolve) => setTimeout(resolve, 5_000, "neither"))]);
    });
    assert.deepEqual(outcome, ["drawn or refused", "DatasetError"]);
  }));

test("what is set while a chart is hidden is drawn when it is shown again, as wide as before", () =>
  withPage({}, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    const style = (/** @type {string} */ display) => chart.evaluate((element, display) => { element.style.display = display; }, display);
    await style("none");
    await settled(chart.page().locator("main"));
    await chart.evaluate((element, data) => { /** @type {any} */ (element).data = data; }, small());
    await settled(chart.page().locator("main"));
    await style("");
    await drawn(chart);
    assert.deepEqual((await marks(chart)).map(({ id }) => id), ["one", "two"]);
  }));

test("a file that holds null is refused like any other that holds no dataset, and marks of before are gone", () =>
  withPage({}, async ({ page }) => {
    await page.route("**/null.json", (route) => route.fulfill({ json: null }));
    const chart = await drawn(await openChart(page, { data: small() }));
    await chart.evaluate(async (element) => {
      const own = /** @type {any} */ (element);
      own.data = null;
      own.src = "null.json";
      await own.ready.catch(() => {});
    });
    assert.deepEqual((await told(page, "claims-error")).map(({ detail }) => detail.problems[0].path), ["dataset"]);
    assert.deepEqual(await marks(chart), []);
  }));

test("a strict content security policy lets everything through", () =>
  withPage({}, async ({ page }) => {
    const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src data:; "
      + "require-trusted-types-for 'script'";
    await page.route("**/www/", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { "content-security-policy": policy } });
    });
    await page.goto("/www/");
    for (const chart of await page.locator("claims-chart").all()) {
      await drawn(chart);
      const { length } = await marks(chart);
      assert.ok(length >= 2, `${length} marks under a strict policy`);
    }
    const stage = await page.locator("claims-chart").first().locator("[part=chart]").boundingBox();
    assert.ok(stage && stage.height > 200, "styles are applied");
  }));

test("without scripts the article still holds its tables", () =>
  withPage({ expectedErrors: [/script-src|Content Security Policy/i] }, async ({ page }) => {
    await page.route("**/www/", async (route) => {
      await route.fulfill({ response: await route.fetch(), headers: { "content-security-policy": "script-src 'none'" } });
    });
    await page.goto("/www/");
    const rows = await page.locator("claims-chart").first().locator("tbody tr").allInnerTexts();
    assert.equal(rows.length, 6);
    assert.match(rows[3], /Kirby.*more than 1,000 in one week/s);
    assert.equal(await page.locator("claims-chart table").first().isVisible(), true);
  }));
