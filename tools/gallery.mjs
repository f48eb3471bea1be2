// Writes target/gallery/: a page for each dataset, the embedded one and those of the test cases, with every view of
// every measure, light and dark, at every width and in every language; for people who look through them at once.
// The charts are those of pkg/, so `make serve` has to serve the pages; each is drawn when it is scrolled near.

import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const OUT = join(ROOT, "target/gallery");
const EMBEDDED = "src/core/dataset/kursk.json";
const LANGUAGES = "src/core/words/languages";

const VIEWS = ["timeline", "bars", "table"];
const THEMES = ["light", "dark"];
// CSS px: a small and a usual telephone, the article's column, a desktop.
const WIDTHS = [320, 390, 760, 1100];

/** Text as it stands in HTML. @param {string} text */
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** Every dataset.json below a folder, by its folder's path. @param {string} folder @returns {Promise<string[]>} */
async function datasetsIn(folder) {
  const entries = await readdir(join(ROOT, folder), { recursive: true });
  return entries.filter((path) => path.endsWith("dataset.json")).map((path) => join(folder, path)).sort();
}

/** The codes of the languages, English first. */
async function languageCodes() {
  const codes = (await readdir(join(ROOT, LANGUAGES))).map((file) => basename(file, ".txt"));
  return codes.sort((a, b) => Number(b === "en") - Number(a === "en") || a.localeCompare(b));
}

/**
 * @param {string} title
 * @param {string} body
 */
const page = (title, body) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<link rel="icon" href="data:,">
<script type="module" src="/pkg/claims-chart.js"></script>
<style>
  body { margin: 16px; font: 15px/1.4 system-ui, sans-serif }
  h2 { position: sticky; top: 0; z-index: 1; margin: 32px 0 8px; padding: 6px 0; background: #fffe }
  .row { display: flex; gap: 24px; align-items: flex-start; margin-bottom: 32px }
  figure { flex: none; margin: 0 }
  figcaption { color: #555; margin-bottom: 4px }
  .dark { color-scheme: dark; background: #16181c }
  claims-chart { min-height: 600px }
</style>
${body}
</html>
`;

/** One dataset's page. @param {string} path @param {string[]} languages */
async function galleryOf(path, languages) {
  const dataset = JSON.parse(await readFile(join(ROOT, path), "utf8"));
  const parts = [`<h1>${escaped(dataset.title)}</h1>`, '<p><a href="index.html">All datasets</a></p>'];
  for (const { id, label } of dataset.measures) {
    for (const view of VIEWS) {
      for (const theme of THEMES) {
        for (const language of languages) {
          parts.push(`<h2>${escaped(label)} · ${view} · ${theme} · ${language}</h2>`, '<div class="row">');
          for (const width of WIDTHS) {
            const where = path === EMBEDDED ? "" : ` src="/${escaped(path)}"`;
            parts.push(`<figure><figcaption>${width} px</figcaption><div class="${theme}" style="width: ${width}px">`
              + `<claims-chart${where} measure="${escaped(id)}" view="${view}" theme="${theme}" lang="${language}">`
              + "</claims-chart></div></figure>");
          }
          parts.push("</div>");
        }
      }
    }
  }
  return page(dataset.title, parts.join("\n"));
}

const languages = await languageCodes();
const paths = [EMBEDDED, ...(await datasetsIn("tests/cases"))];
await rm(OUT, { recursive: true, force: true });
await mkdir(OUT, { recursive: true });
const links = [];
for (const path of paths) {
  const name = path === EMBEDDED
    ? "embedded.html"
    : `${dirname(path).replace("tests/cases/", "").replaceAll("/", "-")}.html`;
  await writeFile(join(OUT, name), await galleryOf(path, languages));
  links.push(`<li><a href="${name}">${escaped(path)}</a></li>`);
}
await writeFile(join(OUT, "index.html"), page("Gallery", `<h1>Gallery</h1>\n<ul>\n${links.join("\n")}\n</ul>`));
console.log(`${paths.length} datasets: \`make serve\`, then open /target/gallery/`);
