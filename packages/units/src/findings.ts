/**
 * Expected trouble (a bad row, an unknown machine, a plan that breaks a rule) travels as findings, never as exceptions.
 * A finding carries a code and its parameters; the sentence a person reads is made from them by `@midstream/words`.
 */

/** `error`: the thing cannot be used. `warning`: it can, but look. `info`: a default or inference that was applied. */
export type Severity = 'error' | 'warning' | 'info';

/** Where in the user's material the trouble is. `row` counts from 1 as a spreadsheet shows it. */
export interface Place {
  readonly file?: string;
  readonly sheet?: string;
  readonly row?: number;
  readonly column?: string;
  /** JSON pointer inside a document, e.g. `/machines/3/calendar`. */
  readonly path?: string;
  /** The offending cell exactly as the user wrote it. */
  readonly value?: string;
}

export type FindingParams = Readonly<Record<string, string | number>>;

export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly params: FindingParams;
  readonly at?: Place;
}

/** A catalogue of codes of one room: code → severity and the names of its parameters. */
export type CodeCatalogue = Readonly<Record<string, { readonly severity: Severity; readonly params: readonly string[] }>>;

/** Declares the codes of a room once; `docs/errors.md` and the words are checked against every such catalogue. */
export function defineCodes<const C extends CodeCatalogue>(codes: C): C {
  return Object.freeze(codes);
}

/** Makes the reporter of one catalogue: an unknown code does not compile. */
export function reporterOf<C extends CodeCatalogue>(codes: C) {
  return (code: keyof C & string, params: FindingParams = {}, at?: Place): Finding => {
    const declared = codes[code];
    if (declared === undefined) throw new Error(`finding code ${code} is not declared`);
    return { code, severity: declared.severity, params, ...(at === undefined ? {} : { at }) };
  };
}

/** True when at least one finding is an error. */
export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.severity === 'error');
}
