// A wasm module in two: works on the text that wasm-opt writes, where everything is called by its name.

/** A name: in quotes where it has more than identifiers have. */
const NAME = String.raw`\$(?:"(?:[^"\\]|\\.)*"|[^\s()"]+)`;

/** The name that the compiler gave, without what tells one build from another. @param {string} name */
const plain = (name) => name.replace(/^\$"?|"$/g, "").replace(/\[[0-9a-f]+\]/g, "").replace(/::h[0-9a-f]{16}$/, "");
/** The n-th of a row of names: a, b, … z, aa, ab, … @param {number} n @returns {string} */
const short = (n) => (n < 26 ? "" : short(Math.floor(n / 26) - 1)) + String.fromCharCode(97 + (n % 26));
/** All that a pattern's group finds. @param {string} text @param {string} pattern */
const allOf = (text, pattern) => Array.from(text.matchAll(new RegExp(pattern, "gm")), ([, found]) => found);

/** As text has it: what is longer is not copied. */
const MOST_COPIED = 450;

/**
 * A function that calls some others by their places in a table.
 *
 * @param {string} form
 * @param {string} table its name
 * @param {Map<string, {place: number, type: string}>} places
 */
function withIndirectCalls(form, table, places) {
  // From the last call to the first: those within another's arguments before that.
  return Array.from(form.matchAll(new RegExp(`\\(call (${NAME})`, "g"))).reverse().reduce((text, { 0: call, 1: name, index }) => {
    const target = places.get(name);
    if (!target) return text;
    let end = index;
    for (let depth = 0; depth || end === index; end += 1) depth += { "(": 1, ")": -1 }[text[end]] ?? 0;
    const given = text.slice(index + call.length, end - 1).trimEnd();
    return `${text.slice(0, index)}(call_indirect ${table}${target.type}${given} (i32.const ${target.place}))${text.slice(end)}`;
  }, form);
}

/**
 * The two parts of a module: the second has the functions that are reached only through its roots. The first imports the
 * roots from "m"; the second imports memory, table and variables from "f", under the names that the first exports, and what
 * JavaScript does from where the whole imported it. It calls the first one's functions by their places in the table: names for
 * them would be a large part of what the first takes.
 *
 * @param {string} wat
 * @param {RegExp[]} roots each matches one function
 */
