/**
 * The element `<claims-chart>`: it owns the DOM, the life cycle, the size and the words for assistive technology.
 *
 * What a claim means, where it stands and how it is drawn is decided in WebAssembly (`claims_chart.js` beside this
 * file), which is fetched when the first element comes near the viewport. What is wrong with data is told by a module of
 * its own (`claims_desk.js`), which is fetched only then.
 */

/**
 * @typedef {import("./claims_chart.js").Chart} Chart
 * @typedef {import("./claims_chart.js").Description} Description
 * @typedef {import("./claims_chart.js").Layout} Layout
 * @typedef {import("./claims_chart.js").Card} Card
 * @typedef {import("./claims_chart.js").Finding} Finding
 * @typedef {import("./claims_chart.js").Explanation} Explanation
 * @typedef {import("./claims_desk.js").Problem} Problem
 * @typedef {Error & {problems: Problem[]}} ProblemError
 */

/** How far outside the viewport an element starts to load. */
const NEARNESS = "400px";

/** WCAG's smallest target, in CSS px. */
const TARGET = 24;

/** A longer list of problems helps no one who mends them one by one. */
const MAX_PROBLEMS = 20;

/**
 * The longest cards are laid out unseen so that the panel is as high as the highest of them, and nothing below moves
 * while the mouse passes over marks. A finger does not pass: where nothing hovers, each card takes the room it needs.
 */
const MAX_GHOSTS = 6;

/** What must be redone; each step includes those before it. */
const LAYOUT = 1;
const WORDS = 2;
const LOAD = 3;

const THEMES = ["auto", "light", "dark"];

/** The custom properties that replace a colour of the palette, by the name the layout knows them under. */
const COLOURS = ["ink", "muted", "rule", "background", ...Array.from({ length: 8 }, (_, i) => `party_${i + 1}`)];

const styles = new CSSStyleSheet();
styles.replaceSync(`
:host { display: block; position: relative }
:host([hidden]), [hidden] { display: none !important }
.figure, .notice {
  all: initial; display: block; color: inherit; line-height: 1.45;
  font: 15px/1.45 var(--claims-font, system-ui, "Liberation Sans", Arial, sans-serif);
  -webkit-text-size-adjust: 100%; text-size-adjust: 100%; overflow-wrap: break-word;
}
.figure { color: var(--ink); background: var(--background); container-type: inline-size }
.framed { padding: 16px; border-radius: 8px }
h3, p, ul, dl, dd { margin: 0; padding: 0 }
ul { list-style: none }
h3 { font-size: 20px; line-height: 1.25; font-weight: 700; letter-spacing: -.005em; text-wrap: balance }
.subtitle { color: var(--muted); margin-top: 4px; text-wrap: pretty }
.controls { display: flex; flex-wrap: wrap; gap: 8px 14px; align-items: center; margin: 12px 0 10px }
.measures { display: flex; max-width: 100%; border: 1px solid var(--rule); border-radius: 6px; overflow: hidden }
.measures label { position: relative; flex: none }
.measures span { display: block; padding: 5px 11px; font-size: 13px; color: var(--muted); white-space: nowrap }
.measures input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer }
.measures input:hover + span { color: var(--ink) }
.measures input:checked + span { background: var(--ink); color: var(--background) }
.measures input:focus-visible + span { outline: 2px solid var(--ink); outline-offset: -4px; border-radius: 6px }
.measures input:checked:focus-visible + span { outline-color: var(--background) }
.pills { flex-wrap: wrap; gap: 6px; border: 0; border-radius: 0; overflow: visible }
.pills span { border: 1px solid var(--rule); border-radius: 6px; white-space: normal }
.pills input:checked + span { border-color: var(--ink) }
.parties { display: flex; flex-wrap: wrap; gap: 6px; margin-inline-start: auto }
.parties li { display: inline-flex; gap: 6px; align-items: center; padding: 3px 10px 3px 8px; font-size: 13px;
  border: 1px solid var(--rule); border-radius: 99px }
svg { display: block; flex: none; width: 14px; height: 14px }
.stage { position: relative; touch-action: manipulation; -webkit-tap-highlight-color: transparent }
canvas { position: absolute; inset: 0 auto auto 0; display: block; pointer-events: none }
.stage button { position: absolute; margin: 0; padding: 0; border: 0; border-radius: 6px; background: none;
  font: inherit; cursor: pointer; touch-action: manipulation; -webkit-tap-highlight-color: transparent }
button:focus { outline: none }
button:focus-visible, summary:focus-visible, a:focus-visible { outline: 2px solid var(--ink); outline-offset: 2px }
.finding { display: flow-root; background: var(--soft); border-inline-start: 3px solid var(--ink);
  padding: 8px 12px; margin-top: 10px; font-size: 14px }
.finding button { margin: 0; border: 0; border-radius: 4px; background: none; color: inherit; font: inherit;
  cursor: pointer; -webkit-tap-highlight-color: transparent }
.finding [aria-expanded] { margin: -3px 0 }
.finding [aria-expanded], .finding li button { padding: 2px 0; min-height: 24px; text-align: start;
  text-decoration: underline; text-underline-offset: 2px }
.reasons p { margin-top: 10px; color: var(--muted) }
.reasons li { margin-top: 4px }
.days { float: inline-end; display: flex; margin: -4px -6px 0 8px }
.days button { padding: 0; width: 32px; height: 32px; font-size: 18px; line-height: 1 }
.days [aria-disabled=true] { opacity: .4; cursor: default }
.card { display: grid; border: 1px solid var(--rule); border-radius: 8px; padding: 12px 14px; margin-top: 10px }
.card > * { grid-area: 1 / 1; min-width: 0 }
.card > .ghost { visibility: hidden }
.kicker { display: flex; gap: 7px; color: var(--muted); font-size: 13px }
.kicker svg { margin-top: 2px }
.value b { font-size: 16px }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 12px; margin-top: 6px; font-size: 13px }
dl > div { display: contents }
dt { color: var(--muted) }
dt::after { content: none }
.card, .parties, .measures, .kicker, .finding { font-variant-numeric: tabular-nums }
a { color: inherit; text-underline-offset: 2px }
.footer { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 2px 16px; color: var(--muted);
  font-size: 12.5px; margin-top: 10px; border-top: 1px solid var(--rule); padding-top: 8px }
summary { cursor: pointer; text-decoration: underline; text-underline-offset: 2px; list-style: none }
summary::-webkit-details-marker { display: none }
details[open] { flex-basis: 100% }
details li { margin-top: 6px; max-width: 68ch }
.notice { font-size: 14px; border: solid; border-width: 1px 0; border-color: color-mix(in srgb, currentColor 22%, transparent);
  margin-top: 12px; padding: 8px 0 }
.notice li { margin-top: 4px }
code { font: 13px ui-monospace, "Liberation Mono", Menlo, monospace }
.probe { position: absolute; visibility: hidden; pointer-events: none; color: light-dark(#000, #fff);
  transition: color 1ms }
@container (max-width: 460px) {
  h3 { font-size: 19px }
  .parties { margin-inline-start: 0; gap: 4px 14px }
  .parties li { padding: 0; border: 0 }
  dl { display: block }
  dl > div { display: block; margin-top: 4px }
  dt, dd, dd ul, dd li { display: inline }
  dt::after { content: ": " }
  dd li + li::before { content: "; " }
}
@media (hover: none) { .card > .ghost { display: none } }
@media (pointer: coarse) { .measures span { padding-block: 9px } }
@media (forced-colors: active) { .measures input:checked + span { background: Highlight; color: HighlightText;
  forced-color-adjust: none } }
`);

