// A page to try data in: what is typed, pasted or dropped is read at once, and nothing of it leaves the browser.

import { faultOfJson, placeInJson, placeInSheet } from "./try-places.js";

/** @typedef {import("./try-places.js").Place} Place */
/** @typedef {{path: string, message: string, place?: Place | null}} Problem `place` where it is known before it is asked for */

/** How long nobody types before what is there is read, in milliseconds. */
const REST_MS = 300;
/** More problems than that help nobody who mends them one by one. */
const MAX_PROBLEMS = 50;
/** A larger file is refused before the page hangs on it: 20,000,000 bytes are some 60,000 claims. */
const MAX_BYTES = 20_000_000;
/** Chromium takes half a second to put that many characters into the field so that it can be undone, and longer by their square. */
const MAX_UNDOABLE = 40_000;
/** The attributes that hold what is chosen in the chart. */
const CHOICES = ["view", "measure", "as-of", "hide", "selected", "compare"];

/** @template {HTMLElement} T @param {string} id @returns {T} */
const byId = (id) => /** @type {T} */ (document.getElementById(id));
const field = /** @type {HTMLTextAreaElement} */ (byId("text"));
const heading = /** @type {HTMLInputElement} */ (byId("heading"));
const chart = /** @type {import("../pkg/claims-chart.js").ClaimsChart} */ (byId("chart"));
const status = byId("status");
const list = byId("problems");
const embed = byId("embed");
const code = byId("code");
const copied = byId("copied");
const trouble = byId("trouble");
/** What there is to say before there are data. */
const WELCOME = status.textContent;

/** The name of the file that was opened, for the code to copy. */
let fileName = "";
/** The title of the data that are shown; empty while none are. */
let title = "";
/**
 * The file's name and the title that belong to a text: they come back with it when what replaced it is undone.
 *
 * @type {Map<string, [string, string]>}
 */
const replaced = new Map();
/** Texts are read one after the other: only the last is of interest. */
let n_reads = 0;

// Fetched here and not imported above: where they cannot be had, this page has to say so.
const program = Promise.all([import("../pkg/claims_desk.js"), import("../pkg/claims-chart.js")]);
/** What reads data, started. */
async function desk() {
  const [module] = await program;
  await module.default();
  return module;
}

/** @param {unknown} error */
function tellUnloaded(error) {
  status.textContent = "The program that reads your data could not be loaded. Reload this page to try again, and keep a copy of "
    + `what you typed until then. (${textOf(error)})`;
}

const textOf = (/** @type {unknown} */ error) => (error instanceof Error ? error.message : String(error));
const isJson = (/** @type {string} */ text) => /^\s*[[{]/.test(text);

/** The name under which the data are saved: the element takes a wrong ending at its word. */
function nameOfData() {
  if (isJson(field.value)) return fileName.replace(/\.csv$/i, ".json") || "claims.json";
  return fileName.replace(/\.json$/i, ".csv") || "claims.csv";
}

/**
 * What the text says: data, or what is wrong with it.
 *
 * @param {typeof import("../pkg/claims_desk.js")} desk
 * @param {string} text
 * @returns {{data: any, problems: Problem[]}}
 */
function read({ problems, read_csv }, text) {
  // The title is the one that the element gives a file of that name.
  if (!isJson(text)) return read_csv(text, nameOfData().replace(/\.csv$/i, "") || "Claims");
  let data;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return { data: null, problems: [faultOfJson(text) ?? { path: "", message: `this is no JSON: ${textOf(error)}` }] };
  }
  return { data, problems: problems(data) };
}

/** Selects a part of the text and brings it into sight. @param {Place} place */
function select([start, end]) {
  field.focus({ preventScroll: true });
  field.setSelectionRange(start, end);
  field.scrollIntoView({ block: "nearest" });
  // No line is wrapped: all are equally high, and the longest is as wide as there is to scroll.
  const lines = field.value.split("\n");
  const before = field.value.slice(0, start).split("\n");
  const longest = lines.reduce((most, { length }) => Math.max(most, length), 1);
  const column = before[before.length - 1].length;
  field.scrollTop = (field.scrollHeight / lines.length) * (before.length - 4);
  field.scrollLeft = (field.scrollWidth / longest) * column - field.clientWidth / 3;
}

/** @param {Problem} problem */
function itemOf({ path, message, place }) {
  const item = document.createElement("li");
  if (path) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = path;
    button.addEventListener("click", () => {
      const text = field.value;
      const found = place ?? (isJson(text) ? placeInJson(text, path) : placeInSheet(text, path));
      if (found) select(found);
    });
    item.append(button, ": ");
  }
  item.append(message);
  return item;
}

