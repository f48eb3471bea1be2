// What goes wrong, and what a reader and the page are told of it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { withPage } from "./browser.mjs";
import { drawn, eventually, kursk, marks, notice, noticed, openChart, recordEvents, setAttributes, small, told } from "./chart.mjs";

/** @typedef {import("./page.mjs").Locator} Locator */
/** @typedef {import("./page.mjs").Page} Page */

/**
 * One fault in the small dataset, where it is reported, and what is said of it. Numbers that JSON cannot write are made
 * in the page.
 *
 * @type {{fault: string, break: (data: any) => void, path: string, message: RegExp}[]}
 */
const FAULTS = [
  { fault: "an unknown key", break: (data) => { data.claims[0].figures[0] = { measure: "all", at_leest: 3 }; },
    path: "claims[0].figures[0].at_leest", message: /"at_least"/ },
  { fault: "a missing key", break: (data) => { delete data.claims[1].said; }, path: "claims[1].said", message: /missing/ },
  { fault: "a missing list", break: (data) => { delete data.parties; }, path: "parties", message: /missing/ },
  { fault: "an unknown claimant", break: (data) => { data.claims[0].claimant = "anne"; },
    path: "claims[0].claimant", message: /"anne".*"ann"/ },
  { fault: "an unknown measure", break: (data) => { data.claims[0].figures[0].measure = "al"; },
    path: "claims[0].figures[0].measure", message: /"al".*"all"/ },
  { fault: "two kinds of figure at once", break: (data) => { data.claims[0].figures[0].at_most = 300; },
    path: "claims[0].figures[0]", message: /at_least and at_most/ },
  { fault: "low above high", break: (data) => { data.claims[1].figures[0].between = [400, 300]; },
    path: "claims[1].figures[0].between", message: /low 400 exceeds high 300/ },
  { fault: "a number that is none", break: (data) => { data.claims[0].figures[0].at_least = "NaN"; },
    path: "claims[0].figures[0].at_least", message: /finite number/ },
  { fault: "an infinite number", break: (data) => { data.claims[0].figures[0].at_least = "Infinity"; },
    path: "claims[0].figures[0].at_least", message: /finite number/ },
  { fault: "a negative number", break: (data) => { data.claims[0].figures[0].at_least = -5; },
    path: "claims[0].figures[0].at_least", message: /negative.*-5/ },
  { fault: "a number in words", break: (data) => { data.claims[0].figures[0].at_least = "3k"; },
    path: "claims[0].figures[0].at_least", message: /finite number, not "3k"/ },
  { fault: "a day that does not exist", break: (data) => { data.claims[0].said = "2025-02-30"; },
    path: "claims[0].said", message: /2025-02-30/ },
  { fault: "an id used twice", break: (data) => { data.claims[1].id = "one"; }, path: "claims[1].id", message: /"one"/ },
  { fault: "a circle in sum_of", break: (data) => { data.measures[1].sum_of = ["all"]; },
    path: "measures[0].sum_of", message: /"all".*"left".*"all"/ },
  { fault: "a circle in supersedes", break: (data) => {
    data.claims[0].supersedes = "two";
    data.claims[1].supersedes = "one";
  }, path: "claims[0].supersedes", message: /"one".*"two".*"one"/ },
];

/** Puts data in, with the numbers that JSON has not. @param {Locator} chart @param {unknown} data */
function setData(chart, data) {
  return chart.evaluate(async (element, text) => {
    const numbers = /** @type {Record<string, number>} */ ({ NaN, Infinity });
    const chart = /** @type {any} */ (element);
    chart.data = JSON.parse(text, (_, value) => (typeof value === "string" ? numbers[value] ?? value : value));
    await chart.updateComplete;
  }, JSON.stringify(data));
}

