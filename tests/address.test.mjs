// The page's address as the widget reads and writes it, whatever stands in it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { read, withChoices } from "../www/claims-chart/address.js";

const NAMES = /** @type {const} */ (["view", "measure", "as-of", "hide", "selected", "compare"]);
const N_ROUNDS = Number(process.env.CLAIMS_CHART_ROUNDS ?? 5000);

/** What an address is made of, and what it is broken with. */
const PIECES = ["#", "&", "=", "+", "%", "%2", "%00", "%E0%A4%A", "%F0%9F%98%80", "%ud800", ",", ".", "?", " ", "\0", "\ud800", "\udc00",
  "\u202e", "😀", "é", "a", "killed", "kursk.", "view", "view=bars", "hide=", "hide=a,b", "selected=", "__proto__", "constructor",
  "javascript:alert(1)", "<script>", "\"'`", "x".repeat(5000)];

/** Numbers that look random and are the same each time: xorshift. @param {number} seed */
function numbers(seed) {
  let state = seed;
  return (/** @type {number} */ n) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % n;
  };
}

test("no address makes the reader or the writer fail, and what is written twice is written once", () => {
  const below = numbers(Number(process.env.CLAIMS_CHART_SEED ?? 1));
  const pieces = (/** @type {number} */ most) => Array.from({ length: below(most) }, () => PIECES[below(PIECES.length)]).join("");
  for (let round = 0; round < N_ROUNDS; round += 1) {
    // An address object is a location as far as the widget asks: setting its fragment escapes what has to be.
    const here = new URL("https://example.org/article?x=1");
    Object.defineProperty(globalThis, "location", { value: here, configurable: true });
    here.hash = pieces(12);
    const id = below(2) ? "" : pieces(3);
    const choices = Object.fromEntries(NAMES.map((name) => [name, below(2) ? pieces(4) : null]));
    const fragment = JSON.stringify([here.hash, id, choices]);
    read(id, NAMES);
    const address = withChoices(id, choices);
    here.href = address;
    read(id, NAMES);
    assert.equal(new URL(address).origin, "https://example.org", fragment);
    assert.equal(new URL(address).pathname, "/article", fragment);
    assert.equal(withChoices(id, choices), address, `written twice, it is the same: ${fragment}`);
  }
});

test("what is chosen comes back from a clean address as it was", () => {
  const below = numbers(7);
  for (let round = 0; round < N_ROUNDS; round += 1) {
    const here = new URL("https://example.org/article");
    Object.defineProperty(globalThis, "location", { value: here, configurable: true });
    const piece = () => PIECES[below(PIECES.length)] + PIECES[below(PIECES.length)];
    const choices = Object.fromEntries(NAMES.map((name) => [name, below(3) ? piece() : null]));
    const id = below(2) ? piece() : "";
    here.href = withChoices(id, choices);
    const whole = (/** @type {string | null} */ text) => text?.replace(/\p{Cs}/gu, "\ufffd") ?? null;
    const expected = NAMES.map((name) => [name, whole(choices[name])]);
    assert.deepEqual(read(whole(id) ?? "", NAMES), expected, JSON.stringify([here.hash, id]));
  }
});
