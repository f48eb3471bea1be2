// The pages of the benchmark: one bundle a library, made as its documentation advises for readers, and served like any other.

import { build } from "esbuild";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompressSync, constants } from "node:zlib";
import { datasetOf, rowsOf } from "./data.mjs";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const PKG = fileURLToPath(new URL("../../pkg/", import.meta.url));
const BUILT = fileURLToPath(new URL("../../target/bench/", import.meta.url));
const COMMAND = process.env.CLAIMS_CHART_COMMAND ?? fileURLToPath(new URL("../../target/debug/claims-chart", import.meta.url));
/** Where a page finds the element. */
const MODULE = "/pkg/claims-chart.js";
/** What docs/embed.md advises for a chart on the first screen, which this one is. */
const PRELOADED = `<link rel="modulepreload" href="/pkg/claims_chart.js">
<link rel="preload" as="fetch" type="application/wasm" href="/pkg/claims_chart_bg.wasm" crossorigin>
`;
const run = promisify(execFile);

const TYPES = /** @type {Record<string, string>} */ ({
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".txt": "text/plain; charset=utf-8",
});

/** How many claims the first chart has. */
export const N_FIRST = 12;

/**
 * @typedef {object} Library
 * @property {string} name as people know it
 * @property {string[]} [packages] in node_modules, the one whose version counts first
 * @property {string} [style] of its package
 * @property {boolean} [contradicting] whether one claim in ten contradicts others
 * @property {readonly string[]} [only] the measures that say anything of it; default: all
 */

/** By the name that options and addresses have for them. @type {Record<Id, Library>} */
export const LIBRARIES = {
  empty: { name: "an empty page", only: ["first", "slow", "hover"] },
  claims: { name: "Claims Chart" },
  "claims-prerendered": { name: "Claims Chart, pre-rendered", only: ["first", "slow"] },
  "claims-contradicting": { name: "Claims Chart, contradictions", contradicting: true, only: ["mount", "redraw"] },
  uplot: { name: "uPlot", packages: ["uplot"], style: "uplot/dist/uPlot.min.css" },
  chartjs: { name: "Chart.js", packages: ["chart.js"] },
  echarts: { name: "Apache ECharts", packages: ["echarts"] },
  plot: { name: "Observable Plot", packages: ["@observablehq/plot"] },
  vegalite: { name: "Vega-Lite", packages: ["vega-lite"] },
};

/** @typedef {"empty" | "claims" | "claims-contradicting" | "claims-prerendered" | "uplot" | "chartjs" | "echarts" | "plot" | "vegalite"} Id */

/** @param {string} path @param {"esm" | "iife"} [format] */
async function bundle(path, format = "esm") {
  const { outputFiles } = await build({
    entryPoints: [`${HERE}pages/${path}`], bundle: true, minify: true, write: false, format, target: "es2022", legalComments: "none",
    logLevel: "error",
  });
  return outputFiles[0].text;
}

/** @param {string} head @param {string} body */
const page = (head, body) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>An article</title>
<link rel="icon" href="data:,">
<style>body { max-width: 800px; margin: 0 auto; font: 16px/1.5 sans-serif }</style>
${head}</head>
<body>
<h1>An article</h1>
<p>It says what the chart is about.</p>
${body}
</body>
</html>
`;

/** The element as its page has it, with the claims in the page. @param {object} dataset */
const element = (dataset) => `<claims-chart></claims-chart>
<script>
const chart = document.querySelector("claims-chart");
chart.data = ${JSON.stringify(dataset)};
chart.addEventListener("claims-ready", async () => { globalThis.first = await painted(); });
</script>`;

/** The chart as the native command writes it; what is below it is painted no earlier. Its script is still to come. @param {object} dataset */
async function prerendered(dataset) {
  await mkdir(BUILT, { recursive: true });
  await writeFile(`${BUILT}claims.json`, JSON.stringify(dataset));
  const embed = await run(COMMAND, ["render", `${BUILT}claims.json`, "--format", "html", "--script", MODULE, "--src", "/claims.json"])
    .catch((error) => { throw new Error(`the native command is needed for the pre-rendered chart: ${error.message}`); });
  return `${embed.stdout}
