// Copies what a reader loads into a folder where a name says what is in the file, so that a CDN may keep it for ever:
//   node tools/freeze.mjs [PKG]     default: pkg/; what comes of it is in PKG/frozen/
//
// Each file is called after its own hash, with the names of the files that it loads written into it first, and is loaded
// with that hash. Whoever loads the one module with its integrity, as manifest.json says it, gets the WebAssembly and the
// languages as they were made or not at all. Of the other modules that holds where a browser preloads modules with their
// integrity, as Chromium and Firefox do; elsewhere, as in WebKit, they are fetched and looked at before they are imported,
// which a host could get round that tells the two requests apart.

import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { minify } from "terser";
import ts from "typescript";

/** What a reader loads; the rest of the folder is for those who install the package. */
const READ = /^(claims[\w-]*\.(js|wasm)|embed\.(js|css|html)|languages\/[\w-]+\.txt)$/;

/** Hexadecimal digits in a name: enough that no two versions of a file ever share one. */
const N_DIGITS = 16;

/** What imports a module once it is known to be the one that was meant. */
const LOADER = "loadVerified";

/**
 * `import()` takes no integrity. So the module is fetched with it, from where the cache has it for what follows, and
 * preloaded with it: that puts it into the module map, which is where `import()` then takes it from.
 */
const LOADER_CODE = `const ${LOADER} = async (address) => {
  const { href, pathname } = new URL(address, import.meta.url);
  const integrity = INTEGRITY[pathname.split("/").pop()];
  await fetch(href, { integrity });
  const link = document.createElement("link");
  if (link.relList.supports("modulepreload")) {
    await new Promise((resolve, reject) => {
      link.rel = "modulepreload";
      link.crossOrigin = "anonymous";
      link.integrity = integrity;
      link.onload = resolve;
      link.onerror = () => reject(new Error(\`\${href} could not be loaded as it was made\`));
      link.href = href;
      document.head.append(link);
    }).finally(() => link.remove());
  }
  return import(href);
};`;

/** @typedef {{file: string, integrity: string}} Frozen where a file is in the frozen folder, and the hash to load it with */

/** @param {string | Uint8Array} content @param {"hex" | "base64"} form */
const hash = (content, form) => createHash("sha384").update(content).digest(form);

/**
 * What a module loads: what is to be replaced in its text, with the name as it is written there.
 *
 * @typedef {object} Loading
 * @property {"address" | "import" | "computed import"} kind
 * @property {string} name "" for a computed one
 * @property {number} start of what is to be replaced, in the module's text
 * @property {number} end
 */

/**
 * All that a module loads.
 *
 * @param {string} name
 * @param {string} text
 * @returns {Loading[]}
 * @throws {Error} where it loads something in a way that cannot be followed
 */
