// The page for frames, in pages that embed as publishing systems do, and in the strictest sandbox.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { withPage } from "./browser.mjs";
import { BACKGROUND, eventually, small } from "./chart.mjs";

/**
 * @typedef {import("./page.mjs").Page} Page
 * @typedef {import("puppeteer-core").Frame} Frame
 */

const EMBED = "/www/embed.html";
const MAX_HEIGHT = 1000;
/** What pym.js puts between the parts of a message. */
const PYM = "xPYMx";

/**
 * Opens a page that embeds as a system does, and waits for the frame's page.
 *
 * @param {Page} page
 * @param {"wordpress" | "amp" | "pym" | "embedly" | "plain"} system
 * @param {string} address of the frame; for a plain one, attributes may follow after spaces
 */
async function embedded(page, system, address) {
  await page.goto(`/tests/e2e/pages/frames/${system}.html?${encodeURIComponent(address)}`);
  return frameOf(page);
}

/** The frame with the chart, once it is there. @param {Page} page @returns {Promise<Frame>} */
async function frameOf(page) {
  /** @type {Frame | undefined} */
  let frame;
  await eventually(async () => {
    frame = page.raw.frames().find((each) => /\/embed\.html/.test(each.url()));
    assert.ok(frame, "there is no frame with the page");
    assert.ok(await frame.evaluate(() => document.readyState !== "loading" && customElements.get("claims-chart") !== undefined));
  });
  return /** @type {Frame} */ (frame);
}

/** Waits until the chart in a frame is drawn. @param {Frame} frame */
async function drawnIn(frame) {
  await frame.evaluate(async () => {
    const chart = /** @type {any} */ (document.querySelector("claims-chart"));
    await chart.ready;
    await chart.updateComplete;
  });
}

/** How high the frame's content is, and how high the frame is, in CSS px. @param {Frame} frame */
const heights = (frame) => frame.evaluate(() => ({
  content: Math.ceil(/** @type {HTMLElement} */ (document.querySelector("main")).getBoundingClientRect().height),
  frame: innerHeight,
}));

/** What the listening page was told. @param {Page} page @returns {Promise<any[]>} */
const told = (page) => page.evaluate(() => /** @type {any} */ (window).told);

/** Serves a dataset to every frame, also to those in a sandbox. @param {Page} page @param {unknown} [json] */
const serveClaims = (page, json = small()) =>
  page.route("**/claims.json", (route) => route.fulfill({ json, headers: { "access-control-allow-origin": "*" } }));

/** Waits until the frame is as high as its content and stays so, with nothing more told. @param {Page} page @param {Frame} frame */
async function fits(page, frame) {
  await eventually(async () => {
    const { length } = await told(page);
    await page.waitForTimeout(500);
    assert.equal((await told(page)).length, length, "once it fits, nothing more is told");
    assert.ok(length > 0, "it was told");
    assert.ok(length <= 20, `a few messages are enough, not ${length}`);
    const now = await heights(frame);
    assert.equal(now.frame, now.content, "the frame is as high as what is in it");
  });
}

/** Firefox says this of a frame that gets its fragment, as WordPress gives it, before it has begun to load. */
const FRAGMENT = [/embed\.html.*NS_ERROR_FAILURE/];

/** @param {number} n */
function many(n) {
  const data = small();
  data.claims = Array.from({ length: n }, (_, at) => ({
    id: `claim-${at}`, claimant: "ann", said: "2025-01-05", figures: [{ measure: "all", at_least: at + 1 }],
  }));
  return data;
}

for (const system of /** @type {const} */ (["wordpress", "amp", "pym", "embedly"])) {
  test(`embedded as in ${system}, the frame becomes as high as the chart, at each width and in each view`, () =>
    withPage({ viewport: { width: 640, height: 900 }, deviceScaleFactor: 1.5, expectedErrors: FRAGMENT }, async ({ page }) => {
      await serveClaims(page);
      const frame = await embedded(page, system, `${EMBED}?src=claims.json`);
      await drawnIn(frame);
      await fits(page, frame);
      let before = await heights(frame);
      assert.ok(before.content > 400, "a chart is drawn");
      // WordPress gives its frames a width of their own.
      if (system !== "wordpress") {
        await page.setViewportSize({ width: 390, height: 900 });
        await eventually(async () => assert.notEqual((await heights(frame)).content, before.content));
        await fits(page, frame);
        before = await heights(frame);
      }
      await frame.evaluate(() => document.querySelector("claims-chart")?.setAttribute("view", "table"));
      await eventually(async () => assert.notEqual((await heights(frame)).content, before.content));
      await fits(page, frame);
    }));
}