<p elementtiming="below">The article goes on.</p>
<script>
globalThis.isWaiting = true;
document.querySelector("claims-chart").addEventListener("claims-ready", () => { globalThis.isWaiting = false; });
new PerformanceObserver((list) => { globalThis.first = list.getEntries()[0].renderTime; }).observe({ type: "element", buffered: true });
</script>`;
}

/** The body of the page whose first chart is waited for. @param {Id} id @param {import("./data.mjs").Row[]} rows */
async function firstBody(id, rows) {
  if (id === "claims-prerendered") return await prerendered(datasetOf(rows));
  if (id.startsWith("claims")) return element(datasetOf(rows));
  if (id === "empty") return `<script>painted().then((time) => { globalThis.first = time; });</script>`;
  return `<div id="chart"></div>
<script type="module" src="/${id}.js"></script>
<script type="module">
await library.mount(document.querySelector("#chart"), ${JSON.stringify(rows)});
globalThis.first = await painted();
</script>`;
}

/**
 * The pages and what they load: `/ID/bench.html` for what is measured in a page that is there, `/ID/first.html` for the first
 * chart, whose claims stand in the page.
 *
 * @param {readonly Id[]} ids
 */
async function filesOf(ids) {
  const files = /** @type {Map<string, Buffer>} */ (new Map());
  /** @param {string} path @param {string | Buffer} content */
  const add = (path, content) => files.set(path, Buffer.from(content));

  const painted = `<script>${(await bundle("painted.js", "iife")).trim()}</script>\n`;
  add("/harness.js", await bundle("harness.js"));
  const rows = rowsOf(N_FIRST);
  for (const id of ids) {
    const { style } = LIBRARIES[id];
    const isOwn = id.startsWith("claims");
    add(`/${id}.js`, await bundle(isOwn ? "claims.js" : `${id}.js`));
    if (style) add(`/${id}.css`, await readFile(`${HERE}node_modules/${style}`));
    const own = isOwn ? `<script type="module" src="${MODULE}"></script>\n` : style ? `<link rel="stylesheet" href="/${id}.css">\n` : "";
    // What is pre-rendered brings its script.
    const ahead = isOwn ? PRELOADED : "";
    add(`/${id}/first.html`, page(id === "claims-prerendered" ? "" : `${painted}${ahead}${own}`, await firstBody(id, rows)));
    add(`/${id}/bench.html`, page(`${painted}${own}`,
      `<div id="chart"></div>\n<script type="module" src="/${id}.js"></script>\n<script type="module" src="/harness.js"></script>`));
  }
  if (ids.some((id) => id.startsWith("claims"))) {
    add("/claims.json", JSON.stringify(datasetOf(rows)));
    for (const name of await readdir(PKG, { recursive: true })) {
      if (/^claims.*\.(js|wasm|css)$|^languages\/.*\.txt$/.test(name)) add(`/pkg/${name}`, await readFile(`${PKG}${name}`));
    }
    if (!files.has(MODULE)) throw new Error("pkg/ is not built: run `make pkg` first");
  }
  return files;
}

/** As a host that compresses once serves it. @param {Buffer} content */
const compressed = (content) => brotliCompressSync(content, {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
});

/**
 * Serves the pages of some libraries on this machine alone.
 *
 * @param {readonly Id[]} ids
 * @returns {Promise<{origin: string, close: () => Promise<void>}>}
 */
export async function serve(ids) {
  const answers = new Map();
  for (const [path, content] of await filesOf(ids)) answers.set(path, { body: compressed(content), type: TYPES[extname(path)] });
  const server = createServer(({ url }, response) => {
    const answer = answers.get(url);
    if (!answer) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      "Content-Type": answer.type,
      "Content-Encoding": "br",
      "Content-Length": answer.body.length,
      "Cache-Control": "max-age=3600",
      // Pages that share nothing with others get the time to 5 µs.
      "Cross-Origin-Opener-Policy": "same-origin",
      "Cross-Origin-Embedder-Policy": "require-corp",
    }).end(answer.body);
  });
  server.listen(0, "localhost");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    origin: `http://localhost:${port}`,
    close: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
