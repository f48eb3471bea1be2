// What assistive technology is given of an element, as a text that can be read and compared: one line for each thing in
// the order of reading, with its role, name, description and state. Chromium alone tells it.

import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { find } from "./find.mjs";
import { devtools } from "./launch.mjs";

/** @typedef {import("devtools-protocol").Protocol.Accessibility.AXNode} Node */

const FOLDER = new URL("trees/", import.meta.url);

// Boxes without a meaning of their own; what is in them stands in their place.
const WITHOUT_MEANING = ["generic", "none"];

// Parts of a text that is told whole, and marks before items that are known as items.
const LEFT_OUT = ["InlineTextBox", "LineBreak", "ListMarker"];

// Called by their names, whatever is drawn on them.
const WITHOUT_PARTS = ["button", "checkbox", "img", "option", "radio", "slider", "switch", "tab"];

/** What is said of a state; the others, such as whether a thing can have the focus, follow from its role. @type {Record<string, (value: any) => string>} */
const STATES = {
  level: (value) => `level ${value}`,
  checked: (value) => (value === "true" ? "checked" : value === "mixed" ? "partly checked" : "not checked"),
  pressed: (value) => (value === "true" ? "pressed" : "not pressed"),
  expanded: (value) => (value ? "expanded" : "collapsed"),
  selected: (value) => (value ? "selected" : "not selected"),
  disabled: (value) => (value ? "disabled" : ""),
  focused: (value) => (value ? "focused" : ""),
  required: (value) => (value ? "required" : ""),
  readonly: (value) => (value ? "read only" : ""),
  invalid: (value) => (value === "false" ? "" : "invalid"),
  busy: (value) => (value ? "busy" : ""),
  modal: (value) => (value ? "modal" : ""),
  hasPopup: (value) => (value === "false" ? "" : `opens a ${value}`),
  valuetext: (value) => (value ? `value “${value}”` : ""),
  live: (value) => (value === "off" ? "" : `read out when it changes (${value})`),
  roledescription: (value) => (value ? `called a ${value}` : ""),
};

/**
 * The accessibility tree of the one element that a locator finds.
 *
 * @param {import("./page.mjs").Locator} locator
 * @returns {Promise<string>} its lines, indented by depth
 */
export async function tree(locator) {
  // The locator waits until there is one.
  await locator.evaluate(() => {});
  const session = await devtools(locator.page().raw);
  await session.send("Accessibility.enable");
  const { result } = await session.send("Runtime.evaluate", { expression: `(${find})(${JSON.stringify(locator.steps)})[0]` });
  const { node } = await session.send("DOM.describeNode", { objectId: result.objectId });
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  await session.send("Accessibility.disable");
  const root = nodes.find(({ backendDOMNodeId }) => backendDOMNodeId === node.backendNodeId);
  assert.ok(root, `assistive technology is told nothing of ${locator}`);
  const byId = new Map(nodes.map((each) => [each.nodeId, each]));
  return `${linesOf(partsOf(root, byId)).join("\n")}\n`;
}

/**
 * Compares the accessibility tree of an element with what is stored in tests/e2e/trees; UPDATE=1 stores it anew.
 *
 * @param {import("./page.mjs").Locator} locator
 * @param {string} name of the file, without its ending
 */
export async function assertTree(locator, name) {
  const file = new URL(`${name}.txt`, FOLDER);
  const found = await tree(locator);
  if (process.env.UPDATE) {
    await mkdir(FOLDER, { recursive: true });
    await writeFile(file, found);
    return;
  }
  const stored = await readFile(file, "utf8").catch(() => "");
  assert.equal(found, stored, `what a screen reader is given differs from tests/e2e/trees/${name}.txt; UPDATE=1 rewrites it`);
}

/** @typedef {{line: string, text?: string, name: string, parts: Part[]}} Part */

/**
 * What a node is to a reader: itself with its parts, or its parts in its place.
 *
 * @param {Node} node
 * @param {Map<string, Node>} byId
 * @returns {Part[]}
 */
function partsOf(node, byId) {
  const role = String(node.role?.value ?? "none");
  if (LEFT_OUT.includes(role)) return [];
  const name = String(node.name?.value ?? "").replace(/\s+/g, " ");
  if (role === "StaticText" && !node.ignored) return [{ line: `text: ${name.trim()}`, text: name, name, parts: [] }];
  const below = (node.childIds ?? []).flatMap((id) => partsOf(byId.get(id) ?? assert.fail(`no node ${id}`), byId));
  const parts = joined(below);
  // What a label says is told as the name of what it labels.
  if (role === "LabelText") return parts.filter(({ text }) => !parts.some((each) => each.name.trim() === text?.trim() && each.text === undefined));
  // The depth of a list is seen by that of its lines.
  const told = (node.properties ?? []).filter((state) => state.name !== "level" || role === "heading");
  const states = told.map((state) => STATES[state.name]?.(state.value.value) ?? "").filter(Boolean);
  const isLive = states.some((state) => state.startsWith("read out"));
  if (node.ignored || (WITHOUT_MEANING.includes(role) && !name && !isLive)) return parts;
  const said = [name.trim() ? `${role} “${name.trim()}”` : role, ...states];
  const description = String(node.description?.value ?? "").replace(/\s+/g, " ").trim();
  if (description) said.push(`described as “${description}”`);
  return [{ line: said.join(", "), name, parts: WITHOUT_PARTS.includes(role) ? [] : parts }];
}

/** Texts that follow each other are one text. @param {Part[]} parts */
function joined(parts) {
  /** @type {Part[]} */
  const result = [];
  for (const part of parts) {
    const before = result.at(-1);
    if (part.text === undefined || before?.text === undefined) result.push({ ...part });
    else {
      before.text = before.name = before.text + part.text;
      before.line = `text: ${before.text.replace(/\s+/g, " ").trim()}`;
    }
  }
  return result.filter(({ text }) => text === undefined || text.trim());
}

/** @param {Part[]} parts @returns {string[]} */
function linesOf(parts) {
  return parts.flatMap(({ line, name, parts: inner }) => {
    const [only] = inner.length === 1 ? inner : [];
    // A heading is called by what is written on it.
    if (only?.text !== undefined && only.text.trim() === name.trim()) return [line];
    if (only?.text !== undefined) return [`${line}: ${only.text.replace(/\s+/g, " ").trim()}`];
    return [line, ...linesOf(inner).map((each) => `  ${each}`)];
  });
}
