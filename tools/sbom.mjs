// Writes pkg/sbom.cdx.json, what the published files are made of, as CycloneDX: node tools/sbom.mjs
// It needs the environment that the wasm is built in, and the files that `tools/complete-pkg.mjs` leaves.
//
// The same sources and tools give the same bytes: it has no time and no random number in it, and no path of the machine.
// That is why it is not made by cargo-cyclonedx, which writes all three, a file for each crate, and nothing of JavaScript.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const PKG = join(ROOT, "pkg");
/** The maps of the bundled modules: they name each file of which something is in them. */
const MAPS = join(ROOT, "target/size");
const SBOM = "sbom.cdx.json";
/** The two wasm libraries, and the files that come of each. */
const LIBRARIES = {
  "claims-chart": ["claims_chart.js", "claims_chart_bg.wasm", "claims_more.wasm"],
  "claims-desk": ["claims_desk.js", "claims_desk_bg.wasm"],
};
/** What a reader loads of this package; the rest is for those who install it, or the same again (`frozen/`). */
const SHIPPED = /^((claims|embed)[\w-]*\.(js|wasm|css|html)|languages\/[\w-]+\.txt)$/;

/** @typedef {{name: string, version: string, licence: string, source: string, isOwn: boolean, uses: Set<string>}} Crate */

/** As SPDX writes it. Crates of old have a stroke for "or". @param {string} licence */
const expression = (licence) => licence.replaceAll("/", " OR ");

/**
 * The crates of a tree, by name and version: what `cargo tree --prefix depth --format "|{p}|{l}|{r}"` prints.
 *
 * @param {string} tree
 * @param {Map<string, Crate>} crates to add them to
 */
export function readTree(tree, crates = new Map()) {
  /** The crates above the line, by their depth. @type {string[]} */
  const above = [];
  for (const line of tree.split("\n").filter(Boolean)) {
    const [, depth, name, version, place, licence, source] =
      line.match(/^(\d+)\|(\S+) v(\S+)(?: \((.*?)\))?\|(.*)\|(.*?)(?: \(\*\))?$/) ?? [];
    if (!name || !licence) throw new Error(`cargo tree prints a crate without name or licence: ${line}`);
    const key = `${name}@${version}`;
    const crate = crates.get(key) ?? { name, version, licence: expression(licence), source, isOwn: Boolean(place), uses: new Set() };
    crates.set(key, crate);
    above.length = Number(depth);
    above.push(key);
    if (above.length > 1) crates.get(/** @type {string} */ (above.at(-2)))?.uses.add(key);
  }
  return crates;
}

/** The checksum of each crate, by name and version. @param {string} lock Cargo.lock */
export const checksums = (lock) => new Map(Array.from(
  lock.matchAll(/^name = "(.*)"\nversion = "(.*)"\nsource = "registry\+.*"\nchecksum = "([0-9a-f]{64})"$/gm),
  ([, name, version, checksum]) => /** @type {const} */ ([`${name}@${version}`, checksum])));

/** @param {string} licence */
const licences = (licence) =>
  [/ (OR|AND|WITH) /.test(licence) ? { expression: licence } : { license: { id: licence } }];
/** @param {string} content in hexadecimal */
const sha256 = (content) => [{ alg: "SHA-256", content }];
/** @param {string} url */
const repository = (url) => (url ? { externalReferences: [{ type: "vcs", url }] } : {});

/**
 * @typedef {object} Made what the package is made of
 * @property {{name: string, version: string, license: string, description: string}} manifest
 * @property {Map<string, Crate>} crates that are linked
 * @property {Map<string, string>} checksums of crates, by name and version
 * @property {{name: string, version: string, license: string, integrity: string, file: string}[]} bundled packages
 *   of npm, and the file in which each is
 * @property {string} rust the version of the compiler, whose standard library is linked
 * @property {[name: string, sha256: string][]} files
 */

/**
 * What the package is made of, as CycloneDX 1.6.
 *
 * @param {Made} made
 * @throws {Error} where a crate of others has no checksum, or a bundled package none that is known
 */
