// Taking the chart elsewhere: what the element gives as text and pictures, and the dialogs for downloading and embedding.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { only, withPage } from "./browser.mjs";
import { drawn, eventually, kursk, marks, notice, openChart, setAttributes, settled, small } from "./chart.mjs";

/** @typedef {import("./page.mjs").Locator} Locator */
/** @typedef {import("./page.mjs").Page} Page */

/** @param {Locator} chart @param {"toJSON" | "toCSV" | "toSVG"} method @returns {Promise<string>} */
const text = (chart, method) => chart.evaluate((element, method) => /** @type {any} */ (element)[method](), method);

/** A document of SVG as a browser reads it: its texts, and what it is made of. @param {Page} page @param {string} svg */
const readSvg = (page, svg) => page.evaluate((svg) => {
  const read = new DOMParser().parseFromString(svg, "image/svg+xml");
  const root = read.documentElement;
  return {
    fault: read.querySelector("parsererror")?.textContent ?? null,
    width: Number(root.getAttribute("width")), height: Number(root.getAttribute("height")),
    names: [...new Set([...read.querySelectorAll("*")].map(({ localName }) => localName))].sort(),
    texts: [...read.querySelectorAll("text")].map(({ textContent }) => textContent ?? ""),
    title: root.querySelector("title")?.textContent, desc: root.querySelector("desc")?.textContent,
    metadata: root.querySelector("metadata")?.textContent ?? "",
  };
}, svg);

/** The texts that a PNG says of itself, by keyword. @param {Buffer} png */
function textsOf(png) {
  /** @type {Record<string, string>} */
  const texts = {};
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    const data = png.subarray(at + 8, at + 8 + length);
    if (png.toString("latin1", at + 4, at + 8) === "iTXt") {
      const end = data.indexOf(0);
      texts[data.toString("utf8", 0, end)] = data.toString("utf8", end + 5);
    }
    at += length + 12;
  }
  return texts;
}

/** A picture in the page, as a browser reads it: its size, and how much of it is not its background. @param {Page} page @param {string} url */
const readPicture = (page, url) => page.evaluate(async (url) => {
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  let n_inked = 0;
  for (let at = 0; at < data.length; at += 4) {
    if ([0, 1, 2].some((n) => Math.abs(data[at + n] - data[n]) > 40)) n_inked += 1;
  }
  return { width: canvas.width, height: canvas.height, ink: n_inked / (data.length / 4) };
}, url);

/** What a chart's `toPNG` gives. @param {Locator} chart @param {object} [options] */
async function png(chart, options) {
  const url = await chart.evaluate(async (element, options) => {
    const blob = await /** @type {any} */ (element).toPNG(options);
    const reader = new FileReader();
    await new Promise((resolve) => {
      reader.onload = resolve;
      reader.readAsDataURL(blob);
    });
    return /** @type {string} */ (reader.result);
  }, options);
  const [head, body] = url.split(",");
  assert.equal(head, "data:image/png;base64");
  return { url, bytes: Buffer.from(body, "base64") };
}

/** Keeps what the page saves: names, and the files as text or as an address. @param {Page} page */
const recordFiles = (page) => page.evaluate(() => {
  const here = /** @type {any} */ (window);
  here.files = [];
  /** @type {Map<string, Blob>} */
  const made = new Map();
  const create = URL.createObjectURL;
  URL.createObjectURL = (blob) => {
    const url = create.call(URL, blob);
    if (blob instanceof Blob) made.set(url, blob);
    return url;
  };
  HTMLAnchorElement.prototype.click = function () {
    here.files.push({ name: this.download, blob: made.get(this.href) });
  };
});

/** The files that were saved. @param {Page} page @returns {Promise<{name: string, type: string, url: string, text: string}[]>} */
const files = (page) => page.evaluate(() => Promise.all(/** @type {any} */ (window).files.map(
  async (/** @type {{name: string, blob: Blob}} */ { name, blob }) => {
    const reader = new FileReader();
    await new Promise((resolve) => {
      reader.onload = resolve;
      reader.readAsDataURL(blob);
    });
    return { name, type: blob.type, url: reader.result, text: await blob.text() };
  })));

