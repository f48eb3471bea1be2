// What those get who install the package: its files, its types, and a chart in a page, served as it is or by way of a bundler.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { access, copyFile, cp, mkdir, readdir, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build as esbuild } from "esbuild";
import { build as vite } from "vite";
import { MAIN, PAGE, everythingWorks, inPage, installed, seen } from "./consumer.mjs";

const PACKAGE = "node_modules/claims-chart";
const SERVED_MAIN = `<script type="importmap">{"imports": {"claims-chart": "/${PACKAGE}/claims-chart.js"}}</script>
<script type="module" src="main.js"></script>`;

test("the package has all that it names, and nothing that is only of use to who builds it", async () => {
  const folder = join(await installed({}), PACKAGE);
  const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const named = [manifest.main, manifest.types, ...manifest.sideEffects,
    ...Object.values(manifest.exports).flatMap((target) => (typeof target === "string" ? target : Object.values(target)))];
  for (const name of ["./claims-dataset.schema.json", "./claims-csv.datapackage.json", "./embed.html", "./claims_more.wasm"]) {
    assert.ok(name in manifest.exports, name);
  }
  // Of a pattern, the folder.
  for (const name of named) await access(join(folder, name.replace(/[^/]*\*.*$/, "")));
  const all = await readdir(folder);
  for (const name of ["LICENSE-MIT", "LICENSE-APACHE", "README.md"]) assert.ok(all.includes(name), name);
  assert.deepEqual(all.filter((name) => /^\.|ABOUT|\.tgz|node_modules|wasm\.d\.ts/.test(name)), []);
  assert.deepEqual((await readdir(join(folder, "languages"))).sort(), ["ko.txt", "uk.txt"]);
  const frozen = JSON.parse(await readFile(join(folder, "frozen/manifest.json"), "utf8"));
  for (const { file } of Object.values(frozen)) await access(join(folder, "frozen", file));
  const known = new Set([...manifest.files, "README.md", "package.json"]);
  assert.deepEqual(all.filter((name) => !known.has(name)), []);
});

test("served as it is, it draws", async () => {
  const folder = await installed({ "index.html": PAGE(SERVED_MAIN), "main.js": MAIN });
  await inPage(folder, {}, everythingWorks);
});

test("built by Vite as it comes, it draws", async () => {
  const folder = await installed({ "index.html": PAGE('<script type="module" src="main.js"></script>'), "main.js": MAIN });
  await vite({ root: folder, configFile: false, logLevel: "error" });
  await inPage(join(folder, "dist"), {}, everythingWorks);
});

test("bundled by esbuild, with the files beside that it does not bundle, it draws", async () => {
  const folder = await installed({ "index.html": PAGE('<script type="module" src="main.js"></script>'), "main.js": MAIN });
  const dist = join(folder, "dist");
  await esbuild({ entryPoints: [join(folder, "main.js")], bundle: true, splitting: true, format: "esm", minify: true, outdir: dist });
  for (const name of await readdir(join(folder, PACKAGE))) {
    if (name.endsWith(".wasm")) await copyFile(join(folder, PACKAGE, name), join(dist, name));
  }
  await cp(join(folder, PACKAGE, "languages"), join(dist, "languages"), { recursive: true });
  await copyFile(join(folder, "index.html"), join(dist, "index.html"));
  await inPage(dist, {}, everythingWorks);
});

test("built by Vite, a chart whose program could not be loaded is drawn at the next attempt", async () => {
  const folder = await installed({ "index.html": PAGE('<script type="module" src="main.js"></script>'), "main.js": MAIN });
  await vite({ root: folder, configFile: false, logLevel: "error" });
  let isDown = true;
  const before = (/** @type {import("node:http").IncomingMessage} */ { url }, /** @type {import("node:http").ServerResponse} */ response) => {
    if (!isDown || !/claims_chart_bg.*\.wasm/.test(url ?? "")) return false;
    response.writeHead(503).end();
    return true;
  };
  await inPage(join(folder, "dist"), { before, expectedErrors: /503|wasm/ }, async (page) => {
    assert.equal((await seen(page, "chart")).outcome, "LoadError");
    isDown = false;
    await page.evaluate(() => { document.getElementById("chart")?.setAttribute("lang", "ko"); });
    const again = await seen(page, "chart");
    assert.deepEqual([again.outcome, again.n_marks, again.notice], ["drawn", 7, ""]);
  });
});

