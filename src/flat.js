// Becomes a part of claims_chart.js: `src/values.rs` reads what it gives. To ask JavaScript for each key and each value of
// thousands of claims from WebAssembly takes longer than everything else together.

/** How deep lists and objects may stand in each other; `claims_core::dataset::MAX_DEPTH` is the same. */
const MAX_DEPTH = 32;
/** How many values are told of at most; `claims_core::dataset::MAX_VALUES` is the same. */
const MAX_VALUES = 3e6;

/** What stands between two texts. */
const END = "\0";

/**
 * Tells of a value what JSON can say of it: `undefined` as null, NaN and infinity, a `BigInt` as a number, a `Map` as an
 * object. It is a list of numbers: 0 for null, 1 for false, 2 for true; 3 and a number; 4 and a text; 5 and how many items of
 * a list follow; 6 and how many entries of an object follow, each a text, its key, and a value; 7 for anything else. The texts
 * are in `out`, with U+0000 between them: here stands how often that is in a text itself. Of a dataset `out` gets the list of
 * claims, too, and in its place stands a list of their ids.
 *
 * @param {unknown} data
 * @param {boolean} isDataset
 * @param {unknown[]} out
 */
function flatten(data, isDataset, out) {
  /** @type {number[]} */
  const codes = [];
  /** @type {string[]} */
  const texts = [];
  let left = MAX_VALUES;
  /** Tells a text, with how often it holds what stands between texts. @param {string} text */
  const say = (text) => {
    codes.push(text.includes(END) ? text.split(END).length - 1 : 0);
    texts.push(text);
  };
  /** @param {any} claim */
  const tellId = (claim) => {
    const id = claim instanceof Map ? claim.get("id") : claim?.id;
    if (typeof id === "string") {
      codes.push(4);
      say(id);
    } else codes.push(0);
  };
  /** @param {unknown} value @param {number} depth */
  const tell = (value, depth) => {
    left -= 1;
    if (value === null || value === undefined) codes.push(0);
    else if (typeof value === "boolean") codes.push(value ? 2 : 1);
    else if (typeof value === "number" || typeof value === "bigint") codes.push(3, Number(value));
    else if (typeof value === "string") {
      codes.push(4);
      say(value);
    } else if (typeof value !== "object" || depth === MAX_DEPTH || left < 0) codes.push(7);
    else if (Array.isArray(value)) {
      codes.push(5, value.length);
      for (let n = 0; n < value.length && left > 0; n++) tell(value[n], depth + 1);
    } else if (Symbol.iterator in value && !(value instanceof Map)) codes.push(7);
    else {
      const entries = value instanceof Map ? [...value] : Object.entries(value);
      codes.push(6, entries.length);
      for (const [key, own] of entries) {
        // Of a map it may be anything, which is none then.
        say(typeof key === "string" ? key : "");
        if (isDataset && !depth && key === "claims" && Array.isArray(own)) {
          out[1] = own;
          codes.push(5, own.length);
          for (let n = 0; n < own.length && left-- > 0; n++) tellId(own[n]);
        } else tell(own, depth + 1);
      }
    }
  };
  try {
    tell(data, 0);
  } catch {
    // A property that throws when it is read.
    return [7];
  }
  out[0] = texts.join(END);
  return codes;
}
