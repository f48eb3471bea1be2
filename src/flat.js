// Becomes a part of claims_chart.js: `src/values.rs` reads what it gives. To ask JavaScript for each key and each value of
// thousands of claims from WebAssembly takes longer than everything else together.

/** How deep lists and objects may stand in each other; `claims_core::dataset::MAX_DEPTH` is the same. */
const MAX_DEPTH = 32;
/** How many values are told of at most; `claims_core::dataset::MAX_VALUES` is the same. */
const MAX_VALUES = 3e6;
/** So many letters count as a value: 40 million fill what is read at a time, as `claims_core::dataset::MAX_BYTES` has it. */
const LETTERS = 13;
/** How many claims are looked at before they are read; `claims_core::dataset::MAX_MANY` is the same, which refuses more. */
const MOST_CLAIMS = 1e5;

/**
 * Tells of a value what JSON can say of it: `undefined` as null, NaN and infinity, a `BigInt` as a number, a `Map` as an
 * object. It is a list of numbers: 0 for null, 1 for false, 2 for true; 3 and a number; 4 and a text; 5 and how many items of
 * a list follow; 6 and how many entries of an object follow, each a key and a value. Nothing is told where there is anything
 * else or too much of it. A text is told by its length, and stands in `out` with U+0000 between it and the next one: half a
 * pair at its end and another half where that begins would become a letter. A key is told by its number among those that were
 * told of before, the next number with the text of a new one. Of a dataset `out` gets the list of claims, too, and in its place
 * stands an empty one, or one of their ids where a claim supersedes another.
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
  /** @type {Map<string, number>} */
  const keys = new Map();
  let left = MAX_VALUES;
  /** @param {string} text */
  const say = (text) => {
    left -= text.length / LETTERS;
    if (left < 0) throw left;
    codes.push(text.length);
    texts.push(text);
  };
  /** Begins a list or an object of so many. @param {number} code @param {number} length */
  const begin = (code, length) => {
    left -= length;
    if (left < 0) throw left;
    codes.push(code, length);
  };
  /** An entry of what may be a map. @param {any} claim @param {string} key */
  const of = (claim, key) => claim?.[key] ?? claim?.get?.(key);
  /** @param {any} value @param {number} depth */
  const tell = (value, depth) => {
    if (value === null || value === undefined) codes.push(0);
    else if (typeof value === "boolean") codes.push(value ? 2 : 1);
    else if (typeof value === "number" || typeof value === "bigint") codes.push(3, Number(value));
    else if (typeof value === "string") {
      codes.push(4);
      say(value);
    } else if (typeof value !== "object" || depth === MAX_DEPTH) throw depth;
    else if (Array.isArray(value)) {
      // A proxy may say anything of itself.
      const length = value.length >>> 0;
      begin(5, length);
      for (let n = 0; n < length; n++) tell(value[n], depth + 1);
    } else {
      const isMap = value instanceof Map;
      if (!isMap && Symbol.iterator in value) throw depth;
      const own = isMap ? [...value.keys()] : Object.keys(value);
      begin(6, own.length);
      for (const name of own) {
        // Of a map it may be anything, which is none then.
        const key = typeof name === "string" ? name : "";
        const known = keys.get(key);
        codes.push(known ?? keys.size);
        if (known === undefined) {
          keys.set(key, keys.size);
          say(key);
        }
        const inner = isMap ? value.get(name) : value[name];
        if (isDataset && !depth && key === "claims" && Array.isArray(inner)) {
          out[1] = inner;
          const areAsked = inner.length <= MOST_CLAIMS && inner.some((claim) => of(claim, "supersedes"));
          tell(areAsked ? inner.map((claim) => ({ id: of(claim, "id") })) : [], 1);
        } else tell(inner, depth + 1);
      }
    }
  };
  out[1] = [];
  try {
    tell(data, 0);
  } catch {
    // Too much, something else, or a property that throws when it is read.
    return [];
  }
  out[0] = texts.join("\0");
  return codes;
}
