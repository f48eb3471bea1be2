// Takes the pictures of the article page, from the served checkout:
//   node tools/screenshot.mjs              the first chart, for the README: www/screenshot.png
//   node tools/screenshot.mjs --all DIR    the whole page at every width, light and dark, to be looked at

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { launch, show } from "../tests/e2e/launch.mjs";
import { Page } from "../tests/e2e/page.mjs";
import { toPalette } from "./palette.mjs";
import { serve } from "./serve.mjs";

const README_PICTURE = fileURLToPath(new URL("../www/screenshot.png", import.meta.url));

// A README is read on telephones, too.
const MAX_BYTES = 200_000;

// CSS px: a small and a usual telephone, the article's column, a desktop.
const WIDTHS = [320, 390, 760, 1100];

// CSS px left around the chart in the README's picture.
const MARGIN = 16;

const { values } = parseArgs({ options: { all: { type: "string" } } });
const site = await serve();
// Letters with coloured edges look wrong on any other screen.
const browser = await launch(["--disable-lcd-text"]);
try {
  if (values.all === undefined) await readme();
  else await all(values.all);
} finally {
  await browser.close();
  await site.close();
}

async function readme() {
  const page = await open({ width: 760, colorScheme: "light", deviceScaleFactor: 2 });
  const box = await page.locator("claims-chart").first().boundingBox();
  if (!box) throw new Error("the chart is not displayed");
  const picture = toPalette(Buffer.from(await page.raw.screenshot({
    captureBeyondViewport: true,
    clip: {
      x: box.x - MARGIN, y: box.y - MARGIN, width: box.width + 2 * MARGIN, height: box.height + 2 * MARGIN,
    },
  })));
  if (picture.length > MAX_BYTES) {
    throw new Error(`the picture has ${picture.length} bytes, and ${MAX_BYTES} are allowed`);
  }
  await writeFile(README_PICTURE, picture);
  console.log(`${README_PICTURE}: ${picture.length} bytes`);
}

/** @param {string} folder */
async function all(folder) {
  await mkdir(folder, { recursive: true });
  for (const width of WIDTHS) {
    for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
      for (const deviceScaleFactor of [1, 2]) {
        const page = await open({ width, colorScheme, deviceScaleFactor, isMobile: width < 500 });
        const path = /** @type {`${string}.png`} */ (join(folder, `${width}-${colorScheme}-${deviceScaleFactor}x.png`));
        // A picture beyond the window would make the telephone a desktop while it is taken.
        const height = await page.evaluate(() => document.documentElement.scrollHeight);
        await page.setViewportSize({ width, height });
        await page.raw.screenshot({ path });
        await page.raw.close();
        console.log(path);
      }
    }
  }
}

/**
 * The article with all of its charts drawn, seen from the top.
 *
 * @param {{width: number, colorScheme: "light" | "dark", deviceScaleFactor: number, isMobile?: boolean}} options
 */
async function open({ width, isMobile = false, ...options }) {
  /** @type {import("../tests/e2e/launch.mjs").Reader} */
  const reader = { viewport: { width, height: 900 }, isMobile, hasTouch: isMobile, reducedMotion: "no-preference",
    forcedColors: "none", locale: "en-GB", ...options };
  const raw = await browser.newPage();
  await show(raw, reader);
  const page = new Page(raw, reader, site.origin, []);
  await page.goto("/www/");
  for (const chart of await page.locator("claims-chart").all()) {
    // Charts load when they come near.
    await chart.scrollIntoViewIfNeeded();
    await chart.evaluate((element) => /** @type {{ready?: Promise<void>} & Element} */ (element).ready);
  }
  await page.evaluate(() => scrollTo(0, 0));
  return page;
}
