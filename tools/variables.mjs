// Numbers the variables of a wasm module anew: works on the text that wasm-opt writes of a module without names.
//
// A variable's number is in each instruction that reads or writes it, and those numbers are a fifth of what a module takes
// with brotli. Where variables that stand between like instructions have like numbers, more of the code is alike.

/** After so many rounds the numbers hardly change. */
const N_ROUNDS = 8;
/** How often instructions have to stand together to tell more than what is so everywhere. */
const DOUBT = 12;
/** In bits: less is no gain. */
const LEAST_GAIN = 1e-6;

/** What is told where it begins; all others are told after what they work on. */
const BEGINS = /^(block|loop|then|else)\b/;

/** The instructions of a function in the order in which they run, each with the name that follows it. @param {string} form */
function instructionsOf(form) {
  const [open, all] = [/** @type {string[]} */ ([]), /** @type {string[]} */ ([])];
  for (const [, begun] of form.matchAll(/\((\S+(?: \$\w+)?)|\)/g)) {
    if (begun) open.push(begun);
    const told = begun ?? open.pop() ?? "";
    if (BEGINS.test(told) === Boolean(begun)) all.push(told);
  }
  return all.map((told) => told.split(" "));
}

/** The variables of a function without its parameters: their names, types, numbers, and how often each stands in a context. @param {string} form */
function variablesOf(form) {
  const n_parameters = Array.from(form.matchAll(/\(param /g)).length;
  const variables = Array.from(form.matchAll(/^ {2}\(local (\S+) (\w+)\)$/gm), ([, name, type], n) =>
    ({ name, type, number: n_parameters + n, contexts: /** @type {Map<string, number>} */ (new Map()) }));
  const byName = new Map(variables.map((variable) => [variable.name, variable]));
  const instructions = instructionsOf(form);
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
  const forms = wat.split(/\n(?= \()/);
  const functions = forms.map((form) => form.startsWith(" (func ") ? variablesOf(form) : []);
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
  return forms.map((form, n) => {
    const declared = functions[n].sort((a, b) => a.number - b.number).map(({ name, type }) => `\n  (local ${name} ${type})`);
    return form.replace(/(?:\n {2}\(local \S+ \w+\))+/, () => declared.join(""));
  }).join("\n");
}
