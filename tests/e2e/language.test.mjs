// What the widget says, in the language of its own attribute or of the page around it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { withPage } from "./browser.mjs";
import { drawn, openChart, settled, told } from "./chart.mjs";

/** @typedef {import("./page.mjs").Locator} Locator */

const WIDE = { viewport: { width: 760, height: 1300 } };

/** What stands in the figure, and the languages that it is marked with. @param {Locator} chart */
const said = (chart) => chart.evaluate((element) => {
  const root = /** @type {ShadowRoot} */ (element.shadowRoot);
  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (root.querySelector(`[part=${name}]`));
  return {
    lang: root.querySelector("[role=figure]")?.getAttribute("lang"),
    titleLang: part("title").lang,
    finding: part("finding").innerText,
    card: part("card").innerText,
    footer: part("footer").innerText,
    picture: part("chart").ariaLabel,
  };
});

test("in Ukrainian and Korean everything of the widget's own is said so, and the dataset's texts stay in their language", () =>
  withPage(WIDE, async ({ page }) => {
    const expected = {
      uk: [/^Якщо всі заяви правдиві/, /Щонайменше 3000/, /13\u00a0січня 2025\u00a0року/, /^Джерело: 5\u00a0публікацій/, /6\u00a0заяв/],
      ko: [/^모든 주장이 옳다면/, /최소 3,000/, /2025년 1월 13일/, /^출처: 보도 5건/, /주장 6건/],
    };
    for (const [lang, [finding, value, day, source, summary]] of Object.entries(expected)) {
      const chart = await drawn(await openChart(page, { attributes: { lang } }));
      const all = await said(chart);
      assert.equal(all.lang, lang);
      assert.equal(all.titleLang, "en", "the title is in the dataset's language");
      assert.match(all.finding.replace(/[‹›\s]*/u, ""), finding);
      assert.match(all.card, value);
      assert.match(all.card, day);
      assert.match(all.card, /At least 300/, "the words stay as they were said");
      assert.match(all.footer, source);
      assert.match(all.picture ?? "", summary);
      const own = await chart.evaluate((element) => {
        const root = /** @type {ShadowRoot} */ (element.shadowRoot);
        const labels = [...root.querySelectorAll("[part=controls] [aria-label], button[aria-label]")]
          .filter((each) => !each.closest("[part=chart]")).map((each) => each.ariaLabel);
        return [...labels, ...[...root.querySelectorAll(".actions button, summary")].map((each) => each.textContent)];
      });
      for (const text of own) {
        assert.doesNotMatch(text ?? "", /\b(claim|day|Compare|Cite|Notes|What|Who)\b/, `"${text}" is not in ${lang}`);
      }
    }
  }));

test("without an attribute the page's language counts where it is known, and English where it is not", () =>
  withPage(WIDE, async ({ page }) => {
    for (const [pageLang, lang] of [["uk-UA", "uk"], ["fr", "en"], ["en-GB", "en"]]) {
      await page.goto("/tests/e2e/pages/empty.html");
      await page.evaluate((tag) => { document.documentElement.lang = tag; }, pageLang);
      const chart = await drawn(await openChart(page));
      assert.equal((await said(chart)).lang, lang, `on a page in ${pageLang}`);
      assert.deepEqual(await told(page, "claims-error"), [], "a page in another language is no fault");
    }
  }));

test("in a shadow root the page's language counts, too, and one inside it more", () =>
  withPage(WIDE, async ({ page }) => {
    await page.goto("/tests/e2e/pages/empty.html");
    await page.evaluate(async () => {
      document.documentElement.lang = "uk";
      await customElements.whenDefined("claims-chart");
      const root = /** @type {any} */ (document.querySelector("main")).attachShadow({ mode: "open" });
      root.innerHTML = '<claims-chart></claims-chart><section lang="ko"><claims-chart></claims-chart></section>';
    });
    for (const [n, lang] of ["uk", "ko"].entries()) {
      assert.equal((await said(await drawn(page.locator("claims-chart").nth(n)))).lang, lang);
    }
  }));

test("the language is changed while the chart is there, and changed back", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page, { attributes: { view: "table", selected: "lee" } }));
    for (const [lang, head] of /** @type {const} */ ([["uk", "Скільки"], ["en", "Count"], ["ko", "수치"]])) {
      await chart.evaluate((element, tag) => { element.lang = tag; }, lang);
      await settled(chart);
      const heads = await chart.locator("thead button").allInnerTexts();
      assert.ok(heads.some((text) => text.startsWith(head)), `${heads.join(", ")} in ${lang}`);
      assert.equal(await chart.getAttribute("selected"), "lee", "what was chosen stays");
    }
  }));

test("a language that there is not is a problem at its attribute, and English is spoken", () =>
  withPage(WIDE, async ({ page }) => {
    const chart = await drawn(await openChart(page, { attributes: { lang: "tlh" } }));
    assert.equal((await said(chart)).lang, "en");
    const [{ detail }] = await told(page, "claims-error");
    assert.deepEqual(detail.problems, [{ path: "lang", message: 'must be one of "en", "ko", "uk", not "tlh"' }]);
  }));

test("where a language cannot be fetched, English is spoken and it is told; the next chart tries again", () =>
  withPage({ ...WIDE, expectedErrors: [/404/] }, async ({ page }) => {
    await page.route("**/languages/uk.txt", (route) => route.fulfill({ status: 404, body: "" }));
    const chart = await drawn(await openChart(page, { attributes: { lang: "uk" } }));
    assert.equal((await said(chart)).lang, "en");
    const [{ detail }] = await told(page, "claims-error");
    assert.deepEqual(detail.problems, [{ path: "lang", message: '"uk" could not be fetched: the server answered 404' }]);
    await page.unroute("**/languages/uk.txt");
    const other = await drawn(await openChart(page, { attributes: { lang: "uk" } }));
    assert.equal((await said(other)).lang, "uk");
  }));

test("where a language never comes, English is spoken after a while", () =>
  withPage(WIDE, async ({ page }) => {
    await page.goto("/tests/e2e/pages/empty.html");
    const asked = await page.evaluate(() => {
      const here = /** @type {any} */ (window);
      here.asked = [];
      const timeout = AbortSignal.timeout.bind(AbortSignal);
      AbortSignal.timeout = (ms) => {
        here.asked.push(ms);
        return timeout(ms / 50);
      };
      return here.asked;
    });
    assert.deepEqual(asked, []);
    await page.route("**/languages/uk.txt", () => new Promise(() => {}));
    const chart = await drawn(await openChart(page, { attributes: { lang: "uk" } }));
    assert.equal((await said(chart)).lang, "en");
    const [{ detail }] = await told(page, "claims-error");
    assert.match(detail.problems[0].message, /^"uk" could not be fetched: /);
    assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).asked), [10_000]);
  }));

test("a file of another version is refused, and English is spoken", () =>
  withPage(WIDE, async ({ page }) => {
    await page.route("**/languages/ko.txt", (route) => route.fulfill({ body: "1234567890\nko\n", contentType: "text/plain" }));
    const chart = await drawn(await openChart(page, { attributes: { lang: "ko" } }));
    assert.equal((await said(chart)).lang, "en");
    const [{ detail }] = await told(page, "claims-error");
    assert.deepEqual(detail.problems, [{ path: "lang", message: "is not a language of this version" }]);
    await page.unroute("**/languages/ko.txt");
    const other = await drawn(await openChart(page, { attributes: { lang: "ko" } }));
    assert.equal((await said(other)).lang, "ko", "the next chart tries again");
  }));
