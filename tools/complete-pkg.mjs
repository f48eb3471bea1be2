// Completes what wasm-pack left in pkg/: puts the element, the page for frames, the desk and the languages beside the wasm,
// makes them small, names it all in package.json, and copies what readers load under names that never change. The folder can
// be served as it is, and `npm publish` takes all of it.

import { build, transform } from "esbuild";
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { minify } from "terser";
import { writeFrozen } from "./freeze.mjs";

const PKG = fileURLToPath(new URL("../pkg/", import.meta.url));
const WWW = fileURLToPath(new URL("../www/", import.meta.url));
const LANGUAGES = fileURLToPath(new URL("../src/core/words/languages/", import.meta.url));
/** Where wasm-pack left the desk. */
const DESK = fileURLToPath(new URL("../target/desk/", import.meta.url));
const ELEMENT = "claims-chart.js";
/** What the element loads when a dialog is opened. */
const SHARE = "claims-share.js";
const ELEMENT_TYPES = "claims-chart.d.ts";
/** The look of the pre-rendered embed, for pages that forbid style elements: the command has it in itself. */
const STATIC = "claims-chart-static.css";
const GLUE = "claims_chart.js";
/** Nested rules and the like would be rewritten for anything older. */
const CSS_TARGETS = ["chrome120", "firefox120", "safari17"];
/** The language that the wasm has in itself. */
const ENGLISH = "en";
/** The page for frames, as its address is known; what it is made of goes with it. */
const EMBED = "embed.html";
const EMBED_SCRIPT = "embed.js";
const EMBED_STYLE = "embed.css";
/** What the files are made of: tools/sbom.mjs writes it, of what is here at the end. */
const SBOM = "sbom.cdx.json";
/**
 * Properties and methods by which the modules of the element know each other. Nothing else does, so that they go by a letter
 * in the file; which of them are here was chosen by what is saved.
 */
const OWN_NAMES = ["asked", "choose", "focusable", "fold", "forget", "found", "isAsked", "last", "leave", "light", "look", "mark",
  "number", "offer", "point", "press", "rest", "ring", "tell", "unfold"];
/** What tools/size.mjs tells the parts of a file by; not part of the package. */
const SIZE = fileURLToPath(new URL("../target/size/", import.meta.url));
const DESK_GLUE = "claims_desk.js";
const DESK_FILES = ["claims_desk_bg.wasm", DESK_GLUE, "claims_desk.d.ts"];

// What was built once and is built no longer would be published for ever.
for (const name of await readdir(PKG)) {
  if (/^claims-.*\.(js|css)$/.test(name)) await rm(join(PKG, name));
}

await mkdir(SIZE, { recursive: true });

/** @param {string} path */
async function smallSheet(path) {
  const sheet = await readFile(path, "utf8");
  const { code } = await transform(sheet, { loader: "css", minify: true, target: CSS_TARGETS });
  return code.trim();
}

const languages = (await readdir(LANGUAGES)).map((name) => basename(name, ".txt")).sort();

/** A module that says where each language is; every address is spelt out, as bundlers find files in no other form. */
const languageAddresses = () => `export default {${languages.map((code) =>
  `${code}: ${code === ENGLISH ? null : `new URL("./languages/${code}.txt", import.meta.url).href`}`).join()}}`;

/** Style sheets are part of the module, as text; the glue stays a module of its own, which is loaded when it is needed. */
const parts = {
  name: "parts",
  /** @param {import("esbuild").PluginBuild} build */
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => ({ contents: await smallSheet(path), loader: "text" }));
    build.onResolve({ filter: /^built:languages$/ }, ({ path }) => ({ path, namespace: "built" }));
    build.onLoad({ filter: /./, namespace: "built" }, () => ({ contents: languageAddresses() }));
    build.onResolve({ filter: /\/claims_\w+\.js$/ }, ({ path }) => ({ path: `./${basename(path)}`, external: true }));
    build.onResolve({ filter: /\/claims-chart\/share\.js$/ }, ({ kind }) =>
      kind === "dynamic-import" ? { path: `./${SHARE}`, external: true } : undefined);
  },
};

/**
 * A module without comments and long names: it is a third of the size on the way to a reader.
 *
 * @param {string} module
 * @param {string} name
 * @param {string} [map] where the module's parts are from: then it is told of the small one's, in target/size/
 * @param {import("terser").CompressOptions} [more]
 */