export function splitWat(wat, roots) {
  // How a load or a store is aligned is a hint: without it all of a kind are alike.
  const even = wat.replace(/^( *\(\w+\.(?:load|store)\S*(?: offset=\d+)?) align=\d+$/gm, "$1");
  const [head, ...forms] = even.trimEnd().replace(/\)$/, "").trimEnd().split(/\n(?= \()/);
  /** The forms of a kind, by name. @param {string} kind @param {string} [name] */
  const named = (kind, name = NAME) => new Map(forms.flatMap((form) => {
    const found = form.match(new RegExp(`^ \\(${kind} (${name})`));
    return found ? [/** @type {const} */ ([found[1], form])] : [];
  }));
  const functions = named("func");
  const rootNames = roots.map((root) => {
    const found = [...functions.keys()].filter((name) => root.test(plain(name)));
    if (found.length !== 1) throw new Error(`${found.length} functions are called ${root}: is it inlined, are there names?`);
    return found[0];
  });

  const kept = new Set();
  // What JavaScript or the table calls, or the start. Who else calls a function in the table cannot be known.
  const todo = forms.filter((form) => /^ \((export|elem|start)/.test(form)).flatMap((form) => allOf(form, `(${NAME})`));
  const called = String.raw`\((?:return_)?call (${NAME})`;
  for (let name = todo.pop(); name; name = todo.pop()) {
    const body = functions.get(name);
    if (!body || kept.has(name) || rootNames.includes(name)) continue;
    kept.add(name);
    todo.push(...allOf(body, called));
  }
  const ofSecond = new Map([...functions].filter(([name]) => !kept.has(name)));
  const moved = [...ofSecond.values()];
  const uses = new Set();
  // A short function takes less than to share it does: the second part has a copy.
  for (const [, form] of ofSecond) {
    for (const name of allOf(form, String.raw`\((?:(?:return_)?call|global\.[gs]et) (${NAME})`)) {
      const body = functions.get(name);
      if (!body || ofSecond.has(name)) uses.add(name);
      else if (body.length < MOST_COPIED) ofSecond.set(name, body);
      else uses.add(name);
    }
  }

  const exported = new Map(allOf(forms.join("\n"), String.raw`^ \(export ("[^"]*" \(\w+ ${NAME}\))\)`)
    .map((given) => /** @type {const} */ ([given.slice(given.indexOf("(") + 1, -1), given.split(" ")[0]])));
  const taken = [...exported.values()];
  let n = 0;
  /** @type {string[]} */
  const exports = [];
  /** @type {string[]} */
  const imports = [];
  /** Lets the second part have something of the first. @param {string} what with its name @param {string} type */
  const share = (what, type) => {
    let name = exported.get(what);
    if (!name) {
      while (taken.includes(`"${short(n)}"`)) n += 1;
      name = `"${short(n++)}"`;
      exports.push(` (export ${name} (${what}))`);
    }
    imports.push(` (import "f" ${name} (${what}${type}))`);
  };
  /** @param {string} form */
  const typeOf = (form) => form.match(new RegExp(`^ \\(func ${NAME}(.*)`))?.[1] ?? "";
  /** Functions of the same type and about the same size are most alike: beside each other they compress better. @param {string} a @param {string} b */
  const byLikeness = (a, b) => (typeOf(a) === typeOf(b) ? a.length - b.length : typeOf(a) < typeOf(b) ? -1 : 1);
  const [[tableName, table] = [], ...otherTables] = named("table");
  const [elements, ...otherElements] = forms.filter((form) => form.startsWith(" (elem "));
  const [, begin, first, listed] = elements?.match(/^( \(elem \S+ \(i32\.const (\d+)\))(.*)\)$/s) ?? [];
  const [, size] = table?.match(/ (\d+) \1 funcref\)$/) ?? [];
  if (!begin || !size || !table || !tableName || otherTables.length || otherElements.length) throw new Error("the functions stand in no table, or in several");
  const inTable = allOf(listed, `(${NAME})`);
  if (Number(first) + inTable.length !== Number(size)) throw new Error("the table has room at its end");
  /** @type {Map<string, {place: number, type: string}>} */
  const places = new Map();
  // In the order in which they stand, so that their numbers only rise.
  for (const [name, form] of [...functions].sort(([, a], [, b]) => byLikeness(a, b))) {
    if (ofSecond.has(name) || !uses.has(name)) continue;
    if (!inTable.includes(name)) inTable.push(name);
    places.set(name, { place: Number(first) + inTable.indexOf(name), type: typeOf(form).replace(/(?<=\(param )\$\S+ /g, "") });
  }
  const n_in_table = Number(first) + inTable.length;
  const largerTable = table.replace(` ${size} ${size} `, ` ${n_in_table} ${n_in_table} `);
  const changed = new Map([[table, largerTable], [elements, `${begin} ${inTable.join(" ")})`]]);

  for (const kind of ["memory", "table", "global"]) {
    for (const [name, whole] of named(kind)) {
      const form = changed.get(whole) ?? whole;
      const type = form.match(/^ \(\S+ \S+( \(mut \w+\)|[^()]*)/)?.[1].trimEnd() ?? "";
      if (kind !== "global" || uses.has(name)) share(`${kind} ${name}`, type);
    }
  }
  const isImport = /^ \(import /;
  const types = forms.filter((form) => /^ \((type|rec) /.test(form));
  const given = forms.filter((form) => isImport.test(form));
  const rest = forms.filter((form) => !types.includes(form) && !given.includes(form) && !moved.includes(form))
    .map((form) => changed.get(form) ?? form);
  const stubs = rootNames.map((name, at) => ` (import "m" "${short(at)}" (func ${name}${typeOf(functions.get(name) ?? "")}))`);
  const entries = rootNames.map((name, at) => ` (export "${short(at)}" (func ${name}))`);
  const needed = given.filter((form) => allOf(form, `(${NAME})`).some((name) => uses.has(name)));
  const seconds = [...ofSecond.values()].map((form) => withIndirectCalls(form, tableName, places));
  /** @param {string[][]} all */
  const whole = (...all) => {
    const [functions, others] = [true, false].map((is) => all.flat().filter((form) => form.startsWith(" (func ") === is));
    return `${[head, ...others, ...functions.sort(byLikeness), ")"].join("\n")}\n`;
  };
  return { first: whole(types, given, stubs, rest, exports), second: whole(types, needed, imports, entries, seconds) };
}

/** @typedef {{address: number, size: number}} Place */

/** A piece of data: its address and its bytes, as text has them. */
const PIECE = /^( \(data (?:\S+ )?\(i32\.const )(\d+)\) "((?:[^"\\]|\\.)*)"/s;
/** @type {Record<string, string>} */
const ESCAPED = { t: "\t", n: "\n", r: "\r" };

/**
 * The piece of data that a form is, if it is one.
 *
 * @param {string} form
 * @returns {{address: number, bytes: Buffer} | undefined}
 */
export function dataOf(form) {
  const [, , address, told] = form.match(PIECE) ?? [];
  if (told === undefined) return undefined;
  const parts = Array.from(told.matchAll(/\\([0-9a-f]{2})|\\(.)|([^\\]+)/gs), ([, hex, letter, plain]) =>
    hex ? Buffer.from(hex, "hex") : Buffer.from(letter ? ESCAPED[letter] ?? letter : plain));
  return { address: Number(address), bytes: Buffer.concat(parts) };
}

/** The form of a piece of data. @param {number} address @param {Buffer} bytes */
export const formOf = (address, bytes) => ` (data (i32.const ${address}) "${bytes.toString("hex").replace(/../g, "\\$&")}")`;

/** What a module is made of, each with what begins it. @param {string} wat */
export const formsOf = (wat) => wat.split(/\n(?= \()/);

/** All the numbers in functions that may be addresses. @param {string[]} forms */
export const mentionsOf = (forms) => forms.filter((form) => /^ \((func|elem)/.test(form))
  .flatMap((form) => Array.from(form.matchAll(/(?:const |offset=)(\d+)/g), ([, number]) => Number(number)));

/**
 * Where a text stands in the data of a module: what is behind one text, to the end of another.
 *
 * @param {string} wat
 * @param {string} behind
 * @param {string} to
 */
export function placeOfText(wat, behind, to) {
  const found = formsOf(wat).map(dataOf).filter((piece) => piece?.bytes.includes(behind));
  const [piece] = found;
  if (!piece || found.length > 1) throw new Error(`"${behind}" stands in ${found.length} pieces of data`);
  const start = piece.bytes.indexOf(behind) + Buffer.byteLength(behind);
  const end = piece.bytes.indexOf(to, start) + Buffer.byteLength(to);
  if (end <= start) throw new Error(`"${to}" does not stand behind "${behind}"`);
  return { address: piece.address + start, size: end - start };
}

/**
 * Moves what is at a place in the first part's data to the second's.
 *
 * @param {{first: string, second: string}} parts
 * @param {Place} place
 */
export function moveData({ first, second }, { address, size }) {
  let moved = "";
  const left = formsOf(first).flatMap((form) => {
    const piece = dataOf(form);
    const start = address - (piece?.address ?? NaN);
    if (!piece || !(start >= 0 && start + size <= piece.bytes.length)) return form;
    moved = formOf(address, piece.bytes.subarray(start, start + size));
    return [formOf(piece.address, piece.bytes.subarray(0, start)), formOf(address + size, piece.bytes.subarray(start + size))];
  });
  if (!moved) throw new Error(`there is no data at ${address}`);
  return { first: left.join("\n"), second: second.replace(/\)\s*$/, `${moved}\n)\n`) };
}
