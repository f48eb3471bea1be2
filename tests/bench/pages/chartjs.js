// Chart.js: registered piece by piece so that bundlers drop the rest, its data in its own form and in order (`parsing`,
// `normalized`), without animations, as its page on performance advises; its time axis takes an adapter. Ranges are drawn by a plugin.

import { Chart, Legend, LinearScale, PointElement, ScatterController, TimeScale, Title, Tooltip } from "chart.js";
import "chartjs-adapter-date-fns";
import { COLOURS, FILTERED, PARTIES, TITLE, wordsOf } from "../data.mjs";
import { byParty, highest, LINE_WIDTH, RADIUS } from "./marks.js";

const ranges = {
  id: "ranges",
  beforeDatasetDraw({ ctx, scales: { x, y } }, { meta, index }) {
    const { data } = meta._dataset;
    const lines = new Path2D();
    for (const { x: time, row: { low, high } } of data) {
      if (low === null) continue;
      const at = x.getPixelForValue(time);
      lines.moveTo(at, y.getPixelForValue(low));
      lines.lineTo(at, y.getPixelForValue(high));
    }
    ctx.strokeStyle = COLOURS[index];
    ctx.lineWidth = LINE_WIDTH;
    ctx.stroke(lines);
  },
};

Chart.register(Legend, LinearScale, PointElement, ScatterController, TimeScale, Title, Tooltip);

globalThis.library = {
  prepare: (rows) => rows,
  async mount(box, rows) {
    const frame = document.createElement("div");
    frame.style.cssText = "position: relative; height: 400px";
    const canvas = document.createElement("canvas");
    frame.append(canvas);
    box.append(frame);
    const chart = new Chart(canvas, {
      type: "scatter",
      data: {
        datasets: byParty(rows).map((own, party) => ({
          label: PARTIES[party],
          // A range alone has no point; an option that is a function would be asked for each of them.
          data: own.map((row) => ({ x: row.time, y: row.value, row })),
          backgroundColor: COLOURS[party],
          pointRadius: RADIUS,
        })),
      },
      options: {
        animation: false,
        parsing: false,
        normalized: true,
        maintainAspectRatio: false,
        scales: { x: { type: "time" }, y: { beginAtZero: true, suggestedMax: highest(rows) } },
        plugins: { title: { display: true, text: TITLE }, tooltip: { callbacks: { label: ({ raw }) => wordsOf(raw.row) } } },
      },
      plugins: [ranges],
    });
    return {
      async filter() {
        chart.hide(FILTERED);
      },
      plot: () => canvas,
      destroy: () => {
        chart.destroy();
        frame.remove();
      },
    };
  },
};
