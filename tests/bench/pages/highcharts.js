// Highcharts: scatter series with error bars linked to them, and the module that its page on performance advises for many points.

import Highcharts from "highcharts/esm/highcharts.js";
import "highcharts/esm/highcharts-more.js";
import "highcharts/esm/modules/boost.js";
import { COLOURS, FILTERED, PARTIES, TITLE } from "../data.mjs";
import { byParty, LINE_WIDTH, RADIUS } from "./marks.js";

globalThis.library = {
  prepare: (rows) => rows,
  async mount(box, rows) {
    const frame = document.createElement("div");
    frame.style.height = "400px";
    box.append(frame);
    const chart = Highcharts.chart(frame, {
      chart: { animation: false },
      title: { text: TITLE },
      credits: { enabled: false },
      accessibility: { enabled: false },
      xAxis: { type: "datetime" },
      yAxis: { title: { text: null }, min: 0 },
      plotOptions: { series: { animation: false, turboThreshold: 0 } },
      series: byParty(rows).flatMap((own, party) => [
        {
          type: "scatter", name: PARTIES[party], color: COLOURS[party], marker: { symbol: "circle", radius: RADIUS },
          data: own.filter(({ value }) => value !== null).map(({ time, value }) => [time, value]),
        },
        {
          type: "errorbar", linkedTo: ":previous", color: COLOURS[party], whiskerLength: 0, stemWidth: LINE_WIDTH,
          data: own.filter(({ low }) => low !== null).map(({ time, low, high }) => [time, low, high]),
        },
      ]),
    });
    return {
      async filter() {
        chart.series[2 * FILTERED].hide();
      },
      plot: () => frame,
      destroy: () => {
        chart.destroy();
        frame.remove();
      },
    };
  },
};
