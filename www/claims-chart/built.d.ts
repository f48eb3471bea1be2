/**
 * What tools/complete-pkg.mjs makes of src/core/words/languages: where the texts of each language are, by its code; null
 * for the one that the program has in itself.
 */
declare module "built:languages" {
  const addresses: Record<string, URL | null>;
  export default addresses;
}

/** A style sheet as text. */
declare module "*.css" {
  const text: string;
  export default text;
}
