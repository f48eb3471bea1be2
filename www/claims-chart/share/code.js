// The code that puts a chart into another page: text, made of what is shown and of addresses.

/** @param {string} text */
const escaped = (text) => text.replace(/[&"<>]/g, (c) => ({ "&": "&amp;", '"': "&quot;", "<": "&lt;", ">": "&gt;" })[c] ?? c);

/** A start tag; null leaves an attribute out, an empty text leaves its value out. @param {string} name @param {Record<string, string | number | null>} attributes */
const start = (name, attributes) => `<${Object.entries(attributes).reduce((all, [key, value]) =>
  value === null ? all : `${all} ${key}${value === "" ? "" : `="${escaped(String(value))}"`}`, name)}>`;

/**
 * A chart to be put into a page.
 *
 * @typedef {object} Chart
 * @property {Record<string, string | null>} attributes those of the element, with an absolute `src`; null for one that is not set
 * @property {string} title
 * @property {string} summary the picture in a sentence
 * @property {string} page the address of the page that it is taken from
 */

/**
 * A file of the program: its absolute address and, where it never changes, what it is checked against.
 *
 * @typedef {{url: string, integrity: string | null}} File
 */

/** The element with the script that defines it, in a page. @param {Chart} chart @param {File} script */
export function elementCode({ attributes, summary }, { url, integrity }) {
  const origin = integrity === null ? null : "anonymous";
  return `${start("script", { type: "module", src: url, integrity, crossorigin: origin })}</script>
${start("claims-chart", attributes)}
  <p>${escaped(summary)}</p>
</claims-chart>`;
}

/**
 * A frame with the chart in it, which may run scripts, open links and save files, and nothing else.
 *
 * @param {Chart} chart
 * @param {string} frame the absolute address of embed.html
 * @param {number} height CSS px, until the frame says how tall it is
 */
export function frameCode({ attributes, title, page }, frame, height) {
  const url = new URL(frame);
  for (const [name, value] of Object.entries({ ...attributes, page })) {
    if (value !== null) url.searchParams.set(name, value);
  }
  return `${start("iframe", {
    src: url.href, title, width: "100%", height, frameborder: 0, loading: "lazy",
    sandbox: "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads",
  })}</iframe>`;
}

/** A picture of the chart that leads to the page. @param {Chart} chart @param {{file: string, width: number, height: number}} picture */
export function pictureCode({ page, summary }, { file, width, height }) {
  return `${start("a", { href: page })}
  ${start("img", { src: file, alt: summary, width, height })}
</a>`;
}