/** The fallback is what is seen, and the notice says what is wrong. @param {Locator} chart @param {RegExp[]} patterns */
async function assertNotice(chart, patterns) {
  assert.equal(await chart.locator(".fallback").isVisible(), true, "what stands inside the element stays visible");
  assert.equal(await chart.getByRole("heading").count(), 0, "no half of a chart is shown");
  const said = await noticed(chart);
  for (const pattern of patterns) assert.match(said, pattern, "the notice");
  return said;
}

test("each fault of a dataset is told by its path, in the page and to the page, and the other chart works on", () =>
  withPage({}, async ({ page }) => {
    const sound = await drawn(await openChart(page));
    const chart = await openChart(page, { data: small() });
    await drawn(chart);
    for (const { fault, break: spoil, path, message } of FAULTS) {
      const data = small();
      spoil(data);
      const before = (await told(page, "claims-error")).length;
      await setData(chart, data);
      const errors = (await told(page, "claims-error")).slice(before);
      assert.equal(errors.length, 1, `${fault}: one claims-error`);
      const { problems } = errors[0].detail;
      const found = problems.find((/** @type {{path: string}} */ problem) => problem.path === path);
      assert.ok(found, `${fault}: a problem at ${path}, not only ${JSON.stringify(problems)}`);
      assert.match(found.message, message, `${fault}: what is said of it`);
      const said = await assertNotice(chart, [/Its data have/]);
      assert.ok(said.includes(`${path}: ${found.message}`), `${fault}: the notice names it:\n${said}`);
      const refused = await chart.evaluate((element) => /** @type {any} */ (element).ready.then(
        () => "fulfilled", (/** @type {any} */ error) => [error instanceof Error, error.name, error.problems.length]));
      assert.deepEqual(refused, [true, "DatasetError", problems.length], `${fault}: ready is rejected`);
    }
    assert.equal((await marks(sound)).length, 7);
    await sound.getByRole("radio", { name: "Wounded", exact: true }).check();
    await eventually(async () => assert.equal((await marks(sound)).length, 4, "the other chart answers"));

    await setData(chart, small());
    await chart.evaluate((element) => /** @type {any} */ (element).ready);
    assert.deepEqual((await marks(chart)).map(({ id }) => id), ["one", "two"], "sound data are drawn after bad ones");
    assert.equal(await notice(chart).isVisible(), false, "and the notice is gone");
  }));

test("without claims_desk.js data are refused all the same, and it is said how to find their problems", () =>
  withPage({ expectedErrors: [/claims_desk/] }, async ({ page }) => {
    await page.route("**/claims_desk*", (route) => route.abort());
    const chart = await openChart(page, { data: { title: 3 } });
    await eventually(() => assertNotice(chart, [/Its data have a problem/, /claims-chart check/]).then(() => {}));
    assert.equal((await told(page, "claims-error"))[0].detail.problems.length, 1);
    assert.equal(await chart.evaluate((element) => /** @type {any} */ (element).ready.catch((/** @type {Error} */ error) => error.name)),
      "DatasetError");
    await setData(chart, small());
    assert.equal((await marks(chart)).length, 2, "sound data are drawn");
  }));

test("all problems of a dataset are told at once", () =>
  withPage({}, async ({ page }) => {
    const data = small();
    data.claims[0].said = "2025-13-01";
    data.claims[0].figures[0].at_least = -1;
    data.claims[1].claimant = "nobody";
    data.titel = "How many?";
    const chart = await openChart(page, { data });
    await eventually(async () => assert.equal((await told(page, "claims-error")).length, 1));
    const [{ detail }] = await told(page, "claims-error");
    const paths = detail.problems.map((/** @type {{path: string}} */ problem) => problem.path).sort();
    assert.deepEqual(paths, ["claims[0].figures[0].at_least", "claims[0].said", "claims[1].claimant", "titel"]);
    await assertNotice(chart, [/4 problems/, /titel: .*"title"/, /claims\[0\]\.said/, /at_least/, /nobody/]);
    assert.equal((await told(page, "claims-ready")).length, 0);
  }));