/** Takes back what was chosen of other data, and what these have no more while they are typed. @param {any} data */
function forget({ measures, claims, parties }) {
  const has = (/** @type {{id: string}[]} */ all, /** @type {string | null} */ id) => all.some((each) => each.id === id);
  if (!has(measures, chart.measure)) chart.measure = null;
  if (!has(claims, chart.selected)) chart.selected = null;
  if (!has(claims, chart.compare)) chart.compare = null;
  const hidden = (chart.hide ?? "").split(",").filter((id) => id === "other" || has(parties, id));
  chart.hide = hidden.join() || null;
}

/** Reads what is in the field. Until it can be shown, the chart stays as it is. */
async function show() {
  clearTimeout(resting);
  const mine = ++n_reads;
  const text = field.value;
  if (!text.trim()) {
    fileName = "";
    clear();
    status.textContent = WELCOME;
    return;
  }
  const reader = await desk().catch(tellUnloaded);
  if (!reader || mine !== n_reads) return;
  const { data, problems } = read(reader, text);
  list.replaceChildren(...problems.slice(0, MAX_PROBLEMS).map(itemOf));
  list.hidden = !problems.length;
  // What is drawn is of another text: nobody is to use it, nor to take it for this one.
  chart.inert = problems.length > 0;
  if (problems.length) {
    embed.hidden = true;
    const n = problems.length === 1 ? "There is a problem" : `There are ${problems.length} problems`;
    const part = problems.length > MAX_PROBLEMS ? `, of which these are the first ${MAX_PROBLEMS}` : "";
    status.textContent = `${n}${part}.${chart.hidden ? "" : " The chart below is of the data as they were before."}`;
    return;
  }
  const n_claims = data.claims.length;
  status.textContent = `${n_claims === 1 ? "One claim" : `${n_claims} claims`}, read as ${isJson(text) ? "JSON" : "CSV"}.`;
  title = heading.placeholder = data.title;
  forget(data);
  chart.data = data;
  chart.hidden = embed.hidden = false;
  write();
  chart.ready.catch(() => { embed.hidden ||= mine === n_reads; });
}

/** Shows nothing: what comes next has nothing to do with what was here. */
function clear() {
  for (const name of CHOICES) chart.removeAttribute(name);
  title = heading.placeholder = "";
  embed.hidden = chart.hidden = list.hidden = true;
}