async function writeSmall(module, name, map, more) {
  // The glue warns of ways to start it that the element does not take, and of a slower way that works as well.
  const compress = { passes: 3, unsafe_arrows: true, pure_funcs: ["console.warn"], ...more };
  const result = await minify(module, { module: true, ecma: 2020, compress, sourceMap: map ? { content: map } : false });
  if (!result.code) throw new Error(`${name} came out empty`);
  await writeFile(join(PKG, name), `${result.code}\n`);
  if (map) await writeFile(join(SIZE, `${name}.map`), String(result.map));
}

// What was made small once would come out otherwise the second time, and the names in frozen/ with it.
const glue = await readFile(join(PKG, GLUE), "utf8");
// What the wasm imports is called and never constructed.
if (glue.trim().includes("\n")) await writeSmall(glue, GLUE, "", { unsafe_methods: true, pure_getters: true });
for (const name of DESK_FILES) await copyFile(join(DESK, name), join(PKG, name));
const deskGlue = await readFile(join(DESK, DESK_GLUE), "utf8");
// A page's own `fetch` may know texts alone.
const OF_DESK = /(?<=new URL\('\w+\.wasm', import\.meta\.url\))(?=;)/;
if (!OF_DESK.test(deskGlue)) throw new Error(`${DESK_GLUE} says in another way where its wasm is`);
await writeSmall(deskGlue.replace(OF_DESK, ".href"), DESK_GLUE);
const manifestPath = join(PKG, "package.json");
const manifest = JSON.parse(await readFile(manifestPath, "utf8"));

