// Where in a text something stands: the cell or row of a sheet, the value of a path in JSON, and the place where JSON breaks off.

/** Start and end of a part of a text, as a text field selects it. @typedef {[number, number]} Place */

/**
 * The place of a problem of a sheet, such as `row 5, value`: its cell, or its row where that is empty or no cell is named.
 *
 * @param {string} text with lines that end in `\n`
 * @param {string} path
 * @returns {Place | null}
 */
export function placeInSheet(text, path) {
  const [, row, column] = path.match(/^row (\d+)(?:, (.+))?$/) ?? [];
  const [header] = text.trimStart().split("\n", 1);
  const n_cells = (/** @type {string} */ separator) => header.split(separator).length;
  const [separator] = [",", ";", "\t"].sort((a, b) => n_cells(b) - n_cells(a));
  // A quoted cell holds separators and line breaks; a quotation mark that is never closed reaches to the end.
  const cell = new RegExp(`((?:"[^"]*(?:""[^"]*)*"?)?[^${separator}\n]*)([${separator}\n]|$)`, "y");
  let names = /** @type {string[]} */ ([]);
  for (let number = 1; cell.lastIndex < text.length; number += 1) {
    const start = cell.lastIndex;
    const cells = /** @type {Place[]} */ ([]);
    let end = "";
    do {
      const at = cell.lastIndex;
      const [, content, after] = /** @type {RegExpExecArray} */ (cell.exec(text));
      cells.push([at, at + content.length]);
      end = after;
    } while (end === separator);
    const last = cells[cells.length - 1][1];
    if (!names.length && last > start) {
      // As the reader of CSV takes names: capitals mean nothing, nor do spaces or hyphens for underscores.
      names = cells.map(([from, to]) => text.slice(from, to).replaceAll('"', "").trim().toLowerCase()
        .replace(/[\s_\u2010\u2011-]+/g, "_"));
    }
    if (number !== Number(row)) continue;
    const [from, to] = cells[names.indexOf(column ?? "")] ?? [start, last];
    return from < to ? [from, to] : [start, last];
  }
  return null;
}

/** What stops the walk through JSON, and where. */
class Fault extends Error {
  /** @param {number} at @param {string} message */
  constructor(at, message) {
    super(message);
    this.at = at;
  }
}

/**
 * Walks through JSON and tells the place of each value; throws a `Fault` at the first character that is not JSON. Browsers
 * differ in what they say of faults, and some of them do not say where.
 *
 * @param {string} text
 * @param {(path: string, place: Place) => void} visit
 */
function walk(text, visit) {
  let at = 0;
  const take = (/** @type {RegExp} */ token) => {
    token.lastIndex = at;
    const [found] = token.exec(text) ?? [];
    if (found) at += found.length;
    return found;
  };
  const space = () => take(/[ \t\n\r]+/y);
  const string = () => {
    const found = take(/"(?:[^"\\\u0000-\u001f]|\\(?:[bf"\\/nrt]|u[\da-fA-F]{4}))*"/y);
    if (found || text[at] !== '"') return found;
    throw new Fault(at, "the text that begins here does not end in its line, or has a backslash too many");
  };
  /** @param {string} expected @returns {never} */
  const fail = (expected) => {
    const [found] = text.slice(at).match(/^(?:[\w.+-]+|.)/u) ?? [];
    const shown = found && ({ "'": "an apostrophe", '"': "a quotation mark" }[found] ?? `"${found}"`);
    throw new Fault(at, `expected ${expected}, ${shown ? `not ${shown}` : "but the text ends"}`);
  };
  /** What stands in brackets, with commas between. @param {string} close @param {() => void} member */
  const members = (close, member) => {
    at += 1;
    space();
    if (text[at] === close) {
      at += 1;
      return;
    }
    for (;;) {
      space();
      member();
      space();
      const after = text[at];
      if (after !== "," && after !== close) fail(`a comma or "${close}"`);
      at += 1;
      if (after === close) return;
      const comma = at - 1;
      space();
      if (text[at] === close) throw new Fault(comma, `take out this comma: "${close}" follows`);
    }
  };
  const value = (/** @type {string} */ path) => {
    const start = at;
    if (text[at] === "{") {
      members("}", () => {
        const key = string() ?? fail("a name in quotation marks");
        space();
        if (text[at] !== ":") fail("a colon");
        at += 1;
        space();
        value(`${path && `${path}.`}${JSON.parse(key)}`);
      });
    } else if (text[at] === "[") {
      let n = 0;
      members("]", () => value(`${path}[${n++}]`));
    } else {
      string() ?? take(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y) ?? fail("a value");
    }
    visit(path, [start, at]);
  };
  space();
  value("");
  space();
  if (at < text.length) fail("nothing more");
}

/**
 * Where a text stops being JSON, and what would be right there; null where it does not.
 *
 * @param {string} text
 * @returns {{path: string, message: string, place: Place} | null}
 */
export function faultOfJson(text) {
  try {
    walk(text, () => {});
  } catch (error) {
    if (!(error instanceof Fault)) return null;
    const before = text.slice(0, error.at).split("\n");
    const column = before[before.length - 1].length + 1;
    return { path: `line ${before.length}, column ${column}`, message: error.message, place: [error.at, error.at + 1] };
  }
  return null;
}

/**
 * The place of a problem in JSON, such as `claims[3].said`; of what is missing, where it is missing.
 *
 * @param {string} text
 * @param {string} path
 * @returns {Place | null}
 */
export function placeInJson(text, path) {
  let longest = -1;
  /** @type {Place | null} */
  let found = null;
  walk(text, (each, place) => {
    const rest = path.slice(each.length);
    if (each.length <= longest || !path.startsWith(each) || (each && rest && !/^[.[]/.test(rest))) return;
    longest = each.length;
    found = place;
  });
  return found;
}