/** @param {Locator} chart @param {"Download" | "Embed"} name */
async function openDialog(chart, name) {
  await chart.locator("[part=footer]").getByRole("button", { name, exact: true }).click();
  const dialog = chart.getByRole("dialog", { name });
  await dialog.waitFor();
  return dialog;
}

test("toJSON gives the whole dataset, as text that makes the same chart", () =>
  withPage({}, async ({ page }) => {
    const given = await kursk();
    const chart = await drawn(await openChart(page, { data: given }));
    const json = await text(chart, "toJSON");
    assert.deepEqual(JSON.parse(json), given);
    const other = await drawn(await openChart(page, { data: JSON.parse(json) }));
    assert.deepEqual(await marks(other), await marks(chart));

    const embedded = await drawn(await openChart(page));
    assert.deepEqual(JSON.parse(await text(embedded, "toJSON")), given, "of the embedded dataset, too");
    const mapped = await embedded.evaluate(async (element, data) => {
      const chart = /** @type {any} */ (element);
      data.claims[0].figures[0] = new Map(Object.entries({ measure: "all", at_least: 3000n }));
      chart.data = data;
      await chart.ready;
      return chart.toJSON();
    }, small());
    assert.deepEqual(JSON.parse(mapped).claims[0].figures, [{ measure: "all", at_least: 3000 }], "what JSON has no words for");
  }));

test("every dataset of the test cases comes back from the page as it went in", () =>
  withPage({}, async ({ page }) => {
    const cases = fileURLToPath(new URL("../cases/", import.meta.url));
    const names = (await readdir(cases, { recursive: true })).filter((name) => name.endsWith("dataset.json"));
    assert.ok(names.length > 20, `${names.length} datasets`);
    const chart = await drawn(await openChart(page, { data: small() }));
    for (const name of names) {
      const given = JSON.parse(await readFile(join(cases, name), "utf8"));
      const taken = await chart.evaluate(async (element, data) => {
        const chart = /** @type {any} */ (element);
        chart.data = data;
        await chart.ready;
        return chart.toJSON();
      }, given);
      assert.deepEqual(JSON.parse(taken), given, name);
    }
  }));

test("a sheet that could not be read again is refused with words, and the JSON is given", () =>
  withPage({}, async ({ page }) => {
    const data = small();
    data.reports = Array.from({ length: 100 }, (_, n) => ({ id: `r${n}`, title: `Report ${n}` }));
    Object.assign(data.claims[0], { reports: data.reports.map((/** @type {{id: string}} */ { id }) => id), wording: Array(25).fill("x".repeat(20_000)) });
    const chart = await drawn(await openChart(page, { data }));
    const [error, length] = await chart.evaluate((element) => {
      const chart = /** @type {any} */ (element);
      try {
        return [chart.toCSV().length, 0];
      } catch (/** @type {any} */ error) {
        return [`${error.name}: ${error.message}`, chart.toJSON().length];
      }
    });
    assert.equal(error, "SizeError: the CSV is larger than 40 MB: take the JSON");
    assert.ok(length > 500_000);
  }));

test("before there is a chart, nothing is given, and it is said why", () =>
  withPage({}, async ({ page }) => {
    const chart = await openChart(page, { data: { title: 3 } });
    const names = await chart.evaluate(async (element) => {
      const chart = /** @type {any} */ (element);
      await chart.ready.catch(() => {});
      return Promise.all(["toJSON", "toCSV", "toSVG", "toPNG", "explain"].map(async (method) => {
        try {
          await chart[method]();
          return "nothing is thrown";
        } catch (error) {
          return /** @type {Error} */ (error).name;
        }
      }));
    });
    assert.deepEqual(names, Array(5).fill("NotReadyError"));
  }));

