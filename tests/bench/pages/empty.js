// A page without a chart: what the browser takes by itself.

globalThis.library = {
  prepare: (rows) => rows,
  async mount(box) {
    const blank = document.createElement("div");
    blank.style.height = "400px";
    box.append(blank);
    return { filter: async () => {}, plot: () => blank, destroy: () => blank.remove() };
  },
};
