// What the benchmark does in a page, beside the library: `globalThis.library` draws, this asks it to and takes the time.

import { rowsOf } from "../data.mjs";

const box = document.querySelector("#chart");
let data;
let chart;

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** Until the browser has painted the frame that it is in. */
const afterFrame = () => new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => resolve(performance.now());
  port2.postMessage(null);
});

/** Time that a measurement needs to begin in: nothing of what was before is still being done. */
const quiet = () => new Promise((resolve) => setTimeout(() => requestIdleCallback(resolve, { timeout: 1_000 }), 100));

/** From the start of `work` until what it drew is on the screen, in ms. */
async function timeOf(work) {
  await quiet();
  const start = performance.now();
  await work();
  return await globalThis.painted() - start;
}

/** The frames that count as a pointer's move: some libraries draw in the one after the next. */
const FRAMES_A_MOVE = 3;

/** How long the browser was busy after each move of the pointer, until it had painted. */
const moves = [];

addEventListener("pointermove", async () => {
  let start = performance.now();
  const handled = afterFrame();
  let busy = 0;
  for (let n = 0; n < FRAMES_A_MOVE; n += 1) {
    // Asked for before any library asks: what they do in this frame comes after it.
    await frame();
    const begun = performance.now();
    // Between the event and its frame the browser may have waited, which is not work.
    if (!n) busy += Math.min(begun, await Promise.race([handled, begun])) - start;
    start = begun;
    busy += await afterFrame() - start;
  }
  moves.push(busy);
}, { capture: true });

globalThis.bench = {
  prepare(n, options) {
    data = globalThis.library.prepare(rowsOf(n, options));
  },
  /** A small chart first: the library is then started, as it is on a page that has shown one. */
  async warm() {
    chart = await globalThis.library.mount(box, globalThis.library.prepare(rowsOf(12)));
    await globalThis.painted();
    await chart.filter();
    await globalThis.painted();
    chart.destroy();
    box.replaceChildren();
    await globalThis.painted();
  },
  mount: () => timeOf(async () => {
    chart = await globalThis.library.mount(box, data);
  }),
  filter: () => timeOf(() => chart.filter()),
  /** Where claims are drawn, in CSS px of the window. */
  plot() {
    const { left, top, width, height } = chart.plot().getBoundingClientRect();
    return { left, top, width, height };
  },
  moves,
  async moved(n) {
    while (moves.length < n) await frame();
    return moves.at(-1);
  },
};