test("toSVG gives the picture as text: the same size, every label, and where it comes from", () =>
  withPage({ viewport: { width: 760, height: 900 } }, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    for (const view of ["timeline", "bars"]) {
      await setAttributes(chart, { view });
      const svg = await readSvg(page, await text(chart, "toSVG"));
      assert.equal(svg.fault, null);
      const stage = await chart.locator("[part=chart]").boundingBox();
      assert.deepEqual([svg.width, svg.height], [stage?.width, stage?.height]);
      assert.match(svg.title ?? "", /^How many North Korean/);
      assert.equal(svg.desc, await chart.locator("[part=chart]").getAttribute("aria-label"));
      assert.match(svg.metadata, /five reports.*dataset version 1\.0\.0.*Claims Chart \d.*http/);
      for (const label of ["Volodymyr Zelensky", "“a couple hundred”", "NIS"]) {
        assert.ok(svg.texts.some((text) => text.includes(label)), `${view}: "${label}" in ${JSON.stringify(svg.texts)}`);
      }
    }
  }));

test("the picture as SVG and as PNG is the one on the canvas", () =>
  withPage({ viewport: { width: 760, height: 900 }, colorScheme: "dark" }, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    const canvas = await readPicture(page, await chart.evaluate((element) =>
      /** @type {HTMLCanvasElement} */ (element.shadowRoot?.querySelector("canvas")).toDataURL()));
    const svg = await readPicture(page, `data:image/svg+xml,${encodeURIComponent(await text(chart, "toSVG"))}`);
    const one = await png(chart);
    const two = await png(chart, { scale: 2 });
    assert.ok(canvas.ink > 0.01, "the canvas shows something");
    for (const [name, { url, scale }] of Object.entries({ one: { ...one, scale: 1 }, two: { ...two, scale: 2 } })) {
      const picture = await readPicture(page, url);
      assert.deepEqual([picture.width, picture.height], [canvas.width * scale, canvas.height * scale], name);
      assert.ok(Math.abs(picture.ink / canvas.ink - 1) < 0.15, `${name}: ${picture.ink} against ${canvas.ink}`);
    }
    assert.deepEqual([svg.width, svg.height], [canvas.width, canvas.height]);
    assert.ok(Math.abs(svg.ink / canvas.ink - 1) < 0.15, `SVG: ${svg.ink} against ${canvas.ink}`);
    const { Title, Source } = textsOf(two.bytes);
    assert.match(Title, /^How many North Korean/);
    assert.match(Source, /five reports/);
    for (const scale of [0, -1, NaN, 11, "x"]) {
      const refused = await chart.evaluate((element, scale) => /** @type {any} */ (element).toPNG({ scale: scale ?? NaN }).then(
        () => "given", (/** @type {Error} */ error) => `${error.name} ${error.message}`), scale);
      assert.match(refused, /^OptionsError scale: must be a number from 0\.1 to 10/, String(scale));
    }
  }));

test("whatever the texts of a dataset are, the SVG is well-formed and holds nothing but shapes and text", () =>
  withPage({}, async ({ page }) => {
    const data = small();
    data.title = `<script>alert(1)</script> & "quotes" \u0000\u0007\ud800 ]]>`;
    data.claimants[0].name = `"><image href="javascript:alert(1)"/>`;
    data.measures[0].unit = "<b>&amp;";
    const chart = await drawn(await openChart(page, { data }));
    const svg = await readSvg(page, await text(chart, "toSVG"));
    assert.equal(svg.fault, null);
    assert.ok(svg.texts.some((text) => text.includes("javascript:alert")), "it is text");
    assert.ok(svg.names.every((name) => ["svg", "title", "desc", "metadata", "rect", "path", "text"].includes(name)), String(svg.names));
  }));

