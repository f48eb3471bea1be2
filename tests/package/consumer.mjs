// The packed package, installed into an empty folder as its users do, and a browser to see what comes of it.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { serve } from "../../tools/serve.mjs";
import { launch } from "../e2e/launch.mjs";

const run = promisify(execFile);

/** Where `make package` leaves it. */
const PACKED = fileURLToPath(new URL("../../target/", import.meta.url));

// In milliseconds, long enough for a busy machine.
const TIMEOUT = 15_000;

/** What each consumer's page holds: a chart that needs everything there is, and one whose data are refused. */
export const MAIN = `
import { ClaimsChart } from "claims-chart";

if (customElements.get("claims-chart") !== ClaimsChart) throw new Error("importing the package defines the element");
document.getElementById("refused").data = { title: 3 };
`;
export const PAGE = (/** @type {string} */ script) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>A page of someone who installed the package</title>
<link rel="icon" href="data:,">
<claims-chart id="chart" view="bars" lang="uk"></claims-chart>
<claims-chart id="refused"></claims-chart>
${script}
`;

/** @type {Promise<import("puppeteer-core").Browser> | undefined} */
let browser;
/** @type {string[]} */
const folders = [];

after(async () => {
  await (await browser?.catch(() => undefined))?.close();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

/** A folder outside the checkout, where no package but this one is found, with files in it. @param {Record<string, string>} files */
export async function installed(files) {
  const packed = (await readdir(PACKED)).filter((name) => /^claims-chart-.*\.tgz$/.test(name));
  assert.equal(packed.length, 1, "`make package` leaves one file in target/");
  const folder = await mkdtemp(join(tmpdir(), "claims-chart-"));
  folders.push(folder);
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  await run("npm", ["install", "--offline", "--no-audit", "--no-fund", join(PACKED, packed[0])], { cwd: folder });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

/**
 * Serves a folder, opens a page of it, does something there and tells what it gave. Fails on errors in the page and
 * where it asks for what is not there.
 *
 * @template T
 * @param {string} root
 * @param {{path?: string, before?: NonNullable<Parameters<typeof serve>[0]>["before"], expectedErrors?: RegExp}} options
 * @param {(page: import("puppeteer-core").Page) => Promise<T>} work
 */
export async function inPage(root, { path = "/index.html", before, expectedErrors }, work) {
  browser ??= launch();
  const site = await serve({ root, before });
  const context = await (await browser).createBrowserContext();
  /** @type {string[]} */
  const errors = [];
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(TIMEOUT);
    await page.setViewport({ width: 1000, height: 900 });
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(`${message.text()} (${message.location().url})`);
    });
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("request", (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol !== "data:" && origin !== site.origin) errors.push(`asked another host: ${request.url()}`);
    });
    await page.goto(site.origin + path);
    const result = await work(page);
    assert.deepEqual(errors.filter((error) => !expectedErrors?.test(error)), []);
    return result;
  } finally {
    await context.close();
    await site.close();
  }
}

/** What is seen of a chart, once it is drawn or refused. @param {import("puppeteer-core").Page} page @param {string} id */
export const seen = (page, id) => page.evaluate(async (id) => {
  await customElements.whenDefined("claims-chart");
  const chart = /** @type {import("../../www/claims-chart.js").ClaimsChart} */ (document.getElementById(id));
  chart.scrollIntoView();
  const outcome = await chart.ready.then(() => "drawn", (/** @type {Error} */ error) => error.name);
  const root = /** @type {ShadowRoot} */ (chart.shadowRoot);
  const notice = /** @type {HTMLElement} */ (root.querySelector(".notice"));
  return {
    outcome,
    n_marks: root.querySelectorAll("[part=chart] button").length,
    finding: root.querySelector("[part=finding]")?.textContent ?? "",
    notice: notice.checkVisibility() ? notice.textContent ?? "" : "",
  };
}, id);

/** Sees that both charts of the page are as they should be. @param {import("puppeteer-core").Page} page */
export async function everythingWorks(page) {
  const chart = await seen(page, "chart");
  assert.deepEqual([chart.outcome, chart.n_marks, chart.notice], ["drawn", 7, ""]);
  assert.match(chart.finding, /[а-яі]{4}/, "it speaks Ukrainian");
  const refused = await seen(page, "refused");
  assert.equal(refused.outcome, "DatasetError");
  assert.match(refused.notice, /Its data have \d+ problems.*title/, "it is told what is wrong with the data");
}
