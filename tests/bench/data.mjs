// The claims that every library draws: the same ones for a number of claims, whoever asks.
//
// A count grows over three years; each claim is said by one of twenty people of four parties on one of its days. The claims
// all hold: none says anything of the count that is not so. With `contradicting` one in ten says a number of its own.

/**
 * A claim as a page has it before any library gets it: dates and numbers, in no library's own form.
 *
 * @typedef {object} Row
 * @property {number} claimant its position in CLAIMANTS
 * @property {number} party its position in PARTIES
 * @property {number} time the day it was said, in ms since 1970
 * @property {keyof typeof KINDS} kind what is said of the number, as datasets name it
 * @property {number | null} value the number that is said; null where it is a range
 * @property {number | null} low the lower end of what is drawn as a line; null where there is none
 * @property {number | null} high its upper end
 */

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2022, 0, 1);
const N_DAYS = 1_096;
const LAST_COUNT = 40_000;
/** How far the line of an open end reaches, in the unit of the axis: about 24 px. */
export const OPEN_END = 4_000;

/** Of 100 claims, so many. */
const KINDS = { about: 25, at_least: 20, more_than: 15, between: 25, at_most: 10, exactly: 5 };

export const PARTIES = ["Government", "Opposition", "Observers", "Press"];
export const COLOURS = ["#0069a8", "#b54800", "#007a5a", "#8146b0"];
/** The party that is hidden by the filter. */
export const FILTERED = 1;
export const CLAIMANTS = Array.from({ length: 20 }, (_, n) => ({ name: `Claimant ${n + 1}`, party: n % PARTIES.length }));
export const TITLE = "How many were there?";
export const UNIT = "people";

/** Numbers below 1 that look random and are the same each time: mulberry32 (T. Ettinger, 2017). @param {number} seed */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The count at the end of a day: it never falls. @param {number} day from 0 */
const countOn = (day) => Math.round(500 + LAST_COUNT * ((day + 1) / N_DAYS) ** 1.4);

/** To two digits, as people say numbers. @param {number} value @param {(value: number) => number} round */
function inTwoDigits(value, round) {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1);
  return round(value / unit) * unit;
}

/**
 * @param {number} n how many claims, by date
 * @param {{contradicting?: boolean}} [options]
 * @returns {Row[]}
 */
export function rowsOf(n, { contradicting = false } = {}) {
  const next = numbers(n);
  const days = Array.from({ length: n }, () => Math.floor(next() * N_DAYS)).sort((a, b) => a - b);
  return days.map((day) => {
    let at = next() * 100;
    const [kind] = /** @type {[keyof typeof KINDS, number][]} */ (Object.entries(KINDS)).find(([, share]) => (at -= share) < 0) ?? ["about"];
    const claimant = Math.floor(next() * CLAIMANTS.length);
    const said = { claimant, party: CLAIMANTS[claimant].party, time: FIRST_DAY + day * DAY_MS, kind };
    const isWrong = contradicting && next() < 0.1;
    const count = isWrong ? countOn(day) * (0.5 + next()) : countOn(day);
    const less = inTwoDigits(count * (0.4 + 0.55 * next()), Math.floor);
    const more = inTwoDigits(count * (1.05 + 0.5 * next()), Math.ceil);
    switch (kind) {
      case "exactly": return { ...said, value: Math.round(count), low: null, high: null };
      case "about": return { ...said, value: inTwoDigits(count, Math.round), low: null, high: null };
      case "between": return { ...said, value: null, low: less, high: more };
      case "at_most": return { ...said, value: more, low: Math.max(0, more - OPEN_END), high: more };
      default: return { ...said, value: less, low: less, high: less + OPEN_END };
    }
  });
}

/** @param {number} time */
const dateOf = (time) => new Date(time).toISOString().slice(0, 10);

/** The same claims as a dataset of Claims Chart. @param {Row[]} rows */
export const datasetOf = (rows) => ({
  title: TITLE,
  language: "en",
  measures: [{ id: "count", label: "Count", unit: UNIT }],
  parties: PARTIES.map((label) => ({ id: label.toLowerCase(), label })),
  claimants: CLAIMANTS.map(({ name, party }, n) => ({ id: `claimant-${n}`, name, party: PARTIES[party].toLowerCase() })),
  claims: rows.map(({ claimant, time, kind, value, low, high }, n) => ({
    id: `claim-${n}`,
    claimant: `claimant-${claimant}`,
    said: dateOf(time),
    figures: [{ measure: "count", [kind]: kind === "between" ? [low, high] : value }],
  })),
});

/** What a claim says, as a tooltip tells it. @param {Row} row */
export const wordsOf = ({ claimant, time, kind, value, low, high }) =>
  `${CLAIMANTS[claimant].name}, ${dateOf(time)}: ${kind.replace("_", " ")} ${value ?? `${low} and ${high}`}`;
