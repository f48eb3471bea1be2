/** What tools/complete-pkg.mjs puts into the module: the codes of the languages in src/core/words/languages. */
declare const LANGUAGES: string[];

/** A style sheet as text. */
declare module "*.css" {
  const text: string;
  export default text;
}
