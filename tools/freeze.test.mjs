// What is loaded, how it is rewritten, and that the names say what is in the files.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { frozen, loadings } from "./freeze.mjs";

const FILES = {
  "claims-a.js": 'const where={uk:new URL("./languages/uk.txt",import.meta.url).href};\n' +
    'export const begin=(n)=>n?import(`${new URL("./claims_b.js",import.meta.url)}?${n}`):import("./claims_b.js");',
  "claims_b.js": 'export default async()=>fetch(new URL("claims_b.wasm",import.meta.url));',
  "claims_b.wasm": new Uint8Array([0, 97, 115, 109]),
  "languages/uk.txt": "слова",
};

/** @param {Record<string, string | Uint8Array>} [changed] */
const freeze = (changed = {}) => frozen(new Map(Object.entries({ ...FILES, ...changed })), (name) => name === "embed.html");

/** @param {Awaited<ReturnType<typeof freeze>>} files @param {string} name */
function fileOf(files, name) {
  const file = files.get(name);
  assert.ok(file, name);
  return { ...file, text: String(file.content) };
}

test("each name and each integrity is the hash of what is in the file", async () => {
  for (const [name, { file, integrity, content }] of await freeze()) {
    const sum = createHash("sha384").update(content);
    const [hex, base64] = [sum.copy().digest("hex"), sum.digest("base64")];
    assert.equal(file, name.replace(/\.(\w+)$/, `-${hex.slice(0, 16)}.$1`));
    assert.equal(integrity, `sha384-${base64}`);
  }
});

test("a module has the names of what it loads, with the integrity of each, and no name from before", async () => {
  const files = await freeze();
  const [a, b, wasm, uk] = ["claims-a.js", "claims_b.js", "claims_b.wasm", "languages/uk.txt"].map((name) => fileOf(files, name));
  assert.equal(b.text, "export default async()=>fetch(new Request(new URL(" +
    `"./${wasm.file}",import.meta.url),{"integrity":"${wasm.integrity}"}));`);
  for (const said of [uk.file, uk.integrity, b.file, b.integrity, "modulepreload"]) assert.ok(a.text.includes(said), said);
  for (const { text } of [a, b]) assert.doesNotMatch(text, /claims_b\.(js|wasm)|uk\.txt/);
  assert.doesNotMatch(a.text, /\}\)\.href/, "a request has no address of that name");
  assert.equal(a.text.match(/import\(/g)?.length, 1, "nothing is imported but by what looks at it first");
});

test("the same files have the same names; one byte more in a leaf changes those of all that load it, and no others", async () => {
  const names = async (/** @type {Record<string, string | Uint8Array>} */ changed) =>
    new Map([...await freeze(changed)].map(([name, { file }]) => [name, file]));
  const before = await names({});
  assert.deepEqual(await names({}), before);
  const after = await names({ "claims_b.wasm": new Uint8Array([0, 97, 115, 109, 1]) });
  const changed = [...before.keys()].filter((name) => before.get(name) !== after.get(name));
  assert.deepEqual(changed.sort(), ["claims-a.js", "claims_b.js", "claims_b.wasm"]);
});

test("what is not frozen is found from where the frozen files are", async () => {
  const files = await freeze({ "claims-c.js": 'export const page=new URL("./embed.html",import.meta.url);' });
  assert.equal(fileOf(files, "claims-c.js").text, 'export const page=new URL("../embed.html",import.meta.url);');
});

test("what cannot be followed is an error that names it", async () => {
  /** @type {[string, RegExp][]} */
  const bad = [
    ['import "./claims_b.js";', /claims-a\.js imports "\.\/claims_b\.js" at its top/],
    ['export * from "./claims_b.js";', /at its top/],
    ['fetch(new URL("./other.wasm",import.meta.url))', /claims-a\.js loads other\.wasm, which is not there/],
    ["const f=(name)=>new URL(name,import.meta.url)", /new URL\(name,import\.meta\.url\) names no file/],
    ["const here=import.meta.url", /uses import\.meta\.url otherwise/],
    ['import("./embed.html")', /imports embed\.html, which is not frozen/],
  ];
  for (const [text, message] of bad) await assert.rejects(freeze({ "claims-a.js": text }), message);
  await assert.rejects(freeze({ "claims_b.js": 'import("./claims-a.js")' }), /claims-a\.js loads claims_b\.js loads claims-a\.js/);
});

test("texts and comments that look like code load nothing", () => {
  assert.deepEqual(loadings("a.js", '// import("./b.js")\nconst text="new URL(\\"./c.js\\",import.meta.url) import(x)";'), []);
});
