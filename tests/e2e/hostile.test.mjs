// What anyone can send a page: data that mean harm, files without an end, objects that are not what they seem. Each is told
// with a clear problem or drawn as what it says, in bounded time, and the next chart works.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";
import { withPage } from "./browser.mjs";
import { cardText, drawn, eventually, kursk, marks, noticed, openChart, overflows, rows, setAttributes, small, told } from "./chart.mjs";

/** @typedef {import("./page.mjs").Locator} Locator */
/** @typedef {import("./page.mjs").Page} Page */

/** The limit of docs/data.md. */
const MAX_BYTES = 40_000_000;

// --- texts ---------------------------------------------------------------------------------------------------------------

/** Keys whose values are words or dates of the format, in which no other text can stand. */
const FIXED = new Set(["said", "as_of", "from", "to", "published", "updated", "date", "status", "language", "wording_language"]);

/** The dataset with every text that there can be. */
async function whole() {
  const data = await kursk();
  Object.assign(data, { subtitle: "subtitle", summary: "summary", subject: "subject", version: "version", notes: ["a note", "another"] });
  data.scale.label ??= "of them";
  data.measures[0].unit ??= "soldiers";
  for (const report of data.reports) {
    Object.assign(report, { author: "author", publisher: report.publisher ?? "publisher", archive_url: "https://example.org/copy" });
  }
  for (const claim of data.claims) {
    Object.assign(claim, { wording: ["words", "other words"], basis: "basis", via: "via", note: "note",
      verification: { status: "disputed", by: "somebody" } });
  }
  return data;
}

/**
 * The same with a change in each of its texts, ids and addresses among them; how many there were.
 *
 * @param {any} value @param {(text: string) => string} change @returns {{value: any, n: number}}
 */
function changed(value, change) {
  let n = 0;
  /** @param {any} inner @param {string} key @returns {any} */
  const walk = (inner, key) => {
    if (typeof inner === "string") {
      if (FIXED.has(key)) return inner;
      n += 1;
      return change(inner);
    }
    if (Array.isArray(inner)) return inner.map((item) => walk(item, key));
    if (inner && typeof inner === "object") {
      return Object.fromEntries(Object.entries(inner).map(([name, item]) => [name, walk(item, name)]));
    }
    return inner;
  };
  return { value: walk(value, ""), n };
}