test("the dialog for downloading saves the picture with all around it, and the data", () =>
  withPage({ viewport: { width: 760, height: 900 } }, async ({ page }) => {
    const chart = await drawn(await openChart(page, { attributes: { hide: "united-states", "as-of": "2024-12-27" } }));
    await recordFiles(page);
    const dialog = await openDialog(chart, "Download");
    for (const name of ["PNG", "PNG, twice as large", "SVG", "CSV", "JSON"]) {
      const before = (await files(page)).length;
      await dialog.getByRole("button", { name, exact: true }).click();
      await eventually(async () => assert.equal((await files(page)).length, before + 1,
        `${name}: ${await dialog.getByRole("status").innerText()}`));
    }
    const [one, two, svg, csv, json] = await files(page);
    const name = "how-many-north-korean-soldiers-have-been-killed-or-wounded-1.0.0";
    assert.deepEqual([one, two, svg, csv, json].map((file) => file.name),
      [`${name}.png`, `${name}@2x.png`, `${name}.svg`, `${name}.csv`, `${name}.json`]);
    assert.deepEqual(JSON.parse(json.text), await kursk());
    assert.equal(csv.text.replace(/^\ufeff/, ""), await text(chart, "toCSV"));

    const poster = await readSvg(page, svg.text);
    assert.equal(poster.fault, null);
    const said = poster.texts.join(" ");
    for (const part of ["How many North Korean soldiers", "None of it is independently verified", "Killed or wounded", "Ukraine",
      "South Korea", "Known on 27 December 2024.", "claims shown.", "If every claim is right", "Source: five reports"]) {
      assert.ok(said.includes(part), `"${part}" in ${said}`);
    }
    assert.ok(!poster.texts.includes("United States"), "a party that is left out is not in the legend");
    const [small, large] = [await readPicture(page, one.url), await readPicture(page, two.url)];
    assert.deepEqual([small.width, small.height], [poster.width, poster.height]);
    assert.deepEqual([large.width, large.height], [2 * poster.width, 2 * poster.height]);
    assert.ok(small.ink > 0.01);
  }));

test("a dialog opens and closes by keyboard, keeps the focus and gives it back", () =>
  withPage({ viewport: { width: 390, height: 800 } }, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    for (const name of /** @type {const} */ (["Download", "Embed"])) {
      const opener = chart.locator("[part=footer]").getByRole("button", { name, exact: true });
      await opener.focus();
      await page.keyboard.press("Enter");
      const dialog = chart.getByRole("dialog", { name });
      await dialog.waitFor();
      const inside = () => dialog.evaluate((element) => element.contains(/** @type {ShadowRoot} */ (element.getRootNode()).activeElement));
      assert.equal(await inside(), true, `${name}: the focus is in it`);
      const overflow = await dialog.evaluate((element) => element.scrollWidth - element.clientWidth);
      assert.equal(overflow, 0, `${name}: nothing is wider than it`);
      const box = await dialog.boundingBox();
      assert.ok(box && box.x >= 0 && box.x + box.width <= 390 && box.y >= 0 && box.y + box.height <= 800, JSON.stringify(box));
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "hidden" });
      assert.equal(await chart.getByRole("dialog").count(), 0, `${name}: it is gone`);
      assert.equal(await opener.evaluate((element) => /** @type {ShadowRoot} */ (element.getRootNode()).activeElement === element), true,
        `${name}: the focus is back`);
    }
  }));

test("the code for a page shows the same chart there", () =>
  withPage({ viewport: { width: 760, height: 900 } }, async ({ page, origin }) => {
    await page.route("**/claims.json", (route) => route.fulfill({ json: small() }));
    const chart = await drawn(await openChart(page, {
      attributes: { src: "/claims.json", view: "bars", hide: "b", heading: `"Ours" & <theirs>` } }));
    const dialog = await openDialog(chart, "Embed");
    const field = dialog.getByRole("textbox", { name: "Code" });
    await eventually(async () => assert.match(await valueOf(field), /<claims-chart/));
    const code = await valueOf(field);
    assert.match(code, new RegExp(`src="${origin}/claims.json"`), "the address of the data is complete");
    await page.route("**/copied.html", (route) => route.fulfill({
      contentType: "text/html", body: `<!doctype html><title>Copied</title><link rel="icon" href="data:,">${code}` }));
    const before = await marks(chart);
    await page.goto("/copied.html");
    const copy = await drawn(page.locator("claims-chart"));
    assert.equal(await copy.getByRole("heading").innerText(), `"Ours" & <theirs>`);
    assert.deepEqual((await marks(copy)).map(({ id }) => id), before.map(({ id }) => id));
    assert.equal(await copy.getAttribute("view"), "bars");
    assert.match(await copy.evaluate((element) => element.querySelector("p")?.textContent ?? ""), /^Bars of/);
  }));