/** @type {Promise<typeof import("./claims_chart.js")> | undefined} */
let starting;
let n_starts = 0;

/**
 * The WebAssembly module, fetched once for the page. After a failure, or once a panic has left an instance in an
 * unknown state, the next call starts afresh: under another address, as a browser remembers a module by its address.
 */
function start() {
  starting ??= begin().catch((error) => {
    starting = undefined;
    throw problemError("LoadError", "", `the chart's program could not be loaded: ${text(error)}`);
  });
  return starting;
}

async function begin() {
  n_starts += 1;
  /** @type {typeof import("./claims_chart.js")} */
  const wasm = await (n_starts === 1 ? import("./claims_chart.js") : import(`./claims_chart.js?${n_starts}`));
  await wasm.default();
  return wasm;
}

/** The error of data that the chart refused, with all their problems. @param {unknown} data */
async function refusal(data) {
  /** @type {Problem[]} */
  let problems = [];
  let why = "";
  try {
    const desk = await import("./claims_desk.js");
    await desk.default();
    problems = desk.problems(data);
  } catch (error) {
    why = ` (${text(error)})`;
  }
  const [{ path, message } = { path: "", message:
    `what is wrong could not be looked up${why}; \`claims-chart check\` lists it` }, ...others] = problems;
  const error = problemError("DatasetError", path, message);
  error.problems.push(...others);
  return error;
}

/** @param {unknown} error */
function text(error) {
  return error instanceof Error ? error.message : String(error);
}

/** @param {string} name @param {string} path @param {string} message @returns {ProblemError} */
function problemError(name, path, message) {
  const error = new Error(path ? `${path}: ${message}` : message);
  error.name = name;
  return Object.assign(error, { problems: [{ path, message }] });
}

/**
 * An HTML element with attributes and children; strings become text, never markup.
 *
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string>} [attributes]
 * @param {(Node | string)[]} children
 */
function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/**
 * A party's mark.
 *
 * @param {Description["parties"][number]} party
 */
function icon({ shape, colour }) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 14 14");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", shape);
  path.setAttribute("fill", colour === null ? "var(--muted)" : `var(--party-${colour})`);
  svg.append(path);
  return svg;
}

/** The claims that a button of the finding is about. @param {EventTarget | null} target */
function claimsOf(target) {
  const ids = target instanceof HTMLElement && target.dataset.claims;
  return ids ? ids.split("\n") : [];
}

