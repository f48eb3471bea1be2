// The reader's choices in the page's address, in the fragment: `#view=bars&measure=killed`.
//
// Where a page has several charts, each puts its id before its names: `#kursk.view=bars`. What else stands in the
// fragment is left as it is.

/** Half of a character, which a page can put into an attribute, has no place in an address. @param {string} text */
const encoded = (text) => encodeURIComponent(/** @type {any} */ (text).toWellFormed());

/** @param {string} id @param {readonly string[]} names */
const keys = (id, names) => names.map((name) => /** @type {const} */ ([name, id ? `${id}.${name}` : name]));

/** The choices in the address: null for one that is not there. @param {string} id @param {readonly string[]} names */
export function read(id, names) {
  const fragment = new URLSearchParams(location.hash.slice(1));
  return keys(id, names).map(([name, key]) => /** @type {const} */ ([name, fragment.get(key) || null]));
}

/**
 * The address with choices in it.
 *
 * @param {string} id
 * @param {Record<string, string | null>} choices
 */
export function withChoices(id, choices) {
  const own = keys(id, Object.keys(choices));
  const others = location.hash.slice(1).split("&").filter((part) =>
    part && !own.some(([, key]) => new URLSearchParams(part).has(key)));
  const chosen = own.flatMap(([name, key]) => {
    const value = choices[name];
    // Commas and colons need no escape in a fragment, and are easier to read without.
    return value === null ? [] : `${encoded(key)}=${encoded(value).replaceAll("%2C", ",")}`;
  });
  const fragment = [...others, ...chosen].join("&");
  return location.href.split("#")[0] + (fragment && `#${fragment}`);
}

/** Puts choices into the address, without a step in the page's history; tells whether they are there then. @param {string} id @param {Record<string, string | null>} choices */
export function write(id, choices) {
  const address = withChoices(id, choices);
  try {
    if (address !== location.href) history.replaceState(history.state, "", address);
  } catch {
    // A frame without an address of its own has nowhere to keep them.
  }
  return address === location.href;
}
