// uPlot: a faceted chart (mode 2) whose points are one Path2D a series, as its demo of scatter plots draws them. Its author leaves
// ranges and the search for the point that is nearest to the pointer to the page.

import uPlot from "uplot";
import { COLOURS, PARTIES, FILTERED, TITLE } from "../data.mjs";
import { byParty, highest, LINE_WIDTH, RADIUS } from "./marks.js";

/** How far from the pointer a point is found, in CSS px. */
const REACH = 12;

/** A column for each of what is drawn, by date; times are in seconds. */
const columnsOf = (rows) => [
  rows.map(({ time }) => time / 1000),
  rows.map(({ value }) => value),
  rows.map(({ low }) => low),
  rows.map(({ high }) => high),
];

function draw(u, seriesIdx) {
  uPlot.orient(u, seriesIdx, (series, _x, _y, scaleX, scaleY, toX, toY, left, top, width, height, moveTo, lineTo, _rect, arc) => {
    const [times, values, lows, highs] = u.data[seriesIdx];
    const radius = RADIUS * devicePixelRatio;
    const dots = new Path2D();
    const lines = new Path2D();
    for (let n = 0; n < times.length; n += 1) {
      const x = toX(times[n], scaleX, width, left);
      if (lows[n] !== null) {
        moveTo(lines, x, toY(lows[n], scaleY, height, top));
        lineTo(lines, x, toY(highs[n], scaleY, height, top));
      }
      if (values[n] !== null) {
        const y = toY(values[n], scaleY, height, top);
        dots.moveTo(x + radius, y);
        arc(dots, x, y, radius, 0, 2 * Math.PI);
      }
    }
    u.ctx.strokeStyle = series.stroke();
    u.ctx.lineWidth = LINE_WIDTH * devicePixelRatio;
    u.ctx.stroke(lines);
    u.ctx.fillStyle = series.stroke();
    u.ctx.fill(dots);
  });
  return null;
}

/** Finds the point that is nearest to the pointer, among those within reach: times are in order. */
function nearest(u) {
  const { left, top } = u.cursor;
  let found = null;
  let best = REACH ** 2;
  const from = u.posToVal(left - REACH, "x");
  const to = u.posToVal(left + REACH, "x");
  for (let series = 1; series < u.data.length; series += 1) {
    if (!u.series[series].show) continue;
    const [times, values, lows] = u.data[series];
    let start = 0;
    for (let end = times.length; start < end;) {
      const middle = (start + end) >> 1;
      if (times[middle] < from) start = middle + 1;
      else end = middle;
    }
    for (let n = start; n < times.length && times[n] <= to; n += 1) {
      const away = (u.valToPos(times[n], "x") - left) ** 2 + (u.valToPos(values[n] ?? lows[n], "y") - top) ** 2;
      if (away <= best) {
        best = away;
        found = { series, n };
      }
    }
  }
  return found;
}

globalThis.library = {
  prepare: (rows) => rows,
  async mount(box, rows) {
    let found = null;
    const top = highest(rows);
    const chart = new uPlot({
      title: TITLE,
      mode: 2,
      axes: [{}, { size: 60 }],
      width: box.clientWidth,
      height: 400,
      scales: { y: { range: () => [0, top * 1.05] } },
      series: [null, ...PARTIES.map((label, n) => ({ label, stroke: COLOURS[n], paths: draw }))],
      cursor: {
        dataIdx(u, series) {
          if (series === 1) found = nearest(u);
          return found?.series === series ? found.n : null;
        },
        points: { size: (u, series) => (found?.series === series ? 4 * RADIUS : 0) },
      },
    }, [null, ...byParty(rows).map(columnsOf)], box);
    return {
      async filter() {
        chart.setSeries(FILTERED + 1, { show: false });
      },
      plot: () => chart.over,
      destroy: () => chart.destroy(),
    };
  },
};
