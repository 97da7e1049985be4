/**
 * What the plan page is given: the plan as columns with every text interned once, because 30,000 operations as objects would weigh
 * tens of megabytes. Times are whole seconds after `origin`; -1 stands for "none" in every index.
 */
export type PageLanguage = 'en' | 'zh-Hant' | 'zh-Hans';
/** One text for all languages, or one per language in the order English, 繁體, 简体. */
export type PageName = string | readonly [string, string, string];

export interface PageData {
  readonly language: PageLanguage;
  readonly words: Readonly<Record<PageLanguage, Readonly<Record<string, string>>>>;
  readonly factory: PageName;
  readonly currency: string;
  /** IANA zone of the axis: the head office's. */
  readonly zone: string;
  /** Seconds since 1970 of the plan's start. */
  readonly origin: number;
  /** Last end in the plan. */
  readonly end: number;
  readonly fence: number;
  readonly run: PageRun;
  readonly figures: Readonly<Record<string, number>>;
  readonly cost: readonly number[];
  readonly carbon: readonly number[];
  readonly costParts: readonly string[];
  readonly carbonParts: readonly string[];
  /** Interned names of people, tools, materials, skills, operations, changeover values. */
  readonly names: readonly PageName[];
  readonly sites: readonly { readonly name: PageName; readonly zone: string }[];
  readonly machines: readonly PageMachine[];
  readonly products: readonly { readonly id: string; readonly name: PageName; readonly family: string }[];
  readonly orders: readonly PageOrder[];
  readonly operations: PageOperations;
  readonly transports: readonly PageTransport[];
  /** Closed spans [from, to, from, to …]; machines with one calendar share a list. */
  readonly closed: readonly (readonly number[])[];
  /** Start of each day of the load, and its hours per machine. */
  readonly days: readonly number[];
  readonly notes: readonly { readonly severity: string; readonly text: PageName }[];
}

interface PageRun {
  readonly seconds: number;
  /** null where no bound is known. */
  readonly gapPercent: number | null;
  readonly isOptimal: boolean;
  readonly objective: string;
}

export interface PageMachine {
  readonly id: string;
  readonly name: PageName;
  readonly site: number;
  /** Work centre, or that it is a supplier. */
  readonly group: PageName;
  readonly closed: number;
  readonly utilisation: number;
  readonly changeovers: number;
  /** [available, run, setup, overtime] hours per day of `days`, flattened; empty where nothing is known. */
  readonly load: readonly number[];
}

export interface PageOrder {
  readonly id: string;
  readonly product: number;
  readonly customer: string;
  readonly quantity: number;
  readonly priority: number;
  readonly status: string;
  readonly needBy: number | null;
  readonly projected: number;
  readonly lateness: number | null;
  readonly operations: readonly number[];
  readonly cost: readonly number[];
  readonly carbon: readonly number[];
  readonly chain: readonly PageLink[];
  readonly dependentOf: string;
}
/** One link of what decides a date: the operation and what holds it. */
type PageLink = readonly [operation: number, binding: PageBinding];
/** What holds an operation: a key of words and what it is filled with. */
export type PageBinding = readonly [kind: string, fill: PageFill];
export interface PageFill {
  /** Seconds after origin, and the site whose clock it is told in. */
  readonly until?: number;
  readonly minutes?: number;
  readonly order?: string;
  readonly operation?: number;
  readonly machine?: number;
  /** Index into `names`. */
  readonly what?: number;
  readonly from?: number;
  readonly to?: number;
}

/** Columns, one entry per operation. */
export interface PageOperations {
  readonly order: readonly number[];
  /** Index into `names`. */
  readonly name: readonly number[];
  readonly lot: readonly number[];
  readonly machine: readonly number[];
  readonly setupStart: readonly number[];
  readonly start: readonly number[];
  readonly end: readonly number[];
  readonly quantity: readonly number[];
  readonly setupMinutes: readonly number[];
  readonly runMinutes: readonly number[];
  readonly overtimeMinutes: readonly number[];
  readonly slackMinutes: readonly number[];
  /** 0 planned, 1 locked, 2 started. */
  readonly state: readonly number[];
  readonly binding: readonly PageBinding[];
  readonly predecessors: readonly (readonly number[])[];
  readonly people: readonly (readonly number[])[];
  readonly tools: readonly (readonly number[])[];
  /** [name, quantity, name, quantity …] */
  readonly materials: readonly (readonly number[])[];
  readonly batch: readonly number[];
  readonly cost: readonly (readonly number[])[];
  readonly carbon: readonly (readonly number[])[];
  /** null, or what was set up before and is set up now, and the operation it follows. */
  readonly changeover: readonly (PageChangeover | null)[];
}
export type PageChangeover = readonly [minutes: number, from: string, to: string, after: number, cost: number, scrap: number];

export interface PageTransport {
  readonly order: number;
  readonly after: number;
  readonly from: number;
  readonly to: number;
  readonly ready: number;
  readonly arrival: number;
}
