// The page to try data in: what an editor pastes, types, opens and takes away.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { faultOfJson, placeInJson, placeInSheet } from "../../www/try-places.js";
import { assertAccessible } from "./axe.mjs";
import { withPage } from "./browser.mjs";
import { drawn, eventually, focusedOn, kursk, marks, overflows, settled, small } from "./chart.mjs";

/** @typedef {import("./page.mjs").Page} Page */

const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; "
  + "img-src 'self' blob: data:; require-trusted-types-for 'script'";

const ROWS = [
  ["id", "claimant", "party", "said", "measure", "kind", "value", "wording"],
  ["police", "Police", "State", "2024-05-04", "Arrests", "at_most", "40", "no more than 40"],
  ["march", "The march", "", "2024-05-04", "Arrests", "more_than", "50", "over 50, perhaps 60"],
  ["doctor", "A doctor", "", "2024-05-05", "Hurt", "about", "12", ""],
];
/** @param {string} [separator] @param {string[][]} [rows] */
function sheet(separator = ",", rows = ROWS) {
  const cell = (/** @type {string} */ text) => (/[,\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => row.map(cell).join(separator)).join("\n");
}

/** Opens the page, and keeps the address of all that it asks for. @param {Page} page */
async function openPage(page) {
  /** @type {string[]} */
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto("/www/try.html");
  return asked;
}

const chartOf = (/** @type {Page} */ page) => page.locator("#chart");
const statusOf = (/** @type {Page} */ page) => page.locator("#status").innerText();
const codeOf = (/** @type {Page} */ page) => page.locator("#code").evaluate((code) => code.textContent ?? "");
const titleOf = (/** @type {Page} */ page) => chartOf(page).locator("[part=title]").innerText();
const textIn = (/** @type {Page} */ page) =>
  page.locator("#text").evaluate((field) => /** @type {HTMLTextAreaElement} */ (field).value);
const selected = (/** @type {Page} */ page) => page.locator("#text").evaluate((field) => {
  const { value, selectionStart, selectionEnd } = /** @type {HTMLTextAreaElement} */ (field);
  return value.slice(selectionStart, selectionEnd);
});

/** Puts a text in the place of the one in the field, as pasting it does. @param {Page} page @param {string} text */
async function paste(page, text) {
  await page.locator("#text").evaluate((field, text) => {
    const area = /** @type {HTMLTextAreaElement} */ (field);
    area.focus();
    area.select();
    area.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true }));
    document.execCommand("insertText", false, text);
  }, text);
}

/** Waits for what the page says of a text. @param {Page} page @param {RegExp} expected */
const says = (page, expected) => eventually(async () => assert.match(await statusOf(page), expected));

/** The problems, as they are read. @param {Page} page */
const problems = (page) => page.locator("#problems li").allInnerTexts();

/**
 * Opens a file as the file chooser or a drop does.
 *
 * @param {Page} page
 * @param {string} name
 * @param {string | number[]} content text, or bytes
 * @param {{dropped?: boolean, size?: number}} [options] `size` fills up the file with spaces
 */
function openFile(page, name, content, { dropped = false, size = 0 } = {}) {
  return page.evaluate(({ name, content, dropped, size }) => {
    const part = typeof content === "string" ? content : new Uint8Array(content);
    const transfer = new DataTransfer();
    transfer.items.add(new File([part, " ".repeat(size)], name));
    if (dropped) {
      for (const type of ["dragover", "drop"]) {
        document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }));
      }
      return;
    }
    const input = /** @type {HTMLInputElement} */ (document.getElementById("file"));
    input.files = transfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }, { name, content, dropped, size });
}

/** Presses “Save the data” and gives what would be saved, and its name. @param {Page} page */
async function saved(page) {
  await page.evaluate(() => {
    const here = /** @type {any} */ (window);
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      here.saved = /** @type {Blob} */ (blob).arrayBuffer();
      return make(blob);
    };
    HTMLAnchorElement.prototype.click = function () { here.savedAs = this.download; };
  });
  await page.getByRole("button", { name: "Save the data" }).click();
  const { bytes, name } = await page.evaluate(async () => {
    const here = /** @type {any} */ (window);
    return { bytes: Array.from(new Uint8Array(await here.saved)), name: /** @type {string} */ (here.savedAs) };
  });
  return { body: Buffer.from(bytes).toString("utf8"), name };
}

