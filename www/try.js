// A page to try data in: what is typed, pasted or dropped is read at once, and nothing of it leaves the browser.

import "../pkg/claims-chart.js";
import startChart, { embedded_dataset } from "../pkg/claims_chart.js";
import start, { problems as problemsOf, read_csv } from "../pkg/claims_desk.js";

/** @typedef {import("../pkg/claims_desk.js").Problem} Problem */

/** How long nobody types before what is there is read, in milliseconds. */
const REST_MS = 300;
/** More problems than that help nobody who mends them one by one. */
const MAX_PROBLEMS = 50;
/** A larger file is refused before the page hangs on it: 20,000,000 bytes are some 60,000 claims. */
const MAX_BYTES = 20_000_000;

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

/** The name of the file that was opened, for the code to copy. */
let fileName = "";
/** What is read now; what was read before is of no interest any more. */
let n_reads = 0;

const isJson = (/** @type {string} */ text) => /^\s*[[{]/.test(text);

/** What the text says: data, or what is wrong with it. @param {string} text @returns {{data: object | null, problems: Problem[]}} */
function read(text) {
  if (!isJson(text)) return read_csv(text, fileName.replace(/\.\w+$/, "") || "Claims");
  let data;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return { data: null, problems: [{ path: "", message: `this is no JSON: ${/** @type {Error} */ (error).message}` }] };
  }
  return { data, problems: problemsOf(data) };
}

/** Selects the row of the spreadsheet that a problem is about. @param {number} row */
function select(row) {
  const lines = field.value.split("\n");
  const start = lines.slice(0, row - 1).reduce((sum, line) => sum + line.length + 1, 0);
  field.focus();
  field.setSelectionRange(start, start + (lines[row - 1] ?? "").length);
  field.scrollTop = (field.scrollHeight / lines.length) * Math.max(0, row - 4);
}

/** @param {Problem} problem */
function itemOf({ path, message }) {
  const item = document.createElement("li");
  const [, row] = path.match(/^row (\d+)/) ?? [];
  // A quoted cell may go over several lines: then its row is none of the text's lines.
  const canSelect = row && !/"[^"]*\n/.test(field.value);
  const place = document.createElement(canSelect ? "button" : "code");
  place.textContent = path;
  if (canSelect) place.addEventListener("click", () => select(Number(row)));
  item.append(...(path ? [place, ": "] : []), message);
  return item;
}

async function show() {
  const mine = ++n_reads;
  const text = field.value;
  embed.hidden = chart.hidden = list.hidden = true;
  if (!text.trim()) {
    status.textContent = "The chart appears here as you type.";
    return;
  }
  await start();
  if (mine !== n_reads) return;
  const { data, problems } = read(text);
  if (problems.length) {
    status.textContent = problems.length === 1 ? "There is a problem:" : `There are ${problems.length} problems:`;
    list.replaceChildren(...problems.slice(0, MAX_PROBLEMS).map(itemOf));
    list.hidden = false;
    return;
  }
  status.textContent = isJson(text) ? "Read as JSON." : "Read as CSV.";
  chart.hidden = false;
  chart.heading = heading.value || null;
  chart.data = data;
  await chart.ready.catch((/** @type {Error} */ error) => { status.textContent = error.message; });
  if (mine !== n_reads) return;
  write();
  embed.hidden = false;
}

/** The name under which the data are saved. */
const nameOfData = () => fileName || (isJson(field.value) ? "claims.json" : "claims.csv");

/** Writes the code that shows the same chart in another page. */
function write() {
  const script = document.createElement("script");
  script.type = "module";
  script.src = new URL("../pkg/claims-chart.js", import.meta.url).href;
  const element = document.createElement("claims-chart");
  element.setAttribute("src", nameOfData());
  for (const name of ["heading", "view", "measure"]) {
    const value = chart.getAttribute(name);
    if (value) element.setAttribute(name, value);
  }
  code.textContent = `${script.outerHTML}\n${element.outerHTML}`;
}

/** @param {File} file */
async function open(file) {
  if (file.size > MAX_BYTES) {
    status.textContent = `${file.name} has ${Math.round(file.size / 1e6)} MB; this page reads at most ${MAX_BYTES / 1e6}.`;
    return;
  }
  const bytes = await file.arrayBuffer();
  try {
    field.value = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    status.textContent = `${file.name} is not UTF-8: save it as “CSV UTF-8” and open it again.`;
    return;
  }
  fileName = file.name;
  await show();
}

let resting = 0;
for (const input of [field, heading]) {
  input.addEventListener("input", () => {
    clearTimeout(resting);
    resting = window.setTimeout(show, REST_MS);
  });
}
// What the reader chooses in the chart belongs to the code.
chart.addEventListener("claims-state", write);

document.querySelector("input[type=file]")?.addEventListener("change", ({ target }) => {
  const [file] = /** @type {HTMLInputElement} */ (target).files ?? [];
  if (file) open(file);
});
for (const type of ["dragover", "dragleave", "drop"]) {
  addEventListener(type, (event) => {
    event.preventDefault();
    document.body.classList.toggle("is-over", type === "dragover");
    const [file] = (type === "drop" && /** @type {DragEvent} */ (event).dataTransfer?.files) || [];
    if (file) open(file);
  });
}

/** Begins with an example. @param {string} name @param {() => Promise<string>} textOf */
async function begin(name, textOf) {
  try {
    field.value = await textOf();
  } catch (error) {
    status.textContent = `The example could not be loaded: ${/** @type {Error} */ (error).message}`;
    return;
  }
  fileName = name;
  heading.value = "";
  await show();
}
byId("crowd").addEventListener("click", () => begin("crowd.csv", async () => {
  const answer = await fetch(new URL("examples/crowd.csv", import.meta.url));
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  return answer.text();
}));
byId("kursk").addEventListener("click", () => begin("kursk.json", async () => {
  await startChart();
  return embedded_dataset();
}));

byId("copy").addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(code.textContent ?? "");
    copied.textContent = "Copied";
  } catch {
    getSelection()?.selectAllChildren(code);
    copied.textContent = "Press Ctrl+C to copy it";
  }
});
byId("save").addEventListener("click", () => {
  const type = isJson(field.value) ? "application/json" : "text/csv";
  const url = URL.createObjectURL(new Blob([field.value], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = nameOfData();
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
});
