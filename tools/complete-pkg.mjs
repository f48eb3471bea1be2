// Completes what wasm-pack left in pkg/: puts the element, the desk and the languages beside the wasm, makes them small, and
// names it all in package.json, so that the folder can be served as it is and `npm publish` takes all of it.

import { build, transform } from "esbuild";
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { minify } from "terser";

const PKG = fileURLToPath(new URL("../pkg/", import.meta.url));
const WWW = fileURLToPath(new URL("../www/", import.meta.url));
const LANGUAGES = fileURLToPath(new URL("../src/core/words/languages/", import.meta.url));
/** Where wasm-pack left the desk. */
const DESK = fileURLToPath(new URL("../target/desk/", import.meta.url));
const ELEMENT = "claims-chart.js";
/** The look of the pre-rendered embed, for pages that forbid style elements: the command has it in itself. */
const STATIC = "claims-chart-static.css";
const GLUE = "claims_chart.js";
/** What tools/split-wasm.mjs took out of the wasm. */
const MORE = "claims_more.wasm";
/** Nested rules and the like would be rewritten for anything older. */
const CSS_TARGETS = ["chrome120", "firefox120", "safari17"];
const DESK_GLUE = "claims_desk.js";
/** What `make pkg` writes natively, for those who write datasets. */
const SCHEMAS = ["claims-dataset.schema.json", "claims-csv.datapackage.json"];
const DESK_FILES = ["claims_desk_bg.wasm", DESK_GLUE, "claims_desk.d.ts"];

// What was built once and is built no longer would be published for ever.
for (const name of await readdir(PKG)) {
  if (/^claims-.*\.(js|css)$/.test(name)) await rm(join(PKG, name));
}

/** @param {string} path */
async function smallSheet(path) {
  const { code } = await transform(await readFile(path, "utf8"), { loader: "css", minify: true, target: CSS_TARGETS });
  return code.trim();
}

/** Style sheets are part of the module, as text; the glue stays a module of its own, which is loaded when it is needed. */
const parts = {
  name: "parts",
  /** @param {import("esbuild").PluginBuild} build */
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => ({ contents: await smallSheet(path), loader: "text" }));
    build.onResolve({ filter: /\/claims_\w+\.js$/ }, ({ path }) => ({ path: `./${basename(path)}`, external: true }));
  },
};

/**
 * A module without comments and long names: it is a third of the size on the way to a reader.
 *
 * @param {string} module
 * @param {string} name
 */
async function writeSmall(module, name) {
  // The glue warns of ways to start it that the element does not take, and of a slower way that works as well.
  const compress = { passes: 3, unsafe_arrows: true, pure_funcs: ["console.warn"] };
  const { code } = await minify(module, { module: true, ecma: 2020, compress });
  if (!code) throw new Error(`${name} came out empty`);
  await writeFile(join(PKG, name), `${code}\n`);
}

await writeSmall(await readFile(join(PKG, GLUE), "utf8"), GLUE);
for (const name of DESK_FILES) await copyFile(join(DESK, name), join(PKG, name));
await writeSmall(await readFile(join(DESK, DESK_GLUE), "utf8"), DESK_GLUE);
const languages = (await readdir(LANGUAGES)).map((name) => basename(name, ".txt")).sort();
const bundled = await build({
  entryPoints: [join(WWW, ELEMENT)], bundle: true, format: "esm", target: "es2022", write: false, plugins: [parts],
  define: { LANGUAGES: JSON.stringify(languages) },
});
await writeSmall(bundled.outputFiles[0].text, ELEMENT);
await writeFile(join(PKG, STATIC), `${await smallSheet(join(WWW, "claims-chart/static.css"))}\n`);

/** Where a form of a text is, counted from its key; the first form is at 0. @type {Record<string, number>} */
const FORMS = { few: 1, signs: 1, rounded: 1, "after-s": 1, many: 2, other: 3 };

/**
 * The texts of a language's file that the wasm is built with, in order: what its embedded English is made of, in
 * src/core/words/keys.rs, is the same.
 *
 * @param {string} name
 */
async function textsOf(name) {
  const lines = (await readFile(join(LANGUAGES, name), "utf8")).split(/\r?\n/);
  const end = lines.findIndex((line) => line.startsWith("["));
  return lines.slice(0, end < 0 ? undefined : end).filter((line) => line && !line.startsWith("#")).map((line) => {
    const [, key, list, form = "", text] = line.match(/^([^ .[]+)(\[\])?(?:\.(\S+))? = (.*)$/) ?? [];
    if (!key) throw new Error(`${name}: "${line}" is no \`key = text\``);
    return { key, form: FORMS[form] ?? 0, text: list ? text.replaceAll(" ", "\n") : text };
  });
}

const english = await textsOf("en.txt");
const places = [...new Set(english.flatMap(({ text }) => Array.from(text.matchAll(/{(.*?)}/g), ([, place]) => place)))];

/**
 * A language as the wasm reads it: a line for each text, after one with a number made of the keys in their order.
 *
 * @param {string} name
 */
async function smallLanguage(name) {
  let [out, key, form, hash] = ["", "", 0, 0x811c9dc5];
  for (const entry of await textsOf(name)) {
    if (entry.key !== key) {
      ({ key } = entry);
      form = 0;
      for (const byte of Buffer.from(`${key}\n`)) hash = Math.imul(hash ^ byte, 0x01000193);
      out += "\n";
    }
    for (; form < entry.form; form++) out += "\n";
    out += entry.text.replaceAll("_", "\u00a0").replace(/{(.*?)}/g, (_, place) => {
      const letter = places.indexOf(place);
      if (letter < 0) throw new Error(`${name}: ${key}: English has no place {${place}}`);
      return `{${String.fromCharCode(65 + letter)}`;
    });
  }
  return String(hash >>> 0).padStart(10, "0") + out;
}

// English is in the wasm.
const small = { wasm: await readFile(join(PKG, "claims_chart_bg.wasm")), english: await smallLanguage("en.txt") };
if (!small.wasm.includes(small.english)) throw new Error("src/core/words/keys.rs makes other texts of en.txt");
await rm(join(PKG, "languages"), { recursive: true, force: true });
await mkdir(join(PKG, "languages"));
for (const name of await readdir(LANGUAGES)) {
  if (name !== "en.txt") await writeFile(join(PKG, "languages", name), await smallLanguage(name));
}

const manifestPath = join(PKG, "package.json");
const manifest = JSON.parse(await readFile(manifestPath, "utf8"));
manifest.files = [...new Set([...manifest.files, MORE, ...DESK_FILES, ELEMENT, STATIC, "languages", ...SCHEMAS])];
manifest.main = ELEMENT;
// They are the types of the inner module, not of what an importer of the package gets.
delete manifest.types;
manifest.sideEffects = [`./${ELEMENT}`];
await writeFile(manifestPath, `${JSON.stringify(manifest, null, 2)}\n`);

// wasm-pack's own ignores everything, which npm takes for the list of what to leave out of the package.
await rm(join(PKG, ".gitignore"), { force: true });