for (const [way, version] of [["In a page", "This one for ever"], ["In a frame", "The newest"], ["In a frame", "This one for ever"]]) {
  test(`the code works: ${way}, ${version}`, () =>
    withPage({ viewport: { width: 760, height: 1000 } }, async ({ page }) => {
      await page.route("**/claims.json", (route) => route.fulfill({ json: small(), headers: { "access-control-allow-origin": "*" } }));
      const chart = await drawn(await openChart(page, { attributes: { src: "/claims.json", selected: "two", view: "table" } }));
      const dialog = await openDialog(chart, "Embed");
      await dialog.getByRole("radio", { name: way }).check();
      await dialog.getByRole("radio", { name: version }).check();
      const field = dialog.getByRole("textbox", { name: "Code" });
      const expected = new RegExp(`^<${way === "In a page" ? "script" : "iframe"} [^>]*src="[^"]*/pkg/${version === "The newest" ? "(embed|claims-chart)\\." : "frozen/"}`);
      await eventually(async () => assert.match(await valueOf(field), expected));
      const code = await valueOf(field);
      assert.equal(/ integrity="sha384-/.test(code), way === "In a page", "a script is checked by the page, what is in a frame by the frame");
      await page.route("**/copied.html", (route) => route.fulfill({
        contentType: "text/html", body: `<!doctype html><title>Copied</title><link rel="icon" href="data:,">${code}` }));
      await page.goto("/copied.html");
      await eventually(async () => {
        const frame = way === "In a page" ? page.raw.mainFrame() : page.raw.frames()[1];
        const shown = await frame.evaluate(async () => {
          const chart = document.querySelector("claims-chart");
          await customElements.whenDefined("claims-chart");
          await chart?.ready;
          return [chart?.view, chart?.selected, chart?.shadowRoot?.querySelectorAll("tbody tr").length];
        });
        assert.deepEqual(shown, ["table", "two", 2]);
      });
    }));
}

test("the code for a picture leads to the page, and says what the picture shows", () =>
  withPage({}, async ({ page }) => {
    const chart = await drawn(await openChart(page, { attributes: { "url-state": "", measure: "killed" } }));
    const dialog = await openDialog(chart, "Embed");
    await dialog.getByRole("radio", { name: "As a picture" }).check();
    const field = dialog.getByRole("textbox", { name: "Code" });
    await eventually(async () => assert.match(await valueOf(field), /<img/));
    const made = await page.evaluate((code) => {
      const link = new DOMParser().parseFromString(code, "text/html").querySelector("a");
      const image = link?.querySelector("img");
      return { href: link?.href, src: image?.getAttribute("src"), alt: image?.alt, width: image?.width };
    }, await valueOf(field));
    assert.equal(made.href, `${page.url()}#measure=killed`);
    assert.match(made.src ?? "", /^how-many-.*\.png$/);
    assert.match(made.alt ?? "", /^Timeline of killed: /);
    assert.ok(made.width);
  }));

test("data without an address are to be saved, and no address of this page is given for theirs", () =>
  withPage({}, async ({ page }) => {
    const chart = await drawn(await openChart(page, { data: small() }));
    const dialog = await openDialog(chart, "Embed");
    const field = dialog.getByRole("textbox", { name: "Code" });
    await eventually(async () => assert.match(await valueOf(field), /src="https:\/\/example\.org\/[\w-]+\.json"/));
    const [, file] = (await valueOf(field)).match(/\/([\w-]+\.json)"/) ?? [];
    assert.ok((await dialog.innerText()).includes(`download them as ${file}`));
    await dialog.getByRole("radio", { name: "In a frame" }).check();
    await eventually(async () => assert.ok((await valueOf(field)).includes(`page=${encodeURIComponent("https://example.org/article")}"`)));
  }));

test("code for a file that is not where the chart comes from is not given", () =>
  withPage({ expectedErrors: [/embed\.html/] }, async ({ page }) => {
    await page.route("**/embed.html", (route) => route.fulfill({ status: 404, body: "" }));
    const chart = await drawn(await openChart(page));
    const dialog = await openDialog(chart, "Embed");
    await dialog.getByRole("radio", { name: "In a frame" }).check();
    await eventually(async () => assert.match(await dialog.innerText(), /could not be found where this chart comes from/));
    assert.equal(await valueOf(dialog.getByRole("textbox", { name: "Code" })), "");
    assert.equal(await dialog.getByRole("button", { name: "Copy the code" }).isDisabled(), true);
  }));

test("what was copied is said, and what could not be copied as well", () =>
  withPage({}, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    await page.evaluate(() => {
      Object.defineProperty(navigator.clipboard, "writeText", { configurable: true, value: async (/** @type {string} */ text) => {
        /** @type {any} */ (window).copied = text;
      } });
    });
    const dialog = await openDialog(chart, "Download");
    const status = dialog.getByRole("status");
    await dialog.getByRole("button", { name: "Copy the link" }).click();
    await eventually(async () => assert.equal(await status.innerText(), "Copied"));
    assert.equal(await page.evaluate(() => /** @type {any} */ (window).copied), page.url());
    await page.evaluate(() => {
      Object.defineProperty(navigator.clipboard, "writeText", { configurable: true, value: async () => { throw new Error("forbidden here"); } });
    });
    await dialog.getByRole("button", { name: "Copy the link" }).click();
    await eventually(async () => assert.equal(await status.innerText(), "That did not work: forbidden here"));
  }));

test("the picture is copied as a picture", only("chromium", "Firefox lets nobody read what was copied"), () =>
  withPage({ viewport: { width: 760, height: 900 } }, async ({ page, origin }) => {
    await page.raw.browserContext().overridePermissions(origin, ["clipboard-read", "clipboard-write", "clipboard-sanitized-write"]);
    const chart = await drawn(await openChart(page));
    const dialog = await openDialog(chart, "Download");
    await dialog.getByRole("button", { name: "Copy the picture" }).click();
    await eventually(async () => assert.equal(await dialog.getByRole("status").innerText(), "Copied"));
    const url = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      return URL.createObjectURL(await item.getType("image/png"));
    });
    const { width, ink } = await readPicture(page, url);
    const stage = await chart.locator("[part=chart]").boundingBox();
    assert.ok(width > 2 * (stage?.width ?? 0), "twice as large as it is seen, with what is around it");
    assert.ok(ink > 0.01);
  }));