test("cells copied from a spreadsheet are drawn, and so is JSON", () =>
  withPage({}, async ({ page }) => {
    await openPage(page);
    await paste(page, sheet("\t"));
    await says(page, /^3 claims, read as CSV\.$/);
    const chart = await drawn(chartOf(page));
    assert.deepEqual((await marks(chart)).map(({ id }) => id).sort(), ["march", "police"]);
    await paste(page, JSON.stringify(small()));
    await says(page, /^2 claims, read as JSON\.$/);
    await eventually(async () => assert.deepEqual((await marks(chart)).map(({ id }) => id), ["one", "two"]));
    assert.equal(await titleOf(page), "How many were there?");
    assert.match(await codeOf(page), /<claims-chart src="claims\.json">/);
    await paste(page, "");
    await page.keyboard.press("Backspace");
    await says(page, /appears here/);
    assert.equal(await chart.isVisible(), false);
    assert.equal(await page.locator("#embed").isVisible(), false);
  }));

test("while it is typed, a text is read once it rests, and the chart never leaves", () =>
  withPage({}, async ({ page }) => {
    await openPage(page);
    await paste(page, sheet());
    const chart = await drawn(chartOf(page));
    await page.evaluate(() => {
      const here = /** @type {any} */ (window);
      const chart = /** @type {HTMLElement} */ (document.querySelector("claims-chart"));
      here.n_read = here.n_gone = 0;
      chart.addEventListener("claims-ready", () => { here.n_read += 1; });
      const look = () => {
        if (chart.getBoundingClientRect().height < 300) here.n_gone += 1;
        requestAnimationFrame(look);
      };
      look();
    });
    await page.locator("#text").evaluate((field) => {
      const area = /** @type {HTMLTextAreaElement} */ (field);
      area.focus();
      const at = area.value.indexOf(",50,") + 3;
      area.setSelectionRange(at, at);
    });
    await page.keyboard.type("0000");
    await eventually(async () => assert.match((await marks(chart)).map(({ name }) => name).join(), /500,?000/));
    const { n_read, n_gone } = await page.evaluate(() => {
      const { n_read, n_gone } = /** @type {any} */ (window);
      return { n_read, n_gone };
    });
    assert.ok(n_read >= 1 && n_read < 4, `four keys were read ${n_read} times`);
    assert.equal(n_gone, 0, "the chart stood in every frame");

    await page.keyboard.type("k");
    await says(page, /^There is a problem\. The chart below is of the data as they were before\.$/);
    assert.deepEqual(await problems(page), ['row 3, value: must be a finite number, not "500000k"; write all of its digits']);
    assert.equal(await chart.evaluate((element) => element.inert), true, "nobody uses it meanwhile");
    assert.equal(await page.locator("#embed").isVisible(), false, "nor takes it away");
    await page.keyboard.press("Backspace");
    await says(page, /^3 claims/);
    assert.equal(await chart.evaluate((element) => element.inert), false);
    assert.equal(await page.locator("#problems").isVisible(), false);
    assert.equal(await page.locator("#embed").isVisible(), true);
    assert.equal(await page.evaluate(() => /** @type {any} */ (window).n_gone), 0);
  }));

test("each problem leads to its place in the text", () =>
  withPage({}, async ({ page }) => {
    await openPage(page);
    const rows = ROWS.map((row) => [...row]);
    rows[1][7] = 'no more\nthan ""40"", they say';
    rows[2][3] = "4 May";
    rows[3][6] = "";
    await paste(page, sheet(",", rows));
    await says(page, /^There are 2 problems\.$/);
    const buttons = page.locator("#problems").getByRole("button");
    for (const [name, place] of [["row 3, said", "4 May"], ["row 4, value", rows[3].join(",")]]) {
      await buttons.filter({ hasText: name }).click();
      assert.equal(await selected(page), place, name);
      assert.equal(await focusedOn(page), "outside: TEXTAREA");
    }

    const data = small();
    data.claims[1].figures[0].between = ["a lot", 200];
    delete data.claims[0].said;
    await paste(page, JSON.stringify(data, null, 2));
    await says(page, /^There are 2 problems\.$/);
    await buttons.filter({ hasText: "between" }).click();
    assert.match(await selected(page), /^"a lot"$|^\[\s*"a lot",\s*200\s*\]$/);
    await buttons.filter({ hasText: "claims[0].said" }).click();
    assert.deepEqual(JSON.parse(await selected(page)), data.claims[0], "what is missing is missing there");

    await paste(page, '{\n  "title": "T",\n  "claims": [1,]\n}');
    await says(page, /^There is a problem\.$/);
    assert.deepEqual(await problems(page), ['line 3, column 15: take out this comma: "]" follows']);
    await buttons.click();
    assert.equal(await selected(page), ",");

    await paste(page, JSON.stringify([1, 2]));
    await eventually(async () => assert.match((await problems(page)).join(), /must be an object/));
    const undated = Array.from({ length: 60 }, (_, n) => [`c${n}`, "X", "", "soon", "", "", "", "words"]);
    await paste(page, sheet(",", [ROWS[0], ...undated]));
    await says(page, /^There are 60 problems, of which these are the first 50\.$/);
    assert.equal((await problems(page)).length, 50);
  }));

