// Every snippet of the documentation is run: what a reader copies works.
//
// - `sh`: its lines are run one after the other in a folder of their own, with the native command at hand; `text` behind
//   it is what they print, to the letter. With `in=pkg` they are run there, and with `run=no` not at all.
// - `json` and `csv` are datasets without problems, or `faulty` ones. With `in=claims[0]` they are keys that stand there in
//   the embedded dataset or, with `of=NAME`, in that file. With `file=NAME` they are a file that the page's other snippets
//   find under that name.
// - `html` is a page, in which every chart is drawn, in frames, too; `http` before it are the headers that it is sent with.
// - `js` is a module in a page with a chart, which is there before it or, with `first`, after it; `css` is its style sheet.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { withPage } from "../e2e/browser.mjs";
import { eventually, kursk, notice } from "../e2e/chart.mjs";
import { snippetsOf } from "./snippets.mjs";

/** @typedef {import("./snippets.mjs").Snippet} Snippet */
/** @typedef {import("../e2e/page.mjs").Page} Page */

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** Where the snippets pretend that the package is served. */
const SERVED = "https://example.org/claims-chart/";

/** Long enough for a busy machine. */
const TIMEOUT_MS = 60_000;

const command = process.env.CLAIMS_CHART_COMMAND;
assert.ok(command, "CLAIMS_CHART_COMMAND names no native command: run the tests with `make test-docs`");

/** Files that a page of documentation may speak of without showing them. */
async function givenFiles() {
  return new Map([
    ["claims.json", `${JSON.stringify(await kursk(), null, 2)}\n`],
    ["crowd.csv", await readFile(join(ROOT, "www/examples/crowd.csv"), "utf8")],
  ]);
}

/** A dataset with keys at one place: what `in=` names, such as `claims[0].figures[0]`; without it, at the top. @param {any} data @param {string} place @param {object} keys */
function datasetWith(data, place, keys) {
  const steps = place.match(/[^.[\]]+/g) ?? [];
  const target = steps.reduce((value, step) => value[step], data);
  assert.ok(target, `there is no ${place} in the dataset`);
  Object.assign(target, keys);
  return data;
}

/** @param {Map<string, string>} files */
async function folderWith(files) {
  const folder = await mkdtemp(join(tmpdir(), "claims-chart-docs-"));
  for (const [name, text] of files) await writeFile(join(folder, name), text);
  return folder;
}

/** @param {string} line @param {string} folder */
function run(line, folder) {
  const path = `${dirname(/** @type {string} */ (command))}:${process.env.PATH}`;
  return spawnSync("bash", ["-euo", "pipefail", "-c", line], { cwd: folder, encoding: "utf8", env: { ...process.env, PATH: path } });
}

