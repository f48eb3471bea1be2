// The element's CSV, case by case, against the sheets that tests/formats.rs holds the native command to.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import { csvOf } from "../www/claims-chart/csv.js";

const CASES = new URL("cases/csv/", import.meta.url);
const names = (await readdir(CASES)).filter((name) => name.endsWith(".json"));

for (const name of names) {
  test(`the sheet made of ${name} is the one that the native command makes`, async () => {
    const dataset = JSON.parse(await readFile(new URL(name, CASES), "utf8"));
    assert.equal(csvOf(dataset), await readFile(new URL(name.replace(/json$/, "csv"), CASES), "utf8"));
  });
}

test("there are cases", () => assert.ok(names.length > 1));
