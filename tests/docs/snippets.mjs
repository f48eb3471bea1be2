// The snippets of a page of documentation: its fenced blocks, each with its language and what the fence says of it.

/**
 * @typedef {object} Snippet
 * @property {string} language what stands behind the fence, such as `html`
 * @property {Record<string, string>} says the words after it: `faulty file=a.csv` is `{faulty: "", file: "a.csv"}`
 * @property {string} text with a line break at its end
 * @property {number} line where it begins, from 1
 */

/** @param {string} markdown @returns {Snippet[]} */
export function snippetsOf(markdown) {
  const snippets = [];
  /** @type {Snippet | undefined} */
  let open;
  for (const [n, line] of markdown.split("\n").entries()) {
    const fence = line.match(/^```(\S*) ?(.*)$/);
    if (open && line === "```") {
      snippets.push(open);
      open = undefined;
    } else if (open) open.text += `${line}\n`;
    else if (fence) {
      const [, language, words] = fence;
      const says = Object.fromEntries(words.split(" ").filter(Boolean).map((word) => {
        const [name, value = ""] = word.split("=");
        return [name, value];
      }));
      open = { language, says, text: "", line: n + 2 };
    }
  }
  if (open) throw new Error(`the block that begins in line ${open.line} has no end`);
  return snippets;
}
