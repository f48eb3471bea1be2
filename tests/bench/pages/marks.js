// What the libraries that draw by hand on a canvas share: uPlot and Chart.js have no ranges of their own.

import { PARTIES } from "../data.mjs";

/** A dot's radius in CSS px. */
export const RADIUS = 3;
export const LINE_WIDTH = 1.5;

/** The rows of each party. */
export const byParty = (rows) => PARTIES.map((_, party) => rows.filter((row) => row.party === party));

/** The highest number that is drawn. */
export const highest = (rows) => rows.reduce((most, { value, high }) => Math.max(most, value ?? 0, high ?? 0), 0);