test("a place that is far down and far right is brought into sight", () =>
  withPage({}, async ({ page }) => {
    await openPage(page);
    const header = ["id", "claimant", "said", "wording", "measure", "kind", "value"];
    const rows = Array.from({ length: 400 }, (_, n) => [`c${n}`, "X", "2024-05-04", "w".repeat(300), "Arrests", "about", "1200"]);
    rows[300][6] = "12k";
    await paste(page, sheet(",", [header, ...rows]));
    await says(page, /problem/);
    await page.locator("#problems").getByRole("button", { name: "row 302, value" }).click();
    assert.equal(await selected(page), "12k");
    const { lines, columns } = await page.locator("#text").evaluate((field) => {
      const area = /** @type {HTMLTextAreaElement} */ (field);
      const { scrollTop, scrollHeight, clientHeight, scrollLeft, scrollWidth, clientWidth, value } = area;
      const all = value.split("\n");
      const [height, width] = [scrollHeight / all.length, scrollWidth / Math.max(...all.map(({ length }) => length))];
      return {
        lines: [scrollTop / height, (scrollTop + clientHeight) / height],
        columns: [scrollLeft / width, (scrollLeft + clientWidth) / width],
      };
    });
    const column = rows[300].join().length;
    assert.ok(lines[0] < 301 && lines[1] > 302, `line 302 is in sight, not only ${lines}`);
    assert.ok(columns[0] < column - 3 && columns[1] >= column, `column ${column} is in sight, not only ${columns}`);
  }));

test("places are found in sheets and in JSON, and what is not JSON is told with what would be right", () => {
  const text = 'id;claimant;note\na;"x; ""y""\nz";n\n\nb;;"never closed';
  for (const [path, place] of [["row 1", "id;claimant;note"], ["row 2", 'a;"x; ""y""\nz";n'],
    ["row 2, claimant", '"x; ""y""\nz"'], ["row 2, note", "n"], ["row 4, claimant", 'b;;"never closed'], ["row 4, note", '"never closed']]) {
    assert.equal(text.slice(...placeInSheet(text, path) ?? []), place, path);
  }
  const titled = "id,As of,Report-Title\na,2024-05,News";
  for (const [path, place] of [["row 2, as_of", "2024-05"], ["row 2, report_title", "News"]]) {
    assert.equal(titled.slice(...placeInSheet(titled, path) ?? []), place, `${path}, as the header writes it`);
  }
  assert.equal(placeInSheet(text, "row 9"), null);
  assert.equal(placeInSheet(text, ""), null);

  const json = '{"a": [{"b": 3}, {"b": "x", "bc": [true]}], "c": 1}';
  for (const [path, place] of [["a[1].b", '"x"'], ["a[1].bc[0]", "true"], ["a[0].z", '{"b": 3}'], ["c", "1"], ["", json]]) {
    assert.equal(json.slice(...placeInJson(json, path) ?? []), place, path);
  }

  for (const [text, path, message] of [
    ['{"a": [1,]}', "line 1, column 9", 'take out this comma: "]" follows'],
    ['{"a": 1\n "b": 2}', "line 2, column 2", 'expected a comma or "}", not a quotation mark'],
    ['{"a" 1}', "line 1, column 6", 'expected a colon, not "1"'],
    ['{"a": 12k}', "line 1, column 9", 'expected a comma or "}", not "k"'],
    ["[None]", "line 1, column 2", 'expected a value, not "None"'],
    ["{'a': 1}", "line 1, column 2", "expected a name in quotation marks, not an apostrophe"],
    ['["a\nb"]', "line 1, column 2", "the text that begins here does not end in its line, or has a backslash too many"],
    ["[1] 2", "line 1, column 5", 'expected nothing more, not "2"'],
    ['{"a": [1', "line 1, column 9", 'expected a comma or "]", but the text ends'],
  ]) {
    assert.throws(() => JSON.parse(text), SyntaxError);
    const fault = faultOfJson(text);
    assert.deepEqual([fault?.path, fault?.message], [path, message], text);
  }
  for (const sound of [json, ' [1, -0.5e+3, "\\u00e9\\n", {}, [], null]\r\n\t']) {
    JSON.parse(sound);
    assert.equal(faultOfJson(sound), null, sound);
  }
});

