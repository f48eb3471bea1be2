/**
 * The element `<claims-chart>`: it owns the DOM, the life cycle, the size and the words for assistive technology.
 *
 * What a claim means, where it stands and how it is drawn is decided in WebAssembly (`claims_chart.js` beside this
 * file), which is fetched when the first element comes near the viewport. The reader's choices are the element's
 * attributes: whatever changes one of them, a control or the page, goes the same way. What draws bars, compares claims and
 * deals with contradictions is fetched when it is first used, and so is what tells what is wrong with data, and what helps
 * to take the chart elsewhere.
 */

// At the beginning of the module it compresses best.
import style from "./claims-chart/style.css";
import * as address from "./claims-chart/address.js";
import { cardOf, pairOf } from "./claims-chart/cards.js";
import { Choice, Legend } from "./claims-chart/choice.js";
import { Probe } from "./claims-chart/colours.js";
import { csvOf } from "./claims-chart/csv.js";
import { Days } from "./claims-chart/days.js";
import { button, h, sheetFor } from "./claims-chart/dom.js";
import { problemError, text } from "./claims-chart/errors.js";
import { FindingBox, claimsOf } from "./claims-chart/finding.js";
import * as at from "./claims-chart/labels.js";
import { languageFor, speak } from "./claims-chart/language.js";
import { Notice } from "./claims-chart/notice.js";
import { chartOf, fetchAhead, home, importAnew, instance, loadMore, moreOf, refusal, start } from "./claims-chart/program.js";
import { datasetAt } from "./claims-chart/source.js";
import { MOST_APART, Stage } from "./claims-chart/stage.js";
import { documentOf, shapesOf } from "./claims-chart/svg.js";
import { ClaimsTable } from "./claims-chart/table.js";

/**
 * @typedef {import("./claims_chart.js").Chart} Chart
 * @typedef {import("./claims_chart.js").Description} Description
 * @typedef {import("./claims_chart.js").Layout} Layout
 * @typedef {import("./claims_chart.js").Card} Card
 * @typedef {import("./claims_chart.js").Explanation} Explanation
 * @typedef {import("./claims-chart/errors.js").Problem} Problem
 * @typedef {import("./claims-chart/errors.js").ProblemError} ProblemError
 */

export { init } from "./claims-chart/program.js";

/**
 * How far outside the viewport an element starts to load. In a frame it is the frame's: of the window around a frame from
 * elsewhere a browser says only what is seen in it, and what a frame as low as a line shows of a chart is nothing.
 */
const NEARNESS = 400;

/**
 * The longest cards are laid out unseen so that the panel is as high as the highest of them, and nothing below moves
 * while the mouse passes over marks. A finger does not pass: where nothing hovers, each card takes the room it needs.
 */
const MAX_GHOSTS = 3;
/** Of how many claims the longest cards are looked for. */
const MOST_MEASURED = 40;

/** So long a pointer rests on one of thousands of marks, in ms, before its card is shown: on its way it passes hundreds. */
const REST_MS = 80;

/** So long a frame is waited for, in ms. */
const MOST_WAIT_MS = 500;

/** How many claims the table lists at most, the last of them: more are not read, and take long to write. */
const MOST_LISTED = 500;

/** What stood inside may have been this much higher than the chart, in CSS px, for the chart to take the same room. */
const MOST_SURPLUS = 400;

/** Paper shows what no screen does: dots for a CSS px. */
const PRINT_RATIO = 4;
/** What a sheet of A4 or Letter has between its margins, in CSS px. */
const PAPER_WIDTH = 680;

/** What each browser has memory for, in the pixels of a canvas; of the highest picture, 300 bars, a side stays below 32,767, too. */
const MOST_PIXELS = 12e6;

/** What must be redone; each step includes those before it. */
const SHOW = 1;
const LAYOUT = 2;
const WORDS = 3;
const READ = 4;
const LOAD = 5;

const THEMES = ["auto", "light", "dark"];
const VIEWS = /** @type {const} */ (["timeline", "bars", "table"]);

/** What is folded away below the sentence that something could not be done. */
const WHY = "What happened";

/**
 * @typedef {Pick<import("./claims-chart/element.d.ts").ClaimsChart,
 *   "src" | "heading" | "view" | "measure" | "asOf" | "hide" | "selected" | "compare" | "theme">} Properties
 */

/** The properties that are attributes, and what they are without one; element.d.ts says what each is for. */
const PROPERTIES = { src: null, heading: null, theme: "auto",
  view: "timeline", measure: null, "as-of": null, hide: null, selected: null, compare: null };

/** Those that hold the reader's choices: the last of them. */
const CHOICES = /** @type {("view" | "measure" | "as-of" | "hide" | "selected" | "compare")[]} */ (Object.keys(PROPERTIES).slice(3));

const styles = sheetFor(document, style);

/** What helps to take the chart elsewhere; asked for again where nothing came. @returns {Promise<typeof import("./claims-chart/share.js")>} */
const share = () => import("./claims-chart/share.js").catch(() => {})
  .then((helper) => helper?.open ? helper : importAnew(new URL("./claims-share.js", import.meta.url)));

/** @param {Element} element @param {string} name @param {unknown} value */
function setOn(element, name, value) {
  if (value === null || value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, String(value));
}

/** An element's height in CSS px, with their parts; 0 where a page has made it a part of a line. @param {HTMLElement} element */
const heightOf = (element) => parseFloat(getComputedStyle(element).height) || 0;

/** Whether an element is displayed, in the window or near it. @param {HTMLElement} element */
function isNear(element) {
  const { clientWidth, clientHeight } = element.ownerDocument.documentElement;
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return left < right && Math.max(-right, left - clientWidth, -bottom, top - clientHeight) < NEARNESS;
}

/** A promise with its ends; a rejection that no one awaits is not an unhandled one. */
function deferred() {
  const own = /** @type {{promise: Promise<void>, resolve: () => void, reject: (error: Error) => void}} */ ({});
  own.promise = new Promise((resolve, reject) => Object.assign(own, { resolve, reject }));
  own.promise.catch(() => {});
  return own;
}

/**
 * A chart of contested claims.
 *
 * @example
 * <script type="module" src="claims-chart.js"></script>
 * <claims-chart src="claims.json" measure="killed">A table for those without scripts.</claims-chart>
 */
export class ClaimsChart extends /** @type {{new (): HTMLElement & Properties, prototype: HTMLElement & Properties}} */ (HTMLElement) {
  static observedAttributes = ["lang", "url-state", ...Object.keys(PROPERTIES)];

