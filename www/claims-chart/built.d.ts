/**
 * What tools/complete-pkg.mjs makes of src/core/words/languages: where the texts of each language are, by its code; null
 * for the one that the program has in itself.
 */
declare module "built:languages" {
  const addresses: Record<string, string | null>;
  export default addresses;
}

/** The version of the program. */
declare const VERSION: string;
/** What the dialogs of share.js say: by the language's code, and by key. */
declare const SHARE_TEXTS: Record<string, Record<string, string>>;

/** A style sheet as text. */
declare module "*.css" {
  const text: string;
  export default text;
}