test("WordPress is answered with its secret alone, shows the frame then, and gives it at most 1,000 px, within which it scrolls", () =>
  withPage({ viewport: { width: 800, height: 1200 }, expectedErrors: FRAGMENT }, async ({ page }) => {
    await serveClaims(page, many(60));
    const frame = await embedded(page, "wordpress", `${EMBED}?src=claims.json&view=bars`);
    await drawnIn(frame);
    await eventually(async () => assert.equal((await heights(frame)).frame, MAX_HEIGHT));
    assert.ok((await heights(frame)).content > 1200, "the dataset is too tall for a frame");
    for (const message of await told(page)) {
      assert.deepEqual(Object.keys(message).sort(), ["message", "secret", "value"]);
      assert.equal(message.message, "height");
      assert.ok(message.value <= MAX_HEIGHT);
    }
    assert.equal(await page.locator("iframe").isVisible(), true);
    assert.equal(await page.locator("blockquote").isVisible(), false);
    await page.mouse.move(300, 300);
    await page.mouse.wheel({ deltaY: 200 });
    await eventually(async () => assert.ok(await frame.evaluate(() => document.getElementById("scroller")?.scrollTop) ?? 0 > 0,
      "the mouse wheel scrolls what is in the frame"));
  }));

test("a frame without a secret and without pym's id is told of in no message of WordPress or pym", () =>
  withPage({ viewport: { width: 640, height: 900 } }, async ({ page, origin }) => {
    await serveClaims(page);
    const address = `${EMBED}?src=claims.json`;
    const frame = await embedded(page, "plain", `${address} sandbox=allow-scripts width=600`);
    await drawnIn(frame);
    const { content } = await heights(frame);
    await eventually(async () => assert.deepEqual((await told(page)).slice(-2), [
      { sentinel: "amp", type: "embed-size", height: content },
      JSON.stringify({ src: `${origin}${address}`, context: "iframe.resize", height: content }),
    ]));
    assert.equal((await told(page)).length % 2, 0);
  }));

test("no address makes the page forge a message, or do what a parent has no business to ask", () =>
  withPage({ viewport: { width: 640, height: 900 } }, async ({ page }) => {
    const command = ["chart", "navigateTo", "https://example.org/"].join(PYM);
    await serveClaims(page);
    const frame = await embedded(page, "plain", `${EMBED}?src=claims.json&childId=${encodeURIComponent(command)}#?secret=<b>`);
    await drawnIn(frame);
    const { content } = await heights(frame);
    await eventually(async () => assert.equal((await told(page)).at(-2).height, content));
    const before = await told(page);
    const url = frame.url();
    await page.evaluate(async (forPym) => {
      const send = (/** @type {unknown} */ message) => window.frames[0].postMessage(message, "*");
      send(forPym);
      send({ message: "ready", secret: "another" });
      for (const odd of [null, 3, [], { message: "link", value: "https://example.org/" }, "{", new Map()]) send(odd);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }, `pym${PYM}${command}`);
    assert.equal(frame.url(), url);
    assert.deepEqual(await told(page), before, "it answers none of them");
    for (const message of before) {
      assert.ok(message.sentinel === "amp" || JSON.parse(message).context === "iframe.resize", String(message));
    }
  }));

test("with allow-scripts alone everything is drawn: bars, another language, what is wrong with data", () =>
  withPage({ viewport: { width: 900, height: 900 } }, async ({ page }) => {
    await page.route("**/bad.json", (route) => route.fulfill({ json: { title: 3 }, headers: { "access-control-allow-origin": "*" } }));
    const alone = "sandbox=allow-scripts width=700 height=900";
    const bars = await embedded(page, "plain", `${EMBED}?view=bars&lang=uk&measure=killed ${alone}`);
    await drawnIn(bars);
    const shown = await bars.evaluate(() => {
      const chart = /** @type {HTMLElement} */ (document.querySelector("claims-chart"));
      const root = /** @type {ShadowRoot} */ (chart.shadowRoot);
      return {
        origin, marks: root.querySelectorAll("[part=chart] button").length,
        checked: [...root.querySelectorAll("input:checked + span")].map((each) => each.textContent),
        notice: root.querySelector(".notice")?.checkVisibility(),
      };
    });
    assert.equal(shown.origin, "null", "the sandbox has no origin");
    assert.ok(shown.marks >= 3);
    assert.ok(shown.checked.some((text) => /[а-яі]/i.test(text ?? "")), `in Ukrainian: ${shown.checked}`);
    assert.equal(shown.notice, false, "nothing is lacking");

    const bad = await embedded(page, "plain", `${EMBED}?src=bad.json ${alone}`);
    await eventually(async () => assert.match(await bad.evaluate(() =>
      document.querySelector("claims-chart")?.shadowRoot?.querySelector(".notice")?.textContent ?? ""), /Its data have \d+ problems.*title/));
  }));