/** A promise with its ends; a rejection that no one awaits is not an unhandled one. */
function deferred() {
  /** @type {(value?: undefined) => void} */
  let resolve = () => {};
  /** @type {(error: Error) => void} */
  let reject = () => {};
  /** @type {Promise<void>} */
  const promise = new Promise((yes, no) => {
    resolve = yes;
    reject = no;
  });
  promise.catch(() => {});
  return { promise, resolve, reject };
}

/**
 * A colour as the canvas will show it, `rgb(r, g, b)`, whatever notation it is written in.
 *
 * @param {HTMLElement} probe
 * @param {string} value
 */
function toRgb(probe, value) {
  probe.style.color = value;
  const computed = getComputedStyle(probe).color;
  probe.style.color = "";
  const plain = /^rgb\(\d+, \d+, \d+\)$/.test(computed);
  if (plain) return computed;
  const context = h("canvas", { width: "1", height: "1" }).getContext("2d");
  if (!context) return computed;
  context.fillStyle = computed;
  context.fillRect(0, 0, 1, 1);
  const [r, g, b] = context.getImageData(0, 0, 1, 1).data;
  return `rgb(${r}, ${g}, ${b})`;
}

/**
 * A chart of contested claims.
 *
 * @example
 * <script type="module" src="claims-chart.js"></script>
 * <claims-chart src="claims.json" measure="killed">A table for those without scripts.</claims-chart>
 */
export class ClaimsChart extends HTMLElement {
  static observedAttributes = ["src", "heading", "measure", "theme"];

