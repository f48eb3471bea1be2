// The page for frames: the chart that its address asks for, and its height for the page around it.
//
// Publishing systems listen for messages of their own each; this page sends all that can be meant. It asks nothing of the
// page around it, and of what a sandbox takes away it needs scripts alone.

/** The attributes that an address may set, each by the parameter of its name. */
const ATTRIBUTES = ["src", "heading", "view", "measure", "as-of", "hide", "selected", "compare", "lang", "theme", "url-state"];

/** The tallest frame to ask for, in CSS px, as WordPress gives no more. What is taller scrolls inside. */
const MAX_HEIGHT = 1000;

/** What pym.js puts between the parts of a message. */
const PYM = "xPYMx";

const query = new URLSearchParams(location.search);
/** As the page around it knows it: what is chosen later may change the fragment. */
const address = location.href;
const root = document.documentElement;
/** The colours that were asked for, whatever those around the frame are: the whole page has them then. */
const theme = ["light", "dark"].find((each) => each === query.get("theme"));
if (theme) {
  root.style.colorScheme = theme;
  root.classList.add("themed");
}
const main = /** @type {HTMLElement} */ (document.querySelector("main"));

/** A web address in full; null for any other. @param {string} given */
function webAddress(given) {
  const url = URL.canParse(given, location.href) ? new URL(given, location.href) : null;
  return url && /^https?:$/.test(url.protocol) ? url : null;
}

/** @param {string} tag @param {Record<string, string>} [attributes] @param {string} [text] */
function make(tag, attributes = {}, text = "") {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(text);
  return element;
}

/** The chart, or why there is none. */
function content() {
  const chart = make("claims-chart", { class: "awaited" });
  for (const name of ATTRIBUTES) {
    const value = query.get(name);
    // A form may send along what was left empty.
    if (value || (name === "url-state" && value !== null)) chart.setAttribute(name, value);
  }
  const src = chart.getAttribute("src");
  if (src !== null) {
    const url = webAddress(src);
    // Another chart in its place would be taken for the one that was asked for.
    if (!url) return make("p", { role: "alert" }, `The chart is not shown: src must be a web address, not "${src}"`);
    chart.setAttribute("src", url.href);
  }
  for (const type of ["claims-ready", "claims-error"]) {
    chart.addEventListener(type, () => {
      chart.classList.remove("awaited");
      const title = chart.getAttribute("heading") ?? chart.shadowRoot?.querySelector("[part=title]")?.textContent;
      if (title) document.title = title;
      const figure = chart.shadowRoot?.querySelector("[role=figure]");
      if (theme && figure) root.style.background = getComputedStyle(figure).backgroundColor;
    });
  }
  return chart;
}

/** The height that this page asks for, in whole CSS px; 0 while it is not displayed. */
const heightWanted = () => Math.min(Math.ceil(main.getBoundingClientRect().height), MAX_HEIGHT);

let toldHeight = 0;

/** Tells the page around it the height of all that is shown here. */
function tell() {
  const height = heightWanted();
  if (window.parent === window || !height) return;
  toldHeight = height;
  /** A height is no secret, and in a sandbox nobody knows who is around it. @param {unknown} message */
  const send = (message) => window.parent.postMessage(message, "*");
  // AMP
  send({ sentinel: "amp", type: "embed-size", height });
  // Embedly, and by it Medium
  send(JSON.stringify({ src: address, context: "iframe.resize", height }));
  const id = pymId();
  if (id) send(["pym", id, "height", height].join(PYM));
  const secret = wordPressSecret();
  if (secret) send({ message: "height", value: height, secret });
}

/** The name that pym.js has given this frame; one that would forge another of its messages is none. */
function pymId() {
  const id = query.get("childId");
  return id && !id.includes(PYM) ? id : null;
}

/** What WordPress has put into the fragment, by which it knows the messages of this frame. */
function wordPressSecret() {
  return location.hash.match(/[#?&]secret=([A-Za-z0-9]+)/)?.[1];
}

main.replaceChildren(content());
const page = query.get("page");
const source = page && webAddress(page);
if (source) {
  const line = make("p", { class: "page" });
  // Where it leads, in every language.
  line.append(make("a", { href: source.href, rel: "noopener" }, source.host));
  main.append(line);
}

new ResizeObserver(() => {
  if (heightWanted() !== toldHeight) tell();
}).observe(main);
addEventListener("hashchange", tell);
addEventListener("message", ({ source, data }) => {
  if (source !== window.parent) return;
  const isPym = typeof data === "string" && data.startsWith(["pym", pymId(), "width", ""].join(PYM));
  const isWordPress = data?.message === "ready" && data.secret === wordPressSecret();
  if (isPym || isWordPress) tell();
});
tell();
