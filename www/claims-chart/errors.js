// Errors as the page gets them: with a stable name, and with problems that name a path each.

/**
 * @typedef {import("../claims_desk.js").Problem} Problem
 * @typedef {Error & {problems: Problem[]}} ProblemError
 */

/** What went wrong, in words. @param {unknown} error */
export function text(error) {
  try {
    return String(/** @type {any} */ (error).message ?? error);
  } catch {
    // What a dataset's accessors throw may be anything.
    return "no reason was given";
  }
}

/** @param {string} name @param {string} path @param {string} message @param {Problem[]} others @returns {ProblemError} */
export function problemError(name, path, message, ...others) {
  // Where a host has frozen what is built in, an error's name cannot be assigned, but it can be defined.
  return new class extends Error {
    /** @override */
    name = name;
    problems = [{ path, message }, ...others];
  }(path ? `${path}: ${message}` : message);
}
