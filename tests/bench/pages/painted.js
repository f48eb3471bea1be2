// Stands in every page: when is on the screen what has been drawn so far?

{
  let n_marks = 0;
  /**
   * Puts a dot into the page, which is painted in the next frame with all that was drawn before it, and says when the browser
   * showed that frame: https://wicg.github.io/element-timing/
   *
   * @returns {Promise<number>} ms since the navigation began
   */
  globalThis.painted = () => new Promise((resolve) => {
    n_marks += 1;
    const name = `painted-${n_marks}`;
    const mark = document.createElement("p");
    mark.setAttribute("elementtiming", name);
    mark.textContent = "•";
    mark.style.cssText = "position: fixed; left: 0; top: 0; margin: 0; font: 10px sans-serif";
    new PerformanceObserver((list, observer) => {
      const entry = list.getEntries().find(({ identifier }) => identifier === name);
      if (!entry) return;
      observer.disconnect();
      mark.remove();
      resolve(entry.renderTime);
    }).observe({ type: "element", buffered: true });
    document.body.append(mark);
  });
}
