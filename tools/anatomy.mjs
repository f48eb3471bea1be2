// What a built file is made of: pieces with a name each, found by the names that the build keeps aside in target/size/.
// A piece is a set of ranges of bytes; together they are the whole file.

import { SourceMap } from "node:module";

/** @typedef {{start: number, end: number}} Range in bytes; `end` is past the last */
/** @typedef {{name: string, ranges: Range[]}} Piece */

const SECTION = { import: 2, code: 10, data: 11 };
/** Kinds of imports. */
const [FUNCTION, TABLE, MEMORY, GLOBAL] = [0, 1, 2, 3];
/** What is neither code nor constants: types, imports, exports, the table. */
export const FRAME = "types, imports, exports";
export const CONSTANTS = "data: constants";

/** Reads a wasm module's numbers from a place on. @param {Uint8Array} bytes @param {number} at */
function reader(bytes, at) {
  return {
    get at() { return at; },
    byte: () => bytes[at++],
    /** @param {number} length */
    skip: (length) => { at += length; },
    number() {
      for (let value = 0, shift = 0; ; shift += 7) {
        const byte = bytes[at++];
        value |= (byte & 127) << shift;
        if (byte < 128) return value >>> 0;
      }
    },
  };
}

/** The sections of a wasm module. @param {Uint8Array} bytes */
export function sectionsOf(bytes) {
  const read = reader(bytes, 8);
  const sections = [];
  while (read.at < bytes.length) {
    const [start, id, length] = [read.at, read.byte(), read.number()];
    sections.push({ id, start, content: read.at, end: read.at + length });
    read.skip(length);
  }
  return sections;
}

/** How many functions a wasm module imports: they come first among those with an index. @param {Uint8Array} bytes */
function importedFunctions(bytes) {
  const section = sectionsOf(bytes).find(({ id }) => id === SECTION.import);
  if (!section) return 0;
  const read = reader(bytes, section.content);
  const limits = () => {
    const flags = read.number();
    read.number();
    if (flags & 1) read.number();
  };
  let n_functions = 0;
  for (let n = read.number(); n > 0; n--) {
    read.skip(read.number());
    read.skip(read.number());
    const kind = read.byte();
    if (kind === FUNCTION) {
      read.number();
      n_functions += 1;
    } else if (kind === TABLE) {
      read.skip(1);
      limits();
    } else if (kind === MEMORY) limits();
    else if (kind === GLOBAL) read.skip(2);
    else throw new Error(`a wasm module imports something of kind ${kind}`);
  }
  return n_functions;
}

/**
 * The functions of a wasm module, in its order.
 *
 * @param {Uint8Array} bytes
 * @param {string[]} names of all that have an index, those that are imported among them
 * @throws {Error} where the names are those of another module
 */
export function functionsOf(bytes, names) {
  const code = sectionsOf(bytes).find(({ id }) => id === SECTION.code);
  if (!code) return [];
  const read = reader(bytes, code.content);
  const n_imported = importedFunctions(bytes);
  const n_own = read.number();
  if (names.length !== n_imported + n_own) throw new Error(`${names.length} names for ${n_imported} + ${n_own} functions`);
  return names.slice(n_imported).map((name) => {
    const start = read.at;
    read.skip(read.number());
    return { name: plain(name), start, end: read.at };
  });
}

/** The name of a function without what tells one build, or one of several copies, from another. @param {string} name */
export const plain = (name) =>
  name.replace(/\[[0-9a-f]{8,}\]/g, "").replace(/(\.\d+|\[\d+\])+$/, "").replace(/::h[0-9a-f]{16}$/, "");

/** Crates by who may depend on whom. Whatever is not named is a library of others, and comes between. */
const STANDARD = ["compiler_builtins", "core", "alloc", "std"];
const OWN = ["claims_core", "claims_desk", "claims_chart"];
/** @param {string} crate */
const rank = (crate) => (OWN.includes(crate) ? 100 + OWN.indexOf(crate) : STANDARD.includes(crate) ? STANDARD.indexOf(crate) : 50);

/** Where the `>` of the `<` at the start is. @param {string} text */
function closing(text) {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "<") depth += 1;
    // Not that of an arrow.
    if (text[at] === ">" && text[at - 1] !== "-") depth -= 1;
    if (!depth) return at;
  }
  return text.length;
}

/** The paths in a type that begin with a crate, such as core::option::Option. @param {string} type */
const pathsIn = (type) => type.match(/(?<![\w:])[a-z_]\w*(::\w+)+/g) ?? [];
/** The one path that depends on the others. @param {string[]} paths */
const highest = (paths) => paths.reduce((high, path) => (rank(crateOf(path)) > rank(crateOf(high)) ? path : high), paths[0]);
/** @param {string} path */
const crateOf = (path) => path.split("::")[0];

/**
 * Where a function's code was written, by its plain name: the crate, and of claims_core the module. What is generic counts to
 * where it was written, not to who made it with types of its own, except what gives up a value of a type: nobody wrote it.
 *
 * @param {string} name
 */
