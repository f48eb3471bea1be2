// A canvas that writes down what is drawn on it, as shapes of SVG: the picture as text is made by what draws the picture.

/** Dots for a CSS px: whoever draws places things at whole dots, so that everything stands to a tenth of a px. */
export const RATIO = 10;

/** Text as it may stand in XML, without the control characters that XML has no way to say. @param {string} text */
export const escaped = (text) =>
  text.replace(/[\0-\x08\v\f\x0e-\x1f\ufffe\uffff]|\p{Cs}/gu, "").replace(/[<>&"]/g, (c) => `&#${c.charCodeAt(0)};`);

/** A shape's name with its attributes; what is undefined is left out. @param {string} name @param {Record<string, string | number | undefined>} attributes */
export const tag = (name, attributes) => Object.entries(attributes).reduce((all, [key, value]) =>
  value === undefined ? all : `${all} ${key}="${escaped(String(value))}"`, `<${name}`);

/**
 * The shapes that `draw` makes of a canvas, a line each.
 *
 * @param {(canvas: HTMLCanvasElement, ratio: number) => void} draw
 */
export function shapesOf(draw) {
  let shapes = "";
  let path = "";
  const px = (/** @type {number} */ dots) => dots / RATIO;
  // Programs for print know no transparent colours, only opacity.
  const paint = (/** @type {"fill" | "stroke"} */ name, /** @type {string} */ colour) => {
    const [red, green, blue, alpha = "1"] = colour.match(/[\d.]+(e-?\d+)?/g) ?? [];
    return { [name]: `rgb(${red},${green},${blue})`, [`${name}-opacity`]: alpha === "1" ? undefined : alpha };
  };
  const stroke = () => ({ fill: "none", ...paint("stroke", own.strokeStyle), "stroke-width": px(own.lineWidth) });
  /** @param {string} name @param {Record<string, string | number | undefined>} attributes */
  const add = (name, attributes) => { shapes += `${tag(name, attributes)}/>\n`; };
  // Whoever draws makes sure that it is a canvas's context by its kind, not by what it can do.
  const own = Object.create(CanvasRenderingContext2D.prototype, Object.getOwnPropertyDescriptors({
    fillStyle: "", strokeStyle: "", lineWidth: 1, font: "", textAlign: "", textBaseline: "",
    beginPath() { path = ""; },
    /** @param {number} x @param {number} y */
    moveTo(x, y) { path += `M${px(x)} ${px(y)}`; },
    /** @param {number} x @param {number} y */
    lineTo(x, y) { path += `L${px(x)} ${px(y)}`; },
    closePath() { path += "Z"; },
    // Only whole circles are drawn.
    /** @param {number} x @param {number} y @param {number} radius */
    arc(x, y, radius) {
      const r = px(radius);
      path += `M${px(x - radius)} ${px(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
    },
    fill() { add("path", { d: path, ...paint("fill", own.fillStyle) }); },
    stroke() { add("path", { d: path, ...stroke() }); },
    /** @param {number} x @param {number} y @param {number} width @param {number} height */
    fillRect(x, y, width, height) {
      add("rect", { x: px(x), y: px(y), width: px(width), height: px(height), ...paint("fill", own.fillStyle) });
    },
    clearRect() {},
    /** What was stamped. @param {HTMLCanvasElement} from */
    drawImage(from, x = 0, y = 0, width = 0, height = 0) {
      add("image", { x: px(x), y: px(y), width: px(width), height: px(height), href: from.toDataURL() });
    },
    /** @param {string} text @param {number} x @param {number} y */
    fillText(text, x, y) {
      const [, style, size, family] = own.font.match(/^(\S+) ([\d.]+)px (.*)$/) ?? [];
      const anchor = /** @type {Record<string, string>} */ ({ center: "middle", end: "end" })[own.textAlign];
      shapes += `${tag("text", {
        x: px(x), y: px(y), dy: ".35em", "text-anchor": anchor, ...paint("fill", own.fillStyle),
        "font-family": family, "font-size": px(Number(size)), "font-weight": style === "bold" ? style : undefined,
      })}>${escaped(text)}</text>\n`;
    },
  }));
  const canvas = { width: 0, height: 0, getContext: () => own, cloneNode: () => document.createElement("canvas") };
  draw(/** @type {HTMLCanvasElement} */ (/** @type {unknown} */ (canvas)), RATIO);
  return shapes;
}

/**
 * A whole document.
 *
 * @param {{width: number, height: number}} size CSS px
 * @param {{title: string, description: string, metadata: string}} about
 * @param {string} shapes
 */
export const documentOf = ({ width, height }, { title, description, metadata }, shapes) =>
  `${tag("svg", { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}`, role: "img" })}>
<title>${escaped(title)}</title>
<desc>${escaped(description)}</desc>
<metadata>${escaped(metadata)}</metadata>
${shapes}</svg>
`;