test("a long list of problems is cut short in the page, not in the event", () =>
  withPage({}, async ({ page }) => {
    const data = small();
    data.claims = Array.from({ length: 50 }, (_, n) => ({ id: `claim-${n}`, claimant: "ann", said: "never" }));
    const chart = await openChart(page, { data });
    await eventually(async () => assert.equal((await told(page, "claims-error")).length, 1));
    assert.equal((await told(page, "claims-error"))[0].detail.problems.length, 50);
    await assertNotice(chart, [/50 problems/, /claims\[19\]\.said/, /and 30 more/]);
    assert.equal(await chart.getByRole("status").getByRole("listitem").count(), 21);
  }));

test("data that only JavaScript can hold are refused with words, not with a crash", () =>
  withPage({}, async ({ page }) => {
    const chart = await openChart(page, { data: small() });
    const messages = await chart.evaluate(async (element) => {
      const chart = /** @type {any} */ (element);
      const circle = /** @type {any} */ ({});
      circle.title = circle;
      const odd = [() => 1, Symbol("odd"), new Set([1]), new Map([[1, 2]]), new Map([[null, 2]]), new Uint8Array(2),
        2n ** 70n, circle];
      const messages = [];
      for (const value of odd) {
        chart.data = { title: value };
        messages.push(await chart.ready.then(() => "drawn", (/** @type {any} */ error) => error.message));
      }
      return messages;
    });
    const starts = ["JsValue(Function)", "JsValue(Symbol(odd))", "JsValue(Set)", "floating point `1.0`", "unit value",
      "byte array"].map((what) => `dataset: invalid type: ${what}, expected `);
    starts.push("dataset: Couldn't deserialize i64 or u64 from a BigInt", "dataset: lists and objects are nested");
    assert.deepEqual(messages.map((message, n) => message.slice(0, starts[n].length)), starts);
  }));

test("data that throw whatever can be thrown are refused, and both promises settle", () =>
  withPage({}, async ({ page }) => {
    const chart = await drawn(await openChart(page, { data: small() }));
    const names = await chart.evaluate(async (element) => {
      const chart = /** @type {any} */ (element);
      const names = [];
      for (const thrown of [null, undefined, "words", Object.create(null), Symbol("odd"), 1n, { message: Object.create(null) }]) {
        chart.data = { get title() { throw thrown; } };
        await chart.updateComplete;
        names.push(await chart.ready.then(() => "drawn", (/** @type {any} */ error) => `${error.name} ${error.problems.length}`));
        chart.data = Promise.reject(thrown);
        await chart.updateComplete;
        names.push(await chart.ready.then(() => "drawn", (/** @type {any} */ error) => `${error.name} ${error.problems.length}`));
      }
      return names;
    });
    assert.deepEqual(names, Array(7).fill(["DatasetError 1", "ChartError 1"]).flat());
    await setData(chart, small());
    assert.equal((await marks(chart)).length, 2, "and does no lasting harm");
  }));

test("data that are no dataset at all are refused with words", () =>
  withPage({}, async ({ page }) => {
    const chart = await drawn(await openChart(page, { data: small() }));
    for (const data of ["claims.json", 12, true, [], [small()]]) {
      await setData(chart, data);
      await assertNotice(chart, [/must be an object/]);
    }
    const recursive = await chart.evaluate(async (element) => {
      const data = /** @type {any} */ ({ title: "A circle" });
      data.measures = data.parties = data.claimants = data.claims = [data];
      /** @type {any} */ (element).data = data;
      await /** @type {any} */ (element).updateComplete;
      return /** @type {any} */ (element).ready.then(() => "fulfilled", (/** @type {Error} */ error) => error.name);
    });
    assert.notEqual(recursive, "fulfilled", "an object that holds itself is refused");
    await setData(chart, small());
    await chart.evaluate((element) => /** @type {any} */ (element).ready);
    assert.equal((await marks(chart)).length, 2, "and does no lasting harm");
  }));