test("it works under a policy that allows no inline script or style, and with the sandbox in its headers", () =>
  withPage({ viewport: { width: 900, height: 900 } }, async ({ page }) => {
    const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; " +
      "img-src data:; base-uri 'none'; sandbox allow-scripts";
    await page.route("**/pkg/embed.html*", async (route) =>
      route.fulfill({ response: await route.fetch(), headers: { "content-security-policy": policy } }));
    const frame = await embedded(page, "plain", `/pkg/embed.html?view=bars width=700`);
    await drawnIn(frame);
    assert.equal(await frame.evaluate(() => origin), "null");
    assert.equal(await frame.evaluate(() => getComputedStyle(/** @type {HTMLElement} */ (document.getElementById("scroller"))).overflowY), "auto");
  }));

test("in a frame in a frame, and in a lazy one as low as a line, the chart is drawn and tells its height", () =>
  withPage({ viewport: { width: 700, height: 900 } }, async ({ page }) => {
    await serveClaims(page);
    const inner = `/tests/e2e/pages/frames/embedly.html?${encodeURIComponent(`${EMBED}?src=claims.json`)}`;
    const nested = await embedded(page, "plain", `${inner} sandbox=allow-scripts width=650 height=800`);
    await drawnIn(nested);
    await eventually(async () => {
      const now = await heights(nested);
      assert.equal(now.frame, now.content, "what is around it, itself in a sandbox, has resized it");
    });

    const low = await embedded(page, "plain", `${EMBED} loading=lazy sandbox=allow-scripts width=600 height=1`);
    await drawnIn(low);
    const { content, frame } = await heights(low);
    assert.deepEqual([frame, content > 400], [1, true]);
    await eventually(async () => assert.equal((await told(page)).at(-2).height, Math.min(content, MAX_HEIGHT)));
  }));

test("a chart in a frame, whose address says what is chosen, does not scroll the page around it", () =>
  withPage({ viewport: { width: 800, height: 600 } }, async ({ page }) => {
    await page.goto("/tests/e2e/pages/empty.html");
    const isSeen = await page.evaluate(async () => {
      const frame = document.createElement("iframe");
      frame.src = "/pkg/embed.html?url-state#view=bars";
      frame.style.cssText = "display: block; margin: 1500px 0; width: 700px; height: 500px";
      document.body.append(frame);
      await new Promise((resolve) => { frame.onload = resolve; });
      const find = () => /** @type {any} */ (frame.contentDocument?.querySelector("claims-chart"));
      await find()?.ready;
      await new Promise((resolve) => setTimeout(resolve, 300));
      return [find()?.view, scrollY];
    });
    assert.deepEqual(isSeen, ["bars", 0]);
  }));

test("hostile and empty parameters do no harm", () =>
  withPage({ viewport: { width: 900, height: 900 } }, async ({ page }) => {
    for (const src of ["javascript:alert(1)", "data:application/json,{}", "file:///etc/hosts", "blob:x", "http://"]) {
      const frame = await embedded(page, "plain", `${EMBED}?src=${encodeURIComponent(src)} width=700`);
      const said = await frame.evaluate(() => document.querySelector("main")?.textContent ?? "");
      assert.match(said, /src must be a web address/);
      assert.ok(said.includes(src), said);
      assert.equal(await frame.evaluate(() => document.querySelectorAll("claims-chart").length), 0);
      await eventually(async () => assert.ok((await told(page)).length, "its height is told"));
    }
    const markup = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">";
    const query = new URLSearchParams({ heading: markup, onclick: "alert(1)", style: "color: red", id: "x", src: "",
      measure: "", page: "javascript:alert(1)" });
    const frame = await embedded(page, "plain", `${EMBED}?${query} width=700`);
    await drawnIn(frame);
    const found = await frame.evaluate(() => {
      const chart = /** @type {HTMLElement} */ (document.querySelector("claims-chart"));
      return { title: chart.shadowRoot?.querySelector("[part=title]")?.textContent, page: document.title,
        attributes: chart.getAttributeNames().sort(), links: document.querySelectorAll("main a").length,
        notice: chart.shadowRoot?.querySelector(".notice")?.checkVisibility() };
    });
    assert.deepEqual(found, { title: markup, page: markup, attributes: ["class", "heading"], links: 0, notice: false });
  }));

