// A newsroom's own data: JSON and CSV from its server, and what a server answers in their place.

import assert from "node:assert/strict";
import { test } from "node:test";
import { withPage } from "./browser.mjs";
import { drawn, eventually, marks, notice, noticed, openChart, small, told } from "./chart.mjs";

/** @typedef {import("./page.mjs").Locator} Locator */
/** @typedef {import("./page.mjs").Page} Page */

/** What the sheet says: three claims of two measures, one of them without a number. */
const ROWS = [
  ["id", "claimant", "party", "said", "measure", "kind", "value", "wording", "url", "report_title"],
  ["police", "Police", "State", "2024-05-04", "Arrests", "at_most", "40", "no more than 40", "https://example.org/1", "Forty"],
  ["march", "The march", "", "2024-05-04", "Arrests", "more_than", "50", "“over 50, perhaps 60”", "", ""],
  ["doctor", "A doctor", "", "2024-05-05", "Hurt", "about", "12", "", "", ""],
  ["mayor", "The mayor", "State", "2024-05-05", "", "", "", "a peaceful day", "", ""],
];

/** @param {string} separator @param {string} [end] @param {string[][]} [rows] */
function sheet(separator, end = "\r\n", rows = ROWS) {
  const cell = (/** @type {string} */ text) => (text.includes(separator) ? `"${text}"` : text);
  return rows.map((row) => row.map(cell).join(separator) + end).join("");
}

/** The sheet with one cell changed. @param {number} row @param {string} column @param {string} text */
function changed(row, column, text) {
  const rows = ROWS.map((cells) => [...cells]);
  rows[row][ROWS[0].indexOf(column)] = text;
  return rows;
}

/** The ids of a chart's marks, in order of the alphabet. @param {Locator} chart */
const ids = async (chart) => (await marks(chart)).map(({ id }) => id).sort();

/**
 * What a chart says of an answer at an address: the name of its error and its problems, or its heading.
 *
 * @param {Page} page
 * @param {Locator} chart
 * @param {string} src
 * @param {any} answer
 * @returns {Promise<{name?: string, problems?: {path: string, message: string}[], heading?: string}>}
 */
async function answered(page, chart, src, answer) {
  const pattern = `**/${src}`;
  await page.route(pattern, (route) => route.fulfill(answer));
  const found = await chart.evaluate(async (element, src) => {
    const chart = /** @type {any} */ (element);
    chart.data = null;
    chart.src = src;
    try {
      await chart.ready;
    } catch (/** @type {any} */ error) {
      return { name: error.name, problems: error.problems };
    }
    return { heading: chart.shadowRoot.querySelector("[part=title]").textContent };
  }, src);
  await page.unroute(pattern);
  return found;
}

test("a sheet is drawn as its claims say, whatever stands between the cells", () =>
  withPage({}, async ({ page }) => {
    const chart = await openChart(page, { data: small() });
    await drawn(chart);
    for (const [separator, end] of [[",", "\r\n"], [";", "\n"], ["\t", "\r"]]) {
      const body = `\ufeff${sheet(separator, end)}`;
      const found = await answered(page, chart, "folder/May%20arrests.csv", { contentType: "text/csv; charset=utf-8", body });
      assert.deepEqual(found, { heading: "May arrests" }, "the file's name is the title");
      assert.deepEqual(await ids(chart), ["march", "mayor", "police"], JSON.stringify(separator));
    }
    await chart.getByRole("radio", { name: "Hurt", exact: true }).check();
    await eventually(async () => assert.ok((await ids(chart)).includes("doctor"), "the other measure"));
    await chart.evaluate((element) => element.setAttribute("heading", "Arrests in May"));
    await eventually(async () =>
      assert.equal(await chart.getByRole("heading", { name: "Arrests in May" }).count(), 1, "heading replaces it"));
  }));

test("CSV is known by its type, its name or its content, and JSON stays JSON", () =>
  withPage({}, async ({ page }) => {
    const chart = await openChart(page, { data: small() });
    await drawn(chart);
    const csv = sheet(",");
    const json = JSON.stringify(small());
    /** @type {[string, string, string, string][]} */
    const answers = [
      ["export", "text/csv", csv, "export"],
      ["claims.CSV", "application/octet-stream", csv, "claims"],
      ["export?format=csv", "text/plain", csv, "export"],
      ["%E0%A4%A", "text/csv", csv, "%E0%A4%A"],
      ["folder/", "text/csv", csv, "Claims"],
      ["claims", "text/plain", `\n ${json}`, "How many were there?"],
      ["claims.json", "text/plain", json, "How many were there?"],
      ["claims", "application/json", json, "How many were there?"],
      ["claims", "text/html", json, "How many were there?"],
    ];
    for (const [src, contentType, body, heading] of answers) {
      assert.deepEqual(await answered(page, chart, src, { contentType, body }), { heading }, `${src} as ${contentType}`);
    }
  }));

test("a sheet whose address is the data has no name of a file", () =>
  withPage({}, async ({ page }) => {
    const chart = await openChart(page, { data: small() });
    await drawn(chart);
    const titles = await chart.evaluate(async (element, csv) => {
      const chart = /** @type {any} */ (element);
      chart.data = null;
      const titles = [];
      for (const src of [`data:text/csv,${encodeURIComponent(csv)}`, `data:text/csv,${encodeURIComponent(csv).replaceAll("%2F", "/")}`,
        URL.createObjectURL(new Blob([csv], { type: "text/csv" }))]) {
        chart.src = src;
        await chart.ready;
        titles.push(chart.shadowRoot.querySelector("[part=title]").textContent);
      }
      return titles;
    }, sheet(","));
    assert.deepEqual(titles, ["Claims", "Claims", "Claims"]);
  }));

