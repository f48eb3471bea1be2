// Makes the code of a wasm module more alike, so that it compresses better: works on the text that wasm-opt writes of a
// module without names.
//
// A variable's number is in each instruction that reads or writes it, and those numbers are a fifth of what a module takes
// with brotli. Where variables that stand between like instructions have like numbers, more of the code is alike; and what
// is alike is cheaper the nearer it stands.

/** After so many rounds the numbers hardly change. */
const N_ROUNDS = 10;
/** How often instructions have to stand together to tell more than what is so everywhere. */
const DOUBT = 12;
/** In bits: less is no gain. */
const LEAST_GAIN = 1e-6;

/** The forms of a module between its first line and its last. @param {string} wat */
const formsOf = (wat) => wat.trimEnd().replace(/\)$/, "").trimEnd().split(/\n(?= \()/);
/** @param {string[]} forms */
const moduleOf = (forms) => `${[...forms, ")"].join("\n")}\n`;
/** @param {string} form */
const isFunction = (form) => form.startsWith(" (func ");

/** The instructions of a function, each after what it works on. @param {string} form */
function instructionsOf(form) {
  const [open, all] = [/** @type {string[]} */ ([]), /** @type {string[]} */ ([])];
  for (const [, begun] of form.slice(form.indexOf("\n")).matchAll(/\(([^()\n]+)|\)/g)) {
    if (begun) open.push(begun);
    else all.push(open.pop() ?? "");
  }
  return all;
}

/** The variables of a function without its parameters: their names, types, numbers, and how often each stands in a context. @param {string} form */
function variablesOf(form) {
  const n_parameters = Array.from(form.matchAll(/\(param /g)).length;
  const variables = Array.from(form.matchAll(/^ {2}\(local (\S+) (\w+)\)$/gm), ([, name, type], n) =>
    ({ name, type, number: n_parameters + n, contexts: /** @type {Map<string, number>} */ (new Map()) }));
  const byName = new Map(variables.map((variable) => [variable.name, variable]));
  const instructions = instructionsOf(form).map((told) => told.trim().split(" "));
  instructions.forEach(([kind, name], n) => {
    const contexts = kind.startsWith("local.") && byName.get(name)?.contexts;
    if (!contexts) return;
    const context = [instructions[n - 1]?.[0], kind, instructions[n + 1]?.[0]].join();
    contexts.set(context, (contexts.get(context) ?? 0) + 1);
  });
  return variables;
}

/**
 * Lets variables of a type change numbers as long as that takes fewer bits.
 *
 * @param {ReturnType<typeof variablesOf>} variables
 * @param {(context: string, number: number, n_own: number) => number} bits of one use, but for a variable's own uses
 */
function renumber(variables, bits) {
  const all = variables.map((variable) => new Map(variables.filter(({ type }) => type === variable.type).map(({ number }) => {
    let sum = 0;
    for (const [context, n] of variable.contexts) sum += n * bits(context, number, number === variable.number ? n : 0);
    return [number, sum];
  })));
  /** What all uses of one take with the number of another; no number, where that is of another type. @param {number} one @param {number} other */
  const bitsWith = (one, other) => all[one].get(variables[other].number) ?? NaN;
  for (let isDone = false; !isDone;) {
    isDone = true;
    for (let a = 0; a < variables.length; a++) {
      for (let b = 0; b < a; b++) {
        const gain = bitsWith(a, a) + bitsWith(b, b) - bitsWith(a, b) - bitsWith(b, a);
        if (!(gain > LEAST_GAIN)) continue;
        [variables[a].number, variables[b].number] = [variables[b].number, variables[a].number];
        isDone = false;
      }
    }
  }
}

/**
 * The same module, the variables of its functions declared in another order.
 *
 * @param {string} wat of a module without names, where a function's variables stand by type
 */
export function numberVariables(wat) {
  const forms = formsOf(wat);
  const functions = forms.map((form) => isFunction(form) ? variablesOf(form) : []);
  for (let round = 0; round < N_ROUNDS; round++) {
    /** How often each context, each number, and each number in each context is there. @type {Map<string | number, number>} */
    const counts = new Map();
    let n_uses = 0;
    for (const { number, contexts } of functions.flat()) {
      for (const [context, n] of contexts) {
        for (const key of [context, number, `${context} ${number}`]) counts.set(key, (counts.get(key) ?? 0) + n);
        n_uses += n;
      }
    }
    /** @param {string | number} key */
    const count = (key) => counts.get(key) ?? 0;
    for (const variables of functions) {
      renumber(variables, (context, number, n_own) => Math.log2((count(context) + DOUBT)
        / (count(`${context} ${number}`) - n_own + DOUBT * (count(number) + 1) / n_uses)));
    }
  }
  return moduleOf(forms.map((form, n) => {
    const declared = functions[n].sort((a, b) => a.number - b.number).map(({ name, type }) => `\n  (local ${name} ${type})`);
    return form.replace(/(?:\n {2}\(local \S+ \w+\))+/, () => declared.join(""));
  }));
}

/** What a function does, two steps at a time. @param {string} form */
function stepsOf(form) {
  const steps = instructionsOf(form);
  return new Set(steps.slice(1).map((step, n) => [steps[n], step].join()));
}

/**
 * The same module, its functions in another order: the smallest first, and then always the one of which the largest part is
 * in one of those just before.
 *
 * @param {string} wat of a module without names
 * @param {number} n_near with how many functions before it a function is compared
 */
export function orderFunctions(wat, n_near) {
  const forms = formsOf(wat);
  const left = forms.filter(isFunction).sort((a, b) => a.length - b.length).map((form) => ({ form, steps: stepsOf(form) }));
  const ordered = left.splice(0, 1);
  while (left.length) {
    const near = ordered.slice(-n_near);
    const parts = left.map(({ steps }) => Math.max(...near.map((before) =>
      [...steps].filter((step) => before.steps.has(step)).length)) / (steps.size || 1));
    ordered.push(...left.splice(parts.indexOf(Math.max(...parts)), 1));
  }
  return moduleOf([...forms.filter((form) => !isFunction(form)), ...ordered.map(({ form }) => form)]);
}