test("each parameter becomes the attribute of its name; links lead out of the frame", () =>
  withPage({ viewport: { width: 900, height: 1000 } }, async ({ page, origin }) => {
    await serveClaims(page);
    const asked = { view: "table", measure: "all", "as-of": "2025-01-03", hide: "other", selected: "one", lang: "ko",
      theme: "dark", heading: "Mine" };
    const query = new URLSearchParams({ src: "claims.json", ...asked, page: `${origin}/tests/e2e/pages/empty.html` });
    const frame = await embedded(page, "plain", `${EMBED}?${query} width=700 height=900`);
    await drawnIn(frame);
    const attributes = await frame.evaluate(() => {
      const chart = /** @type {HTMLElement} */ (document.querySelector("claims-chart"));
      return Object.fromEntries(chart.getAttributeNames().map((name) => [name, chart.getAttribute(name)]));
    });
    assert.deepEqual(attributes, { class: "", src: `${origin}/www/claims.json`, ...asked });
    assert.equal(await frame.evaluate(() => document.title), "Mine");
    const around = await frame.evaluate(() => {
      const { colorScheme, backgroundColor } = getComputedStyle(document.documentElement);
      return [colorScheme, backgroundColor];
    });
    assert.deepEqual(around, ["dark", `rgb(${BACKGROUND.dark.join(", ")})`], "the page around the chart is as dark as the chart");

    const link = await frame.waitForSelector(".page a");
    assert.equal(await link?.evaluate((a) => a.textContent), new URL(origin).host);
    await link?.click();
    await eventually(async () => {
      const opened = (await page.raw.browserContext().pages()).find((each) => each !== page.raw);
      assert.equal(opened?.url(), `${origin}/tests/e2e/pages/empty.html`, "the link opens a page of its own");
    });
    assert.match(frame.url(), /embed\.html/, "the frame stays where it is");
  }));

/**
 * The colour of the screen at a point.
 *
 * @param {Page} page
 * @param {number} x
 * @param {number} y
 */
async function colourAt(page, x, y) {
  const picture = await page.raw.screenshot({ encoding: "base64", clip: { x, y, width: 1, height: 1 } });
  return page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    context.drawImage(image, 0, 0);
    return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
  }, picture);
}

test("on a dark page the chart is dark, and what it leaves free of the frame shows the page", () =>
  withPage({ viewport: { width: 700, height: 1400 }, colorScheme: "dark" }, async ({ page }) => {
    await serveClaims(page);
    const frame = await embedded(page, "plain", `${EMBED}?src=claims.json width=600 height=1100 frameborder=0`);
    await page.addStyleTag({ content: ":root { color-scheme: dark; background: rgb(40, 20, 60) }" });
    await drawnIn(frame);
    const box = await page.locator("iframe").boundingBox();
    assert.ok(box);
    const { content } = await heights(frame);
    assert.ok(content < 1060, "the frame is taller than the chart");
    assert.deepEqual(await colourAt(page, box.x + 5, box.y + content - 3), BACKGROUND.dark, "the chart's own background");
    assert.deepEqual(await colourAt(page, box.x + 5, box.y + 1090), [40, 20, 60], "the page's");
  }));

test("the oEmbed answer has what its specification requires, and its frame shows the chart", () =>
  withPage({ viewport: { width: 800, height: 1000 } }, async ({ page, origin }) => {
    const read = (/** @type {string} */ path) => readFile(new URL(`../../${path}`, import.meta.url), "utf8");
    const answer = JSON.parse(await read("www/oembed.json"));
    // Of all types, the version and the type; of a rich one, html, width and height.
    assert.equal(answer.version, "1.0");
    assert.equal(answer.type, "rich");
    assert.ok(Number.isInteger(answer.width) && answer.width > 0);
    assert.ok(Number.isInteger(answer.height) && answer.height > 0 && answer.height <= MAX_HEIGHT);
    assert.equal(typeof answer.html, "string");
    for (const name of ["title", "provider_name", "provider_url"]) assert.ok(answer[name], name);

    await page.goto("/www/");
    const links = await page.locator('link[rel=alternate][type="application/json+oembed"]').evaluateAll((all) =>
      all.map((link) => /** @type {HTMLLinkElement} */ (link).href));
    assert.deepEqual(links, ["https://example.org/www/oembed.json"]);
    assert.ok((await fetch(links[0].replace("https://example.org", origin))).ok, "it is where the page says");

    const html = answer.html.replaceAll("https://example.org/www/embed", `${origin}/www/embed`);
    await page.goto("/tests/e2e/pages/empty.html");
    await page.evaluate((html) => { document.body.innerHTML = html; }, html);
    const frame = await frameOf(page);
    await drawnIn(frame);
    assert.equal((await heights(frame)).frame, answer.height);
    assert.equal(await frame.evaluate(() => document.querySelector(".page a")?.textContent), "example.org");
  }));