/** @param {Snippet} snippet @param {Map<string, string>} files @param {Snippet | undefined} next */
async function runCommands({ text, says }, files, next) {
  if (says.in) {
    const { stderr, status } = run(text, join(ROOT, says.in));
    assert.equal(status, 0, stderr);
    return;
  }
  const folder = await folderWith(files);
  try {
    const { stdout, stderr, status } = run(text, folder);
    // What says what is wrong with a dataset ends with 1 when there is something.
    const isCheck = /claims-chart check/.test(text);
    assert.ok(status === 0 || (isCheck && status === 1), `it ended with ${status}: ${stderr}`);
    if (next?.language === "text") assert.equal(stdout, next.text);
    for (const name of await readdir(folder)) {
      if (!files.has(name)) files.set(name, await readFile(join(folder, name), "latin1"));
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** @param {Snippet} snippet @param {Map<string, string>} files */
async function checkDataset({ language, says, text }, files) {
  if (says.file) files.set(says.file, text);
  let whole = text;
  if (language === "json" && says.in !== undefined) {
    const base = says.of === undefined ? await kursk() : JSON.parse(files.get(says.of) ?? assert.fail(`no snippet above is the file ${says.of}`));
    whole = JSON.stringify(datasetWith(base, says.in, JSON.parse(`{${text}}`)));
  }
  const name = `data.${language}`;
  const folder = await folderWith(new Map([[name, whole]]));
  try {
    const { stdout, stderr, status } = run(`claims-chart check ${name}`, folder);
    // A page may show what a fault looks like.
    if (says.faulty === undefined) assert.equal(status, 0, stdout + stderr);
    else assert.equal(status, 1, `it is said to be faulty, and is not: ${stderr}`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Waits for every chart of the page and of its frames. @param {Page} page @param {string} what */
async function assertDrawn(page, what) {
  await eventually(async () => {
    let n_charts = 0;
    for (const frame of page.raw.frames()) {
      n_charts += await frame.evaluate(async () => {
        const charts = [...document.querySelectorAll("claims-chart")];
        for (const chart of charts) {
          chart.scrollIntoView();
          await customElements.whenDefined("claims-chart");
          await /** @type {any} */ (chart).ready;
        }
        return charts.length;
      });
    }
    assert.ok(n_charts > 0, `${what}: there is no chart`);
  });
  for (const chart of await page.locator("claims-chart").all()) {
    assert.equal(await notice(chart).isVisible(), false, `${what}: ${await notice(chart).evaluate((element) => element.innerText)}`);
  }
}

/** @param {Snippet} snippet @param {Map<string, string>} files @param {Snippet | undefined} before */
const runInPage = (snippet, files, before) => withPage({}, async ({ page, origin }) => {
  // A module is allowed for from anywhere, as a server for other pages' frames has to.
  for (const [name, text] of files) {
    const type = name.endsWith(".csv") ? "text/csv" : name.endsWith(".json") ? "application/json" : "text/plain";
    await page.route(`**/docs/${name}`, (route) => route.fulfill({ contentType: type, headers: { "access-control-allow-origin": "*" }, body: text }));
  }
  const { language, text } = snippet;
  const served = text.replaceAll(SERVED, `${origin}/pkg/`).replaceAll("https://example.org/", `${origin}/docs/`);
  const headers = before?.language === "http" ? Object.fromEntries(before.text.trim().split("\n").map((line) => line.split(/: (.*)/))) : {};
  const head = `<!doctype html><html lang="en"><title>A snippet</title><link rel="icon" href="data:,">`;
  const chart = `<script type="module" src="${origin}/pkg/claims-chart.js"></script><claims-chart src="claims.json"></claims-chart>`;
  const script = `<script type="module" src="snippet.js"></script>`;
  const bodies = /** @type {Record<string, string>} */ ({
    html: head + served,
    css: `${head}<link rel="stylesheet" href="snippet.css">${chart}`,
    js: `${head}<script type="importmap">{"imports": {"claims-chart": "${origin}/pkg/claims-chart.js", "claims-chart/": "${origin}/pkg/"}}</script>
      ${snippet.says.first === undefined ? chart + script : script + chart}`,
  });
  await page.route("**/docs/page.html", (route) => route.fulfill({ contentType: "text/html", headers, body: bodies[language] }));
  await page.route("**/docs/snippet.css", (route) => route.fulfill({ contentType: "text/css", body: served }));
  // It is over when it says so: an error in it would be told to the page, and to this test.
  await page.route("**/docs/snippet.js", (route) => route.fulfill({ contentType: "text/javascript", body: `${served}\nwindow.isOver = true;\n` }));
  await page.goto("/docs/page.html");
  await assertDrawn(page, language);
  if (language === "js") await eventually(async () => assert.equal(await page.evaluate(() => /** @type {any} */ (window).isOver), true));
  if (language === "css") {
    const faults = await page.evaluate((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      const n_said = text.match(/[\w-]+\s*:(?!:)[^;{}]+;?/g)?.length ?? 0;
      const n_read = [...sheet.cssRules].reduce((sum, rule) => sum + /** @type {CSSStyleRule} */ (rule).style.length, 0);
      return n_read >= n_said ? "" : `of ${n_said} declarations ${n_read} are read`;
    }, served);
    assert.equal(faults, "");
  }
});

const pages = [...(await readdir(join(ROOT, "docs"))).filter((name) => name.endsWith(".md")).map((name) => `docs/${name}`), "README.md"];
for (const name of pages.sort()) {
  const markdown = await readFile(join(ROOT, name), "utf8");
  const snippets = snippetsOf(markdown);
  const files = await givenFiles();
  for (const [n, snippet] of snippets.entries()) {
    const { language, line, says, text } = snippet;
    const [before, next] = [snippets[n - 1], snippets[n + 1]];
    // What `make` does is what the project's own checks do all the time.
    if (says.run === "no") continue;
    test(`${name}:${line}: ${language}`, { timeout: TIMEOUT_MS }, async () => {
      if (language === "sh") await runCommands(snippet, files, next);
      else if (language === "json" || language === "csv") await checkDataset(snippet, files);
      else if (["html", "js", "css"].includes(language)) await runInPage(snippet, files, before);
      else if (language === "http") assert.equal(next?.language, "html", "headers belong to a page");
      else if (language === "text") assert.equal(before?.language, "sh", "text is what commands print");
      else assert.fail(`nothing is known of snippets in ${language || "no language"}: ${text}`);
    });
  }
  test(`${name}: its links lead to files and headings that are there`, async () => {
    for (const [, target] of markdown.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target)) continue;
      const [path, heading] = target.split("#");
      const file = path ? join(ROOT, dirname(name), path) : join(ROOT, name);
      const linked = await readFile(file, "utf8").catch(async () => (await readdir(file)).join());
      const headings = Array.from(linked.matchAll(/^#+ (.*)$/gm), ([, text]) =>
        text.toLowerCase().replace(/[^\p{L}\p{N} -]/gu, "").replaceAll(" ", "-"));
      assert.ok(!heading || headings.includes(heading), `${target}: there is no such heading`);
    }
  });
}