export function loadings(name, text) {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  /** @type {Loading[]} */
  const found = [];
  /** @param {ts.Node} node */
  const isHere = (node) => node.getText(source) === "import.meta.url";
  /** @param {ts.Node} node */
  const visit = (node) => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
      // Nothing of a module runs before what it imports so: there is no moment to look at that.
      throw new Error(`${name} imports ${node.moduleSpecifier.getText(source)} at its top; only import() can be frozen`);
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [given] = node.arguments;
      if (ts.isStringLiteralLike(given)) {
        found.push({ kind: "import", name: given.text, start: node.getStart(source), end: node.getEnd() });
        return;
      }
      found.push({ kind: "computed import", name: "", start: node.expression.getStart(source), end: node.expression.getEnd() });
    }
    if (ts.isNewExpression(node) && node.expression.getText(source) === "URL" && node.arguments?.length === 2 &&
        isHere(node.arguments[1])) {
      const [given] = node.arguments;
      if (!ts.isStringLiteralLike(given)) throw new Error(`${name}: ${node.getText(source)} names no file`);
      // As a text or not: what stands there in its place is no text.
      const whole = ts.isPropertyAccessExpression(node.parent) && node.parent.name.text === "href" ? node.parent : node;
      found.push({ kind: "address", name: given.text, start: node.getStart(source), end: whole.getEnd() });
      return;
    }
    if (isHere(node)) throw new Error(`${name} uses import.meta.url otherwise than in new URL("…", import.meta.url)`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/**
 * Freezes the files of a folder, by their paths in it.
 *
 * @param {Map<string, string | Uint8Array>} files
 * @param {(name: string) => boolean} isBeside whether there is a file that is not to be frozen
 * @returns {Promise<Map<string, Frozen & {content: string | Uint8Array}>>}
 * @throws {Error} where a module loads what is not there, or two load each other
 */
export async function frozen(files, isBeside = () => false) {
  /** @type {Map<string, Frozen & {content: string | Uint8Array}>} */
  const done = new Map();
  /** @param {string} name @param {string[]} path @returns {Promise<Frozen>} */
  const freeze = async (name, path) => {
    const before = done.get(name);
    if (before) return before;
    if (path.includes(name)) throw new Error(`${[...path, name].join(" loads ")}: each name would have to be in the other file`);
    const given = files.get(name);
    if (given === undefined) throw new Error(`${path.at(-1)} loads ${name}, which is not there`);
    const frozenOf = (/** @type {string} */ other) => freeze(other, [...path, name]);
    const content = name.endsWith(".js") ? await rewritten(name, String(given), frozenOf)
      : name.endsWith(".html") ? await page(String(given), frozenOf) : given;
    const extension = extname(name);
    const file = `${name.slice(0, -extension.length)}-${hash(content, "hex").slice(0, N_DIGITS)}${extension}`;
    const result = { file, integrity: `sha384-${hash(content, "base64")}`, content };
    done.set(name, result);
    return result;
  };

  /** @param {string} name @param {string} text @param {(other: string) => Promise<Frozen>} frozenOf */
  const rewritten = async (name, text, frozenOf) => {
    let out = "";
    let end = 0;
    /** @type {Record<string, string>} */
    const integrity = {};
    const all = loadings(name, text);
    for (const loading of all) {
      out += text.slice(end, loading.start);
      ({ end } = loading);
      if (loading.kind === "computed import") {
        out += LOADER;
        continue;
      }
      const other = loading.name.replace(/^\.\//, "");
      const address = (/** @type {string} */ path) => `new URL(${JSON.stringify(path)},import.meta.url)`;
      // The folder around, which stays where it is.
      if (other === ".") {
        out += address("..");
        continue;
      }
      if (!files.has(other) && isBeside(other)) {
        if (loading.kind === "import") throw new Error(`${name} imports ${other}, which is not frozen`);
        out += address(`../${other}`);
        continue;
      }
      const found = await frozenOf(other);
      const path = `./${found.file}`;
      if (other.endsWith(".js")) integrity[found.file] = found.integrity;
      if (loading.kind === "import") out += `${LOADER}(${JSON.stringify(path)})`;
      // A module is not fetched, whoever has its address imports it.
      else if (other.endsWith(".js")) out += address(path);
      else out += `new Request(${address(path)},${JSON.stringify({ integrity: found.integrity })})`;
    }
    out += text.slice(end);
    if (!all.some(({ kind }) => kind !== "address")) return out;
    if (text.includes(LOADER)) throw new Error(`${name} has a ${LOADER} of its own`);
    const loader = LOADER_CODE.replace("INTEGRITY", () => JSON.stringify(integrity));
    const { code } = await minify(`${loader}\n${out}`, { module: true, ecma: 2020 });
    if (!code) throw new Error(`${name} came out empty`);
    return `${code}\n`;
  };

  /** A page whose files are those that were frozen. @param {string} text @param {(other: string) => Promise<Frozen>} frozenOf */
  const page = async (text, frozenOf) => {
    // What is to be fetched cannot be preloaded with its integrity, and without it not every browser takes it for the same.
    let out = text.replace(/<link rel="preload".*>\n/g, "");
    for (const [whole, attribute, name] of out.matchAll(/(href|src)="([\w.-]+)"/g)) {
      const { file, integrity } = await frozenOf(name);
      out = out.replace(whole, `${attribute}="${file}" integrity="${integrity}" crossorigin="anonymous"`);
    }
    return out;
  };

  for (const name of [...files.keys()].sort()) await freeze(name, []);
  return done;
}

/**
 * Writes the frozen folder of a package, anew.
 *
 * @param {string} pkg
 */
export async function writeFrozen(pkg) {
  const folder = join(pkg, "frozen");
  await rm(folder, { recursive: true, force: true });
  const names = await readdir(pkg, { recursive: true });
  const files = new Map(await Promise.all(names.filter((name) => READ.test(name)).map(async (name) =>
    /** @type {const} */ ([name, await readFile(join(pkg, name))]))));
  const results = [...await frozen(files, (name) => names.includes(name))].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [, { file, content }] of results) {
    await mkdir(join(folder, dirname(file)), { recursive: true });
    await writeFile(join(folder, file), content);
  }
  const manifest = Object.fromEntries(results.map(([name, { file, integrity }]) => [name, { file, integrity }]));
  await writeFile(join(folder, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFrozen(process.argv[2] ?? fileURLToPath(new URL("../pkg/", import.meta.url)));
}
