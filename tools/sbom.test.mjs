// What the software bill of materials says, of made-up crates. tests/package/ has the package's own.

import assert from "node:assert/strict";
import { test } from "node:test";
import { faultsOf } from "../tests/package/cyclonedx.mjs";
import { bom, bundledPackages, checksums, readTree } from "./sbom.mjs";

const TREE = `0|claims-chart v1.2.3 (/home/someone/claims)|MIT OR Apache-2.0|
1|a-lib v0.1.0|MIT/Apache-2.0|https://example.org/a
2|b-lib v2.0.0+build|MIT|
1|b-lib v2.0.0+build|MIT| (*)
`;
const LOCK = `[[package]]
name = "a-lib"
version = "0.1.0"
source = "registry+https://example.org/index"
checksum = "${"a".repeat(64)}"

[[package]]
name = "b-lib"
version = "2.0.0+build"
source = "registry+https://example.org/index"
checksum = "${"b".repeat(64)}"
dependencies = [
 "a-lib",
]
`;
/** Of npm's form. @param {string} digit */
const integrityOf = (digit) => `sha512-${Buffer.from(digit.repeat(128), "hex").toString("base64")}`;
const NPM_LOCK = { packages: {
  "node_modules/@some/one": { version: "3.0.0", license: "MIT", integrity: integrityOf("1") },
  "node_modules/@some/one/node_modules/two": { version: "4.0.0", license: "ISC", integrity: integrityOf("2") },
} };

const made = () => bom({
  manifest: { name: "claims-chart", version: "1.2.3", license: "MIT OR Apache-2.0", description: "A chart" },
  crates: readTree(TREE),
  checksums: checksums(LOCK),
  bundled: bundledPackages("claims-chart.js", ["../www/a.js", "../node_modules/@some/one/index.js",
    "../node_modules/@some/one/node_modules/two/x/y.js", "../node_modules/@some/one/more.js"], NPM_LOCK),
  rust: "1.99.0",
  files: [["claims-chart.js", "0".repeat(64)], ["claims_chart_bg.wasm", "1".repeat(64)]],
});

test("it names crates and packages with their licences and checksums, and who uses whom", async () => {
  /** @type {any} */
  const { components, dependencies } = made();
  assert.deepEqual(await faultsOf(made()), []);
  /** @param {string} ref */
  const component = (ref) => components.find((/** @type {any} */ component) => component["bom-ref"] === ref);
  assert.deepEqual(component("pkg:cargo/a-lib@0.1.0"), {
    type: "library", "bom-ref": "pkg:cargo/a-lib@0.1.0", name: "a-lib", version: "0.1.0", purl: "pkg:cargo/a-lib@0.1.0",
    licenses: [{ expression: "MIT OR Apache-2.0" }], hashes: [{ alg: "SHA-256", content: "a".repeat(64) }],
    externalReferences: [{ type: "vcs", url: "https://example.org/a" }],
  });
  assert.equal(component("pkg:cargo/claims-chart@1.2.3")?.purl, undefined, "the project's own is nowhere else");
  assert.equal(component("pkg:npm/%40some/one@3.0.0")?.hashes?.[0].content, "1".repeat(128));
  assert.ok(component("pkg:npm/two@4.0.0"));
  const uses = Object.fromEntries(dependencies.map((/** @type {any} */ { ref, dependsOn }) => [ref, dependsOn]));
  assert.deepEqual(uses["pkg:cargo/claims-chart@1.2.3"],
    ["pkg:cargo/a-lib@0.1.0", "pkg:cargo/b-lib@2.0.0+build", "pkg:generic/rust-std@1.99.0"]);
  assert.deepEqual(uses["pkg:npm/claims-chart@1.2.3#claims-chart.js"], ["pkg:npm/%40some/one@3.0.0", "pkg:npm/two@4.0.0"]);
  assert.deepEqual(uses["pkg:npm/claims-chart@1.2.3#claims_chart_bg.wasm"], ["pkg:cargo/claims-chart@1.2.3"]);
  assert.ok(!JSON.stringify(made()).includes("/home/"), "no path of the machine");
});

test("what cannot be told for certain is an error", () => {
  const manifest = { name: "claims-chart", version: "1.2.3", license: "MIT", description: "" };
  const crates = readTree(TREE);
  assert.throws(() => bom({ manifest, crates, checksums: new Map(), bundled: [], rust: "1", files: [] }), /no checksum of a-lib@0.1.0/);
  assert.throws(() => readTree("1|a-lib v0.1.0||https://example.org\n"), /without name or licence/);
  assert.throws(() => bundledPackages("a.js", ["../node_modules/gone/index.js"], NPM_LOCK), /does not name node_modules\/gone/);
});
