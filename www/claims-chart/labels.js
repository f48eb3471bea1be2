// What the controls say: a list of texts, and here where each of them is in it, in the order of
// src/core/words/languages/en.txt. Numbers instead of names, as the names would be sent to every reader.

export const MEASURES = 0;
export const PARTIES = 1;
export const NOTES = 2;
export const FINDING = 3;
export const EARLIER = 4;
export const LATER = 5;
export const VIEWS = 6;
export const TIMELINE = 7;
export const BARS = 8;
export const TABLE = 9;
export const AS_OF_DAY = 10;
export const EARLIER_SAID = 11;
export const LATER_SAID = 12;
export const SAID = 13;
export const WHO = 14;
export const COUNT = 15;
export const WORDS = 16;
export const BASIS = 17;
export const NOTE = 18;
export const REPORTS_COLUMN = 19;
export const EVENT = 20;
export const COMPARE = 21;
export const CHOOSE = 22;
export const PART = 23;
export const CITE = 24;
export const CITED = 25;
export const CLOSE = 26;
export const DOWNLOAD = 27;
export const EMBED = 28;
