// Vega-Lite: a specification of two layers that Vega-Embed compiles and draws on a canvas; a parameter filters.

import embed from "vega-embed";
import { COLOURS, FILTERED, PARTIES, TITLE, wordsOf } from "../data.mjs";
import { LINE_WIDTH, RADIUS } from "./marks.js";

const specification = (values, width) => ({
  title: TITLE,
  width,
  height: 330,
  autosize: { type: "fit", contains: "padding" },
  params: [{ name: "hidden", value: "" }],
  data: { values },
  transform: [{ filter: "datum.by != hidden" }],
  encoding: {
    x: { field: "time", type: "temporal", title: null },
    color: { field: "by", type: "nominal", title: null, scale: { domain: PARTIES, range: COLOURS } },
  },
  layer: [
    {
      transform: [{ filter: "datum.low != null" }],
      mark: { type: "rule", strokeWidth: LINE_WIDTH },
      encoding: { y: { field: "low", type: "quantitative", title: null }, y2: { field: "high" } },
    },
    {
      transform: [{ filter: "datum.value != null" }],
      mark: { type: "point", filled: true, opacity: 1, size: Math.PI * RADIUS ** 2 },
      encoding: { y: { field: "value", type: "quantitative" }, tooltip: { field: "words" } },
    },
  ],
});

globalThis.library = {
  prepare: (rows) => rows,
  async mount(box, rows) {
    const values = rows.map((row) => ({ ...row, by: PARTIES[row.party], words: wordsOf(row) }));
    const { view, finalize } = await embed(box, specification(values, box.clientWidth), { actions: false, renderer: "canvas" });
    return {
      async filter() {
        await view.signal("hidden", PARTIES[FILTERED]).runAsync();
      },
      plot: () => box.querySelector("canvas"),
      destroy: finalize,
    };
  },
};
