// The types of the package `claims-chart`: the element as a page uses it. tests/package/types.mjs holds them against it.

import type { Explanation, InitInput } from "../claims_chart.js";

export type { Explanation };

/** What is wrong with a dataset, an attribute or a colour, and where: `claims[3].figures[0].at_least`. */
export interface Problem { path: string; message: string }

/** What `ready` is rejected with; `name` is `DatasetError`, `SourceError`, `LoadError` or `ChartError`. */
export interface ProblemError extends Error { problems: Problem[] }

/** The reader's choices, as attributes have them; null where one is not set. */
export interface State {
  view: string | null;
  measure: string | null;
  "as-of": string | null;
  hide: string | null;
  selected: string | null;
  compare: string | null;
  lang: string | null;
  theme: string | null;
}

export interface ClaimsChartEventMap {
  /** The first chart of the data last set is drawn. */
  "claims-ready": CustomEvent<{ claims: number }>;
  /** The reader chose a claim, or two to compare, or let go of them. */
  "claims-select": CustomEvent<{ id: string | null; compare: string | null }>;
  "claims-state": CustomEvent<State>;
  /** Data were refused, the chart could not be loaded, or it is not quite as it was asked for. */
  "claims-error": CustomEvent<{ problems: Problem[] }>;
}

/** A chart of contested claims: `<claims-chart src="claims.json" measure="killed">`. */
export class ClaimsChart extends HTMLElement {
  /** The address of a dataset; without one, and without `data`, the embedded dataset is shown. */
  get src(): string | null;
  set src(value: string | null);
  /** Replaces the dataset's title. */
  get heading(): string | null;
  set heading(value: string | null);
  /** `timeline`, `bars` or `table`. */
  get view(): string;
  set view(value: string | null);
  /** The id of the measure to show; without one, the first that has claims. */
  get measure(): string | null;
  set measure(value: string | null);
  /** A date, `2024-12-20`: what was said after that day is left out. */
  get asOf(): string | null;
  set asOf(value: string | null);
  /** The ids of parties whose claims are left out, with commas between; `other` for claimants without a party. */
  get hide(): string | null;
  set hide(value: string | null);
  /** The id of the claim whose card is kept. */
  get selected(): string | null;
  set selected(value: string | null);
  /** The id of the claim that the selected one is compared with. */
  get compare(): string | null;
  set compare(value: string | null);
  /** `auto`, `light` or `dark`. */
  get theme(): string;
  set theme(value: string | null);
  /** Whether the reader's choices are kept in the page's address. */
  get urlState(): boolean;
  set urlState(value: boolean);
  /** A dataset as a plain object; it takes precedence over `src`. */
  get data(): unknown;
  set data(value: unknown);

  /** Fulfilled when the first chart of the data last set is drawn; rejected with a `ProblemError`. */
  get ready(): Promise<void>;
  /** Fulfilled when what was last set is drawn, or has been refused. */
  get updateComplete(): Promise<void>;

  /** The claims as CSV, a row for each figure. */
  toCSV(): string;
  /** The dataset as JSON. */
  toJSON(): string;
  /** The picture as an SVG document. */
  toSVG(): string;
  /** The picture as a PNG of `scale` dots for a CSS px; without it, one. */
  toPNG(options?: { scale?: number }): Promise<Blob>;
  /** What the claims imply together, each end with the claims that imply it, and which of them contradict each other. */
  explain(): Explanation;
  /** The id of the claim within reach of a point, in CSS px from the element's top left corner, or null. */
  claimAt(x: number, y: number): string | null;
}

/** An address, a response, bytes or a compiled module. */
export type Source = InitInput | Promise<InitInput>;

/**
 * Says where the WebAssembly is, where it is not beside the element's module; what is left out stays there. `more` draws
 * bars, compares claims and deals with contradictions, `desk` reads CSV and tells what is wrong with data. `home` is the
 * address of the folder in which other pages find the package, for the code that embeds a chart: a bundler puts this module
 * where they cannot.
 *
 * @throws {Error} once a chart has asked for it
 */
export function init(places: { module_or_path?: Source; more?: Source; desk?: Source; home?: string }): void;

declare global {
  interface HTMLElementTagNameMap { "claims-chart": ClaimsChart }
  // They bubble: a listener may be on anything around the element.
  interface HTMLElementEventMap extends ClaimsChartEventMap {}
  interface DocumentEventMap extends ClaimsChartEventMap {}
}
