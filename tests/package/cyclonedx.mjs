// Holds a software bill of materials against CycloneDX, by the schemas that its own library has with it.

import { readFile } from "node:fs/promises";
import Ajv from "ajv";

/** What is not CycloneDX 1.6 of something. @param {object} given */
export async function faultsOf(given) {
  const folder = new URL("res/schema/", import.meta.resolve("@cyclonedx/cyclonedx-library/package.json"));
  /** @param {string} name */
  const schema = async (name) => JSON.parse(await readFile(new URL(name, folder), "utf8"));
  // Of formats there are none to speak of, without a time and without people.
  const ajv = new Ajv.default({ strict: false, validateFormats: false });
  for (const name of ["spdx.SNAPSHOT.schema.json", "jsf-0.82.SNAPSHOT.schema.json", "cryptography-defs.SNAPSHOT.schema.json"]) {
    ajv.addSchema({ ...await schema(name), $id: `http://cyclonedx.org/schema/${name}` });
  }
  ajv.validate(await schema("bom-1.6.SNAPSHOT.schema.json"), given);
  return ajv.errors ?? [];
}