/** A text in HTML. @param {string} text */
const escaped = (text) =>
  text.replace(/[&"<>]/g, (c) => ({ "&": "&amp;", '"': "&quot;", "<": "&lt;", ">": "&gt;" })[c] ?? c);

/** Writes the title into the chart, and the code that shows the same chart in another page. */
function write() {
  chart.heading = heading.value.trim() || null;
  const src = encodeURIComponent(nameOfData());
  const attributes = ["heading", ...CHOICES].flatMap((name) => {
    const value = chart.getAttribute(name);
    return value ? ` ${name}="${escaped(value)}"` : [];
  });
  const script = new URL("../pkg/claims-chart.js", import.meta.url).href;
  code.textContent = `<script type="module" src="${escaped(script)}"></script>
<claims-chart src="${src}"${attributes.join("")}>
  <a href="${src}">${escaped(chart.heading ?? title)}</a>
</claims-chart>`;
  copied.textContent = "";
}

/** Puts a text in the place of the one in the field, which comes back when that is undone. @param {string} text */
function fill(text) {
  const focused = document.activeElement;
  field.focus({ preventScroll: true });
  field.select();
  // It is the one way that browsers can undo; where they refuse it, the text is set.
  if (text.length > MAX_UNDOABLE || !document.execCommand("insertText", false, text)) field.value = text;
  field.setSelectionRange(0, 0);
  field.scrollTop = field.scrollLeft = 0;
  if (focused instanceof HTMLElement && focused !== field) focused.focus({ preventScroll: true });
}

/** Begins with other data. @param {string} name of their file @param {string} text @param {string} [ownTitle] */
async function begin(name, text, ownTitle = "") {
  trouble.textContent = "";
  clear();
  replaced.set(field.value, [fileName, heading.value]);
  fill(text.replace(/\r\n?/g, "\n"));
  [fileName, heading.value] = [name, ownTitle];
  replaced.set(field.value, [name, ownTitle]);
  await show();
}

/** The text of a file, or why there is none. @param {Uint8Array} bytes @returns {{text: string} | {why: string}} */
function decoded(bytes) {
  if (!bytes.length) return { why: "is empty." };
  // How packed files begin, which workbooks are today, and how they began before 2007.
  if (/^(80,75,3,4|208,207,17,224)$/.test(bytes.subarray(0, 4).join())) {
    return { why: "is a workbook or another packed file. Save its sheet as “CSV UTF-8” and open that." };
  }
  const isWide = /^(255,254|254,255)$/.test(bytes.subarray(0, 2).join());
  if (bytes.includes(0) && !isWide) return { why: "is neither CSV nor JSON: it holds no text." };
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.trim() ? { text } : { why: "is empty." };
  } catch {
    return { why: "is not in UTF-8, so letters would be lost. Save the sheet as “CSV UTF-8” and open that." };
  }
}

/** @param {File} file */
async function open(file) {
  /** @param {string} why */
  const refuse = (why) => { trouble.textContent = `${file.name} ${why}`; };
  if (file.size > MAX_BYTES) {
    refuse(`has ${Math.ceil(file.size / 1e6)} MB; this page reads at most ${MAX_BYTES / 1e6}.`);
    return;
  }
  try {
    const found = decoded(new Uint8Array(await file.arrayBuffer()));
    if ("why" in found) refuse(found.why);
    else await begin(file.name, found.text);
  } catch (error) {
    refuse(`could not be read: ${textOf(error)}`);
  }
}

let resting = 0;
field.addEventListener("input", (event) => {
  const { inputType } = /** @type {InputEvent} */ (event);
  const known = /^history/.test(inputType) && replaced.get(field.value);
  if (known) [fileName, heading.value] = known;
  clearTimeout(resting);
  resting = window.setTimeout(show, REST_MS);
});
// What is pasted over everything has nothing to do with the file that was opened.
field.addEventListener("paste", () => {
  if (field.selectionStart === 0 && field.selectionEnd === field.value.length) fileName = "";
});
heading.addEventListener("input", write);
// What the reader chooses in the chart belongs to the code.
chart.addEventListener("claims-state", write);

byId("file").addEventListener("change", ({ target }) => {
  const input = /** @type {HTMLInputElement} */ (target);
  const [file] = input.files ?? [];
  // The same file is opened again once it has been mended.
  input.value = "";
  if (file) open(file);
});
for (const type of /** @type {const} */ (["dragover", "dragleave", "drop"])) {
  addEventListener(type, (event) => {
    // A text that is dragged goes where a text field takes it.
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    document.body.classList.toggle("is-over", type === "dragover");
    const [file] = type === "drop" ? event.dataTransfer.files : [];
    if (file) open(file);
  });
}

/** Begins with an example. @param {string} name @param {string} ownTitle @param {() => Promise<string>} load */
async function example(name, ownTitle, load) {
  try {
    await begin(name, await load(), ownTitle);
  } catch (error) {
    trouble.textContent = `The example could not be loaded: ${textOf(error)}`;
  }
}
byId("crowd").addEventListener("click", () => example("crowd.csv", "How many marched to the harbour?", async () => {
  const answer = await fetch(new URL("examples/crowd.csv", import.meta.url));
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  return answer.text();
}));
byId("kursk").addEventListener("click", () => example("kursk.json", "", async () => {
  // Of its own: started twice at once, the chart's module would mix up two memories.
  const url = "../pkg/claims_chart.js?example";
  /** @type {typeof import("../pkg/claims_chart.js")} */
  const own = await import(url);
  await own.default();
  // As people write it: in the program it is one long line.
  return `${JSON.stringify(JSON.parse(own.embedded_dataset()), null, 2)}\n`;
}));

byId("copy").addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(code.textContent ?? "");
    copied.textContent = "Copied";
  } catch {
    getSelection()?.selectAllChildren(code);
    copied.textContent = "It is selected: copy it with the keyboard or the menu";
  }
});
byId("save").addEventListener("click", () => {
  const isSheet = !isJson(field.value);
  // Without the mark at its beginning, spreadsheets take UTF-8 for something else.
  const parts = isSheet ? ["\ufeff", field.value] : [field.value];
  const url = URL.createObjectURL(new Blob(parts, { type: isSheet ? "text/csv" : "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = nameOfData();
  link.click();
  // A browser may ask where to save it, and has to find it then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
});

program.catch(tellUnloaded);
