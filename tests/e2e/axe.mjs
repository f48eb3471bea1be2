// What axe-core finds against the accessibility guidelines (WCAG 2.2, levels A and AA), inside shadow roots, too.

import assert from "node:assert/strict";
import axe from "axe-core";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/**
 * Fails where axe-core finds a violation in the page; it says which rule, what is to be done and where.
 *
 * @param {import("./page.mjs").Page} page
 * @param {string} state what the page shows, for the message
 */
export async function assertAccessible(page, state) {
  await page.raw.evaluate(axe.source);
  const found = await page.evaluate(async (tags) => {
    const { axe } = /** @type {{axe: typeof import("axe-core")}} */ (/** @type {unknown} */ (window));
    /** @type {import("axe-core").RunOptions} */
    const options = {
      runOnly: { type: "tag", values: tags },
      // Rules that are new in WCAG 2.2 are off until they are asked for.
      rules: { "target-size": { enabled: true } },
      resultTypes: ["violations"],
    };
    const { violations, passes } = await axe.run(document, options);
    return {
      n_passes: passes.length,
      violations: violations.flatMap(({ id, help, helpUrl, nodes }) => nodes.map(({ target, html, any, all, none }) => ({
        id, help, helpUrl, html, target: target.flat().join(" › "), why: [...any, ...all, ...none].map(({ message }) => message),
      }))),
    };
  }, TAGS);
  assert.ok(found.n_passes > 0, `${state}: axe found nothing to look at`);
  const lines = found.violations.map(({ id, help, helpUrl, html, target, why }) =>
    `${id}: ${help} (${helpUrl})\n  at ${target}\n  ${html.slice(0, 200)}\n  ${why.join("\n  ")}`);
  assert.equal(lines.length, 0, `${state}: axe finds ${lines.length} violation(s)\n${lines.join("\n")}`);
}
