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
/** How many claims are told of at a time: enough that calls take no time, few enough that what is told takes little memory. */
const BATCH = 500;
/** For so many numbers there is room at first: about as many as those take. */
const ROOM = 2e4;

/**
 * Tells of a value what JSON can say of it: `undefined` as null, NaN and infinity, a `BigInt` as a number, a `Map` as an
 * object. It is a list of numbers: 0 for null, 1 for false, 2 for true; 3 and a number; 4 and a text; 5 and how many items of
 * a list follow; 6 and how many entries of an object follow, each a key and a value. Nothing is told where there is anything
 * else or too much of it. A text is told by its length, and stands in `out` with U+0000 between it and the next one: half a
 * pair at its end and another half where that begins would become a letter. A key is told by its number among those that were
 * told of before, the next number with the text of a new one.
 *
 * The first time it tells of a dataset, but for its claims: in their place stands an empty list, or one of their ids where a
 * claim supersedes another. `out` gets the list of them after the texts, and then how many were told of: each time after that
 * it tells of the next.
 *
 * @param {unknown} data
 * @param {any[]} out
 */
function flatten(data, out) {
  // To copy it to WebAssembly takes less time than a list of numbers.
  let codes = new Float64Array(ROOM);
  let n_codes = 0;
  /** @type {string[]} */
  const texts = [];
  /** @type {Map<string, number>} */
  const keys = new Map();
  let left = MAX_VALUES;
  /** An entry of what may be a map. @param {any} claim @param {string} key */
  const of = (claim, key) => claim?.[key] ?? claim?.get?.(key);
  /** @param {string} text */
  const say = (text) => {
    left -= text.length / LETTERS;
    codes[n_codes++] = text.length;
    texts.push(text);
  };
  /** @param {any} value @param {number} depth */
  const tell = (value, depth) => {
    if (left < 0) throw value;
    // Nothing puts down more than two numbers before and two after the next value; calls and iterators would take the most time.
    if (n_codes > codes.length - 4) {
      const before = codes;
      codes = new Float64Array(2 * n_codes);
      codes.set(before);
    }
    if (typeof value === "string") {
      codes[n_codes++] = 4;
      say(value);
    } else if (typeof value === "number" || typeof value === "bigint") {
      codes[n_codes++] = 3;
      codes[n_codes++] = Number(value);
    } else if (value === null || value === undefined) codes[n_codes++] = 0;
    else if (typeof value === "boolean") codes[n_codes++] = value ? 2 : 1;
    else if (typeof value !== "object" || depth === MAX_DEPTH) throw value;
    else if (Array.isArray(value)) {
      // A proxy may say anything of itself.
      const length = value.length >>> 0;
      left -= length;
      codes[n_codes++] = 5;
      codes[n_codes++] = length;
      for (let n = 0; n < length; n++) tell(value[n], depth + 1);
    } else {
      const isMap = value instanceof Map;
      if (!isMap && Symbol.iterator in value) throw value;
      const own = isMap ? [...value.keys()] : Object.keys(value);
      const { length } = own;
      left -= length;
      codes[n_codes++] = 6;
      codes[n_codes++] = length;
      for (let n = 0; n < length; n++) {
        const name = own[n];
        // Of a map it may be anything, which is none then.
        const key = typeof name === "string" ? name : "";
        const known = keys.get(key);
        codes[n_codes++] = known ?? keys.size;
        if (known === undefined) {
          keys.set(key, keys.size);
          say(key);
        }
        const inner = isMap ? value.get(name) : value[name];
        if (!out[1] && !depth && key === "claims" && Array.isArray(inner)) {
          out[1] = inner;
          out[2] = 0;
          const areAsked = inner.length <= MOST_CLAIMS && inner.some((claim) => of(claim, "supersedes"));
          tell(areAsked ? inner.map((claim) => ({ id: of(claim, "id") })) : [], 1);
        } else tell(inner, depth + 1);
      }
    }
  };
  try {
    tell(out[1] ? out[1].slice(out[2], out[2] += BATCH) : data, 0);
  } catch {
    // Too much, something else, or a property that throws when it is read.
    n_codes = 0;
  }
  out[0] = texts.join("\0");
  out[1] ??= [];
  return codes.subarray(0, n_codes);
}
