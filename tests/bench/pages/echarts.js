// Apache ECharts: only what the chart needs is imported, as its handbook advises; the dots are a scatter series in its mode for
// large data, the ranges a custom series of the same name, as its example of error bars on a scatter chart draws them.

import { CustomChart, ScatterChart } from "echarts/charts";
import { GridComponent, LegendComponent, TitleComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { COLOURS, FILTERED, PARTIES, TITLE, wordsOf } from "../data.mjs";
import { byParty, LINE_WIDTH, RADIUS } from "./marks.js";

use([CanvasRenderer, CustomChart, GridComponent, LegendComponent, ScatterChart, TitleComponent, TooltipComponent]);

function line(params, api) {
  const [x, low] = api.coord([api.value(0), api.value(1)]);
  const [, high] = api.coord([api.value(0), api.value(2)]);
  return { type: "line", shape: { x1: x, y1: low, x2: x, y2: high }, style: { stroke: COLOURS[params.seriesIndex - PARTIES.length], lineWidth: LINE_WIDTH } };
}

/** Until it has drawn all of it: many dots are drawn over several frames. */
const finished = (chart) => new Promise((resolve) => {
  const end = () => {
    chart.off("finished", end);
    resolve();
  };
  chart.on("finished", end);
});

globalThis.library = {
  prepare: (rows) => rows,
  async mount(box, rows) {
    const frame = document.createElement("div");
    frame.style.height = "400px";
    box.append(frame);
    const chart = init(frame);
    const parties = byParty(rows);
    const dots = parties.map((own) => own.filter(({ value }) => value !== null));
    const drawn = finished(chart);
    chart.setOption({
      animation: false,
      title: { text: TITLE, left: "center" },
      legend: { data: PARTIES, bottom: 0 },
      tooltip: { trigger: "item", formatter: ({ seriesIndex, dataIndex }) => wordsOf(dots[seriesIndex][dataIndex]) },
      xAxis: { type: "time" },
      yAxis: { type: "value" },
      series: [
        ...dots.map((own, party) => ({
          type: "scatter", name: PARTIES[party], color: COLOURS[party], symbolSize: 2 * RADIUS, large: true,
          data: own.map(({ time, value }) => [time, value]),
        })),
        ...parties.map((own, party) => ({
          type: "custom", name: PARTIES[party], color: COLOURS[party], renderItem: line, silent: true,
          dimensions: ["time", "low", "high"], encode: { x: 0, y: [1, 2] },
          data: own.filter(({ low }) => low !== null).map(({ time, low, high }) => [time, low, high]),
        })),
      ],
    });
    await drawn;
    return {
      async filter() {
        const redrawn = finished(chart);
        chart.dispatchAction({ type: "legendUnSelect", name: PARTIES[FILTERED] });
        await redrawn;
      },
      plot: () => frame,
      destroy: () => {
        chart.dispose();
        frame.remove();
      },
    };
  },
};