  #slot = h("slot");
  #title = h("h3", { part: "title", id: "title" });
  #subtitle = h("p", { part: "subtitle", class: "subtitle" });
  #measures = h("div", { class: "measures", role: "radiogroup" });
  #parties = h("ul", { class: "parties", role: "list" });
  #controls = h("div", { part: "controls", class: "controls" }, this.#measures, this.#parties);
  // A canvas sets its text from the side on which its direction begins; the layout counts from the left.
  #canvas = h("canvas", { "aria-hidden": "true", dir: "ltr" });
  #highlight = h("canvas", { "aria-hidden": "true", dir: "ltr" });
  #stage = h("div", { part: "chart", class: "stage", role: "group" }, this.#canvas, this.#highlight);
  #sentence = h("span", { id: "sentence", "aria-live": "off" });
  #why = h("button", { type: "button", "aria-expanded": "false", "aria-controls": "reasons",
    "aria-describedby": "sentence" });
  #reasons = h("div", { class: "reasons", id: "reasons", hidden: "" });
  #earlier = h("button", { type: "button" }, "‹");
  #later = h("button", { type: "button" }, "›");
  #finding = h("div", { part: "finding", class: "finding", dir: "ltr", role: "group" },
    h("div", { class: "days" }, this.#earlier, this.#later),
    h("p", {}, this.#sentence, " ", this.#why), this.#reasons);
  #card = h("div", { part: "card", class: "card", "aria-live": "off" });
  #source = h("span");
  #footer = h("div", { part: "footer", class: "footer" }, this.#source);
  // The words around a dataset are English, whatever its own language is.
  #figure = h("div", { class: "figure", role: "figure", "aria-labelledby": "title", lang: "en" },
    this.#title, this.#subtitle, this.#controls, this.#stage, this.#finding, this.#card, this.#footer);
  #notice = h("div", { class: "notice", role: "status" });
  #probe = h("span", { class: "probe", "aria-hidden": "true" });

  /** @type {unknown} */
  #data = null;
  /** @type {Chart | undefined} */
  #chart;
  /** @type {Description | undefined} */
  #words;
  /** @type {Map<string, HTMLButtonElement>} */
  #buttons = new Map();
  /** The claim that the card shows, and the one that the reader chose to keep there. */
  #shown = "";
  #pinned = "";
  /** Whether the reader has looked at no claim yet: then a contradiction is tied. */
  #isAtRest = true;
  /** The claim that a pointer or the focus is on. */
  #pointed = "";
  /** The measure that is drawn. */
  #measure = "";
  /** The finding below the chart. @type {Finding | undefined} */
  #found;
  /** Whether what implies the finding is shown. */
  #isAsked = false;
  /** The days at whose end the claims' counts stand. @type {Map<string, string>} */
  #days = new Map();

  #ready = deferred();
  #isReadySettled = false;
  /** @type {ReturnType<typeof deferred> | undefined} */
  #update;
  #todo = LOAD;
  #frame = 0;
  #isNear = false;
  #isDrawn = false;
  #hasFailed = false;
  #isQueued = false;
  #isLoading = false;
  #drawnWidth = 0;
  #reported = "";
  /** Aborted when the element leaves the document. */
  #life = new AbortController();
  /** Aborted when the data being loaded are no longer wanted. */
  #loading = new AbortController();

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [styles];
    this.#figure.hidden = this.#notice.hidden = true;
    root.append(this.#slot, this.#figure, this.#notice, this.#probe);
    const stage = this.#stage;
    stage.addEventListener("pointermove", (event) => this.#hover(event));
    stage.addEventListener("pointerleave", () => this.#leave());
    stage.addEventListener("focusout", () => this.#leave());
    this.#why.addEventListener("click", () => this.#answer(!this.#isAsked));
    for (const [button, to] of /** @type {const} */ ([[this.#earlier, "earlier"], [this.#later, "later"]])) {
      button.addEventListener("click", () => this.#found?.[to] && this.#turnTo(this.#found[to], "polite"));
    }
    for (const type of ["pointerover", "focusin"]) {
      this.#finding.addEventListener(type, ({ target }) => this.#light(target));
    }
    for (const type of ["pointerleave", "focusout"]) this.#finding.addEventListener(type, () => this.#light(null));
    this.#reasons.addEventListener("click", ({ target }) => {
      const [id] = claimsOf(target);
      // The finding stays the one that was asked about.
      if (id) this.#pin(id, this.#found?.day);
    });
    this.#finding.addEventListener("click", ({ target }) => {
      // A finger has no way to rest on the sentence.
      if (target instanceof HTMLButtonElement || !this.#found?.contradicting.length) return;
      this.#isAtRest = true;
      this.#light(null);
    });
    this.#finding.addEventListener("keydown", ({ key }) => {
      if (key !== "Escape" || !this.#isAsked) return;
      this.#why.focus();
      this.#answer(false);
    });
    stage.addEventListener("click", (event) => this.#click(event));
    stage.addEventListener("keydown", (event) => this.#key(event));
    stage.addEventListener("focusin", ({ target }) => {
      const id = target instanceof HTMLButtonElement && target.dataset.claim;
      if (id && this.#focusable(id)) this.#point(id);
    });
    this.#measures.addEventListener("change", ({ target }) => {
      if (target instanceof HTMLInputElement) this.measure = target.value;
    });
    this.#probe.addEventListener("transitionend", () => this.#invalidate(LAYOUT));
  }

  /** The address of a dataset; without one, and without `data`, the embedded dataset is shown. */
  get src() { return this.getAttribute("src"); }
  set src(value) { this.#set("src", value); }

  /** Replaces the dataset's title. */
  get heading() { return this.getAttribute("heading"); }
  set heading(value) { this.#set("heading", value); }

  /** The id of the measure to show; without one, the dataset's first. */
  get measure() { return this.getAttribute("measure"); }
  set measure(value) { this.#set("measure", value); }

  /** `auto` follows the page's colour scheme. */
  get theme() { return this.getAttribute("theme") ?? "auto"; }
  set theme(value) { this.#set("theme", value); }

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
    return this.#claimAt(here.left + x, here.top + y);
  }

  /**
   * What the claims imply together, each end with the claims that imply it, and which of them contradict each other.
   *
   * @returns {Explanation}
   * @throws {Error} until the chart is ready
   */
  explain() {
    if (!this.#chart) throw problemError("NotReadyError", "", "await ready first");
    return this.#chart.explain();
  }

  connectedCallback() {
    for (const name of /** @type {const} */ (["src", "heading", "measure", "theme", "data"])) {
      // A property that was set before the element was defined hides its accessor.
      if (!Object.hasOwn(this, name)) continue;
      const value = /** @type {any} */ (this)[name];
      delete /** @type {any} */ (this)[name];
      /** @type {any} */ (this)[name] = value;
    }
    this.#life = new AbortController();
    const { signal } = this.#life;
    this.#update ??= deferred();

    const nearness = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      nearness.disconnect();
      this.#isNear = true;
      this.#invalidate(LOAD);
    }, { rootMargin: NEARNESS });
    nearness.observe(this);

    const size = new ResizeObserver(() => {
      if (this.#figure.hidden || this.#width() !== this.#drawnWidth) this.#invalidate(LAYOUT);
    });
    size.observe(this);

    signal.addEventListener("abort", () => {
      nearness.disconnect();
      size.disconnect();
    });
    const redraw = () => this.#invalidate(LAYOUT);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw, { signal });
    document.fonts?.addEventListener("loadingdone", redraw, { signal });
    this.#watchPixelRatio(signal);
  }

  disconnectedCallback() {
    this.#life.abort();
    this.#loading.abort();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#isNear = false;
    this.#free();
  }

  /** @param {string} name @param {string | null} before @param {string | null} now */
  attributeChangedCallback(name, before, now) {
    if (before === now) return;
    // What could not be drawn as it was asked for may be drawn otherwise.
    this.#invalidate(name === "src" || this.#hasFailed ? LOAD : name === "heading" ? WORDS : LAYOUT);
  }

  /** @param {string} name @param {unknown} value */
  #set(name, value) {
    if (value === null || value === undefined) this.removeAttribute(name);
    else this.setAttribute(name, String(value));
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
    if (this.#hasFailed && todo < LOAD) return;
    this.#todo = Math.max(this.#todo, todo);
    this.#update ??= deferred();
    if (todo === LOAD && this.#isReadySettled) {
      this.#ready = deferred();
      this.#isReadySettled = false;
    }
    if (!this.#isNear || !this.isConnected) return;
    if (this.#todo < LOAD) {
      if (this.#chart) this.#frame ||= requestAnimationFrame(() => this.#render());
    } else if (!this.#isQueued) {
      this.#isQueued = true;
      queueMicrotask(() => {
        this.#isQueued = false;
        if (this.isConnected) this.#load();
      });
    }
  }

  async #load() {
    this.#loading.abort();
    this.#loading = new AbortController();
    const { signal } = this.#loading;
    this.#todo = 0;
    this.#reported = "";
    this.#hasFailed = false;
    this.#isLoading = true;
    let data;
    try {
      const [wasm, fetched] = await Promise.all([start(), this.#data ?? this.#fetch(signal)]);
      if (signal.aborted) return;
      data = fetched ?? JSON.parse(wasm.embedded_dataset());
      const chart = new wasm.Chart(data);
      this.#free();
      this.#chart = chart;
      this.#isAsked = false;
      this.#isAtRest = true;
      this.#isLoading = this.#isDrawn = false;
      this.#todo = WORDS;
      this.#pinned = this.#shown = "";
      this.#render();
    } catch (error) {
      const isRefused = /** @type {Error} */ (error).name === "DatasetError";
      const told = isRefused ? await refusal(data) : error;
      if (signal.aborted) return;
      this.#isLoading = false;
      this.#fail(told);
    }
  }

  /** The dataset at `src`, or undefined without one. @param {AbortSignal} signal */
  async #fetch(signal) {
    const { src } = this;
    if (src === null) return undefined;
    if (src === "") throw problemError("SourceError", "src", "must be the address of a dataset, not empty");
    let answer;
    let body;
    try {
      answer = await fetch(src, { signal });
      body = await answer.text();
    } catch (error) {
      throw problemError("SourceError", "src", `${src} could not be fetched: ${text(error)}`);
    }
    if (!answer.ok) {
      const status = `${answer.status} ${answer.statusText}`.trim();
      throw problemError("SourceError", "src", `${src} could not be fetched: the server answered ${status}`);
    }
    try {
      return JSON.parse(body);
    } catch (error) {
      const type = answer.headers.get("content-type") ?? "no content type";
      throw problemError("SourceError", "src",
        `${src} could not be read as JSON: ${text(error)} (the server answered ${type})`);
    }
  }

  #render() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const chart = this.#chart;
    if (!chart) return;
    const wasHidden = this.#figure.hidden;
    this.#figure.hidden = false;
    const width = this.#width();
    if (!width) {
      // Not displayed: the ResizeObserver tells when it is.
      this.#figure.hidden = wasHidden;
      return;
    }
    try {
      const problems = this.#draw(chart, width);
      if (this.#hasFailed) return;
      this.#slot.hidden = true;
      this.#todo = 0;
      this.#report(problems, "The chart is shown, but not quite as asked for:");
    } catch (error) {
      this.#fail(error);
      return;
    }
    if (!this.#isDrawn) {
      this.#isDrawn = true;
      this.#ready.resolve();
      this.#isReadySettled = true;
      this.#emit("claims-ready", { claims: this.#words?.n_claims ?? 0 });
    }
    this.#updated();
  }

  /** While other data are on their way, what is drawn is not yet what was last set. */
  #updated() {
    if (this.#isLoading) return;
    this.#update?.resolve();
    this.#update = undefined;
  }

  /** Lays out and paints; tells what in the attributes and colours could not be followed. @param {Chart} chart @param {number} width */
  #draw(chart, width) {
    const problems = /** @type {Problem[]} */ ([]);
    const isNew = this.#todo >= WORDS || !this.#words;
    const words = isNew || !this.#words ? chart.describe() : this.#words;
    this.#words = words;
    if (isNew) this.#write(words);

    const { theme, measure } = this;
    if (!THEMES.includes(theme)) {
      problems.push({ path: "theme", message: `must be "auto", "light" or "dark", not "${theme}"` });
    }
    const known = words.measures.some(({ id }) => id === measure);
    if (measure !== null && !known) {
      const ids = words.measures.map(({ id }) => `"${id}"`).join(", ");
      problems.push({ path: "measure", message: `must be one of ${ids}, not "${measure}"` });
    }
    const chosen = measure !== null && known ? measure : words.default_measure;
    const around = this.#scheme();
    const drawn = theme === "light" || theme === "dark" ? theme : around;
    this.#figure.classList.toggle("framed", drawn !== around);
    this.#figure.style.colorScheme = drawn;

    const font = getComputedStyle(this.#figure).fontFamily;
    const colours = this.#colours(problems);
    const framedWidth = this.#width() || width;
    const layout = chart.layout({ measure: chosen, width: framedWidth, theme: drawn, font, colours }, this.#canvas);
    this.#drawnWidth = framedWidth;

    const { palette } = layout;
    for (const name of /** @type {const} */ (["ink", "muted", "rule", "background", "soft"])) {
      this.#figure.style.setProperty(`--${name}`, palette[name]);
    }
    for (const [index, colour] of palette.parties.entries()) {
      this.#figure.style.setProperty(`--party-${index}`, colour);
    }
    this.#stage.style.height = `${layout.height}px`;
    this.#stage.setAttribute("aria-label", layout.label);
    for (const canvas of [this.#canvas, this.#highlight]) {
      canvas.style.width = `${layout.width}px`;
      canvas.style.height = `${layout.height}px`;
    }
    chart.draw(this.#canvas, devicePixelRatio);

    for (const input of this.#measures.querySelectorAll("input")) input.checked = input.value === chosen;
    this.#measures.classList.remove("pills");
    this.#measures.classList.toggle("pills", this.#measures.scrollWidth > this.#measures.clientWidth);

    this.#place(layout.claims);
    let shown = this.#shown;
    if (isNew || chosen !== this.#measure) {
      this.#measure = chosen;
      this.#days = new Map(layout.claims.map(({ id, day }) => [id, day]));
      this.#fill(chart, layout, words);
      this.#turnTo(null);
      // A claim that has no mark here goes with the measure that it was chosen in.
      if (!this.#buttons.has(this.#pinned)) this.#pinned = "";
      if (!this.#buttons.has(shown)) shown = this.#pinned || ([...this.#buttons.keys()].at(-1) ?? "");
    }
    this.#shown = "";
    this.#show(shown);
    return problems;
  }

  /** The words that stand around the chart. @param {Description} words */
  #write(words) {
    const { language, labels } = words;
    this.#title.textContent = this.heading ?? words.title;
    this.#subtitle.textContent = words.subtitle;
    this.#subtitle.hidden = !words.subtitle;
    for (const element of [this.#title, this.#subtitle, this.#measures, this.#parties]) element.lang = language ?? "";

    const measures = words.measures.filter(({ n_claims }) => n_claims);
    this.#measures.hidden = measures.length < 2;
    this.#measures.setAttribute("aria-label", labels.measures);
    this.#parties.setAttribute("aria-label", labels.parties);
    // The inputs are kept where they still fit, so that the focus is.
    const inputs = [...this.#measures.querySelectorAll("input")];
    if (inputs.map(({ value }) => value).join() !== measures.map(({ id }) => id).join()) {
      this.#measures.replaceChildren(...measures.map(({ id }) =>
        h("label", {}, h("input", { type: "radio", name: "measure", value: id }), h("span"))));
    }
    const names = this.#measures.querySelectorAll("span");
    measures.forEach(({ label }, index) => { names[index].textContent = label; });

    this.#source.textContent = words.source;
    this.#footer.replaceChildren(this.#source);
    if (words.notes.length) {
      const notes = h("ul", { lang: language ?? "" }, ...words.notes.map((note) => h("li", {}, note)));
      this.#footer.append(h("details", {}, h("summary", {}, labels.notes), notes));
    }
    this.#footer.hidden = !words.source && !words.notes.length;
  }

  /** One button a claim, over its mark. @param {Layout["claims"]} spots */
  #place(spots) {
    const buttons = new Map();
    for (const { id, left, top, width, height, phrase } of spots) {
      const button = this.#buttons.get(id) ?? h("button", { type: "button", "data-claim": id });
      button.setAttribute("aria-label", phrase);
      const wide = Math.max(width, TARGET);
      const high = Math.max(height, TARGET);
      button.style.left = `${left - (wide - width) / 2}px`;
      button.style.top = `${top - (high - height) / 2}px`;
      button.style.width = `${wide}px`;
      button.style.height = `${high}px`;
      buttons.set(id, button);
    }
    const same = [...buttons.keys()].join() === [...this.#buttons.keys()].join();
    this.#buttons = buttons;
    if (!same) this.#stage.replaceChildren(this.#canvas, this.#highlight, ...buttons.values());
  }

  /** The legend of this measure's parties, and the room for its cards. @param {Chart} chart @param {Layout} layout @param {Description} words */
  #fill(chart, layout, words) {
    const cards = layout.claims.flatMap(({ id }) => chart.card(id, this.#measure) ?? []);
    const parties = words.parties.filter(({ colour }) => cards.some((card) => card.colour === colour));
    this.#parties.replaceChildren(...parties.map((party) => h("li", {}, icon(party), party.label)));
    this.#parties.hidden = !parties.length;

    const ghosts = cards.map((card) => this.#cardOf(card));
    ghosts.sort((a, b) => (b.textContent?.length ?? 0) - (a.textContent?.length ?? 0));
    ghosts.splice(MAX_GHOSTS);
    for (const ghost of ghosts) {
      ghost.className = "ghost";
      ghost.ariaHidden = "true";
    }
    this.#card.replaceChildren(...ghosts);
    if (!ghosts.length) this.#card.append(words.labels.nothing);
    this.#shown = "";
  }

  /** @param {Card} card */
  #cardOf({ colour, kicker, value, detail, lines, reports, reports_label }) {
    const party = this.#words?.parties.find((each) => each.colour === colour);
    const list = h("dl");
    for (const line of lines) {
      const said = h("dd", line.lang ? { lang: line.lang } : {}, line.text);
      list.append(h("div", {}, h("dt", {}, line.label), said));
    }
    if (reports.length) {
      const items = reports.map((report) => h("li", {}, /^https?:\/\//i.test(report.url ?? "")
        ? h("a", { href: report.url ?? "", rel: "noopener" }, report.text)
        : report.text));
      list.append(h("div", {}, h("dt", {}, reports_label), h("dd", {}, h("ul", { role: "list" }, ...items))));
    }
    return h("div", {},
      h("p", { class: "kicker" }, ...(party ? [icon(party)] : []), h("span", {}, kicker)),
      h("p", { class: "value" }, h("b", {}, value), detail ? ` — ${detail}` : ""),
      list);
  }

  /**
   * Shows a claim's card and lifts its mark; an empty id shows none. Only a chosen card is read out: one that is
   * merely passed would talk over the name of its mark.
   *
   * @param {string} id
   * @param {"off" | "polite"} live
   */
  #show(id, live = "off") {
    const chart = this.#chart;
    if (!chart || id === this.#shown) return;
    try {
      const card = id && chart.card(id, this.#measure);
      this.#shown = id;
      this.#card.ariaLive = live;
      this.#focusable(id);
      for (const [other, button] of this.#buttons) button.ariaPressed = String(other === this.#pinned);
      this.#card.querySelector(":scope > :not(.ghost)")?.remove();
      if (card) this.#card.append(this.#cardOf(card));
      this.#light(null);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Rings the marks of claims; while it is asked what implies the finding, those, and the one pointed at. @param {string[]} ids */
  #setOff(ids) {
    const { contradicting = [], reasons = [] } = this.#found ?? {};
    const asked = reasons.flatMap(({ claims }) => claims.map(({ id }) => id));
    // All contradictions at once would be a tangle.
    const isLit = this.#isAsked && !contradicting.length;
    this.#chart?.highlight(this.#highlight, devicePixelRatio, isLit ? [...asked, this.#pointed] : ids);
  }

  /** Shows the claim that a pointer or the focus is on. @param {string} id */
  #point(id) {
    const isNew = id !== this.#pointed || this.#isAtRest;
    this.#pointed = id;
    this.#isAtRest = false;
    if (isNew && id === this.#shown) this.#light(null);
    this.#show(id);
  }

  /** Nothing is pointed at any more: what was chosen is shown again. */
  #leave() {
    if (!this.#pointed) return;
    this.#pointed = "";
    if (this.#pinned && this.#pinned !== this.#shown) this.#show(this.#pinned);
    else this.#light(null);
  }

  /** Rings what a part of the finding is about; off it, what was ringed before. @param {EventTarget | null} target */
  #light(target) {
    const own = claimsOf(target);
    const contradicting = this.#found?.contradicting ?? [];
    const isTied = contradicting.length && (target || this.#isAtRest);
    try {
      if (own.length) this.#chart?.highlight(this.#highlight, devicePixelRatio, own);
      else this.#setOff(isTied ? contradicting : this.#shown ? [this.#shown] : []);
    } catch (error) {
      this.#fail(error);
    }
  }

  /**
   * Writes the finding of a day; without one, of the last. It is read out only where it is all that changes.
   *
   * @param {string | null | undefined} day
   * @param {"off" | "polite"} live
   */
  #turnTo(day, live = "off") {
    const labels = this.#words?.labels;
    if (!this.#chart || !labels) return;
    this.#sentence.ariaLive = live;
    this.#found = this.#chart.finding(this.#measure, day ?? undefined);
    this.#finding.hidden = !this.#found;
    if (!this.#found) return;
    const { lead, text: rest, note, ask, reasons, contradicting, earlier, later } = this.#found;
    this.#sentence.replaceChildren(...(lead ? [h("b", {}, lead)] : []), note ? `${rest} ${note}` : rest);
    this.#why.textContent = ask;
    this.#why.hidden = !reasons.length;
    this.#finding.ariaLabel = labels.finding;
    /** @param {string[]} ids @param {string} says */
    const item = (ids, says) => h("li", {}, h("button", { type: "button", "data-claims": ids.join("\n") }, says));
    const others = reasons.map(({ text: says, claims }) => item(claims.map(({ id }) => id), says));
    this.#reasons.replaceChildren(...(contradicting.length
      ? [h("ul", { role: "list" }, ...others)]
      : reasons.flatMap(({ text: says, claims }) => [
        h("p", {}, says),
        h("ul", { role: "list" }, ...claims.map(({ id, phrase }) => item([id], phrase))),
      ])));
    for (const [button, to, label] of /** @type {const} */ ([
      [this.#earlier, earlier, labels.earlier], [this.#later, later, labels.later]])) {
      // One that is disabled would lose the focus.
      button.ariaDisabled = String(!to);
      button.hidden = !earlier && !later;
      button.ariaLabel = button.title = label;
    }
    this.#answer(this.#isAsked && reasons.length > 0);
  }

  /** Shows or hides what implies the finding. @param {boolean} isAsked */
  #answer(isAsked) {
    this.#isAsked = isAsked;
    this.#reasons.hidden = !isAsked;
    this.#why.ariaExpanded = String(isAsked);
    this.#light(null);
  }

  /** Makes one claim the chart's tab stop; false when it is not there. @param {string} id */
  #focusable(id) {
    if (!this.#buttons.has(id)) return false;
    for (const [other, button] of this.#buttons) button.tabIndex = other === id ? 0 : -1;
    return true;
  }

  /** Keeps a claim's card, and turns to the finding of a day. @param {string} id @param {string | null} [day] */
  #pin(id, day = this.#days.get(id)) {
    this.#pinned = id;
    this.#isAtRest = false;
    this.#shown = "";
    this.#show(id, "polite");
    if (this.#found?.day && day !== this.#found.day) this.#turnTo(day);
    this.#emit("claims-select", { id, compare: null });
  }

  /** @param {number} clientX @param {number} clientY @returns {string | null} */
  #claimAt(clientX, clientY) {
    const stage = this.#stage;
    const box = stage.getBoundingClientRect();
    if (!this.#chart || !box.width) return null;
    // An ancestor may be scaled.
    const scale = stage.offsetWidth / box.width;
    try {
      return this.#chart.claim_at((clientX - box.left) * scale, (clientY - box.top) * scale) ?? null;
    } catch (error) {
      this.#fail(error);
      return null;
    }
  }

  /** @param {PointerEvent} event */
  #hover(event) {
    if (event.pointerType === "touch") return;
    const id = this.#claimAt(event.clientX, event.clientY);
    this.#stage.style.cursor = id ? "pointer" : "";
    if (id) this.#point(id);
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const button = event.target instanceof HTMLButtonElement ? event.target : undefined;
    // A click made by the keyboard has no place, only a target.
    const pointed = event.detail ? this.#claimAt(event.clientX, event.clientY) : null;
    const id = pointed ?? button?.dataset.claim;
    if (!id) return;
    this.#buttons.get(id)?.focus({ preventScroll: true });
    this.#pin(id);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const ids = [...this.#buttons.keys()];
    const { target } = event;
    const at = ids.indexOf((target instanceof HTMLButtonElement && target.dataset.claim) || this.#shown);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: ids.length - 1 }[event.key];
    if (event.key === "Escape") {
      this.#pinned = this.#shown = "";
      this.#show(ids.at(-1) ?? "");
    } else if (to !== undefined) {
      this.#buttons.get(ids[to])?.focus();
      event.preventDefault();
    }
  }

  /** The width for the chart in whole CSS px; 0 while the element is not displayed. */
  #width() {
    return this.#stage.clientWidth;
  }

  /** The colour scheme of the page around the element. @returns {"light" | "dark"} */
  #scheme() {
    const dark = CSS.supports("color", "light-dark(#000, #fff)")
      ? this.#probeColour() === "rgb(255, 255, 255)"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    return dark ? "dark" : "light";
  }

  #probeColour() {
    // The transition that tells of a change would also delay it.
    this.#probe.style.transition = "none";
    const { color } = getComputedStyle(this.#probe);
    this.#probe.style.transition = "";
    return color;
  }

  /** The colours that the page sets by custom properties. @param {Problem[]} problems */
  #colours(problems) {
    const style = getComputedStyle(this);
    const colours = /** @type {Record<string, string>} */ ({});
    this.#probe.style.transition = "none";
    for (const name of COLOURS) {
      const property = `--claims-${name.replace("_", "-")}`;
      const value = style.getPropertyValue(property).trim();
      if (!value) continue;
      if (CSS.supports("color", value)) colours[name] = toRgb(this.#probe, value);
      else problems.push({ path: property, message: `must be a colour, not "${value}"` });
    }
    this.#probe.style.transition = "";
    return colours;
  }

  /** Nothing can be drawn: what stands inside the element is shown, and why. @param {unknown} error */
  #fail(error) {
    // After a panic the memory of this instance is not to be trusted with new charts.
    if (error instanceof WebAssembly.RuntimeError) starting = undefined;
    this.#free();
    this.#hasFailed = true;
    this.#figure.hidden = true;
    this.#slot.hidden = false;
    this.#buttons.clear();
    const known = /** @type {Partial<ProblemError>} */ (error);
    const refused = known.name === "DatasetError";
    const failure = Array.isArray(known.problems)
      ? /** @type {ProblemError} */ (error)
      : problemError("ChartError", "", `the chart could not be drawn: ${text(error)}`);
    const { length } = failure.problems;
    this.#report(failure.problems, refused
      ? `The chart is not shown, because its data have ${length === 1 ? "a problem" : `${length} problems`}:`
      : "The chart could not be shown:");
    this.#ready.reject(failure);
    this.#isReadySettled = true;
    this.#updated();
  }

  /** Tells readers and the page of problems, once each time they change. @param {Problem[]} problems @param {string} lead */
  #report(problems, lead) {
    const reported = JSON.stringify([lead, problems]);
    this.#notice.hidden = !problems.length;
    if (!problems.length) this.#reported = "";
    if (!problems.length || reported === this.#reported) return;
    this.#reported = reported;
    const items = problems.slice(0, MAX_PROBLEMS).map(({ path, message }) =>
      h("li", {}, ...(path ? [h("code", {}, path), ": "] : []), message));
    if (problems.length > MAX_PROBLEMS) items.push(h("li", {}, `and ${problems.length - MAX_PROBLEMS} more`));
    this.#notice.replaceChildren(h("p", {}, lead), h("ul", {}, ...items));
    this.#emit("claims-error", { problems });
  }

  /** @param {string} type @param {object} detail */
  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}

if (!customElements.get("claims-chart")) customElements.define("claims-chart", ClaimsChart);
