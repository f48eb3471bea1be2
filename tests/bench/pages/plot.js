// Observable Plot: rules and dots with a legend and a tip; it makes a new SVG for each change, which takes the place of the old.

import { dot, plot, ruleX } from "@observablehq/plot";
import { COLOURS, FILTERED, PARTIES, TITLE, wordsOf } from "../data.mjs";
import { LINE_WIDTH, RADIUS } from "./marks.js";

const by = ({ party }) => PARTIES[party];
const time = ({ time }) => new Date(time);

const draw = (rows, width) => plot({
  title: TITLE,
  width,
  height: 400,
  marginLeft: 50,
  x: { label: null },
  y: { label: null, grid: true, zero: true },
  color: { domain: PARTIES, range: COLOURS, legend: true },
  marks: [
    ruleX(rows.filter(({ low }) => low !== null), { x: time, y1: "low", y2: "high", stroke: by, strokeWidth: LINE_WIDTH }),
    dot(rows.filter(({ value }) => value !== null), { x: time, y: "value", fill: by, r: RADIUS, title: wordsOf, tip: true }),
  ],
});

globalThis.library = {
  prepare: (rows) => rows,
  async mount(box, rows) {
    let figure = draw(rows, box.clientWidth);
    box.append(figure);
    return {
      async filter() {
        const next = draw(rows.filter(({ party }) => party !== FILTERED), box.clientWidth);
        figure.replaceWith(next);
        figure = next;
      },
      plot: () => figure.querySelector("svg[viewBox*='400']") ?? figure,
      destroy: () => figure.remove(),
    };
  },
};