/** What is answered at `src`, and what is said of it. @type {{what: string, answer: any, message: RegExp}[]} */
const ANSWERS = [
  { what: "nothing there", answer: { status: 404, contentType: "text/html", body: "<h1>Not found</h1>" },
    message: /claims\.json could not be fetched: the server answered 404/ },
  { what: "a page", answer: { contentType: "text/html", body: "<!doctype html><h1>Log in</h1>" },
    message: /claims\.json has no dataset: the server answered with a web page \(text\/html\), not with data/ },
  { what: "half a file", answer: { contentType: "application/json", body: '{"title": "How' },
    message: /claims\.json could not be read as JSON: .*\(the server answered application\/json\)/ },
  { what: "another kind of data", answer: { json: [1, 2, 3] }, message: /must be an object/ },
];

test("a src that cannot be read is told with its address", () =>
  withPage({ expectedErrors: [/claims\.json/] }, async ({ page }) => {
    const chart = await openChart(page, { data: small() });
    await drawn(chart);
    for (const { what, answer, message } of ANSWERS) {
      await page.route("**/claims.json*", (route) => route.fulfill(answer));
      const before = (await told(page, "claims-error")).length;
      await chart.evaluate(async (element, src) => {
        const chart = /** @type {any} */ (element);
        chart.data = null;
        chart.src = src;
        await chart.updateComplete;
      }, `claims.json?${what.replaceAll(" ", "-")}`);
      const errors = (await told(page, "claims-error")).slice(before);
      assert.equal(errors.length, 1, `${what}: one claims-error`);
      assert.match(errors[0].detail.problems[0].message.replace(/\?[a-z-]*/, ""), message, what);
      await assertNotice(chart, [/could not be|must be|has no dataset/]);
      await page.unroute("**/claims.json*");
    }
    await page.route("**/claims.json*", (route) => route.abort());
    await chart.evaluate((element) => element.setAttribute("src", "claims.json?offline"));
    await eventually(async () => {
      const problem = (await told(page, "claims-error")).at(-1)?.detail.problems[0];
      assert.equal(problem.path, "src");
      assert.match(problem.message, /claims\.json\?offline could not be fetched/);
    });
    await chart.evaluate((element) => element.setAttribute("src", ""));
    await eventually(() => assertNotice(chart, [/src: must be the address of a dataset/]).then(() => {}));
  }));

for (const file of ["claims_chart_bg.wasm", "claims_chart.js"]) {
  test(`without ${file} the fallback stays, and the next attempt succeeds`, () =>
    withPage({ expectedErrors: [/claims_chart/] }, async ({ page }) => {
      await page.route(`**/${file}`, (route) => route.abort());
      const chart = await openChart(page);
      await eventually(() => assertNotice(chart, [/could not be loaded/]).then(() => {}));
      const [{ detail }] = await told(page, "claims-error");
      assert.equal(detail.problems.length, 1);
      assert.equal(await chart.evaluate((element) => /** @type {any} */ (element).ready.catch((/** @type {Error} */ error) => error.name)),
        "LoadError");
      await page.unroute(`**/${file}`);
      const second = await drawn(await openChart(page));
      assert.equal((await marks(second)).length, 7, "a later element is drawn");
      await setData(chart, small());
      await chart.evaluate((element) => /** @type {any} */ (element).ready);
      assert.equal((await marks(chart)).length, 2, "and so is the first when its data are set again");
      assert.equal(await chart.locator(".fallback").isVisible(), false);
    }));
}

test("a wasm file that is none is a failure like any other", () =>
  withPage({ expectedErrors: [/wasm/i] }, async ({ page }) => {
    await page.route("**/claims_chart_bg.wasm", (route) => route.fulfill({ contentType: "text/html", body: "<h1>Not here</h1>" }));
    const chart = await openChart(page);
    await eventually(() => assertNotice(chart, [/could not be loaded/]).then(() => {}));
  }));

