/** What tools/complete-pkg.mjs puts into the module: the codes of the languages in src/core/words/languages. */
declare const LANGUAGES: string[];
/** The version of the program. */
declare const VERSION: string;
/** What the dialogs of share.js say: by the language's code, and by key. */
declare const SHARE_TEXTS: Record<string, Record<string, string>>;

/** A style sheet as text. */
declare module "*.css" {
  const text: string;
  export default text;
}