test("each problem of a sheet is told by its row and column, in the page and to the page", () =>
  withPage({}, async ({ page }) => {
    const chart = await openChart(page, { data: small() });
    await drawn(chart);
    /** @type {[string[][], {path: string, message: string}[]][]} */
    const faults = [
      [changed(1, "value", "3k"), [{ path: "row 2, value", message: 'must be a finite number, not "3k"; write all of its digits' }]],
      [changed(2, "value", "3,000"), [{ path: "row 3, value",
        message: 'must be written in plain digits, not "3,000"; write 3000 or 3, whichever is meant' }]],
      [changed(0, "said", "saide"), [
        { path: "row 1", message: 'unknown column "saide"; the nearest known one is "said"' },
        { path: "row 1", message: 'the column "said" is missing' },
      ]],
      [changed(3, "said", "5 May"), [{ path: "row 4, said",
        message: 'must be a date such as "2024-12-23", or "2024-12" where the day is not known, not "5 May"' }]],
    ];
    for (const [rows, problems] of faults) {
      const before = (await told(page, "claims-error")).length;
      const answer = { contentType: "text/csv", body: sheet(",", "\n", rows) };
      assert.deepEqual(await answered(page, chart, "claims.csv", answer), { name: "DatasetError", problems });
      const errors = (await told(page, "claims-error")).slice(before);
      assert.deepEqual(errors.map(({ detail }) => detail.problems), [problems], "one claims-error with all of them");
      const said = await noticed(chart);
      assert.match(said, /Its data have/);
      for (const { path, message } of problems) assert.ok(said.includes(`${path}: ${message}`), said);
      assert.equal(await chart.locator(".fallback").isVisible(), true, "what stands inside the element stays visible");
    }
    const found = await answered(page, chart, "claims.csv", { contentType: "text/csv", body: sheet(",") });
    assert.deepEqual(found, { heading: "claims" }, "a sound sheet is drawn after bad ones");
    assert.equal(await notice(chart).isVisible(), false);
  }));

test("what is no dataset is told calmly", () =>
  withPage({}, async ({ page }) => {
    const chart = await openChart(page, { data: small() });
    await drawn(chart);
    const page200 = "\n<!doctype html><title>Log in</title><h1>Log in</h1>";
    /** @type {[string, any, string][]} */
    const answers = [
      ["claims.csv", { contentType: "text/html", body: page200 },
        "claims.csv has no dataset: the server answered with a web page (text/html), not with data"],
      ["claims.json", { contentType: "text/html; charset=utf-8", body: page200 },
        "claims.json has no dataset: the server answered with a web page (text/html; charset=utf-8), not with data"],
      ["latin.csv", { contentType: "text/csv", body: Buffer.from("id,claimant,said\na,K\xf6ln,2024-05-04\n", "latin1") },
        "latin.csv is not UTF-8; save the sheet as CSV in UTF-8"],
      ["latin.json", { contentType: "application/json", body: Buffer.from(JSON.stringify({ ...small(), title: "K\xf6ln" }), "latin1") },
        "latin.json is not UTF-8; save the file in UTF-8"],
    ];
    for (const [src, answer, message] of answers) {
      assert.deepEqual(await answered(page, chart, src, answer), { name: "SourceError", problems: [{ path: "src", message }] });
    }
    const empty = await answered(page, chart, "claims.csv", { contentType: "text/csv", body: "" });
    assert.equal(empty.problems?.[0].path, "row 1");
  }));

test("without the program that reads CSV the fallback stays, and JSON is drawn all the same", () =>
  withPage({ expectedErrors: [/claims_desk/] }, async ({ page }) => {
    await page.route("**/claims_desk*", (route) => route.abort());
    const chart = await openChart(page, { data: small() });
    await drawn(chart);
    const { name, problems } = await answered(page, chart, "claims.csv", { contentType: "text/csv", body: sheet(",") });
    assert.equal(name, "LoadError");
    assert.match(problems?.[0].message ?? "", /could not be loaded/);
    const json = { contentType: "application/json", body: JSON.stringify(small()) };
    assert.deepEqual(await answered(page, chart, "claims.json", json), { heading: "How many were there?" });
  }));

test("what the built program writes as CSV is read again as the same claims", () =>
  withPage({}, async ({ page }) => {
    await openChart(page, { data: small() });
    const numbers = [0, 1.234, 0.1 + 0.2, 1e15, 2.5e-7, 999.125];
    const data = small();
    data.claims[0].wording = '"over 100", he said';
    data.claims[0].note = "=1+1\nand more";
    data.claims[1].figures = numbers.map((number) => ({ measure: "left", stated: number }));
    const { csv, read } = await page.evaluate(async (data) => {
      const desk = await import(/** @type {any} */ ("/pkg/claims_desk.js"));
      await desk.default();
      const chart = /** @type {any} */ (document.querySelector("claims-chart"));
      chart.data = data;
      await chart.ready;
      const csv = chart.toCSV();
      return { csv, read: desk.read_csv(csv, "Again") };
    }, data);
    assert.deepEqual(read.problems, []);
    const [first, second] = read.data.claims;
    assert.deepEqual([first.wording, first.note, first.figures],
      [data.claims[0].wording, data.claims[0].note, [{ measure: "All", at_least: 100 }]]);
    assert.deepEqual(second.figures.map((/** @type {{stated: number}} */ { stated }) => stated), numbers);
    assert.match(csv, /^id,claimant,.*\r\none,Ann,,North,2025-01-01,,,,All,at_least,100,,,,,"""over 100"", he said",,,,A report,https:\/\/example\.org\/report,,"'=1\+1\nand more"\r\n/);
  }));
