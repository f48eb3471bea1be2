// Builds pkg/ once more, from nothing and in another folder, and compares every byte: node tools/rebuild.mjs
//
// What others build of these sources with the same compiler is what is published, or somebody has changed it. The folder is
// another one because compilers write their paths into what they make, and the clock and the language are, too.

import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
/** The packages of npm are those that package-lock.json names, by their hashes: they need not come twice. */
const NODE_MODULES = "node_modules";
/** Not built. */
const NOTE = "ABOUT.md";

/** The hash of each file in a folder, by its path there. @param {string} folder */
async function hashes(folder) {
  /** @type {Map<string, string>} */
  const found = new Map();
  for (const name of (await readdir(folder, { recursive: true })).sort()) {
    const path = join(folder, name);
    if (!(await stat(path)).isFile() || name === NOTE) continue;
    found.set(name, createHash("sha256").update(await readFile(path)).digest("hex"));
  }
  return found;
}

/** What `npm publish` would send, as a hash. @param {string} checkout */
function packed(checkout) {
  const [{ integrity }] = JSON.parse(execFileSync("npm", ["pack", "./pkg", "--dry-run", "--json", "--silent"], { cwd: checkout, encoding: "utf8" }));
  return String(integrity);
}

const place = await mkdtemp(join(tmpdir(), "claims-chart-rebuilt-"));
// Deeper than this one is likely to be.
const copy = join(place, "a/folder/of/another/name");
try {
  const sources = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: ROOT, encoding: "utf8" });
  for (const name of sources.split("\0").filter(Boolean)) {
    await mkdir(dirname(join(copy, name)), { recursive: true });
    // One that is deleted and not yet committed so is none of the sources.
    await cp(join(ROOT, name), join(copy, name)).catch((error) => { if (error.code !== "ENOENT") throw error; });
  }
  await symlink(join(ROOT, NODE_MODULES), join(copy, NODE_MODULES));
  const { status } = spawnSync("make", ["pkg", `--old-file=${NODE_MODULES}/.package-lock.json`], {
    cwd: copy, stdio: "inherit", env: { ...process.env, MAKEFLAGS: "", LC_ALL: "C", TZ: "Pacific/Auckland" },
  });
  if (status !== 0) throw new Error(`the other build ended with ${status}`);
  const [before, after] = [await hashes(join(ROOT, "pkg")), await hashes(join(copy, "pkg"))];
  const different = [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name));
  if (different.length) {
    console.error(`pkg/ is not the same when it is built elsewhere:\n${different.map((name) => `  ${name}`).join("\n")}`);
    process.exitCode = 1;
  } else if (packed(ROOT) !== packed(copy)) {
    console.error("pkg/ is the same when it is built elsewhere, but the package that npm makes of it is not");
    process.exitCode = 1;
  } else {
    console.log(`pkg/ is the same byte by byte when it is built elsewhere: ${before.size} files, and the package as npm sends it`);
  }
} finally {
  await rm(place, { recursive: true, force: true });
}