test("after a panic in one chart it shows its fallback, and the others work on", () =>
  withPage({}, async ({ page }) => {
    // The program is made to fail as it does when WebAssembly traps: in the midst of laying out one measure.
    await page.route("**/claims_chart.js*", async (route) => {
      const response = await route.fetch();
      const trap = `
        const layout = Chart.prototype.layout;
        Chart.prototype.layout = function (...given) {
          if (given[1] === "captured") throw new WebAssembly.RuntimeError("unreachable");
          return layout.apply(this, given);
        };`;
      await route.fulfill({ response, body: `${await response.text()}\n${trap}` });
    });
    const sound = await drawn(await openChart(page));
    const chart = await drawn(await openChart(page));
    await chart.getByRole("radio", { name: "Captured", exact: true }).check();
    await eventually(() => assertNotice(chart, [/could not be drawn: unreachable/]).then(() => {}));
    await sound.getByRole("radio", { name: "Wounded", exact: true }).check();
    await eventually(async () => assert.equal((await marks(sound)).length, 4, "the other chart answers"));
    await setData(chart, await kursk());
    await chart.evaluate((element) => {
      element.setAttribute("measure", "killed");
      return /** @type {any} */ (element).updateComplete;
    });
    assert.equal((await marks(chart)).length, 3, "set anew, it starts afresh");
  }));

test("a page that listens to nothing has no error in its console", () =>
  withPage({}, async ({ page }) => {
    await page.goto("/tests/e2e/pages/empty.html");
    await recordEvents(page);
    await page.evaluate(async () => {
      await customElements.whenDefined("claims-chart");
      const chart = /** @type {any} */ (document.createElement("claims-chart"));
      chart.data = { title: 3 };
      document.querySelector("main")?.append(chart);
    });
    await eventually(async () => assert.equal((await told(page, "claims-error")).length, 1));
    // An unhandled rejection would be noticed by now; withPage fails on it.
    await page.waitForTimeout(100);
  }));

test("data that are set when problems of the first ones are told are those that `ready` waits for", () =>
  withPage({}, async ({ page }) => {
    await page.goto("/tests/e2e/pages/empty.html");
    const [first, second] = [small(), small()];
    second.title = "The second";
    const seen = await page.evaluate(async ([first, second]) => {
      await customElements.whenDefined("claims-chart");
      const chart = /** @type {any} */ (document.createElement("claims-chart"));
      chart.setAttribute("hide", "nobody");
      chart.data = first;
      chart.addEventListener("claims-error", () => { chart.data = second; }, { once: true });
      document.querySelector("main")?.append(chart);
      await chart.ready;
      return chart.shadowRoot.querySelector("h3").textContent;
    }, [first, second]);
    assert.equal(seen, "The second");
  }));

test("what is told already is not told a reader again with each new data, and stays unfolded", () =>
  withPage({}, async ({ page }) => {
    const chart = await drawn(await openChart(page, { attributes: { measure: "nothing" } }));
    const { n_changes, isOpen } = await chart.evaluate(async (element) => {
      const own = /** @type {any} */ (element);
      const notice = own.shadowRoot.querySelector(".notice");
      notice.querySelector("details").open = true;
      let n_changes = 0;
      new MutationObserver(() => { n_changes += 1; }).observe(notice, { childList: true, subtree: true });
      own.data = JSON.parse(own.toJSON());
      await own.ready;
      return { n_changes, isOpen: notice.querySelector("details").open };
    });
    assert.deepEqual([n_changes, isOpen], [0, true]);
    assert.equal((await told(page, "claims-error")).length, 2, "the page is");
    await setAttributes(chart, { measure: "nobody" });
    assert.match(await noticed(chart), /nobody/);
  }));