export function bom({ manifest, crates, checksums, bundled, rust, files }) {
  const whole = `pkg:npm/${manifest.name}@${manifest.version}`;
  const standard = `pkg:generic/rust-std@${rust}`;
  const bindgen = [...crates.values()].find(({ name }) => name === "wasm-bindgen")?.version;
  const glue = `pkg:cargo/wasm-bindgen-cli-support@${bindgen}`;
  const refs = new Map(Array.from(crates, ([key, { name, version }]) => [key, `pkg:cargo/${name}@${version}`]));
  /** @param {string} file */
  const fileRef = (file) => `${whole}#${file}`;
  /** @type {Map<string, Set<string>>} */
  const dependencies = new Map();
  /** @param {string} ref @param {string[]} on */
  const depends = (ref, ...on) => {
    dependencies.set(ref, new Set([...dependencies.get(ref) ?? [], ...on]));
  };
  depends(whole, ...files.map(([name]) => fileRef(name)));
  const components = [];

  for (const [key, { name, version, licence, source, isOwn, uses }] of crates) {
    const ref = /** @type {string} */ (refs.get(key));
    const checksum = checksums.get(key);
    if (!isOwn && !checksum) throw new Error(`Cargo.lock has no checksum of ${key}`);
    components.push({
      type: "library", "bom-ref": ref, name, version, licenses: licences(licence),
      // What is not published has no address.
      ...(checksum ? { hashes: sha256(checksum), purl: ref } : {}), ...repository(source),
    });
    depends(ref, standard, ...Array.from(uses, (used) => /** @type {string} */ (refs.get(used))));
  }
  components.push({
    type: "library", "bom-ref": standard, name: "rust-std", version: rust, licenses: licences("MIT OR Apache-2.0"), purl: standard,
    description: "Rust's standard library for wasm32-unknown-unknown, as it comes with the compiler of this version",
    ...repository("https://github.com/rust-lang/rust"),
  }, {
    type: "library", "bom-ref": glue, name: "wasm-bindgen-cli-support", version: bindgen, licenses: licences("MIT OR Apache-2.0"),
    purl: glue, description: "Writes the JavaScript beside the wasm", ...repository("https://github.com/wasm-bindgen/wasm-bindgen"),
  });
  depends(standard);
  depends(glue);
  for (const { name, version, license, integrity, file } of bundled) {
    const ref = `pkg:npm/${name.replace("@", "%40")}@${version}`;
    const [, algorithm, hash] = integrity.match(/^(sha512)-(.+)$/) ?? [];
    if (!algorithm) throw new Error(`package-lock.json has no checksum of ${name}`);
    depends(ref);
    depends(fileRef(file), ref);
    if (components.some((component) => component["bom-ref"] === ref)) continue;
    components.push({
      type: "library", "bom-ref": ref, name, version, licenses: licences(license), purl: ref,
      hashes: [{ alg: "SHA-512", content: Buffer.from(hash, "base64").toString("hex") }],
    });
  }
  for (const [name, hash] of files) {
    components.push({ type: "file", "bom-ref": fileRef(name), name, hashes: sha256(hash) });
    const library = Object.entries(LIBRARIES).find(([, of]) => of.includes(name))?.[0];
    const crate = [...crates].find(([, { name, isOwn }]) => isOwn && name === library)?.[0];
    const ref = refs.get(crate ?? "");
    depends(fileRef(name), ...(ref ? [name.endsWith(".js") ? glue : ref] : []));
  }
  return {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      component: {
        type: "library", "bom-ref": whole, name: manifest.name, version: manifest.version, description: manifest.description,
        licenses: licences(manifest.license), purl: whole,
      },
      properties: [{ name: "cdx:reproducible", value: "true" }],
    },
    components: components.sort((a, b) => (a["bom-ref"] < b["bom-ref"] ? -1 : 1)),
    dependencies: Array.from(dependencies, ([ref, on]) => ({ ref, dependsOn: [...on].sort() }))
      .sort((a, b) => (a.ref < b.ref ? -1 : 1)),
  };
}

/**
 * The packages of npm of which something is in a bundled module.
 *
 * @param {string} file
 * @param {string[]} sources of its map
 * @param {any} lock package-lock.json
 */
export function bundledPackages(file, sources, lock) {
  const names = sources.map((source) => source.match(/(?:^|\/)(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//)?.[1]);
  return [...new Set(names)].filter((name) => name !== undefined).map((path) => {
    const { version, license, integrity } = lock.packages[path] ?? {};
    if (!version) throw new Error(`package-lock.json does not name ${path}, of which something is in the package`);
    return { name: path.replace(/^.*node_modules\//, ""), version, license, integrity, file };
  });
}

/** @param {string} path */
const read = (path) => readFile(join(ROOT, path), "utf8");
/** What a command prints. @param {string} command @param {string[]} given */
const printed = (command, ...given) => execFileSync(command, given, { cwd: ROOT, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });

async function main() {
  /** @type {Map<string, Crate>} */
  const crates = new Map();
  for (const library of Object.keys(LIBRARIES)) {
    // What is in the compiler while it compiles, as macros are, is not in what comes of it.
    readTree(printed("cargo", "tree", "--locked", "--quiet", "-p", library, "--target", "wasm32-unknown-unknown",
      "--edges", "normal,no-proc-macro", "--prefix", "depth", "--charset", "ascii", "--format", "|{p}|{l}|{r}"), crates);
  }
  const maps = (await readdir(MAPS)).filter((name) => name.endsWith(".map")).sort();
  const lock = JSON.parse(await read("package-lock.json"));
  const bundled = await Promise.all(maps.map(async (name) =>
    bundledPackages(name.replace(/\.map$/, ""), JSON.parse(await readFile(join(MAPS, name), "utf8")).sources, lock)));
  const names = (await readdir(PKG, { recursive: true })).filter((name) => SHIPPED.test(name)).sort();
  const made = bom({
    manifest: JSON.parse(await read("pkg/package.json")),
    crates,
    checksums: checksums(await read("Cargo.lock")),
    bundled: bundled.flat(),
    rust: printed("rustc", "--version").split(" ")[1],
    files: await Promise.all(names.map(async (name) =>
      /** @type {[string, string]} */ ([name, createHash("sha256").update(await readFile(join(PKG, name))).digest("hex")]))),
  });
  await writeFile(join(PKG, SBOM), `${JSON.stringify(made, null, 2)}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
