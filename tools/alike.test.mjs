// What the numbers of variables and the order of functions are changed for, and what stays.

import assert from "node:assert/strict";
import { test } from "node:test";
import { numberVariables, orderFunctions } from "./alike.mjs";

/** A function that adds 8 to what it is given, and keeps it in one of its variables. @param {string} name @param {string} variable @param {string} type */
const adding = (name, variable, type = "i32") => ` (func $${name} (param $0 i32)
  (local $1 ${type})
  (local $2 i32)
  (local $3 i32)
  (local.set $${variable}
   (i32.add
    (local.get $0)
    (i32.const 8)
   )
  )
  (call $f
   (local.get $${variable})
  )
 )`;

/** @param {string[]} functions */
const whole = (...functions) => `(module\n (memory $0 1)\n${functions.join("\n")}\n)\n`;
/** The variables of each function, as they are declared. @param {string} wat */
const declared = (wat) => wat.split(" (func ").slice(1).map((form) =>
  Array.from(form.matchAll(/\(local \$(\d)/g), ([, name]) => name).join(""));

test("variables of functions that do alike come to have like numbers", () => {
  const most = Array.from("abcdefgh", (name) => adding(name, "2"));
  const numbered = numberVariables(whole(...most, adding("i", "3")));
  assert.deepEqual(declared(numbered), [...most.map(() => "123"), "132"]);
});

test("a number stays with a variable of its type, and nothing else changes", () => {
  const most = Array.from("abcdefgh", (name) => adding(name, "1"));
  const wat = whole(...most, adding("i", "3", "i64"));
  const numbered = numberVariables(wat);
  assert.deepEqual(declared(numbered), [...most, "i"].map(() => "123"), "the first number is an i64's");
  assert.equal(numberVariables(whole(...most)), whole(...most));
  assert.deepEqual(numbered.replace(/ {2}\(local .*\n/g, ""), wat.replace(/ {2}\(local .*\n/g, ""));
});

test("functions alike stand together, the smallest first", () => {
  const small = " (func $small)";
  const [a, b] = [adding("a", "1"), adding("b", "1")];
  const other = adding("other", "2").replaceAll("i32.add", "i32.mul").replace("const 8", "const 12");
  assert.equal(orderFunctions(whole(a, other, small, b), 3), whole(small, a, b, other));
});