test("files that cannot be read say what to do, and what was there stays", () =>
  withPage({}, async ({ page }) => {
    await openPage(page);
    await paste(page, sheet());
    await says(page, /^3 claims/);
    const trouble = page.locator("#trouble");
    const wide = [255, 254, ...Buffer.from(sheet("\t"), "utf16le")];
    const latin = [...Buffer.from(sheet().replace("Police", "Café"), "latin1")];
    const utf8 = /is not in UTF-8.*Save the sheet as “CSV UTF-8”/;
    /** @type {[string, string | number[], RegExp, object?][]} */
    const files = [
      ["wide.txt", wide, utf8],
      ["latin.csv", latin, utf8],
      ["sheet.xlsx", [0x50, 0x4b, 3, 4, 20, 0, 6, 0], /is a workbook/],
      ["photo.png", [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13], /is neither CSV nor JSON/],
      ["nothing.csv", "", /^nothing\.csv is empty\.$/],
      ["blank.csv", "\ufeff\n", /^blank\.csv is empty\.$/],
      ["huge.json", "{", /^huge\.json has 51 MB; this page reads at most 20\.$/, { size: 50e6 }],
    ];
    for (const dropped of [false, true]) {
      for (const [name, content, expected, options] of files) {
        await openFile(page, name, content, { dropped, ...options });
        await eventually(async () => assert.match(await trouble.innerText(), expected));
        assert.ok((await trouble.innerText()).startsWith(name));
      }
    }
    assert.equal(await textIn(page), sheet());
    assert.match(await statusOf(page), /^3 claims/);
    assert.match(await codeOf(page), /src="claims\.csv"/);

    await openFile(page, "marches.csv", `\ufeff${sheet().replaceAll("\n", "\r\n")}`, { dropped: true });
    await eventually(async () => assert.match(await codeOf(page), /src="marches\.csv"/));
    assert.equal(await trouble.innerText(), "");
    assert.equal(await page.evaluate(() => document.body.className), "");
    assert.equal(await titleOf(page), "marches");
    await paste(page, sheet(";"));
    await eventually(async () => assert.match(await codeOf(page), /src="claims\.csv"/, "what is pasted over it is another file"));
  }));

