// The picture with everything that it needs to stand alone: title, legend, what is left out, the finding, the source.

import { h } from "../dom.js";
import { documentOf, escaped, shapesOf, tag } from "../svg.js";

/** @typedef {import("../share.js").Shown} Shown */

/** CSS px around everything. */
const MARGIN = 24;
/** The side of the box in which a party's mark is drawn, in CSS px. */
const MARK = 14;
const LINE_HEIGHT = 1.35;

/** @typedef {{text: string, x: number, y: number, size: number, bold: boolean, fill: string}} Line `y` is the middle of the line */

/**
 * Parts a text into lines that are no wider than there is room; a word that is wider alone is cut.
 *
 * @param {string} text
 * @param {number} room
 * @param {(text: string) => number} widthOf
 */
function linesOf(text, room, widthOf) {
  const lines = [""];
  // Where a language writes no spaces, it knows where a line may end.
  const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });
  for (const { segment } of segmenter.segment(text)) {
    const last = /** @type {string} */ (lines.at(-1));
    if (widthOf((last + segment).trimEnd()) <= room) lines[lines.length - 1] = last + segment;
    // A full stop goes with the word before it.
    else if (!/[\p{L}\p{N}]/u.test(segment) && segment.trim() && last) lines[lines.length - 1] = last + segment;
    else {
      lines.push("");
      for (const letter of segment.trimStart()) {
        if (lines.at(-1) && widthOf(lines.at(-1) + letter) > room) lines.push("");
        lines[lines.length - 1] += letter;
      }
    }
  }
  return lines.map((line) => line.trim()).filter(Boolean);
}

/** @param {Shown} shown */
export function posterOf({ element, chart, words, layout, measure, provenance }) {
  const { palette } = layout;
  const figure = /** @type {HTMLElement} */ (element.shadowRoot?.querySelector(".figure"));
  const font = getComputedStyle(figure).fontFamily;
  const width = layout.width + 2 * MARGIN;
  const room = layout.width;
  const measuring = /** @type {CanvasRenderingContext2D} */ (h("canvas").getContext("2d"));
  const fontOf = (/** @type {number} */ size, /** @type {boolean} */ bold) => `${bold ? "bold" : "normal"} ${size}px ${font}`;
  const widthOf = (/** @type {string} */ text, /** @type {number} */ size, bold = false) => {
    measuring.font = fontOf(size, bold);
    return measuring.measureText(text).width;
  };

  /** @type {Line[]} */
  const lines = [];
  /** @type {{shape: string, x: number, y: number, fill: string}[]} */
  const marks = [];
  let y = MARGIN;
  /** @param {string | null | undefined} text @param {number} size @param {string} fill @param {boolean} [bold] */
  const write = (text, size, fill, bold = false) => {
    if (!text) return;
    for (const line of linesOf(text, room, (part) => widthOf(part, size, bold))) {
      lines.push({ text: line, x: MARGIN, y: y + (size * LINE_HEIGHT) / 2, size, bold, fill });
      y += size * LINE_HEIGHT;
    }
  };

  write(element.heading ?? words.title, 20, palette.ink, true);
  y += 3;
  write(words.subtitle, 14, palette.muted);
  // What is counted, where there is more than one thing to count.
  const counted = words.measures.filter(({ n_claims }) => n_claims);
  y += 7;
  if (counted.length > 1) write(words.measures.find(({ id }) => id === measure)?.label, 14, palette.ink, true);
  const hidden = (element.hide ?? "").split(",").map((id) => id.trim());
  const isPart = Boolean(element.asOf) || hidden.some(Boolean);
  if (isPart) write(`${layout.known}. ${layout.status}`, 13, palette.ink);

  y += 4;
  let x = MARGIN;
  for (const { colour } of layout.parties) {
    const party = words.parties.find((each) => each.colour === colour);
    if (!party || hidden.includes(party.id ?? "other")) continue;
    const needed = MARK + 6 + widthOf(party.label, 13);
    if (x > MARGIN && x + needed > MARGIN + room) {
      x = MARGIN;
      y += 20;
    }
    const fill = colour === null ? palette.muted : palette.parties[colour];
    marks.push({ shape: party.shape, x, y: y + 2, fill });
    lines.push({ text: party.label, x: x + MARK + 6, y: y + 9, size: 13, bold: false, fill: palette.ink });
    x += needed + 16;
  }
  y += x > MARGIN ? 28 : 6;

  const chartY = Math.round(y);
  y = chartY + layout.height + 14;
  const finding = chart.finding(measure, undefined);
  if (finding) write(`${finding.lead}${finding.text}`, 14, palette.ink);
  if (finding?.note) write(finding.note, 14, palette.ink);
  y += 8;
  write(words.source, 12, palette.muted);
  const height = Math.ceil(y + MARGIN - 8);
  const about = { title: element.heading ?? words.title, description: layout.label, metadata: provenance };

  return {
    width,
    height,
    /** The poster as an SVG document. */
    svg() {
      const texts = lines.map((line) => `${tag("text", {
        x: line.x, y: Math.round(line.y * 10) / 10, dy: ".35em", fill: line.fill, "font-size": line.size,
        "font-weight": line.bold ? "bold" : undefined,
      })}>${escaped(line.text)}</text>\n`);
      const symbols = marks.map(({ shape, fill, ...at }) =>
        `${tag("path", { d: shape, transform: `translate(${at.x} ${at.y})`, fill })}/>\n`);
      return documentOf({ width, height }, about, [
        `${tag("rect", { width, height, fill: palette.background })}/>\n`,
        `${tag("g", { "font-family": font })}>\n`, ...symbols, ...texts, "</g>\n",
        `${tag("g", { transform: `translate(${MARGIN} ${chartY})` })}>\n`,
        shapesOf((canvas, ratio) => chart.draw(canvas, ratio)), "</g>\n",
      ].join(""));
    },
    /** The poster as a picture, `scale` dots for a CSS px. @param {number} scale */
    canvas(scale) {
      const canvas = h("canvas");
      canvas.width = width * scale;
      canvas.height = height * scale;
      const context = canvas.getContext("2d");
      if (!context) throw new Error("this browser gives no canvas to draw on");
      const picture = h("canvas");
      chart.draw(picture, scale);
      context.scale(scale, scale);
      context.fillStyle = palette.background;
      context.fillRect(0, 0, width, height);
      context.drawImage(picture, MARGIN, chartY, picture.width / scale, picture.height / scale);
      context.textBaseline = "middle";
      for (const line of lines) {
        context.font = fontOf(line.size, line.bold);
        context.fillStyle = line.fill;
        context.fillText(line.text, line.x, line.y);
      }
      for (const { shape, fill, ...at } of marks) {
        context.fillStyle = fill;
        context.translate(at.x, at.y);
        context.fill(new Path2D(shape));
        context.translate(-at.x, -at.y);
      }
      return canvas;
    },
  };
}
