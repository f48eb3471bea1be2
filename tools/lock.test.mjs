// The packages that build and test the project are those that were reviewed, and do nothing by being installed. Crates are
// cargo-deny's business.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

/** @param {string} name */
const read = (name) => readFile(new URL(`../${name}`, import.meta.url), "utf8");
/** @type {{packages: Record<string, {integrity?: string, resolved?: string, link?: boolean}>}} */
const { packages } = JSON.parse(await read("package-lock.json"));
const named = Object.entries(packages).filter(([path]) => path);

test("each package of npm has a checksum, and comes from no place of its own", () => {
  assert.ok(named.length > 100);
  for (const [path, { integrity, resolved, link }] of named) {
    assert.match(integrity ?? "", /^sha512-[A-Za-z0-9+/]{86}==$/, path);
    // A registry's address would be that of whoever wrote the file; git and files have no checksum.
    assert.deepEqual([resolved, link], [undefined, undefined], path);
  }
});

test("none of it is published, and no script runs when packages are installed", async () => {
  const { dependencies = {}, devDependencies } = JSON.parse(await read("package.json"));
  assert.deepEqual(dependencies, {});
  for (const name of Object.keys(devDependencies)) assert.ok(`node_modules/${name}` in packages, name);
  assert.match(await read(".npmrc"), /^ignore-scripts=true$/m);
});
