// Where what is in the package comes from: its bill of materials, and that nothing tells of the machine that built it.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { faultsOf } from "./cyclonedx.mjs";
import { installed } from "./consumer.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

const installedPackage = async () => join(await installed({}), "node_modules/claims-chart");

test("the bill of materials is CycloneDX, and of the files that are there", async () => {
  const folder = await installedPackage();
  const written = JSON.parse(await readFile(join(folder, "sbom.cdx.json"), "utf8"));
  assert.deepEqual(await faultsOf(written), []);
  /** @type {{type: string, name: string, purl?: string, hashes?: {content: string}[], licenses?: object[], "bom-ref": string}[]} */
  const components = written.components;
  const files = components.filter(({ type }) => type === "file");
  for (const name of ["claims-chart.js", "claims_chart_bg.wasm", "claims_more.wasm", "claims_desk_bg.wasm", "languages/uk.txt"]) {
    assert.ok(files.some((file) => file.name === name), name);
  }
  for (const { name, hashes } of files) {
    const bytes = await readFile(join(folder, name));
    assert.equal(hashes?.[0].content, createHash("sha256").update(bytes).digest("hex"), name);
  }
  for (const name of ["plotters", "plotters-canvas", "wasm-bindgen", "rlsf", "csv-core", "rust-std"]) {
    assert.ok(components.some((component) => component.name === name && component.licenses), name);
  }
  // They work while it is compiled, or for the tests and the command: nothing of them is shipped.
  for (const name of ["syn", "wasm-bindgen-macro", "proptest", "resvg", "serde_derive"]) {
    assert.ok(!components.some((component) => component.name === name), name);
  }
  const refs = components.map((component) => component["bom-ref"]);
  assert.equal(new Set(refs).size, refs.length);
  for (const { ref, dependsOn } of written.dependencies) {
    for (const other of [ref, ...dependsOn]) assert.ok(refs.includes(other) || other === written.metadata.component.purl, other);
  }
  assert.ok(!("serialNumber" in written) && !("timestamp" in written.metadata));
});

test("no file holds a path of the machine that built it", async () => {
  const folder = await installedPackage();
  // Where compilers and bundlers find what they read: this checkout, and what is usual on other machines.
  const paths = [ROOT, tmpdir(), process.env.CARGO_HOME ?? join(homedir(), ".cargo"), ".cargo/registry", "/rustc/", "/rustlib/",
    "/home/", "/root/", "/Users/", "C:\\", "node_modules/", "target/wasm", "sourceMappingURL"];
  let n_files = 0;
  for (const name of await readdir(folder, { recursive: true })) {
    const path = join(folder, name);
    if (!(await stat(path)).isFile()) continue;
    n_files += 1;
    const bytes = await readFile(path);
    assert.deepEqual(paths.filter((text) => bytes.includes(text)), [], name);
    if (!name.endsWith(".wasm")) continue;
    assert.deepEqual(bytes.toString("latin1").match(/[\w./+-]*\/[\w.+-]+\.(rs|o|rlib)\b/g), null, `${name} names source files`);
  }
  assert.ok(n_files > 30, `only ${n_files} files`);
});