test("a dialog that cannot be loaded is told of, and the chart stays", () =>
  withPage({ expectedErrors: [/claims-share/] }, async ({ page }) => {
    await page.route("**/claims-share.js*", (route) => route.fulfill({ status: 404, body: "" }));
    const chart = await drawn(await openChart(page));
    await chart.locator("[part=footer]").getByRole("button", { name: "Embed", exact: true }).click();
    await notice(chart).waitFor();
    assert.match(await notice(chart).innerText(), /could not be loaded/);
    assert.equal((await marks(chart)).length, 7);
    await setAttributes(chart, { measure: "killed" });
    await settled(chart);
    assert.equal((await marks(chart)).length, 3, "the chart answers");
  }));

test("an answer without the dialogs is told of, until they come", () =>
  withPage({}, async ({ page }) => {
    await page.route("**/claims-share.js*", (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
    const chart = await drawn(await openChart(page));
    const download = chart.locator("[part=footer]").getByRole("button", { name: "Download", exact: true });
    await download.click();
    await notice(chart).waitFor();
    assert.match(await notice(chart).innerText(), /could not be loaded/);
    assert.equal((await marks(chart)).length, 7);
    await page.unroute("**/claims-share.js*");
    await download.click();
    await chart.getByRole("dialog").waitFor();
    await settled(chart);
    assert.equal(await chart.getByRole("dialog").count(), 1);
    assert.equal(await notice(chart).isVisible(), false, "what was told is no more so");
  }));

test("on a narrow screen each way to embed can be read, also after another one is chosen", () =>
  withPage({ viewport: { width: 320, height: 700 } }, async ({ page }) => {
    const chart = await drawn(await openChart(page, { attributes: { lang: "uk" } }));
    await chart.locator("[part=footer] button").nth(1).click();
    await chart.locator("dialog").waitFor();
    for (const way of ["page", "frame", "image"]) {
      await chart.locator(`dialog [value=${way}]`).click();
      await settled(chart);
      const cut = await chart.locator("dialog").evaluate((dialog) => [...dialog.querySelectorAll("[role=radiogroup]")]
        .filter((row) => row.scrollWidth > row.clientWidth + 1).map((row) => row.textContent));
      assert.deepEqual(cut, [], way);
    }
  }));

test("pressed again while it loads, one dialog opens", () =>
  withPage({}, async ({ page }) => {
    await page.route("**/claims-share.js*", async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      await route.fulfill({ response: await route.fetch() });
    });
    const chart = await drawn(await openChart(page));
    for (const name of ["Embed", "Embed", "Download"]) {
      await chart.locator("[part=footer]").getByRole("button", { name, exact: true }).click();
    }
    await chart.getByRole("dialog").waitFor();
    await page.waitForTimeout(100);
    assert.equal(await chart.getByRole("dialog").count(), 1);
    await page.keyboard.press("Escape");
    await chart.getByRole("dialog").waitFor({ state: "hidden" });
    assert.equal(await chart.getByRole("dialog").count(), 0);
  }));

test("a dialog closes when something else is shown than it was opened for, and opens only where the chart is seen", () =>
  withPage({ viewport: { width: 800, height: 900 }, colorScheme: "light" }, async ({ page }) => {
    const chart = await drawn(await openChart(page, { data: small() }));
    await chart.locator("[part=footer] button").first().click();
    await chart.locator("dialog").waitFor();
    await page.emulateMedia({ colorScheme: "dark" });
    await eventually(async () => assert.equal(await chart.locator("dialog").count(), 0, "another scheme"));
    const changes = /** @type {[string, (element: any) => unknown][]} */ ([
      ["the page's scheme", () => { document.documentElement.style.colorScheme = "light"; }],
      ["another measure", (element) => { element.measure = "left"; }],
      ["the same data anew", (element) => { element.data = structuredClone(element.data); }],
      ["another language", (element) => { element.lang = "uk"; }],
      ["another width", (element) => { element.style.width = "400px"; }],
      ["a chart that is hidden", (element) => { element.style.display = "none"; }],
    ]);
    for (const [what, change] of changes) {
      await chart.locator("[part=footer] button").first().click();
      await chart.locator("dialog").waitFor();
      await chart.evaluate(change);
      await eventually(async () => assert.equal(await chart.locator("dialog").count(), 0, what));
    }
    // As when it is hidden while the dialog loads.
    await chart.evaluate((element) => /** @type {any} */ (element.shadowRoot?.querySelector(".footer button")).click());
    await page.waitForTimeout(200);
    assert.equal(await chart.locator("dialog").count(), 0, "unseen, it would hold the page");
  }));

test("a text that is marked beyond the dialog's edge leaves it open, a click beside it does not", () =>
  withPage({}, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    const dialog = await openDialog(chart, "Embed");
    const box = await dialog.boundingBox();
    assert.ok(box && box.x > 40);
    await page.mouse.move(box.x + 40, box.y + 100);
    await page.mouse.down();
    await page.mouse.move(box.x - 30, box.y + 100);
    await page.mouse.up();
    assert.equal(await dialog.isVisible(), true);
    await page.mouse.click(box.x - 30, box.y + 100);
    await dialog.waitFor({ state: "hidden" });
  }));

test("when the chart fails or leaves the page, its dialog does not stay", () =>
  withPage({}, async ({ page }) => {
    const chart = await drawn(await openChart(page));
    const dialog = await openDialog(chart, "Download");
    await chart.evaluate((element) => { /** @type {any} */ (element).data = { title: 3 }; });
    await dialog.waitFor({ state: "hidden" });
    await notice(chart).waitFor();
    await chart.evaluate((element, data) => { /** @type {any} */ (element).data = data; }, small());
    await drawn(chart);
    await openDialog(chart, "Embed");
    await page.evaluate(() => {
      const chart = /** @type {HTMLElement} */ (document.querySelector("claims-chart"));
      const { parentElement } = chart;
      chart.remove();
      parentElement?.append(chart);
    });
    await drawn(chart);
    assert.equal(await chart.getByRole("dialog").count(), 0);
    await chart.locator("[part=footer]").getByRole("button", { name: "Embed", exact: true }).click();
    await chart.getByRole("dialog").waitFor();
  }));

/** @param {Locator} field */
const valueOf = (field) => field.evaluate((element) => /** @type {HTMLTextAreaElement} */ (element).value);
