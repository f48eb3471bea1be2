// The JSON Schema in pkg/ against datasets, with a validator: what the reader takes, and what it refuses.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { basename } from "node:path";
import { test } from "node:test";
import Ajv from "ajv/dist/2020.js";

const ROOT = new URL("../", import.meta.url);

/**
 * Bad datasets that no schema can tell from sound ones: what is wrong is that values do not fit each other, or that a key
 * stands there twice, which a parser of JSON passes over.
 */
const BEYOND_A_SCHEMA = new Set([
  "duplicate_ids", "duplicate_keys", "measure_in_two_wholes", "unknown_ids", "unknown_ids_where_none_are_known",
  "unknown_measure_with_a_period",
]);

/** @param {string} path @returns {Promise<any>} */
const read = async (path) => JSON.parse(await readFile(new URL(path, ROOT), "utf8"));

async function validator() {
  const schema = await read("pkg/claims-dataset.schema.json");
  // An address may be relative; the reader takes any text.
  const ajv = new Ajv.default({ allErrors: true, strict: true, allowUnionTypes: true, validateFormats: false });
  return ajv.compile(schema);
}

test("every sound dataset of the tests is valid", async () => {
  const isValid = await validator();
  const cases = await readdir(new URL("tests/cases/", ROOT), { recursive: true });
  const paths = cases.filter((path) => basename(path) === "dataset.json").map((path) => `tests/cases/${path}`);
  assert.ok(paths.length > 50, `only ${paths.length} datasets were found`);
  for (const path of ["src/core/dataset/kursk.json", ...paths]) {
    const data = await read(path);
    const withSchema = { $schema: "https://example.org/claims-dataset.schema.json", ...data };
    assert.ok(isValid(data), `${path}: ${JSON.stringify(isValid.errors)}`);
    assert.ok(isValid(withSchema), `${path} with a $schema`);
  }
});

test("every bad dataset is invalid, but for what a schema cannot say", async () => {
  const isValid = await validator();
  const names = (await readdir(new URL("tests/cases/bad/", ROOT))).filter((name) => name.endsWith(".json"));
  /** @type {string[]} */
  const passed = [];
  for (const name of names) {
    if (isValid(await read(`tests/cases/bad/${name}`))) passed.push(basename(name, ".json"));
  }
  const others = passed.filter((name) => !BEYOND_A_SCHEMA.has(name) && !name.startsWith("cycle_of_"));
  assert.deepEqual(others, [], "these pass");
  assert.deepEqual([...BEYOND_A_SCHEMA].filter((name) => !passed.includes(name)), [], "these could be told after all");
});

test("each rule of a figure, a date and a text is in the schema", async () => {
  const isValid = await validator();
  /** @param {object} figure @param {object} [claim] */
  const dataset = (figure, claim) => ({
    title: "Crowd", measures: [{ id: "a", label: "A" }], parties: [], claimants: [{ id: "b", name: "B" }],
    claims: [{ id: "c", claimant: "b", said: "2024-05-04", figures: [{ measure: "a", ...figure }], ...claim }],
  });
  const numbers = ["exactly", "stated", "about", "at_least", "more_than", "at_most", "fewer_than"];
  for (const kind of numbers) {
    assert.equal(isValid(dataset({ [kind]: 3 })), true, kind);
    for (const wrong of [-1, "3", 1e16, [3, 4]]) assert.equal(isValid(dataset({ [kind]: wrong })), false, `${kind}: ${wrong}`);
    assert.equal(isValid(dataset({ [kind]: 0 })), kind !== "fewer_than", `${kind}: 0`);
    assert.equal(isValid(dataset({ [kind]: 3, vague: true })), false, `vague beside ${kind}`);
    assert.equal(isValid(dataset({ [kind]: 3, between: [1, 2] })), false, `two kinds: ${kind}`);
  }
  assert.equal(isValid(dataset({ between: [1, 2], best: 1, vague: true })), true);
  for (const wrong of [[1], [1, 2, 3], 1, ["1", "2"]]) assert.equal(isValid(dataset({ between: wrong })), false, String(wrong));
  assert.equal(isValid(dataset({})), false, "no number");
  for (const [date, isRight] of /** @type {[string, boolean][]} */ ([
    ["2024-12-31", true], ["2024-12", true], ["2024", false], ["2024-13-01", false], ["2024-00-01", false], ["2024-12-32", false],
    ["2024-1-1", false], ["4 May", false], [" 2024-12", false],
  ])) assert.equal(isValid(dataset({ about: 1 }, { said: date })), isRight, date);
  assert.equal(isValid(dataset({ about: 1 }, { wording: ["a", "b"] })), true);
  assert.equal(isValid(dataset({ about: 1 }, { wording: [" "] })), false, "empty words");
  assert.equal(isValid(dataset({ about: 1 }, { note: "" })), false, "an empty note");
});