/** A language's texts for the dialogs, by key: those below its `[share]`. @param {string} code */
async function shareTexts(code) {
  const [, section = ""] = (await readFile(join(LANGUAGES, `${code}.txt`), "utf8")).split(/^\[share\]$/m);
  return Object.fromEntries(Array.from(section.matchAll(/^([^#\s]+) = (.*)$/gm), ([, key, text]) => [key, text.replaceAll("_", "\u00a0")]));
}

/**
 * A module of www/ with all that it imports, in one file of pkg/. esbuild gives each private name letters of its own, terser
 * the same ones in each class: what is small first by the one and then by the other compresses best.
 *
 * @param {string} entry
 * @param {string} name
 * @param {Record<string, unknown>} constants
 */
async function bundle(entry, name, constants) {
  const define = Object.fromEntries(Object.entries(constants).map(([key, value]) => [key, JSON.stringify(value)]));
  const { outputFiles } = await build({
    entryPoints: [join(WWW, entry)], bundle: true, format: "esm", target: "es2022", write: false, plugins: [parts], define,
    sourcemap: "external", sourcesContent: false, outfile: join(PKG, name),
    // After esbuild terser finds a hundredth less to write than alone.
    minify: true, mangleProps: new RegExp(`^(${OWN_NAMES.join("|")})$`),
  });
  const [map, module] = [true, false].map((is) => outputFiles.find(({ path }) => path.endsWith(".map") === is)?.text ?? "");
  await writeSmall(module, name, map);
}

await bundle(ELEMENT, ELEMENT, { VERSION: manifest.version });
await bundle("claims-chart/share.js", SHARE, {
  SHARE_TEXTS: Object.fromEntries(await Promise.all(languages.map(async (code) => [code, await shareTexts(code)]))),
});

// Beside the element, the page finds it there.
const embed = await readFile(join(WWW, EMBED), "utf8");
if (!embed.includes(`../pkg/${ELEMENT}`)) throw new Error(`${EMBED} does not name ../pkg/${ELEMENT}`);
await writeFile(join(PKG, EMBED), embed.replaceAll("../pkg/", ""));
await writeSmall(await readFile(join(WWW, EMBED_SCRIPT), "utf8"), EMBED_SCRIPT);
await writeFile(join(PKG, EMBED_STYLE), `${await smallSheet(join(WWW, EMBED_STYLE))}\n`);
await writeFile(join(PKG, STATIC), `${await smallSheet(join(WWW, "claims-chart/static.css"))}\n`);

/** Where a form of a text is, counted from its key; the first form is at 0. @type {Record<string, number>} */
const FORMS = { few: 1, signs: 1, rounded: 1, "after-s": 1, many: 2, other: 3 };

/**
 * The texts of a language's file that the wasm is built with, in order: what its embedded English is made of, in
 * src/core/words/keys.rs, is the same.
 *
 * @param {string} name
 * @param {RegExp} end the first line that the wasm is built without
 */
async function textsOf(name, end = /^\[(?!more\])/) {
  const lines = (await readFile(join(LANGUAGES, name), "utf8")).split(/\r?\n/);
  const n_lines = lines.findIndex((line) => end.test(line));
  return lines.slice(0, n_lines < 0 ? undefined : n_lines).filter((line) => /^[^#[]/.test(line)).map((line) => {
    const [, key, list, form = "", text] = line.match(/^([^ .[]+)(\[\])?(?:\.(\S+))? = (.*)$/) ?? [];
    if (!key) throw new Error(`${name}: "${line}" is no \`key = text\``);
    return { key, form: FORMS[form] ?? 0, text: list ? text.replaceAll(" ", "\n") : text };
  });
}

const places = [...new Set((await textsOf("en.txt")).flatMap(({ text }) => Array.from(text.matchAll(/{(.*?)}/g), ([, place]) => place)))];

/**
 * A language as the wasm reads it: a line for each text, after one with a number made of the keys in their order.
 *
 * @param {string} name
 * @param {RegExp} [end] as in textsOf
 */
async function smallLanguage(name, end) {
  let [out, key, form, hash] = ["", "", 0, 0x811c9dc5];
  for (const entry of await textsOf(name, end)) {
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

// Both declare a method that the oldest libraries of TypeScript do not know of.
const DISPOSABLE = '/// <reference lib="esnext.disposable" />\n';
for (const name of [GLUE, DESK_GLUE].map((module) => module.replace(/js$/, "d.ts"))) {
  const types = await readFile(join(PKG, name), "utf8");
  if (!types.startsWith(DISPOSABLE)) await writeFile(join(PKG, name), DISPOSABLE + types);
}
// In the package it lies beside the types that it names.
const types = (await readFile(join(WWW, "claims-chart/element.d.ts"), "utf8")).split("../claims_chart.js");
await writeFile(join(PKG, ELEMENT_TYPES), types.join("./claims_chart.js"));
for (const name of [ELEMENT_TYPES, GLUE.replace(/js$/, "d.ts")]) {
  const known = (await readFile(join(PKG, name), "utf8")).match(new RegExp(`(?<=^ +(?:readonly )?)(${OWN_NAMES.join("|")})(?=[?(:])`, "m"));
  if (known) throw new Error(`${name} has ${known[0]}, which goes by a letter in ${ELEMENT}`);
}

// English is in the wasm: what is below `[more]`, in its second part.
const small = await smallLanguage("en.txt");
const [first, second] = await Promise.all(["claims_chart_bg.wasm", "claims_more.wasm"].map((name) => readFile(join(PKG, name))));
const length = (await smallLanguage("en.txt", /^\[/)).length + 1;
if (!first.includes(small.slice(0, length)) || !second.includes(small.slice(length))) {
  throw new Error("src/core/words/keys.rs makes other texts of en.txt");
}
await writeFile(join(SIZE, "en.txt"), small.slice(0, length));
await rm(join(PKG, "languages"), { recursive: true, force: true });
await mkdir(join(PKG, "languages"));
for (const name of await readdir(LANGUAGES)) {
  if (name !== "en.txt") await writeFile(join(PKG, "languages", name), await smallLanguage(name));
}

const built = (await readdir(PKG)).filter((name) => /^(claims|embed|LICENSE)/.test(name) && !name.endsWith(".wasm.d.ts"));
manifest.files = [...new Set([...manifest.files, ...built, SBOM, "languages", "frozen"])].sort();
manifest.main = ELEMENT;
manifest.types = ELEMENT_TYPES;
/** @param {string} module */
const withTypes = (module) => ({ types: `./${module.replace(/js$/, "d.ts")}`, default: `./${module}` });
manifest.exports = {
  ".": withTypes(ELEMENT),
  ...Object.fromEntries([ELEMENT, GLUE, DESK_GLUE].map((module) => [`./${module}`, withTypes(module)])),
  ...Object.fromEntries(built.filter((name) => /\.(css|html|json|wasm)$/.test(name)).map((name) => [`./${name}`, `./${name}`])),
  [`./${SBOM}`]: `./${SBOM}`,
  "./languages/*": "./languages/*",
  "./frozen/*": "./frozen/*",
  "./package.json": "./package.json",
};
// They act when they are loaded: one defines the element, the other fills its page.
manifest.sideEffects = [`./${ELEMENT}`, `./${EMBED_SCRIPT}`, `./frozen/${ELEMENT.replace(".", "-*.")}`];
await writeFile(manifestPath, `${JSON.stringify(manifest, null, 2)}\n`);

// wasm-pack's own ignores everything, which npm takes for the list of what to leave out of the package.
await rm(join(PKG, ".gitignore"), { force: true });

await writeFrozen(PKG);
