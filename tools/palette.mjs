// Makes a picture of few colours small: a browser's PNG of flat areas and grey text fits into 256 colours.
// cspell:ignore IDAT IEND IHDR PLTE RRGGBB paeth

import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * The same picture with its 256 most frequent colours, each other one replaced by the nearest of them.
 *
 * @param {Buffer} png of 8-bit RGB without interlacing, as browsers write opaque pages
 * @returns {Buffer}
 */
export function toPalette(png) {
  const { width, height, pixels } = decode(png);
  /** @type {Map<number, number>} */
  const uses = new Map();
  for (const colour of pixels) uses.set(colour, (uses.get(colour) ?? 0) + 1);
  const byUse = [...uses.keys()].sort((a, b) => (uses.get(b) ?? 0) - (uses.get(a) ?? 0) || a - b);
  const palette = byUse.slice(0, 256);
  const indices = new Map(byUse.map((colour) => [colour, nearest(colour, palette)]));

  // A leading 0 says that a row is not filtered: differences between palette indices mean nothing.
  const rows = Buffer.alloc((width + 1) * height);
  pixels.forEach((colour, n) => { rows[n + Math.floor(n / width) + 1] = indices.get(colour) ?? 0; });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap(parts));
  return Buffer.concat([
    SIGNATURE, chunk("IHDR", header), chunk("PLTE", colours), chunk("IDAT", deflateSync(rows, { level: 9 })), chunk("IEND"),
  ]);
}

/** @param {number} colour */
const parts = (colour) => [colour >> 16, (colour >> 8) & 255, colour & 255];

/** @param {number} colour @param {number[]} palette */
function nearest(colour, palette) {
  const wanted = parts(colour);
  let best = 0;
  let least = Infinity;
  for (const [index, known] of palette.entries()) {
    const distance = parts(known).reduce((sum, part, at) => sum + (part - wanted[at]) ** 2, 0);
    if (distance < least) [best, least] = [index, distance];
  }
  return best;
}

/** @param {string} type @param {Buffer} [data] */
function chunk(type, data = Buffer.alloc(0)) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(data.length, 0);
  around.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)]);
}

/** The pixels of an 8-bit RGB picture, row by row, each as 0xRRGGBB. @param {Buffer} png */
function decode(png) {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const [depth, type, , , interlace] = png.subarray(24);
  if (depth !== 8 || type !== 2 || interlace) throw new Error("the picture is no plain 8-bit RGB");
  const data = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    if (png.toString("latin1", at + 4, at + 8) === "IDAT") data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const raw = inflateSync(Buffer.concat(data));
  const stride = width * 3;
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)];
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x;
      const left = x < 3 ? 0 : out[at - 3];
      const up = y ? out[at - stride] : 0;
      const corner = x < 3 || !y ? 0 : out[at - stride - 3];
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
      out[at] = raw[at + y + 1] + predicted;
    }
  }
  const pixels = Array.from({ length: width * height }, (_, n) => out.readUIntBE(n * 3, 3));
  return { width, height, pixels };
}

/** The neighbour nearest to left + up − corner: the PNG specification's fourth filter. @param {number} left @param {number} up @param {number} corner */
function paeth(left, up, corner) {
  const [byLeft, byUp, byCorner] = [up - corner, left - corner, left + up - 2 * corner].map(Math.abs);
  if (byLeft <= byUp && byLeft <= byCorner) return left;
  return byUp <= byCorner ? up : corner;
}