export function ownerOf(name) {
  if (/^(mem(cpy|move|set|cmp)|round|floor|ceil|trunc|sqrt)$/.test(name)) return "compiler_builtins";
  if (/^__(wbindgen|wbg|externref)/.test(name)) return "wasm_bindgen";
  if (/^__rustc::/.test(name)) return "alloc";
  if (/^\d*$/.test(name)) return "without a name";
  const path = pathOf(name);
  // What src/lib.rs gives to JavaScript or to tools/shrink-wasm.mjs has no crate before its name.
  if (!path.includes("::")) return "claims_chart";
  return crateOf(path) === "claims_core" ? path.split("::").slice(0, 2).join("::") : crateOf(path);
}

/** A path that begins with the crate in which a function stands. @param {string} name */
function pathOf(name) {
  const given = name.match(/^core::ptr::drop_in_place(?:::)?<(.*)>$/)?.[1];
  if (given) return highest(pathsIn(given)) ?? "core::ptr";
  if (!name.startsWith("<")) return name;
  const [type, trait] = name.slice(1, closing(name)).split(/ as (?=[^<>]*(?:<.*>)?$)/);
  // Of a type its own path, not those of its parameters; a method of what the language itself has is of core.
  const own = pathsIn(type.split("<")[0]).slice(0, 1);
  if (!trait) return own[0] ?? pathsIn(type)[0] ?? "core::primitive";
  // A trait is implemented where it stands or where the type stands, and that one depends on the other.
  return highest([...own, ...pathsIn(trait.split("<")[0])]) ?? "core::primitive";
}

/**
 * The pieces of a wasm module: its functions by where their code was written, its constants, and the rest.
 *
 * @param {Buffer} bytes
 * @param {string[]} names as for `functionsOf`
 * @param {[name: string, text: string][]} texts that may be among its constants
 * @returns {Piece[]}
 */
export function wasmPieces(bytes, names, texts) {
  const pieces = new Pieces();
  for (const { name, start, end } of functionsOf(bytes, names)) pieces.add(ownerOf(name), start, end);
  const data = sectionsOf(bytes).find(({ id }) => id === SECTION.data);
  if (data) {
    const found = texts.map(([name, text]) => ({ name, start: bytes.indexOf(text, data.content), length: Buffer.byteLength(text) }))
      .filter(({ start }) => start >= 0).sort((a, b) => a.start - b.start);
    let at = data.content;
    for (const { name, start, length } of found) {
      pieces.add(CONSTANTS, at, start);
      at = start + length;
      pieces.add(`data: ${name}`, start, at);
    }
    pieces.add(CONSTANTS, at, data.end);
  }
  return pieces.whole(bytes.length, FRAME);
}

/**
 * The pieces of a JavaScript module, by the files that it was made of.
 *
 * @param {string} text
 * @param {string} map its source map
 * @returns {Piece[]}
 */
export function modulePieces(text, map) {
  const sources = new SourceMap(JSON.parse(map));
  const pieces = new Pieces();
  let at = 0;
  text.split("\n").forEach((line, n) => {
    for (let column = 0; column < line.length; column++) {
      const entry = sources.findEntry(n, column);
      const length = Buffer.byteLength(line[column]);
      if ("originalSource" in entry) pieces.add(entry.originalSource.replace(/^((\.\.\/)+|built:)/, ""), at, at + length);
      at += length;
    }
    at += 1;
  });
  return pieces.whole(at - 1, "around them");
}

/** Collects pieces; what touches becomes one range. */
class Pieces {
  /** @type {Map<string, Range[]>} */
  #pieces = new Map();

  /** @param {string} name @param {number} start @param {number} end */
  add(name, start, end) {
    if (start === end) return;
    const ranges = this.#pieces.get(name) ?? [];
    this.#pieces.set(name, ranges);
    const last = ranges.at(-1);
    if (last?.end === start) last.end = end;
    else ranges.push({ start, end });
  }

  /** All pieces, and what is left of a file of so many bytes. @param {number} length @param {string} rest */
  whole(length, rest) {
    const taken = [...this.#pieces.values()].flat().sort((a, b) => a.start - b.start);
    let at = 0;
    for (const { start, end } of taken) {
      this.add(rest, at, start);
      at = end;
    }
    this.add(rest, at, length);
    return Array.from(this.#pieces, ([name, ranges]) => ({ name, ranges: ranges.sort((a, b) => a.start - b.start) }));
  }
}

/** @param {Range[]} ranges */
export const lengthOf = (ranges) => ranges.reduce((sum, { start, end }) => sum + end - start, 0);

/** A file without some of its bytes. @param {Buffer} bytes @param {Range[]} ranges in order */
export function without(bytes, ranges) {
  const kept = [];
  let at = 0;
  for (const { start, end } of ranges) {
    kept.push(bytes.subarray(at, start));
    at = end;
  }
  return Buffer.concat([...kept, bytes.subarray(at)]);
}