test("what was typed comes back when an example that took its place is undone", () =>
  withPage({}, async ({ page }) => {
    await openPage(page);
    await paste(page, sheet());
    await says(page, /^3 claims/);
    await page.getByRole("button", { name: "Kursk (JSON)" }).click();
    await says(page, /^\d+ claims, read as JSON\.$/);
    assert.deepEqual(JSON.parse(await textIn(page)), await kursk());
    await page.getByRole("button", { name: "an invented march (CSV)" }).click();
    await says(page, /^10 claims, read as CSV\.$/);
    assert.equal(await page.evaluate(() => document.activeElement?.id), "crowd", "the focus stays where it was");
    assert.equal(await textIn(page), (await readFile(new URL("../../www/examples/crowd.csv", import.meta.url), "utf8")));
    await page.locator("#text").focus();
    for (const before of [/"title": "How many North Korean/, /^id,claimant,party,said/]) {
      await page.keyboard.press("Control+z");
      await eventually(async () => assert.match(await textIn(page), before));
    }
    assert.equal(await textIn(page), sheet());
    await says(page, /^3 claims, read as CSV\.$/);
    assert.match(await codeOf(page), /<claims-chart src="claims\.csv">/, "with the name and the title that it had");
  }));

test("the title that is typed replaces the data's own at once", () =>
  withPage({}, async ({ page }) => {
    await openPage(page);
    await paste(page, JSON.stringify(small()));
    await says(page, /^2 claims/);
    await drawn(chartOf(page));
    const field = page.locator("#heading");
    assert.equal(await field.getAttribute("placeholder"), "How many were there?");
    await field.focus();
    await page.keyboard.type('More & "more"');
    await eventually(async () => assert.equal(await titleOf(page), 'More & "more"'));
    assert.ok((await codeOf(page)).includes('heading="More &amp; &quot;more&quot;"'));
    for (let n = 0; n < 13; n += 1) await page.keyboard.press("Backspace");
    await eventually(async () => assert.equal(await titleOf(page), "How many were there?"));
    assert.ok(!(await codeOf(page)).includes("heading"));
  }));

test("the code shows the same chart in a page beside the saved file", () =>
  withPage({}, async ({ page }) => {
    const data = small();
    data.claims[1].figures.push({ measure: "right", about: 70 });
    const json = JSON.stringify(data, null, 1);
    // The last two have endings that the element would take at their word.
    for (const [name, content, savedAs] of [
      ["café & 50% #1? (2).csv", sheet(";"), "café & 50% #1? (2).csv"], ["numbers.json", json, "numbers.json"],
      ["cells.tsv", sheet("\t"), "cells.tsv"], ["data.csv", json, "data.json"], ["data.json", sheet(), "data.csv"],
    ]) {
      await openPage(page);
      await openFile(page, name, content);
      await says(page, /^\d claims, read/);
      const chart = await drawn(chartOf(page));
      const isJson = content === json;
      await chart.getByRole("radio", { name: isJson ? "Right" : "Hurt", exact: true }).check();
      await chart.getByRole("radio", { name: "Bars", exact: true }).check();
      await eventually(async () => assert.match(await codeOf(page), isJson ? /measure="right"/ : /measure="Hurt"/));
      await eventually(async () => assert.match(await codeOf(page), /view="bars"/));
      await settled(chart);
      const seen = { title: await titleOf(page), marks: (await marks(chart)).map(({ name }) => name) };
      const file = await saved(page);
      assert.equal(file.name, savedAs);
      assert.equal(file.body, isJson ? content : `\ufeff${content}`);

      const code = await codeOf(page);
      await page.route("**/tests/e2e/pages/try-*", (route) =>
        route.fulfill({ contentType: "text/html; charset=utf-8", body: `<!doctype html><meta charset="utf-8"><title>A page</title>
          <link rel="icon" href="data:,">${code}` }));
      await page.route(`**/tests/e2e/pages/${encodeURIComponent(file.name)}`, (route) =>
        route.fulfill({ contentType: "application/octet-stream", body: file.body }));
      await page.goto("/tests/e2e/pages/try-out");
      const copy = await drawn(page.locator("claims-chart"));
      const copied = { title: await copy.locator("[part=title]").innerText(), marks: (await marks(copy)).map(({ name }) => name) };
      assert.deepEqual(copied, seen, name);
      assert.ok(seen.marks.length > 0);
      assert.equal(await copy.evaluate((element) => element.querySelector("a")?.textContent), seen.title);
      assert.equal(await copy.locator(".notice").isVisible(), false);
    }
  }));

test("what was chosen of other data is not asked of these", () =>
  withPage({}, async ({ page }) => {
    await openPage(page);
    await page.getByRole("button", { name: "Kursk (JSON)" }).click();
    await says(page, /JSON/);
    const chart = await drawn(chartOf(page));
    await chart.getByRole("radio", { name: "Deployed" }).check();
    await eventually(async () => assert.match(await codeOf(page), /measure="deployed"/));
    await paste(page, sheet());
    await says(page, /^3 claims/);
    await eventually(async () => assert.deepEqual((await marks(chart)).map(({ id }) => id).sort(), ["march", "police"]));
    assert.doesNotMatch(await codeOf(page), /measure=/);
    assert.equal(await chart.locator(".notice").isVisible(), false);
  }));

test("on a strict page all of it works, and it asks for its own files alone", () =>
  withPage({}, async ({ page, origin }) => {
    await page.raw.evaluateOnNewDocument(() => {
      /** @type {string[]} */
      const reported = /** @type {any} */ (window).reported = [];
      document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) => {
        reported.push(`${violatedDirective} ${blockedURI} ${sample}`);
      });
    });
    await page.route("**/www/try.html", async (route) =>
      route.fulfill({ response: await route.fetch(), headers: { "content-security-policy": POLICY } }));
    const asked = await openPage(page);
    await page.getByRole("button", { name: "an invented march (CSV)" }).click();
    await says(page, /^10 claims/);
    await drawn(chartOf(page));
    await page.getByRole("button", { name: "Kursk (JSON)" }).click();
    await says(page, /read as JSON/);
    await openFile(page, "broken.json", '{"a": 1,}');
    await says(page, /^There is a problem/);
    await page.locator("#problems").getByRole("button").click();
    await paste(page, sheet("\t"));
    await says(page, /^3 claims/);
    await page.locator("#heading").focus();
    await page.keyboard.type("Title");
    await page.getByRole("button", { name: "Copy the code" }).click();
    await eventually(async () => assert.match(await page.locator("#copied").innerText(), /Copied|selected/));
    assert.match((await saved(page)).body, /perhaps 60/);
    assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).reported), []);
    const own = new RegExp(`^${origin}/(www/(try|examples)|pkg/)|^(data|blob):`);
    assert.deepEqual(asked.filter((url) => !own.test(url)), []);
    assert.ok(asked.length > 5);
  }));