/** What is in the shadow root that has no business there, and whether anything ran. @param {Locator} chart */
function intruders(chart) {
  return chart.evaluate((element) => {
    const root = /** @type {ShadowRoot} */ (element.shadowRoot);
    const found = /** @type {any} */ (window).ran ? ["something ran"] : [];
    const tags = new Set(["script", "img", "iframe", "object", "embed", "link", "style", "base", "meta", "form", "audio", "video",
      "foreignobject", "math", "b-evil"]);
    for (const each of root.querySelectorAll("*")) {
      if (tags.has(each.localName)) found.push(`<${each.localName}>`);
      for (const { name, value } of each.attributes) {
        if (name.startsWith("on")) found.push(`${each.localName}.${name}`);
        if (/^(href|src|action|srcdoc|xlink:href)$/.test(name) && !/^https?:\/\//.test(value)) found.push(`${each.localName}.${name}=${value}`);
      }
    }
    const text = /** @type {any} */ (element).toSVG();
    const picture = new DOMParser().parseFromString(text, "image/svg+xml");
    if (picture.querySelector("parsererror")) found.push(`the SVG is none: ${picture.documentElement.textContent?.slice(0, 200)}`);
    if (picture.querySelector("script, foreignObject, image, a, [onload]")) found.push("the SVG holds more than shapes and text");
    return found;
  });
}

/** Every text as markup, as a script's address, as what breaks out of attributes and sentences. */
const PAYLOADS = {
  "a script": "<script>window.ran = 1</script>",
  "an element that runs": "\"'><img src=x onerror=\"window.ran=1\"><b-evil onclick=window.ran=1>",
  "a script's address": "javascript:window.ran=1//",
  "a script's address with spaces and capitals": " \tJaVaScRiPt\n:window.ran=1//",
  "data as an address": "data:text/html,<script>parent.ran=1</script>",
  "a template": "${window.ran=1}{{window.ran=1}}{0}%s%n",
  "a formula": "=HYPERLINK(\"https://example.org/?\"&A1)",
  "control characters": "\0\u0001\u0008\u000b\u001b[31m\u007f\u0085\u2028\ufeff\ufffe\uffff",
  "half characters": "\ud800 \udc00\ud83d",
  "another direction": "\u200fשלום عدد\u200e",
  "marks on marks": `e${"\u0301".repeat(300)}`,
  "no spaces": "w".repeat(3000),
  "wide letters": "\u{1f469}\u200d\u{1f469}\u200d\u{1f467}한국어".repeat(100),
};

for (const [what, payload] of Object.entries(PAYLOADS)) {
  test(`${what} in every text is shown as text`, () =>
    withPage({ viewport: { width: 480, height: 800 } }, async ({ page }) => {
      const { value, n } = changed(await whole(), (text) => `${payload}${text}`);
      assert.ok(n > 150, `only ${n} texts`);
      const chart = await drawn(await openChart(page, { data: value }));
      const shown = await chart.evaluate((element) => ({
        title: element.shadowRoot?.querySelector("[part=title]")?.textContent,
        links: [...element.shadowRoot?.querySelectorAll("a") ?? []].map((link) => link.protocol),
      }));
      // A page that hands over half a character gets the sign for one that is not known.
      const seen = payload.replace(/\p{Cs}/gu, "\ufffd");
      assert.equal(shown.title, `${seen}${(await kursk()).title}`);
      for (const view of ["timeline", "bars", "table"]) {
        await setAttributes(chart, { view });
        assert.deepEqual(await intruders(chart), [], view);
        assert.deepEqual((await overflows(chart)).slice(0, 5), [], `${view}: the layout holds`);
      }
      const [id, other] = (await rows(chart)).flatMap(({ id }) => id ?? []);
      // An attribute has no way to say all that a text can be.
      assert.ok(id.endsWith("ryder"), id);
      await setAttributes(chart, { view: null, selected: id });
      assert.ok((await cardText(chart)).length > 20);
      await setAttributes(chart, { compare: other });
      assert.deepEqual(await intruders(chart), [], "two compared");
      assert.deepEqual((await overflows(chart)).slice(0, 5), [], "two compared");
      assert.deepEqual(await told(page, "claims-error"), []);
      const csv = await chart.evaluate((element) => /** @type {any} */ (element).toCSV());
      assert.ok(!/(^|[,\r\n])"?[=+@-]/.test(csv), "no cell is a formula");
      for (const name of ["Download", "Embed"]) {
        await chart.getByRole("button", { name, exact: true }).click();
        await eventually(async () => assert.equal(await chart.getByRole("dialog").count(), 1));
        assert.deepEqual(await intruders(chart), [], name);
        await page.keyboard.press("Escape");
      }
    }));
}

test("what turns the direction of text around is refused in every text, each with its place", () =>
  withPage({}, async ({ page }) => {
    const chart = await drawn(await openChart(page, { data: small() }));
    for (const sign of ["\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"]) {
      const { value, n } = changed(await whole(), (text) => `${text}${sign}12,000`);
      const problems = await refused(chart, value);
      // What refers to an id is refused for the same reason.
      assert.equal(problems.length, n);
      for (const { message } of problems) {
        assert.equal(message, `holds \\u{${sign.charCodeAt(0).toString(16)}}, which turns the direction of what follows; take it out`);
      }
    }
  }));

/** Sets data that are refused, and gives their problems. @param {Locator} chart @param {unknown} data @returns {Promise<{path: string, message: string}[]>} */
const refused = (chart, data) => chart.evaluate(async (element, data) => {
  const chart = /** @type {any} */ (element);
  chart.data = data;
  return chart.ready.then(() => [{ path: "", message: "it was drawn" }], (/** @type {any} */ error) => error.problems);
}, data);

// --- objects ---------------------------------------------------------------------------------------------------------------

/**
 * What only a script can hand over, made in the page of a small sound dataset, and the first problem that is told; an empty
 * one for what is drawn.
 *
 * @type {[string, string, string][]}
 */
const OBJECTS = [
  ["an object that holds itself", "data.title = data; return data;",
    "dataset: lists and objects are nested more than 32 deep"],
  ["a list that holds itself", "data.claims.push(data.claims); return data;",
    "dataset: lists and objects are nested more than 32 deep"],
  ["10,000 lists in each other", "let deep = []; for (let n = 0; n < 10000; n += 1) deep = [deep]; data.notes = deep; return data;",
    "dataset: lists and objects are nested more than 32 deep"],
  ["ten lists of ten lists of … ten numbers", "let many = 1; for (let n = 0; n < 25; n += 1) many = Array(10).fill(many); data.notes = many; return data;",
    "dataset: holds more than 3,000,000 values"],
  ["a list with 4 billion holes", "data.claims.length = 2 ** 32 - 1; return data;",
    "dataset: holds more than 3,000,000 values"],
  ["lists with two million holes in each other",
    "let deep = []; for (let n = 0; n < 20; n += 1) { deep = [deep]; deep.length = 2e6; } data.notes = deep; return data;",
    "dataset: holds more than 3,000,000 values"],
  ["one long text in 25,000 places",
    "const long = 'x'.repeat(20000); data.claims = Array.from({ length: 250 }, (_, n) => ({ ...data.claims[0], id: `c${n}`, wording: Array(100).fill(long) })); return data;",
    "dataset: holds more than 40 MB of text"],
  ["one long text as two million notes", "data.notes = Array(2e6).fill('x'.repeat(20000)); return data;",
    "dataset: holds more than 40 MB of text"],
  ["a list with less than no items",
    "data.notes = new Proxy([], { get: (list, key) => (key === 'length' ? -1 : list[key]) }); return data;",
    "dataset: holds more than 3,000,000 values"],
  ["a list with a hole", "data.claims.length = 3; return data;", "claims[2]: must be an object, not null"],
  ["a million measures", "data.measures = Array.from({ length: 1e6 }, (_, n) => ({ id: `m${n}`, label: 'M' })); return data;",
    "dataset: holds more than 3,000,000 values"],
  ["half a million measures", "data.measures = Array.from({ length: 5e5 }, (_, n) => ({ id: `m${n}`, label: 'M' })); return data;",
    "measures: must have at most 100 entries, but has 500,000; leave some out"],
  ["a million claims", "data.claims = Array.from({ length: 1e6 }, () => data.claims[0]); return data;",
    "dataset: holds more than 3,000,000 values"],
  ["200,000 claims", "data.claims = Array.from({ length: 2e5 }, () => data.claims[0]); return data;",
    "claims: must have at most 100,000 entries, but has 200,000; leave some out"],
  ["100,000 events", "data.events = Array.from({ length: 1e5 }, () => ({ date: '2025-01-01', label: 'E' })); return data;",
    "events: must have at most 100 entries, but has 100,000; leave some out"],
  ["200,000 unknown keys", "for (let n = 0; n < 2e5; n += 1) data[`key ${n}`] = n; return data;",
    "[\"key 0\"]: unknown key; the nearest known one is \"title\""],
  ["a text of 30 MB", "data.title = 'x'.repeat(3e7); return data;",
    "title: must have at most 20,000 bytes in UTF-8, but has 30,000,000; shorten it"],
  ["an id of 30 MB", "data.claims[0].id = 'x'.repeat(3e7); return data;",
    "claims[0].id: must have at most 20,000 bytes in UTF-8, but has 30,000,000; shorten it"],
  ["a key of 3 MB", "data['x'.repeat(3e6)] = 1; return data;", /* cut */ "[\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…\"]: unknown key; the nearest known one is \"title\""],
  ["a text with toString", "data.title = { toString: () => 'T' }; return data;", "dataset: invalid type: JsValue(Function("],
  ["a number with valueOf", "data.claims[0].figures[0].at_least = { valueOf() { ran = 1; return 5; } }; return data;",
    "dataset: invalid type: JsValue(Function("],
  ["a number with Symbol.toPrimitive", "data.claims[0].figures[0].at_least = { [Symbol.toPrimitive]: () => 5 }; return data;",
    "claims[0].figures[0].at_least: must be a finite number, not an object"],
  ["a number object", "data.claims[0].figures[0].at_least = new Number(5); return data;",
    "claims[0].figures[0].at_least: must be a finite number, not an object"],
  ["a date object", "data.claims[0].said = new Date(0); return data;",
    "claims[0].said: must be a date such as \"2024-12-23\", not an object"],
  ["a text object", "data.title = new String('T'); return data;", "dataset: invalid type: JsValue(String), expected "],
  ["a function in place of data", "return () => data;", "dataset: "],
  ["a symbol in place of data", "return Symbol('data');", "dataset: "],
  ["a list of bytes", "data.notes = new Uint8Array(8); return data;", "dataset: invalid type: byte array"],
  ["a set", "data.claims = new Set(data.claims); return data;", "dataset: invalid type: JsValue(Set)"],
  ["an iterator without an end", "data.claims = { *[Symbol.iterator]() { for (;;) yield 1; } }; return data;", "dataset: invalid type: JsValue(Object("],
  ["__proto__ as a key", "return JSON.parse(JSON.stringify(data).replace('{', '{\"__proto__\": {\"title\": 1},'));",
    "__proto__: unknown key; the nearest known one is \"version\""],
  ["constructor as a key", "data.constructor = 1; return data;", "constructor: unknown key; the nearest known one is \"title\""],
  ["a getter that fails", "Object.defineProperty(data, 'title', { enumerable: true, get() { throw new Error('boom'); } }); return data;", "boom"],
  ["a proxy that fails", "return new Proxy(data, { ownKeys() { throw new Error('boom'); } });", "boom"],
  ["a proxy that was revoked", "const { proxy, revoke } = Proxy.revocable(data, {}); revoke(); return proxy;", "revoked|proxy"],
  ["a list that fails at its second item", "data.claims = new Proxy(data.claims, { get: (list, key) => { if (key === '1') throw new Error('boom'); return list[key]; } }); return data;", "boom"],
  ["what is another thing when it is read again", "let n = 0; const { title } = data; Object.defineProperty(data, 'title', { enumerable: true, get: () => (n += 1) % 2 ? 5 : title }); return data;",
    "what is wrong could not be looked up; `claims-chart check` lists it"],
  ["1e308", "data.claims[0].figures[0].at_least = 1e308; return data;",
    "claims[0].figures[0].at_least: must be at most 1,000,000,000,000,000, but is 100000000000000000000000000000…"],
  ["NaN", "data.claims[0].figures[0].at_least = NaN; return data;", "claims[0].figures[0].at_least: must be a finite number, not NaN"],
  ["a BigInt that is too large", "data.claims[0].figures[0].at_least = 2n ** 60n; return data;",
    "claims[0].figures[0].at_least: must be at most 1,000,000,000,000,000, but is 1152921504606847000"],
  ["a cyclic sum", "data.measures[1].sum_of = ['right']; data.measures[2].sum_of = ['left']; return data;",
    "measures[1].sum_of: \"right\" is already a part of \"all\"; a measure is part of one whole at most"],
  ["an id that stands twice", "data.claims[1].id = data.claims[0].id; return data;",
    'claims[1].id: "one" is already the id of claims[0]; give one of them another'],
  ["a claim that corrects one that is not there", "data.claims[1].supersedes = 'nobody'; return data;",
    'claims[1].supersedes: there is no claim "nobody"'],
  ["a claim that corrects itself", "data.claims[1].supersedes = data.claims[1].id; return data;", "claims[1].supersedes: leads back to itself: "],
  ["claims that correct each other", "for (const n of [0, 1]) data.claims[n].supersedes = data.claims[1 - n].id; return data;",
    "claims[0].supersedes: leads back to itself: "],
  ["a list of claims with less than none",
    "data.claims = new Proxy(data.claims, { get: (list, key) => (key === 'length' ? -1 : list[key]) }); return data;",
    "dataset: holds more than 3,000,000 values"],
  ["a list of claims that gets shorter while it is read",
    "data.claims[0].supersedes = data.claims[1].id; return Object.defineProperty(data, 'version', { enumerable: true, get: () => { data.claims.length = 1; return '1'; } });",
    'claims[0].supersedes: there is no claim "two"'],
  ["claims whose correction fails", "Object.defineProperty(data.claims[1], 'supersedes', { enumerable: true, get() { throw new Error('boom'); } }); return data;", "boom"],
  // Drawn
  ["a BigInt", "data.claims[0].figures[0].at_least = 100n; return data;", ""],
  ["-0", "data.claims[0].figures[0].at_least = -0; return data;", ""],
  ["the least number above 0", "data.claims = [{ ...data.claims[0], figures: [{ measure: 'all', at_least: 5e-324 }] }]; return data;", ""],
  ["the largest number", "data.claims[0].figures[0].at_least = 1e15; data.claims[1].figures = []; return data;", ""],
  ["the first and the last year", "data.claims[0].said = '0000-01'; data.claims[1].said = '9999-12-31'; return data;", ""],
  ["an object without a prototype", "return Object.assign(Object.create(null), data);", ""],
  ["a frozen object", "return Object.freeze(data);", ""],
  ["maps in place of objects", "return new Map(Object.entries(data));", ""],
  ["a claim that corrects an earlier one", "data.claims[1].supersedes = data.claims[0].id; return data;", ""],
  ["a claim that corrects a later one", "data.claims[0].supersedes = data.claims[1].id; return data;", ""],
  ["claims as maps, one of which corrects another",
    "data.claims[1].supersedes = data.claims[0].id; data.claims = data.claims.map((claim) => new Map(Object.entries(claim))); return data;", ""],
  ["a proxy that is fair", "return new Proxy(data, {});", ""],
  ["undefined where there may be nothing", "data.notes = undefined; data.claims[0].note = undefined; return data;", ""],
  ["a promise of data, which is waited for", "return Promise.resolve(data);", ""],
  ["a language that is none", "data.language = '<script>'; return data;", ""],
];

test("whatever object a script hands over, it is drawn or refused with words, and in time", () =>
  withPage({}, async ({ page }) => {
    const chart = await drawn(await openChart(page, { data: small() }));
    /** @type {string[]} */
    const faults = [];
    for (const [what, make, expected] of OBJECTS) {
      const { said, ms } = await chart.evaluate(async (element, { make, data }) => {
        const chart = /** @type {any} */ (element);
        const start = performance.now();
        chart.data = new Function("data", make)(data);
        const said = await chart.ready.then(() => "", (/** @type {any} */ { problems: [{ path, message }] }) => (path ? `${path}: ${message}` : message));
        return { said, ms: performance.now() - start };
      }, { make, data: small() });
      const isLike = expected === "" || expected.includes(":") || expected.startsWith("what") ? said.startsWith(expected) : new RegExp(expected).test(said);
      if (!isLike || (expected === "" && said)) faults.push(`${what}: ${said.slice(0, 300)}`);
      if (ms > 30_000) faults.push(`${what} took ${Math.round(ms)} ms`);
      if (await chart.evaluate(() => /** @type {any} */ (window).ran)) faults.push(`${what} runs`);
    }
    assert.deepEqual(faults, []);
    await chart.evaluate((element, data) => { /** @type {any} */ (element).data = data; return /** @type {any} */ (element).ready; }, small());
    assert.equal((await marks(chart)).length, 2, "sound data are drawn after all of them");
  }));

test("a thousand objects that fail while they are read leave the program as it was", () =>
  withPage({}, async ({ page }) => {
    const chart = await drawn(await openChart(page, { data: small() }));
    await chart.evaluate(async (element, data) => {
      const chart = /** @type {any} */ (element);
      for (let n = 0; n < 1000; n += 1) {
        chart.data = { ...data, claims: new Proxy([], { get() { throw new Error("boom"); } }) };
        await chart.ready.catch(() => {});
      }
      chart.data = data;
      await chart.ready;
    }, small());
    assert.equal((await marks(chart)).length, 2);
  }));

// --- attributes and addresses ----------------------------------------------------------------------------------------------

test("attributes and addresses of any kind change what is shown, or are told, and nothing else", () =>
  withPage({ viewport: { width: 480, height: 800 } }, async ({ page }) => {
    const chart = await drawn(await openChart(page, { attributes: { "url-state": "", id: "a.b" }, data: await kursk() }));
    const many = Array.from({ length: 100_000 }, (_, n) => `party${n}`).join();
    /** @type {Record<string, string>[]} */
    const odd = [
      { hide: many }, { hide: `${"other,".repeat(100_000)}` }, { hide: ",,, ,\0" }, { selected: "\ud800" }, { selected: "__proto__", compare: "constructor" },
      { selected: "<img src=x onerror=window.ran=1>" }, { "as-of": "9".repeat(100_000) }, { "as-of": "0000-00-00" }, { "as-of": "9999-12-31" },
      { "as-of": "0000-01-01" }, { measure: "toString" }, { measure: "x".repeat(50_000) }, { view: "__proto__" }, { theme: "javascript:1" }, { lang: "<script>" }, { lang: "../../evil" },
      { heading: "<script>window.ran=1</script>" }, { heading: "w".repeat(10_000) },
    ];
    for (const attributes of odd) {
      await setAttributes(chart, attributes);
      assert.deepEqual(await intruders(chart), [], JSON.stringify(attributes).slice(0, 80));
      assert.deepEqual((await overflows(chart)).slice(0, 5), [], JSON.stringify(attributes).slice(0, 80));
      await setAttributes(chart, Object.fromEntries(Object.keys(attributes).map((name) => [name, null])));
    }
    for (const fragment of ["#a.b.view=bars&a.b.hide=%00%ud800", "#%E0%A4%A", `#a.b.selected=${"%F0%9F".repeat(1000)}`, "#a.b.view=%3Cscript%3E", "#"]) {
      await chart.evaluate(async (element, fragment) => {
        location.hash = fragment;
        await new Promise((resolve) => setTimeout(resolve, 50));
        await /** @type {any} */ (element).updateComplete;
      }, fragment);
      assert.deepEqual(await intruders(chart), [], fragment.slice(0, 80));
    }
    assert.equal((await marks(chart)).length, 7, "and all is shown again");
  }));

// --- servers ---------------------------------------------------------------------------------------------------------------

/** @type {Record<string, (request: import("node:http").IncomingMessage, response: import("node:http").ServerResponse) => void>} */
const ANSWERS = {};
/** What was asked of the other server. @type {{path: string, cookie?: string, referer?: string}[]} */
const asked = [];
const server = createServer((request, response) => {
  const path = new URL(request.url ?? "/", "http://here").pathname;
  asked.push({ path, cookie: request.headers.cookie, referer: request.headers.referer });
  (ANSWERS[path] ?? (() => response.writeHead(404).end()))(request, response);
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const elsewhere = `http://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}`;
after(() => {
  server.closeAllConnections();
  server.close();
});

const CORS = { "access-control-allow-origin": "*", "cache-control": "no-store" };
/** Errors that a browser logs of what it is not to have. */
const EXPECTED = [/asked another host/, /net::ERR_|Failed to load resource|Cross-Origin|CORS|NetworkError|not loaded|Fetch API cannot load|local resource|Security Error/];

/** What becomes of a `src`: nothing, or the first problem. @param {Locator} chart @param {string} src @returns {Promise<{said: string, ms: number}>} */
const asSource = (chart, src) => chart.evaluate(async (element, src) => {
  const chart = /** @type {any} */ (element);
  chart.data = null;
  const start = performance.now();
  chart.setAttribute("src", src);
  const said = await chart.ready.then(() => "", (/** @type {any} */ error) => `${error.name}: ${error.problems[0].path}: ${error.problems[0].message}`);
  return { said, ms: performance.now() - start };
}, src);

/** Sends bytes for as long as anyone takes them. @param {import("node:http").ServerResponse} response @param {string} chunk */
function pour(response, chunk) {
  const more = () => {
    while (!response.destroyed && response.write(chunk)) { /* as fast as they are taken */ }
  };
  response.on("drain", more);
  more();
}

test("a file without an end, one that is packed and one that is too large are read up to 40 MB and not beyond", () =>
  withPage({ expectedErrors: EXPECTED }, async ({ page }) => {
    const chart = await drawn(await openChart(page, { data: small() }));
    let isOver = false;
    ANSWERS["/endless.json"] = (_, response) => {
      response.writeHead(200, { ...CORS, "content-type": "application/json" });
      response.on("close", () => { isOver = true; });
      pour(response, `[${"0,".repeat(50_000)}`);
    };
    const spaces = gzipSync(Buffer.alloc(500_000_000, " "));
    assert.ok(spaces.length < 600_000, `${spaces.length} bytes are a bomb of 500 MB`);
    ANSWERS["/bomb.json"] = (_, response) => {
      response.writeHead(200, { ...CORS, "content-type": "application/json", "content-encoding": "gzip" }).end(spaces);
    };
    const large = JSON.stringify({ ...small(), notes: ["x"] });
    const file = (/** @type {number} */ n) => large.replace("{", `{${" ".repeat(n - large.length)}`);
    ANSWERS["/50MB.json"] = (_, response) => { response.writeHead(200, CORS).end(file(50_000_000)); };
    ANSWERS["/40MB.json"] = (_, response) => { response.writeHead(200, CORS).end(file(MAX_BYTES)); };
    for (const name of ["endless.json", "bomb.json", "50MB.json"]) {
      const src = `${elsewhere}/${name}`;
      const { said } = await asSource(chart, src);
      assert.equal(said, `SourceError: src: ${src} is larger than 40 MB`);
      assert.match(await noticed(chart), /larger than 40 MB/);
    }
    await eventually(async () => assert.ok(isOver, "the connection is closed"));
    assert.equal((await asSource(chart, `${elsewhere}/40MB.json`)).said, "", "40 MB are drawn");
    assert.equal((await marks(chart)).length, 2);
  }));

test("an answer that never comes to its end leaves what stands inside the element, and is given up with it", () =>
  withPage({ expectedErrors: EXPECTED }, async ({ page }) => {
    let isOver = false;
    ANSWERS["/never.json"] = (_, response) => {
      response.writeHead(200, { ...CORS, "content-type": "application/json" });
      response.write("{");
      response.on("close", () => { isOver = true; });
    };
    const chart = await openChart(page, { attributes: { src: `${elsewhere}/never.json` } });
    await eventually(async () => assert.ok(asked.some(({ path }) => path === "/never.json")));
    await page.waitForTimeout(300);
    assert.equal(await chart.locator(".fallback").isVisible(), true);
    assert.equal(isOver, false);
    await chart.evaluate((element) => element.remove());
    await eventually(async () => assert.ok(isOver, "nobody waits for it any more"));
  }));

test("a redirect to another origin is followed where that one allows it, without cookies, and told where not", () =>
  withPage({ expectedErrors: EXPECTED }, async ({ page }) => {
    const chart = await drawn(await openChart(page, { data: small() }));
    await page.evaluate(() => { document.cookie = "secret=1"; });
    const body = JSON.stringify(small());
    ANSWERS["/open.json"] = (_, response) => { response.writeHead(200, { ...CORS, "content-type": "application/json" }).end(body); };
    ANSWERS["/closed.json"] = (_, response) => { response.writeHead(200, { "content-type": "application/json" }).end(body); };
    ANSWERS["/circle.json"] = (_, response) => { response.writeHead(302, { ...CORS, location: "/circle.json" }).end(); };
    ANSWERS["/to-script.json"] = (_, response) => { response.writeHead(302, { ...CORS, location: "javascript:window.ran=1" }).end(); };
    ANSWERS["/to-file.json"] = (_, response) => { response.writeHead(302, { ...CORS, location: "file:///etc/passwd" }).end(); };
    for (const [name, isDrawn] of /** @type {const} */ ([["open.json", true], ["closed.json", false]])) {
      await page.route(`**/away-${name}`, (route) => route.fulfill({ status: 302, headers: { location: `${elsewhere}/${name}` } }));
      const { said } = await asSource(chart, `away-${name}`);
      if (isDrawn) assert.equal(said, "", "the other origin allows it");
      else assert.match(said, new RegExp(`^SourceError: src: away-${name} could not be fetched: `));
      await page.unroute(`**/away-${name}`);
    }
    for (const { cookie, referer } of asked) {
      assert.equal(cookie, undefined, "no cookie goes elsewhere");
      assert.equal(referer && new URL(referer).pathname, referer && "/", "nor the page's address but for its host");
    }
    for (const name of ["circle.json", "to-script.json", "to-file.json", "nothing-there.json"]) {
      assert.match((await asSource(chart, `${elsewhere}/${name}`)).said, new RegExp(`^SourceError: src: .*/${name} could not be fetched: `));
    }
    assert.equal(await page.evaluate(() => /** @type {any} */ (window).ran), undefined);
  }));

/** What is no dataset at an address, and what is said of it. @type {[string, Record<string, string>, string | Buffer, RegExp][]} */
const FILES = [
  ["nested.json", {}, `${"[".repeat(10_000)}${"]".repeat(10_000)}`, /^DatasetError: dataset: lists and objects are nested more than 32 deep$/],
  ["nested-objects.json", {}, `${'{"claims":'.repeat(10_000)}1${"}".repeat(10_000)}`, /^DatasetError: dataset: lists and objects are nested more than 32 deep$/],
  ["utf16.json", {}, Buffer.from(`\ufeff${JSON.stringify(small())}`, "utf16le"), /^SourceError: src: \S+ is not UTF-8; save the file in UTF-8$/],
  ["latin.json", {}, Buffer.from(JSON.stringify({ ...small(), title: "K\xf6ln" }), "latin1"), /^SourceError: src: \S+ is not UTF-8; save the file in UTF-8$/],
  ["utf16.csv", {}, Buffer.from("\ufeffid,claimant,said\n", "utf16le"), /^SourceError: src: \S+ is not UTF-8; save the sheet as CSV in UTF-8$/],
  ["bom.json", {}, `\ufeff${JSON.stringify(small())}`, /^$/],
  ["nul.csv", {}, "\0\0\0\0", /^DatasetError: row 1: /],
  ["picture.png", { "content-type": "image/png" }, Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), /^SourceError: src: \S+ is not UTF-8; /],
  ["twice.json", {}, JSON.stringify(small()).replace("{", '{"title": "First",'), /^$/],
  ["proto.json", {}, '{"__proto__": {"title": 1}, "title": 3}', /^DatasetError: __proto__: unknown key; the nearest known one is "version"$/],
  ["infinite.json", {}, JSON.stringify(small()).replace("100", "1e999"), /^DatasetError: claims\[0\]\.figures\[0\]\.at_least: must be a finite number, not inf$/],
  ["half.json", {}, JSON.stringify(small()).replace("How many", "\\ud800"), /^$/],
  ["script.js", { "content-type": "text/javascript" }, "window.ran = 1;", /^DatasetError: row 1: names no column/],
  ["page.json", { "content-type": "text/html" }, "<script>window.ran = 1</script>", /^SourceError: src: \S+ has no dataset: the server answered with a web page \(text\/html\), not with data$/],
  ["empty.json", {}, "", /^SourceError: src: \S+ could not be read as JSON: /],
  ["formula.csv", {}, "id,claimant,said,measure,kind,value\n=cmd|'/c calc'!A0,@x,2024-01-01,+m,about,=1+1\n", /^DatasetError: row 2, value: must be a finite number, not "=1\+1"; write what the formula comes to$/],
  ["quote.csv", {}, `id,claimant,said\n"${"x".repeat(1_000_000)}`, /^DatasetError: row 2, id: a quotation mark that opens this cell, or one above, is never closed$/],
  ["columns.csv", {}, `${"x,".repeat(300_000)}\n`, /^DatasetError: row 1: names no column/],
  ["rows.csv", {}, `id,claimant,said\n${",,\n".repeat(1_000_000)}a,b,2024-01-01\n`, /^DatasetError: row 1000001: there are more than 3,000,000 cells up to here; leave some out$/],
];

test("whatever a server answers, it is drawn or told, and nothing of it runs", () =>
  withPage({ expectedErrors: EXPECTED }, async ({ page }) => {
    const chart = await drawn(await openChart(page, { data: small() }));
    /** @type {string[]} */
    const faults = [];
    for (const [name, headers, body, expected] of FILES) {
      ANSWERS[`/${name}`] = (_, response) => { response.writeHead(200, { ...CORS, ...headers }).end(body); };
      const { said, ms } = await asSource(chart, `${elsewhere}/${name}`);
      if (!expected.test(said)) faults.push(`${name}: ${said.slice(0, 300)}`);
      if (ms > 30_000) faults.push(`${name} took ${ms} ms`);
    }
    assert.deepEqual(faults, []);
    for (const src of ["javascript:window.ran=1", "file:///etc/passwd", "http://[", "//", "data:text/html,<script>parent.ran=1</script>", "\0", "x".repeat(100_000)]) {
      assert.match((await asSource(chart, src)).said, /^SourceError: src: /s, src.slice(0, 60));
    }
    assert.equal((await asSource(chart, `data:application/json,${encodeURIComponent(JSON.stringify(small()))}`)).said, "");
    assert.equal(await page.evaluate(() => /** @type {any} */ (window).ran), undefined);
  }));
