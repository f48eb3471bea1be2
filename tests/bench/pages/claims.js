// Claims Chart: the element, as docs/embed.md shows it.

import { datasetOf, FILTERED, PARTIES } from "../data.mjs";

globalThis.library = {
  prepare: datasetOf,
  async mount(box, data) {
    const chart = document.createElement("claims-chart");
    box.append(chart);
    chart.data = data;
    await chart.ready;
    return {
      async filter() {
        chart.hide = PARTIES[FILTERED].toLowerCase();
        await chart.updateComplete;
      },
      plot: () => chart.shadowRoot.querySelector("canvas"),
      destroy: () => chart.remove(),
    };
  },
};