test("a program that cannot be loaded is told calmly, and what was typed stays", async () => {
  const expectedErrors = [/not loaded|Failed to load|Loading module|ERR_|404/];
  for (const file of ["claims_desk.js", "claims_desk_bg.wasm", "claims-chart.js"]) {
    await withPage({ expectedErrors }, async ({ page }) => {
      await page.route(`**/pkg/${file}`, (route) => route.fulfill({ status: 404, contentType: "text/plain", body: "" }));
      await openPage(page);
      await paste(page, sheet());
      await says(page, /^The program that reads your data could not be loaded\. Reload this page to try again/);
      assert.equal(await textIn(page), sheet());
    });
  }
  await withPage({ expectedErrors }, async ({ page }) => {
    await page.route("**/pkg/claims_chart_bg.wasm", (route) => route.fulfill({ status: 404, contentType: "text/plain", body: "" }));
    await openPage(page);
    await paste(page, sheet());
    await eventually(async () => assert.equal(await chartOf(page).locator(".notice").isVisible(), true));
    await page.locator("#embed").waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Kursk (JSON)" }).click();
    await eventually(async () => assert.match(await page.locator("#trouble").innerText(), /^The example could not be loaded/));
    assert.equal(await textIn(page), sheet());
  });
});

test("it can be used by everybody, on every screen", async () => {
  for (const [width, colorScheme] of /** @type {const} */ ([[320, "light"], [390, "dark"], [1100, "dark"], [1440, "light"]])) {
    const isMobile = width < 600;
    await withPage({ viewport: { width, height: 800 }, colorScheme, isMobile, hasTouch: isMobile }, async ({ page }) => {
      await openPage(page);
      await assertAccessible(page, `the empty page, ${width} px, ${colorScheme}`);
      await paste(page, sheet());
      await says(page, /^3 claims/);
      await drawn(chartOf(page));
      await assertAccessible(page, `a chart, ${width} px, ${colorScheme}`);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, `${width} px are enough`);
      assert.deepEqual(await overflows(chartOf(page)), []);
      await paste(page, sheet().replace(",50,", ",fifty,"));
      await says(page, /^There is a problem/);
      await assertAccessible(page, `a problem, ${width} px, ${colorScheme}`);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, `${width} px are enough`);
    });
  }
});

/** Goes on by the Tab key until the element with this id has the focus. @param {Page} page @param {string} id */
async function tabTo(page, id) {
  const stops = [];
  for (let n = 0; n < 60; n += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => document.activeElement?.id ?? "");
    if (stop === id) return;
    stops.push(stop);
  }
  assert.fail(`Tab never comes to ${id}, only to ${stops.join(", ")}`);
}

test("the keyboard alone is enough", () =>
  withPage({}, async ({ page }) => {
    await openPage(page);
    for (const id of ["file", "crowd"]) await tabTo(page, id);
    await page.keyboard.press("Enter");
    await says(page, /^10 claims/);
    await drawn(chartOf(page));
    for (const id of ["text", "heading", "chart", "copy"]) await tabTo(page, id);
    await page.keyboard.press("Space");
    await eventually(async () => assert.match(await page.locator("#copied").innerText(), /Copied|selected/));
    await page.locator("#text").focus();
    await page.evaluate(() => /** @type {HTMLTextAreaElement} */ (document.getElementById("text")).setSelectionRange(0, 2));
    await page.keyboard.type("no");
    await says(page, /problem/);
    for (const id of ["heading", ""]) await tabTo(page, id);
    await page.keyboard.press("Enter");
    assert.match(await selected(page), /^no,/, "the first problem is the row of the columns' names");
  }));
