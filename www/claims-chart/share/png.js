// A canvas as a PNG file that says in itself what it shows and where it comes from.

/** Where the first chunk, the header, ends: 8 bytes of signature, then 12 around its 13. */
const HEADER_END = 33;

/** The remainders of CRC-32, by byte: PNG specification, annex D. */
const REMAINDERS = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n;
});

/** A chunk: its length, type, data, and a check sum of the last two. @param {string} type @param {Uint8Array} data */
function chunk(type, data) {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(data, 8);
  let crc = 0xffffffff;
  for (const byte of bytes.subarray(4, -4)) crc = REMAINDERS[(crc ^ byte) & 255] ^ (crc >>> 8);
  view.setUint32(8 + data.length, ~crc >>> 0);
  return bytes;
}

/**
 * A canvas as a PNG with texts in it, by their keywords of the PNG specification such as `Title`.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Record<string, string>} texts
 * @returns {Blob}
 * @throws {Error} where there is no memory for so large a picture
 */
export function pngOf(canvas, texts) {
  // Where a browser is busy, Chromium may never come to answer `toBlob`.
  const [head, encoded] = canvas.toDataURL("image/png").split(",");
  if (!head.includes("png")) throw new Error(`a picture of ${canvas.width} by ${canvas.height} dots is more than this browser can make`);
  const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
  // Neither compressed nor in a named language: after the keyword come five zeros.
  const chunks = Object.entries(texts).map(([keyword, text]) =>
    chunk("iTXt", new TextEncoder().encode(`${keyword}\0\0\0\0\0${text.replaceAll("\0", "")}`)));
  return new Blob([bytes.subarray(0, HEADER_END), ...chunks, bytes.subarray(HEADER_END)], { type: "image/png" });
}
