// What a chart speaks: the element's own language, else that of the page around it, else English.

import LANGUAGES from "built:languages";
import { text } from "./errors.js";

/**
 * @typedef {import("../claims_chart.js").Chart} Chart
 * @typedef {import("./errors.js").Problem} Problem
 * @typedef {{code: string, texts?: string, problems: Problem[]}} Language the texts, unless the program has them in itself;
 *   `problems` says why it is another than was asked for
 */

/** The language that the program has in itself. */
const ENGLISH = "en";

/** So long a language is waited for, in ms. */
const MOST_LANGUAGE_MS = 1e4;

/** The texts of languages other than English, by code. @type {Map<string, Promise<string>>} */
const languages = new Map();

/** The text of a language, fetched once for the page; a failed attempt is made again. @param {string} code */
function textsOf(code) {
  let language = languages.get(code);
  if (!language) {
    // Those who wait for it are shown English then.
    language = fetch(/** @type {string} */ (LANGUAGES[code]), { signal: AbortSignal.timeout(MOST_LANGUAGE_MS) }).then((answer) => {
      if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
      return answer.text();
    });
    language.catch(() => languages.delete(code));
    languages.set(code, language);
  }
  return language;
}

/** @param {string} message @returns {Language} */
const englishBecause = (message) => ({ code: ENGLISH, problems: [{ path: "lang", message }] });

/** The language for an element. @param {Element} element @returns {Promise<Language>} */
export async function languageFor(element) {
  const own = element.getAttribute("lang");
  const tag = own ?? element.closest("[lang]")?.getAttribute("lang") ?? element.ownerDocument.documentElement.lang;
  const codes = Object.keys(LANGUAGES);
  const code = codes.find((each) => each === tag.toLowerCase().split("-")[0]);
  if (own && !code) {
    return englishBecause(`must be one of ${codes.map((each) => `"${each}"`).join(", ")}, not "${own}"`);
  }
  if (!code || code === ENGLISH) return { code: ENGLISH, problems: [] };
  try {
    return { code, texts: await textsOf(code), problems: [] };
  } catch (error) {
    return englishBecause(`"${code}" could not be fetched: ${text(error)}`);
  }
}

/** Has a chart speak a language; gives the one that it speaks then. @param {Chart} chart @param {Language} language */
export function speak(chart, language) {
  try {
    chart.speak(language.texts);
    return language;
  } catch (error) {
    // A file of another version, as a cache may hold it: the chart goes on in English, and the next asks for it anew.
    languages.delete(language.code);
    return englishBecause(text(error));
  }
}