  /** What is seen until the chart is drawn: a pre-rendered one where the page brings it, else what stands inside. */
  #fallback = /** @type {HTMLElement | null | undefined} */ (this.shadowRoot?.querySelector(".still")) ?? h("slot");
  #title = h("h3", { part: "title", id: "title", dir: "auto" });
  #subtitle = h("p", { part: "subtitle", class: "subtitle", dir: "auto" });
  #views = new Choice("view", (id) => this.#choose({ view: id }));
  #measures = new Choice("measure", (id) => this.#choose({ measure: id }));
  #legend = new Legend((hidden) => this.#choose({ hide: hidden.join() || null }));
  #days = new Days((day) => this.#choose({ "as-of": day }));
  #controls = h("div", { part: "controls", class: "controls" },
    this.#views.element, this.#measures.element, this.#legend.element, this.#days.element);
  #stage = new Stage({
    find: (x, y) => this.#try(() => this.#chart?.claim_at(x, y)),
    spot: (n) => this.#chart?.spot(n),
    number: (id) => this.#chart?.spot_of(id) ?? -1,
    values: () => this.#chart?.values() ?? new Float64Array(),
    point: (...given) => this.#point(...given),
    leave: () => this.#leave(),
    choose: (id) => this.#pin(id),
  });
  #table = new ClaimsTable((id) => {
    this.#pin(id);
    // The table may be longer than the window.
    this.#card.scrollIntoView({ block: "nearest" });
  });
  #picture = h("div", {}, this.#stage.element, this.#table.element);
  #finding = new FindingBox({
    light: (target) => this.#light(target),
    turn: (day) => {
      this.#turnTo(day, "polite");
      this.#light(null);
    },
    // The finding stays the one that was asked about.
    choose: (id) => this.#pin(id, this.#finding.found?.day),
    rest: () => {
      if (!this.#finding.found?.contradicting.length) return;
      this.#isAtRest = true;
      this.#light(null);
    },
  });
  #card = h("div", { part: "card", class: "card", "aria-live": "off" });
  #source = h("span");
  #download = button({ "aria-haspopup": "dialog" });
  #embed = button({ "aria-haspopup": "dialog" });
  #notesLabel = h("summary");
  #notes = h("ul");
  // What is in here stays, so that the focus does.
  #footer = h("div", { part: "footer", class: "footer" },
    this.#source, this.#download, this.#embed, h("details", {}, this.#notesLabel, this.#notes));
  #status = h("div", { class: "unseen", role: "status" });
  // Its languages are written from the left, whatever the page's is; a dataset's own may be another.
  #figure = h("div", { class: "figure", role: "figure", "aria-labelledby": "title", lang: "en", dir: "ltr" },
    this.#title, this.#subtitle, this.#controls, this.#picture, this.#finding.element, this.#card, this.#footer,
    this.#status);
  /** Texts are measured with it. In no document, it takes its fonts from none. */
  #ruler = h("canvas");
  #notice = new Notice();
  #probe = new Probe();

  /** @type {unknown} */
  #data = null;
  /** The data that are drawn, as they came. @type {unknown} */
  #drawn;
  /** What made the chart. @type {import("./claims-chart/program.js").Program | undefined} */
  #program;
  /** @type {Chart | undefined} */
  #chart;
  /** Whether the chart can draw bars and compare claims. */
  #hasMore = false;
  /** Why it cannot, until the next choice. */
  #lack = "";
  /** @type {Description | undefined} */
  #words;
  /** @type {string[]} */
  #labels = [];
  /** @type {Layout | undefined} */
  #layout;
  /** The claim that the card shows. */
  #shown = "";
  /** The claims that the reader chose: one to keep in the card, or two to compare; of those that are shown. @type {string[]} */
  #pinned = [];
  /** Whether the next claim that is chosen is to be compared. */
  #isComparing = false;
  /** Whether the card is read out. @type {"off" | "polite"} */
  #live = "off";
  /** Whether the reader has looked at no claim yet: then a contradiction is tied. */
  #isAtRest = true;
  /** The claim that a pointer or the focus is on. */
  #pointed = "";
  /** What waits for the pointer to rest. @type {ReturnType<typeof setTimeout> | undefined} */
  #resting;
  /** What waits to put the choices into the address. @type {ReturnType<typeof setTimeout> | undefined} */
  #remembering;
  /** The measure that is drawn. */
  #measure = "";
  /** Why the words are not in the language that was asked for. @type {Problem[]} */
  #unspoken = [];
  /** What the card was last written of. */
  #followed = "";
  /** What could not be followed when the picture was drawn. @type {Problem[]} */
  #problems = [];
  /** What was chosen when the words below the picture were written. */
  #written = "";
  /** The choices that the page was last told. */
  #told = "";
  /** The attributes as the page has set them, for an address that says nothing of them. @type {Record<string, string | null> | undefined} */
  #initial;
  /** Whether a control was used: then what it changed is read out. */
  #isUsed = false;

  #ready = deferred();
  #isReadySettled = false;
  /** @type {ReturnType<typeof deferred> | undefined} */
  #update;
  #todo = LOAD;
  #frame = 0;
  #isNear = false;
  #isDrawn = false;
  #isPrinting = false;
  /** Whether the table is in the picture's place. */
  #isTable = false;
  #hasFailed = false;
  #isQueued = false;
  /** READ or LOAD while that is being done, else 0. */
  #underWay = 0;
  #drawnWidth = 0;
  /** That of what is written in the chart's font. */
  #fontWidth = 0;
  /** Dots for a CSS px, as it is drawn. */
  #ratio = 1;
  /** Aborted when the element leaves the document. */
  #life = new AbortController();
  /** Aborted when the data being loaded are no longer wanted. */
  #loading = new AbortController();

  constructor() {
    super();
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [styles];
    this.#figure.hidden = true;
    // One that is there stays as it is: a reader may have scrolled its table.
    if (!this.#fallback.parentNode) root.append(this.#fallback);
    root.append(this.#figure, this.#notice.element, this.#probe.element);
    for (const type of ["click", "input"]) this.#figure.addEventListener(type, () => this.#release(), true);
    // The page's scheme has changed, or the canvas is empty.
    for (const type of ["transitionend", "contextrestored"]) root.addEventListener(type, () => this.#invalidate(LAYOUT), true);
    for (const type of ["pointerenter", "focusin"]) this.#controls.addEventListener(type, fetchAhead);
    this.#download.addEventListener("click", () => this.#share("download"));
    this.#embed.addEventListener("click", () => this.#share("embed"));
    for (const element of [this.#picture, this.#card]) {
      element.addEventListener("keydown", (event) => {
        const { key, target, altKey, ctrlKey, metaKey } = event;
        if (altKey || ctrlKey || metaKey) return;
        const id = target instanceof HTMLElement && target.dataset.claim;
        if (key === "Escape") {
          // A dialog that the chart is in stays open.
          if (this.#pinned.length) event.preventDefault();
          this.#dismiss();
        } else if (id && key.toLowerCase() === "c") this.#compareWith(id);
      });
    }
  }

  /** Whether the reader's choices are kept in the page's address. */
  get urlState() { return this.hasAttribute("url-state"); }
  set urlState(value) { this.toggleAttribute("url-state", Boolean(value)); }

  /** A dataset as a plain object; it takes precedence over `src`. It is read when it is set. */
  get data() { return this.#data; }
  set data(value) {
    this.#data = value ?? null;
    this.#invalidate(LOAD);
  }

  /**
   * Fulfilled when the first chart of the data last set is drawn; rejected with an Error that has `problems` when they
   * are refused, or when the chart cannot be loaded or drawn.
   */
  get ready() { return this.#ready.promise; }

  /** Fulfilled when what was last set is drawn, or has been refused. */
  get updateComplete() { return this.#update?.promise ?? Promise.resolve(); }

  /**
   * The id of the claim within reach of a point, in CSS px from the element's top left corner, or null.
   *
   * @param {number} x
   * @param {number} y
   * @returns {string | null}
   */
  claimAt(x, y) {
    const here = this.getBoundingClientRect();
    return this.#chart ? this.#stage.claimAt(here.left + x, here.top + y) : null;
  }

  /**
   * What the claims imply together, each end with the claims that imply it, and which of them contradict each other.
   *
   * @returns {Explanation}
   * @throws {Error} until the chart is ready
   */
  explain() { return this.#needed().explain(); }

  /** The dataset as JSON text, complete. @throws {Error} until the chart is ready */
  toJSON() {
    this.#needed();
    /** As it stands there, whatever `toJSON` the page has given to all lists. @this {Record<string, unknown>} @param {string} key */
    function plain(key) {
      const value = this[key];
      return value instanceof Map ? Object.fromEntries(value) : typeof value === "bigint" ? Number(value) : value;
    }
    return `${JSON.stringify(this.#drawn, plain, 2)}\n`;
  }

  /** The claims as CSV text, a row for each figure: all of the dataset that a spreadsheet can hold. @throws {Error} until the chart is ready */
  toCSV() { return csvOf(JSON.parse(this.toJSON())); }

  /**
   * The picture as the text of an SVG document, as it is drawn: timeline or bars, in the same colours and width. For the
   * table it is that of the timeline.
   *
   * @throws {Error} until the chart is ready
   */
  toSVG() {
    const chart = this.#needed();
    const { width, height, label } = /** @type {Layout} */ (this.#layout);
    const about = { title: this.#title.textContent ?? "", description: label, metadata: this.#provenance() };
    return documentOf({ width, height }, about, shapesOf((canvas, ratio) => chart.draw(canvas, ratio)));
  }

  /**
   * The same picture as a PNG.
   *
   * @param {{scale?: number}} [options] dots for a CSS px, from 0.1 to 10; without it, 1
   * @returns {Promise<Blob>} rejected until the chart is ready, and where there is no memory for so large a picture
   */
  async toPNG({ scale = 1 } = {}) {
    const chart = this.#needed();
    if (!(scale >= 0.1 && scale <= 10)) throw problemError("OptionsError", "scale", `must be a number from 0.1 to 10, not ${scale}`);
    const canvas = h("canvas");
    chart.draw(canvas, scale);
    const { pngOf } = await share();
    return pngOf(canvas, { Title: this.#title.textContent ?? "", Source: this.#provenance() });
  }

  /** The chart, which is ready. */
  #needed() {
    if (!this.#chart || !this.#isDrawn) throw problemError("NotReadyError", "", "await ready first");
    return this.#chart;
  }

  /** Where what is shown comes from, and which version of the data and of the program show it. */
  #provenance() {
    const { version, updated } = /** @type {{version?: string, updated?: string}} */ (this.#drawn ?? {});
    const parts = [this.#source.textContent, version && `dataset version ${version}`, updated && `updated ${updated}`,
      `Claims Chart ${VERSION}`, this.#link()];
    return parts.filter(Boolean).join(" · ");
  }

  /** An address that shows the chart as it is now, or at least the page. */
  #link(choices = this.#choices()) {
    return this.urlState ? address.withChoices(this.id, choices) : location.href;
  }

  /** Opens a dialog to take the chart elsewhere. @param {"download" | "embed"} what */
  async #share(what) {
    try {
      const { open } = await share();
      const [words, layout, chart] = [this.#words, this.#layout, this.#chart];
      // It may have been pressed twice.
      if (!words || !layout || !chart || this.#figure.querySelector("dialog")) return;
      open(what, this.#figure, {
        element: this, chart, words, layout, labels: this.#labels, measure: this.#measure, home: home(), link: this.#link(),
        provenance: this.#provenance(), choices: { ...this.#choices(), lang: this.getAttribute("lang"), theme: this.getAttribute("theme") },
      });
      // What could not be done before is told no more.
      this.#invalidate(SHOW);
    } catch (error) {
      this.#report([{ path: "", message: text(error) }], "What this needs could not be loaded.", WHY);
    }
  }

  adoptedCallback() {
    const { ownerDocument, shadowRoot } = this;
    // A document that is not shown has no style sheets.
    if (shadowRoot && ownerDocument.defaultView) shadowRoot.adoptedStyleSheets = [sheetFor(ownerDocument, style)];
  }

  connectedCallback() {
    for (const [name, value] of Object.entries(this)) {
      // A property that was set before the element was defined hides its accessor.
      if (!(name in ClaimsChart.prototype)) continue;
      delete /** @type {any} */ (this)[name];
      Reflect.set(this, name, value);
    }
    this.#life = new AbortController();
    const { signal } = this.#life;
    const { ownerDocument } = this;
    this.#update ??= deferred();
    const isFirst = !this.#initial;
    this.#initial ??= this.#choices();
    // A frame would scroll the page around it, and one that is moved its own.
    if (this.urlState && this.#restore() && isFirst && !scrollY && parent === window) {
      this.scrollIntoView();
      let isStill = true;
      for (const type of ["wheel", "touchmove", "keydown"]) {
        addEventListener(type, () => { isStill = false; }, { signal });
      }
      // When it grows, browsers keep what stands below it where it is, and lose sight of it.
      this.ready.then(() => requestAnimationFrame(() => isStill && isNear(this) && this.scrollIntoView()), () => {});
    }

    const load = () => {
      nearness.disconnect();
      this.#isNear = true;
      this.#invalidate(READ);
    };
    const nearness = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && load(),
      { root: ownerDocument, rootMargin: `${NEARNESS}px` });
    // It tells in a frame to come; who is near has not to wait for that.
    if (isNear(this)) load();
    else nearness.observe(this);

    const size = new ResizeObserver(() => {
      // What was set while it was not displayed is still to be drawn. Of a font that was loaded before the page had it, no
      // event tells, but what it is written in is wider then.
      const width = this.#width();
      if (this.#todo || (width && (this.#probe.width() !== this.#fontWidth || width !== this.#drawnWidth))) this.#invalidate(LAYOUT);
    });
    size.observe(this.#probe.element);
    size.observe(this);
    // In a frame that has been taken out of the page, Chromium reports without end that it cannot tell of sizes.
    ownerDocument.defaultView?.addEventListener("pagehide", ({ persisted }) => persisted || size.disconnect(), { signal });

    const speech = new MutationObserver(() => this.#invalidate(READ));
    speech.observe(ownerDocument.documentElement, { attributeFilter: ["lang"] });

    signal.addEventListener("abort", () => {
      for (const observer of [nearness, size, speech]) observer.disconnect();
    });
    const redraw = () => this.#invalidate(LAYOUT);
    for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
      matchMedia(query).addEventListener("change", redraw, { signal });
    }
    instance.addEventListener("death", () => {
      if (!this.#chart && !this.#underWay) return;
      this.#free();
      this.#invalidate(READ);
    }, { signal });
    ownerDocument.fonts.addEventListener("loadingdone", redraw, { signal });
    addEventListener("beforeprint", () => this.#print(true), { signal });
    addEventListener("afterprint", () => this.#print(false), { signal });
    // A link to a note in the page says nothing of choices.
    addEventListener("popstate", () => this.urlState && /^$|=/.test(location.hash) && this.#restore(), { signal });
    this.#watchPixelRatio(signal);
  }

  disconnectedCallback() {
    this.#life.abort();
    // Who moves it while the page is printed has taken away what tells of the end.
    this.#isPrinting = false;
    this.#loading.abort();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#isNear = false;
    this.#figure.querySelector("dialog")?.remove();
    this.#await();
    this.#free();
  }

  /** @param {string} name @param {string | null} before @param {string | null} now */
  attributeChangedCallback(name, before, now) {
    if (before === now) return;
    this.#lack = "";
    this.#release();
    const todo = /** @type {Record<string, number>} */ ({ src: LOAD, lang: READ, heading: WORDS, selected: SHOW, compare: SHOW });
    // What could not be drawn as it was asked for may be drawn otherwise.
    this.#invalidate(this.#hasFailed ? READ : todo[name] ?? LAYOUT);
  }

  /** The attributes that hold the reader's choices. */
  #choices() {
    return /** @type {Record<typeof CHOICES[number], string | null>} */ (
      Object.fromEntries(CHOICES.map((name) => [name, this.getAttribute(name)])));
  }

  /** The reader has used a control. @param {Partial<Record<typeof CHOICES[number], string | null>>} choices */
  #choose(choices) {
    this.#isUsed = true;
    // What could not be fetched is tried again, though the attribute asks for it already.
    if (this.#lack) this.#invalidate(LAYOUT);
    this.#lack = "";
    for (const [name, value] of Object.entries(choices)) setOn(this, name, value);
  }

  /** Takes the choices from the address; true where it has any. */
  #restore() {
    let hasAny = false;
    for (const [name, value] of address.read(this.id, CHOICES)) {
      hasAny ||= value !== null;
      setOn(this, name, value ?? this.#initial?.[name]);
    }
    return hasAny;
  }

  /** Tells the page what is chosen, once each time it changes. */
  #tell() {
    const choices = this.#choices();
    const told = JSON.stringify([choices, this.lang, this.getAttribute("theme"), this.urlState]);
    if (told === this.#told) return;
    const isFirst = !this.#told;
    this.#told = told;
    if (isFirst) return;
    this.#emit("claims-state", { ...choices, lang: this.getAttribute("lang"), theme: this.getAttribute("theme") });
    this.#remember();
  }

  /** Puts the choices into the address; once more where the browser has had too many changes of it in so short a time. */
  #remember(n_tries = 30) {
    clearTimeout(this.#remembering);
    if (n_tries && this.urlState && this.isConnected && !address.write(this.id, this.#choices())) {
      this.#remembering = setTimeout(() => this.#remember(n_tries - 1), 1e3);
    }
  }

  /** A media query tells only when the ratio leaves one value: it is asked anew for the next. @param {AbortSignal} signal */
  #watchPixelRatio(signal) {
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener("change", () => {
      this.#watchPixelRatio(signal);
      this.#invalidate(LAYOUT);
    }, { signal, once: true });
  }

  #free() {
    const chart = this.#chart;
    this.#chart = undefined;
    try {
      chart?.free();
    } catch {
      // After a panic the chart cannot be freed: it goes with its instance.
    }
  }

  /** @param {number} todo */
  #invalidate(todo) {
    if (this.#hasFailed && todo < READ) return;
    // What is read again is what is drawn, not what is on its way.
    this.#todo = Math.max(this.#todo, todo === READ && this.#underWay || todo);
    this.#update ??= deferred();
    if (todo >= READ && this.#isReadySettled) {
      this.#ready = deferred();
      this.#isReadySettled = false;
    }
    if (!this.#isNear || !this.isConnected) return;
    if (this.#todo < READ) {
      if (!this.#chart || this.#frame) return;
      const frame = this.#frame = requestAnimationFrame(() => this.#render());
      // In a view transition that waits for it there is no frame.
      setTimeout(() => frame === this.#frame && this.#render(), MOST_WAIT_MS);
    } else if (!this.#isQueued) {
      // What is on its way might come before, and be taken for what was set.
      this.#loading.abort();
      this.#isQueued = true;
      queueMicrotask(() => {
        this.#isQueued = false;
        if (this.isConnected) this.#load();
      });
    }
  }

  async #load() {
    this.#loading = new AbortController();
    const { signal } = this.#loading;
    const read = this.#todo < LOAD && this.#drawn || this.#data;
    this.#underWay = this.#todo;
    this.#lack = "";
    this.#todo = 0;
    this.#notice.forget();
    this.#hasFailed = false;
    if (this.#needsMore()) fetchAhead();
    let data;
    try {
      const [wasm, fetched, language] =
        await Promise.all([start(), read ?? datasetAt(this.getAttribute("src"), signal), languageFor(this)]);
      data = fetched === undefined ? JSON.parse(wasm.embedded_dataset()) : fetched;
      // It comes while the data are read: in the step that is awaited it is asked for.
      if (/** @type {any} */ (data)?.claims?.length > MOST_APART) await fetchAhead();
      if (signal.aborted) return;
      if (wasm !== this.#program) this.#hasMore = false;
      this.#program = wasm;
      const chart = chartOf(wasm, data);
      // What can be done before the second part is there.
      const spoken = speak(chart, language);
      const words = chart.describe();
      if (chart.needs_more()) {
        await loadMore(wasm);
        this.#hasMore = true;
        if (signal.aborted) return chart.free();
      }
      this.#free();
      this.#words = words;
      this.#layout = undefined;
      this.#figure.lang = spoken.code;
      this.#unspoken = spoken.problems;
      this.#chart = chart;
      this.#drawn = data;
      this.#finding.isAsked = this.#isComparing = false;
      this.#isAtRest = true;
      this.#underWay = 0;
      this.#isDrawn = false;
      this.#todo = WORDS;
      this.#written = this.#shown = "";
      this.#render();
    } catch (error) {
      // The problems of a sheet are known when it has been read, before there are data.
      const isRefused = data !== undefined && Object(error).name === "DatasetError";
      const told = isRefused ? await refusal(data) : error;
      if (signal.aborted) return;
      this.#underWay = 0;
      this.#fail(told);
    }
  }

  /** Whether the attributes ask for what is not fetched at first. */
  #needsMore() {
    const { view, selected, compare } = this.#choices();
    return view === "bars" || Boolean(selected && compare);
  }

  /** Fetches it, and renders then. */
  async #fetchMore() {
    const program = this.#program;
    const lack = program ? await moreOf(program).then(() => "", text) : "";
    if (program !== this.#program) return;
    this.#hasMore = !lack;
    this.#lack = lack;
    if (!this.#todo) return;
    // The bars may have been asked for before.
    this.#todo = Math.max(this.#todo, LAYOUT);
    this.#render();
  }

  #render() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const chart = this.#chart;
    const words = this.#words;
    // What is about to be loaded will be drawn: until then it is to be remembered.
    if (!chart || !words || this.#isQueued) return;
    if (this.#needsMore() && !this.#hasMore && !this.#lack) {
      // What is drawn stays until then.
      this.#fetchMore();
      return;
    }
    const wasHidden = this.#figure.hidden;
    try {
      // Before it is shown, so that a browser that is asked for its width lays it out with them.
      if (this.#todo >= WORDS) this.#write(words);
      // In one step: whatever is measured on the way, nothing in the page moves, and no browser scrolls after it.
      if (wasHidden) {
        const room = heightOf(this);
        if (room) this.#hold(room);
        this.#figure.hidden = false;
        this.#fallback.hidden = this.#notice.element.hidden = true;
        // Where the page counts padding as height, the element has grown by it.
        if (room) this.#hold(2 * room - heightOf(this));
      }
      const width = this.#width();
      if (!width) {
        // Not displayed: the ResizeObserver tells when it is.
        this.#figure.hidden = wasHidden;
        this.#fallback.hidden = !wasHidden;
        return;
      }
      this.#fontWidth = this.#probe.width();
      const isNew = !this.#isDrawn || this.#todo !== SHOW;
      if (isNew) this.#problems = this.#draw(chart, words, width, this.#todo);
      const unknown = this.#follow();
      this.#live = "off";
      if (this.#hasFailed) return;
      if (isNew) {
        this.#views.fold();
        this.#measures.fold();
      }
      this.#fit();
      // To write on a canvas, a browser lays out the page around it: by now it has.
      if (isNew && !this.#stage.element.hidden) chart.draw(this.#stage.canvas, this.#ratio);
      this.#todo = 0;
      this.#report([...this.#unspoken, ...this.#problems, ...unknown], "The chart is shown, but not quite as asked for.",
        "What could not be followed");
    } catch (error) {
      this.#fail(error);
      return;
    }
    // Who was told of problems may have set other data.
    if (!this.#isDrawn && !this.#isQueued) {
      this.#isDrawn = true;
      this.#ready.resolve();
      this.#isReadySettled = true;
      this.#emit("claims-ready", { claims: words.n_claims });
    }
    this.#tell();
    this.#updated();
  }

  /**
   * Takes the room that the fallback takes, so that what follows in the page stays where it is: the card gets what is left,
   * and scrolls where that is too little for it.
   *
   * @param {number} height
   */
  #hold(height) {
    this.#figure.classList.add("held");
    this.#figure.style.height = `${height}px`;
  }

  /** Gives up the room where it is too little for more than the card, and what nothing would fill. */
  #fit() {
    if (!this.#figure.style.height) return;
    const { scrollHeight, clientHeight } = this.#figure;
    const spare = this.#card.clientHeight - (/** @type {HTMLElement | null} */ (this.#card.lastElementChild)?.offsetHeight ?? 0);
    if (scrollHeight > clientHeight + 1) this.#release();
    else if (spare > MOST_SURPLUS) this.#hold(clientHeight - spare + MOST_SURPLUS);
  }

  /** Takes what it needs from now on, and that room at least. */
  #release() {
    const { style, classList } = this.#figure;
    if (!classList.contains("held")) return;
    classList.remove("held");
    style.minHeight = style.height;
    style.height = "";
  }

  /** While other data or choices are on their way, what is drawn is not yet what was last set. */
  #updated() {
    if (this.#underWay || this.#isQueued || this.#frame) return;
    this.#update?.resolve();
    this.#update = undefined;
  }

  /**
   * Lays out, paints and writes; tells what in the attributes and colours could not be followed.
   *
   * @param {Chart} chart
   * @param {Description} words
   * @param {number} width
   * @param {number} todo
   */
  #draw(chart, words, width, todo) {
    const asked = this.#choices();
    const problems = /** @type {Problem[]} */ ([]);
    const { scheme: around, font, colours } = this.#probe.look(this, problems);
    // Not every browser tells how much larger the page's style makes it.
    this.#ratio = this.#isPrinting ? PRINT_RATIO : devicePixelRatio * (this.currentCSSZoom ?? 1);

    /** @template {string} T @param {string} path @param {string | null} value @param {readonly T[]} known @param {T} otherwise @returns {T} */
    const oneOf = (path, value, known, otherwise) => {
      const found = known.find((each) => each === value);
      if (value !== null && found === undefined) {
        problems.push({ path, message: `must be one of ${known.map((each) => `"${each}"`).join(", ")}, not "${value}"` });
      }
      return found ?? otherwise;
    };
    const theme = oneOf("theme", this.getAttribute("theme"), THEMES, "auto");
    let view = oneOf("view", asked.view, VIEWS, "timeline");
    if (view === "bars" && !this.#hasMore) {
      problems.push({ path: "view", message: `the bars could not be loaded: ${this.#lack}` });
      view = "timeline";
    }
    const measure = oneOf("measure", asked.measure, words.measures.map(({ id }) => id), words.default_measure);
    /** No dataset has as many parties as an address has room for. @param {string} list */
    const listed = (list) => list.split(",", 1e3).map((id) => id.trim());
    const ids = words.parties.map(({ id }) => id ?? "other");
    const named = listed(asked.hide ?? "");
    /** An id has commas of its own where it is a name in a sheet. @param {string[]} list @param {string[] | string} some */
    const has = (list, some) => `,${list},`.includes(`,${some},`);
    const hidden = ids.filter((id) => has(named, listed(id)));
    for (const id of named) if (id && !has(listed(`${ids}`), id)) oneOf("hide", id, ids, id);
    if (!chart.select(asked["as-of"] ?? undefined, hidden)) {
      problems.push({ path: "as-of", message: `must be a date such as 2024-12-20, not "${asked["as-of"]}"` });
    }

    const drawn = this.#isPrinting || theme === "light" ? "light" : theme === "dark" ? "dark" : around;
    const { className } = this.#figure;
    this.#figure.classList.toggle("framed", drawn !== around && !this.#isPrinting);
    this.#figure.style.colorScheme = drawn;
    this.#stage.element.hidden = view === "table" && !this.#isPrinting;
    this.#table.element.hidden = view !== "table" && !this.#isPrinting;
    this.#isTable = view === "table";

    const framedWidth = className === this.#figure.className ? width : this.#width() || width;
    if (this.#isDrawn && framedWidth !== this.#drawnWidth) {
      this.#release();
      this.#figure.style.minHeight = "";
    }
    const form = view === "bars" ? view : "timeline";
    const layout = chart.layout(form, measure, framedWidth, drawn, font, Object.entries(colours).flat(), this.#ruler);
    this.#layout = layout;
    this.#ratio = Math.min(this.#ratio, Math.sqrt(MOST_PIXELS / layout.width / layout.height));
    this.#drawnWidth = framedWidth;

    const { palette } = layout;
    for (const name of /** @type {const} */ (["ink", "muted", "rule", "background"])) {
      this.#figure.style.setProperty(`--${name}`, palette[name]);
    }
    palette.parties.forEach((colour, index) => this.#figure.style.setProperty(`--party-${index}`, colour));
    this.#stage.place(layout);

    this.#views.mark(view);
    this.#measures.mark(measure);
    const parties = layout.parties.flatMap((own) => {
      const party = words.parties.find(({ colour }) => colour === own.colour);
      return party ? { ...party, ...own, id: party.id ?? "other" } : [];
    });
    this.#legend.offer(this.#labels[at.PARTIES], parties, hidden);
    this.#days.mark(layout.day, layout.known);
    this.#measure = measure;
    /** @param {import("./claims_chart.js").Spot[]} spots */
    const cardsOf = (spots) => spots.flatMap(({ id }) => chart.card(id, measure) ?? []);
    if (!this.#table.element.hidden) {
      const claims = this.#spots(MOST_LISTED);
      const isAll = layout.n_spots <= MOST_LISTED;
      const status = isAll ? layout.status : chart.shown(claims.length);
      const caption = isAll && !asked["as-of"] && !hidden.length ? layout.caption : `${layout.caption}. ${layout.known}. ${status}`;
      this.#table.fill({ ...layout, caption, claims }, cardsOf(claims), this.#labels, words.events, this.#figure.lang);
    }

    const written = JSON.stringify([measure, asked["as-of"], hidden]);
    if (written !== this.#written || todo >= WORDS) {
      const isUsed = this.#isUsed && this.#written;
      this.#written = written;
      this.#turnTo(null);
      this.#fill(cardsOf(this.#spots(MOST_MEASURED)), words);
      if (isUsed) this.#status.textContent = `${layout.status} ${this.#finding.text}`;
    }
    this.#isUsed = false;
    return problems;
  }

  /** The claims of the picture, by date: the last of them, as many as there may be. @param {number} most @returns {import("./claims_chart.js").Spot[]} */
  #spots(most) {
    const n = this.#layout?.n_spots ?? 0;
    const spots = new Map();
    for (let k = Math.max(0, n - most); k < n; k++) {
      const spot = this.#chart?.spot(k);
      // A claim may have several marks.
      spots.set(spot?.id, spot);
    }
    return [...spots.values()];
  }

  /** Writes what stands around the chart. @param {Description} words */
  #write(words) {
    const { language } = words;
    const labels = this.#labels = words.labels;
    this.#title.textContent = this.getAttribute("heading") ?? words.title;
    this.#subtitle.textContent = words.subtitle;
    this.#subtitle.hidden = !words.subtitle;
    for (const element of [this.#title, this.#subtitle, this.#measures.element, this.#legend.element, this.#notes]) {
      element.lang = language ?? "";
    }
    this.#views.offer(labels[at.VIEWS], VIEWS.map((id, n) => ({ id, label: labels[at.TIMELINE + n] })));
    this.#measures.offer(labels[at.MEASURES], words.measures.filter(({ n_claims }) => n_claims));
    this.#days.offer(words.days, labels);

    this.#source.textContent = words.source;
    this.#notesLabel.textContent = labels[at.NOTES];
    this.#download.textContent = labels[at.DOWNLOAD];
    this.#embed.textContent = labels[at.EMBED];
    this.#notes.replaceChildren(...words.notes.map((note) => h("li", {}, note)));
    /** @type {HTMLElement} */ (this.#notes.parentElement).hidden = !words.notes.length;
  }

  /** The room for this measure's cards. @param {Card[]} cards @param {Description} words */
  #fill(cards, words) {
    const length = (/** @type {Card} */ card) => JSON.stringify(card).length;
    const ghosts = cards.sort((a, b) => length(b) - length(a)).slice(0, MAX_GHOSTS).map((card) => {
      const ghost = cardOf(card, words.parties, this.#actions(card.id));
      ghost.className = "ghost";
      ghost.ariaHidden = "true";
      return ghost;
    });
    for (const before of this.#card.querySelectorAll(".ghost")) before.remove();
    this.#card.prepend(...ghosts);
    this.#followed = "";
  }

  /** Follows the attributes that choose claims; tells which of them name none. */
  #follow() {
    const { selected, compare } = this.#choices();
    const named = /** @type {const} */ ([["selected", selected], ["compare", compare]]);
    const unknown = named.filter(([, id]) => id && !this.#chart?.has_claim(id));
    const isLacking = selected && compare && this.#lack;
    // One without a mark in this picture may have been chosen among the reasons for the finding.
    const chosen = [selected, isLacking ? null : compare].filter((id) => id && this.#chart?.card(id, this.#measure));
    // Without the first of a pair, the second is nothing to compare with.
    this.#pinned = /** @type {string[]} */ (selected === chosen[0] ? [...new Set(chosen)] : []);
    // There may be nothing left to compare the next one with.
    this.#isComparing &&= this.#pinned.length > 0;
    const shown = this.#pinned[0] ?? (this.#stage.has(this.#shown) ? this.#shown : this.#stage.last);
    // What the table tells already needs no card.
    this.#card.hidden = !shown || (this.#isTable && !this.#pinned.length);
    const followed = JSON.stringify([this.#pinned, shown]);
    // What is in the card already stays there: the focus may be in it, and it may be being read out.
    if (followed !== this.#followed || shown !== this.#shown) {
      this.#followed = followed;
      this.#shown = "";
      this.#show(shown);
    } else {
      this.#stage.focusable(shown);
      this.#stage.press(this.#pinned);
      this.#table.mark(this.#pinned);
      this.#light(null);
    }
    const problems = unknown.map(([path, id]) => ({ path: /** @type {string} */ (path), message: `there is no claim "${id}"` }));
    if (isLacking) problems.push({ path: "compare", message: `comparing could not be loaded: ${this.#lack}` });
    return problems;
  }

  /** What can be done with a claim. @param {string} id */
  #actions(id) {
    const labels = this.#labels;
    const compare = button({ "aria-pressed": String(this.#isComparing) }, labels[at.COMPARE]);
    compare.addEventListener("click", () => this.#compareWith(id));
    const cite = button({}, labels[at.CITE]);
    cite.addEventListener("click", () => this.#cite(id, cite));
    const close = button({ "aria-label": labels[at.CLOSE] }, "×");
    close.addEventListener("click", () => this.#dismiss());
    close.hidden = !this.#pinned.length;
    return [compare, cite, close];
  }

  /**
   * Shows a claim's card and lifts its mark; an empty id shows none. Only a chosen card is read out: one that is
   * merely passed would talk over the name of its mark. While two are compared, they stay.
   *
   * @param {string} id
   */
  #show(id) {
    const chart = this.#chart;
    const words = this.#words;
    this.#await();
    if (!chart || !words || id === this.#shown) return;
    // The card before stays while what compares is on its way.
    if (this.#pinned.length > 1 && !this.#hasMore) return;
    this.#try(() => {
      this.#shown = id;
      this.#stage.focusable(id);
      this.#stage.press(this.#pinned);
      this.#table.mark(this.#pinned);
      const [a, b] = this.#pinned;
      const isPair = b !== undefined;
      const pair = isPair ? chart.pair(a, b, this.#measure) : undefined;
      const ids = pair?.claims ?? (id ? [id] : []);
      const cards = ids.flatMap((each) => {
        const card = chart.card(each, this.#measure);
        return card ? cardOf(card, words.parties, isPair ? [] : this.#actions(each), isPair ? "short" : "text") : [];
      });
      this.#card.ariaLive = this.#live;
      const parts = () => /** @type {NodeListOf<HTMLElement>} */ (this.#card.querySelectorAll(":scope > :not(.ghost) :is(a, button)"));
      const focused = [...parts()].findIndex((part) => part.matches(":focus"));
      const isInCard = this.#card.matches(":focus-within");
      this.#card.querySelector(":scope > :not(.ghost)")?.remove();
      if (pair) this.#card.append(pairOf(cards, pair, this.#labels[at.PART], () => this.#dismiss()));
      else if (cards.length) this.#card.append(...cards);
      if (isInCard) (parts()[focused] ?? parts()[0])?.focus({ preventScroll: true });
      this.#light(null);
    });
  }

  /** Rings what a part of the finding is about; off it, what was ringed before. @param {EventTarget | null} target */
  #light(target) {
    const { contradicting = [] } = this.#finding.found ?? {};
    const own = claimsOf(target);
    const isTied = contradicting.length && (target || this.#isAtRest);
    const shown = this.#pinned.length > 1 ? [...this.#pinned] : [this.#shown];
    if (this.#pointed) shown.push(this.#pointed);
    // All contradictions at once would be a tangle.
    const ids = own.length ? own
      : this.#finding.isAsked && !contradicting.length ? [...this.#finding.asked, this.#pointed]
        : isTied ? contradicting : [...new Set(shown)];
    // What draws bars may still be on its way: then nothing is laid out yet.
    this.#try(() => this.#layout && this.#chart?.highlight(this.#stage.highlight, this.#ratio, ids));
  }

  /** Shows the claim that a pointer or the focus is on; one that a pointer passes, once it rests. @param {string} id @param {boolean} [isPassing] */
  #point(id, isPassing) {
    const isNew = id !== this.#pointed || this.#isAtRest;
    const isShown = id === this.#shown;
    this.#pointed = id;
    this.#isAtRest = false;
    if (this.#pinned.length > 1) this.#stage.focusable(id);
    else if (!isPassing || isShown) this.#show(id);
    else this.#await(id);
    if (isNew && (isShown || this.#pinned.length > 1)) this.#light(null);
  }

  /** Shows a claim when the pointer rests on it, and no other that was to be shown then. */
  #await(id = "") {
    clearTimeout(this.#resting);
    this.#stage.ring(id);
    if (id) this.#resting = setTimeout(() => this.#show(id), REST_MS);
  }

  /** Nothing is pointed at any more: what was chosen is shown again. */
  #leave() {
    this.#await();
    if (!this.#pointed) return;
    this.#pointed = "";
    const [first] = this.#pinned;
    if (first && this.#pinned.length < 2 && first !== this.#shown) this.#show(first);
    else this.#light(null);
  }

  /**
   * Writes the finding of a day; without one, of the last.
   *
   * @param {string | null | undefined} day
   * @param {"off" | "polite"} live
   */
  #turnTo(day, live = "off") {
    this.#finding.write(this.#chart?.finding(this.#measure, day ?? undefined), this.#labels, live);
  }

  /** Keeps a claim's card, or compares it with the one that is kept; turns to the finding of a day. @param {string} id @param {string | null} [day] */
  #pin(id, day = this.#stage.spotOf(id)?.day) {
    const [first] = this.#pinned;
    const isSecond = this.#isComparing && first !== undefined && first !== id;
    if (this.#isComparing) this.#status.textContent = "";
    this.#isComparing = this.#isAtRest = false;
    this.#select(isSecond ? first : id, isSecond ? id : null);
    const { found } = this.#finding;
    if (found?.day && day !== found.day) {
      this.#turnTo(day);
      this.#light(null);
    }
  }

  /** @param {string | null} selected @param {string | null} compare */
  #select(selected, compare) {
    this.#choose({ selected, compare });
    const focused = this.#card.querySelector(":focus");
    const [before] = this.#pinned;
    this.#live = "polite";
    this.#follow();
    // A pair may have to be fetched first: then it is read out when it is there.
    if (!compare || this.#hasMore) this.#live = "off";
    if (focused && !focused.isConnected) this.#focus(before ?? this.#shown);
    this.#emit("claims-select", { id: selected, compare });
  }

  /** Compares a claim with the one that is kept; where there is none, this one is, and the next is compared. @param {string} id */
  #compareWith(id) {
    const [first] = this.#pinned;
    if (first && first !== id) {
      this.#isComparing = true;
      this.#pin(id);
      return;
    }
    const isComparing = !this.#isComparing;
    if (isComparing) fetchAhead();
    if (!first) this.#pin(id);
    this.#isComparing = isComparing;
    this.#shown = "";
    this.#show(id);
    this.#status.textContent = isComparing ? this.#labels[at.CHOOSE] : "";
  }

  /** Lets go of what was chosen, the last first. */
  #dismiss() {
    const [first, second] = this.#pinned;
    if (this.#isComparing) this.#compareWith(first);
    else if (first) {
      // What is pointed at is shown again, else the latest.
      if (!second) this.#shown = this.#pointed;
      this.#select(second ? first : null, null);
    }
  }

  /** Where a claim stands in the view, there goes the focus. @param {string} id */
  #focus(id) {
    if (this.#stage.element.hidden) this.#table.focus(id);
    else this.#stage.focus(id);
  }

  /** Copies a claim with its reports and a link to it. @param {string} id @param {HTMLButtonElement} pressed */
  async #cite(id, pressed) {
    const phrase = this.#stage.spotOf(id)?.phrase ?? "";
    const reports = this.#chart?.card(id, this.#measure)?.reports ?? [];
    const link = this.#link({ ...this.#choices(), selected: id, compare: null });
    const citation = [phrase, ...reports.map(({ text: says, url }) => url ? `${says} ${url}` : says), link].join("\n");
    try {
      await navigator.clipboard.writeText(citation);
      pressed.textContent = this.#labels[at.CITED];
    } catch {
      // Where a page may not write there, its reader may.
      const actions = pressed.parentElement;
      if (actions?.nextElementSibling?.localName === "textarea") actions.nextElementSibling.remove();
      const field = h("textarea", { readonly: "", rows: "4", "aria-label": this.#labels[at.CITE] }, citation);
      actions?.after(field);
      field.select();
    }
  }

  /** A picture for paper, and the table with it. @param {boolean} isPrinting */
  #print(isPrinting) {
    this.#isPrinting = isPrinting;
    this.#todo = Math.max(this.#todo, LAYOUT);
    if (this.#isDrawn) this.#render();
  }

  /** The width for the chart in whole CSS px; 0 while the element is not displayed. */
  #width() {
    const width = this.#picture.clientWidth;
    return this.#isPrinting ? Math.min(width, PAPER_WIDTH) : width;
  }

  /** Does something with the chart; where that fails, nothing more is drawn. @template T @param {() => T} act @returns {T | undefined} */
  #try(act) {
    try {
      return act();
    } catch (error) {
      this.#fail(error);
      return undefined;
    }
  }

  /** Nothing can be drawn: what stands inside the element is shown, and why. @param {unknown} error */
  #fail(error) {
    this.#free();
    this.#hasFailed = true;
    // No frame is waited for any more.
    this.#drawn = this.#frame = 0;
    // Unseen, a dialog would still hold the page.
    this.#figure.querySelector("dialog")?.close();
    this.#figure.hidden = true;
    this.#fallback.hidden = false;
    this.#stage.clear();
    const known = /** @type {Partial<ProblemError>} */ (Object(error));
    const refused = known.name === "DatasetError";
    const failure = Array.isArray(known.problems)
      ? /** @type {ProblemError} */ (error)
      : problemError("ChartError", "", `the chart could not be drawn: ${text(error)}`);
    const { length } = failure.problems;
    const lack = this.#fallback.querySelector(".lack")?.textContent;
    // Before the page is told: it may set other data then.
    this.#ready.reject(failure);
    this.#isReadySettled = true;
    this.#report(failure.problems, lack ?? "The interactive chart could not be loaded.",
      refused ? `Its data have ${length === 1 ? "a problem" : `${length} problems`}` : WHY, this.#fallback.lang);
    // Where there is no picture of them yet, it is their editor who sees this.
    if (refused && !lack) this.#notice.unfold();
    this.#updated();
  }

  /**
   * Tells readers and the page of problems, once each time they change.
   *
   * @param {Problem[]} problems
   * @param {string} sentence
   * @param {string} heading
   * @param {string} [lang] of the sentence
   */
  #report(problems, sentence, heading, lang) {
    if (this.#notice.tell(problems, sentence, heading, lang || "en")) this.#emit("claims-error", { problems });
  }

  /** @param {string} type @param {object} detail */
  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}

for (const [name, otherwise] of Object.entries(PROPERTIES)) {
  Object.defineProperty(ClaimsChart.prototype, name === "as-of" ? "asOf" : name, {
    configurable: true,
    enumerable: true,
    /** @this {ClaimsChart} */
    get() { return this.getAttribute(name) ?? otherwise; },
    /** @this {ClaimsChart} @param {unknown} value */
    set(value) { setOn(this, name, value); },
  });
}

if (!customElements.get("claims-chart")) customElements.define("claims-chart", ClaimsChart);