test("the element takes its WebAssembly from where init says", async () => {
  const places = { module_or_path: "/moved/a.wasm", more: "/moved/b.wasm", desk: "/moved/c.wasm" };
  const main = `import { init } from "claims-chart";
init(${JSON.stringify(places)});
${MAIN}
document.getElementById("chart").ready.then(() => {
  try {
    init({});
  } catch (error) {
    document.title = error.message;
  }
});`;
  const folder = await installed({ "index.html": PAGE(SERVED_MAIN), "main.js": main });
  await mkdir(join(folder, "moved"));
  for (const [from, to] of [["claims_chart_bg", "a"], ["claims_more", "b"], ["claims_desk_bg", "c"]]) {
    await rename(join(folder, PACKAGE, `${from}.wasm`), join(folder, "moved", `${to}.wasm`));
  }
  await inPage(folder, {}, async (page) => {
    await everythingWorks(page);
    assert.equal(await page.title(), "call init before the first chart");
  });
});

test("the inner module works alone, with its files where its caller says", async () => {
  const main = `
import init, { Chart, embedded_dataset, load_more } from "claims-chart/claims_chart.js";
await init({ module_or_path: "/moved/a.wasm" });
await load_more(fetch("/moved/b.wasm"));
const chart = new Chart(JSON.parse(embedded_dataset()));
const { n_spots } = chart.layout("bars", "casualties", 600, "light", "sans-serif", [], document.createElement("canvas"));
document.title = n_spots + " bars";
chart.free();`;
  const script = SERVED_MAIN.replace('"claims-chart": ', `"claims-chart/claims_chart.js": "/${PACKAGE}/claims_chart.js", "claims-chart": `);
  const folder = await installed({ "index.html": PAGE(script), "main.js": main });
  await mkdir(join(folder, "moved"));
  await rename(join(folder, PACKAGE, "claims_chart_bg.wasm"), join(folder, "moved/a.wasm"));
  await rename(join(folder, PACKAGE, "claims_more.wasm"), join(folder, "moved/b.wasm"));
  await inPage(folder, {}, (page) => page.waitForFunction(() => document.title === "7 bars"));
});

test("a page for frames is in it", async () => {
  const folder = await installed({});
  await inPage(folder, { path: `/${PACKAGE}/embed.html?view=bars&lang=uk&measure=killed` }, async (page) => {
    await page.evaluate(() => { /** @type {HTMLElement} */ (document.querySelector("claims-chart")).id = "chart"; });
    const chart = await seen(page, "chart");
    assert.deepEqual([chart.outcome, chart.n_marks, chart.notice], ["drawn", 3, ""]);
  });
});

test("its types are sound by themselves, and tell what is right in a program and what is not", async () => {
  const folder = await installed({ "main.ts": `
import { ClaimsChart, init, type Explanation } from "claims-chart";
import start, { Chart, load_more } from "claims-chart/claims_chart.js";
import { problems } from "claims-chart/claims_desk.js";

init({ module_or_path: "a.wasm", more: fetch("b.wasm") });
const chart = document.querySelector("claims-chart");
if (chart instanceof ClaimsChart) {
  chart.asOf = "2024-12-20";
  chart.data = { title: "Any" };
  chart.addEventListener("claims-select", ({ detail }) => { const id: string | null = detail.compare; console.log(id); });
  chart.addEventListener("claims-error", ({ detail }) => detail.problems.map(({ path }) => path.length));
  chart.addEventListener("pointerdown", (event) => event.pointerId);
  const found: Explanation = chart.explain();
  const texts: string[] = [chart.toCSV(), chart.toJSON(), chart.toSVG(), found.measures[0].measure];
  chart.toPNG({ scale: 2 }).then((blob) => blob.size + texts.length);
  chart.ready.then(() => chart.claimAt(1, 2)?.length);
}
document.addEventListener("claims-ready", ({ detail }) => detail.claims.toFixed());
document.createElement("claims-chart").urlState = true;
start({ module_or_path: "a.wasm" }).then(() => load_more()).then(() => new Chart({}).free());
problems({}).map(({ message }) => message);

// @ts-expect-error there is no such property
chart?.dataset_;
// @ts-expect-error the view has a name
chart!.view = 3;
// @ts-expect-error a claim's id is no number
document.querySelector("claims-chart")?.addEventListener("claims-select", ({ detail }) => detail.id.toFixed());
// @ts-expect-error a scale is a number
chart?.toPNG({ scale: "2" });
// @ts-expect-error there is nothing else to place
init({ wasm: "a.wasm" });
` });
  const tsc = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));
  for (const resolution of ["bundler", "nodenext"]) {
    const module = resolution === "bundler" ? "esnext" : "nodenext";
    const options = ["--noEmit", "--strict", "--skipLibCheck", "false", "--target", "es2022", "--lib", "es2022,dom,dom.iterable",
      "--module", module, "--moduleResolution", resolution];
    const { stdout } = await promisify(execFile)(process.execPath, [tsc, ...options, "main.ts"], { cwd: folder })
      .catch((error) => ({ stdout: `${error.stdout}` }));
    assert.equal(stdout, "", `with module resolution as ${resolution}`);
  }
});
