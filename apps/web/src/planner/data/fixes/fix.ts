import type { Finding, FindingParams } from '@midstream/units';
import type { FactoryDraft, RecordKind } from '@midstream/factory';
import { RECORD_KINDS, recordId } from '@midstream/factory';
import { elementsOf, type Repair } from './repair.ts';

/** What the reader may still choose before a fix is applied, with what is suggested. */
type Question =
  | { readonly kind: 'number'; readonly field: string; readonly suggested: number }
  | { readonly kind: 'choice'; readonly field: string; readonly suggested: string; readonly options: readonly string[] };

/** A mechanical way out of a finding: a button says what it does, and what it does can be undone. */
export interface Fix {
  /** Key of its words, and what they are filled with. */
  readonly says: string;
  readonly params: FindingParams;
  readonly asks?: Question;
  repair(answer: string | number): Repair;
}

/** Makes the fix of a finding in a factory, or undefined where no mechanical one fits. */
export type FixMaker = (finding: Finding, draft: FactoryDraft) => Fix | undefined;

/** The element a finding points at by its path into the document. */
export function elementAt(
  finding: Finding,
  draft: FactoryDraft,
):
  | { readonly kind: RecordKind; readonly id: string; readonly data: Readonly<Record<string, unknown>>; readonly inside: readonly string[] }
  | undefined {
  const [, list = '', index = '', ...inside] = (finding.at?.path ?? '').split('/');
  const kind = RECORD_KINDS.find((each) => each === list);
  const data = kind === undefined ? undefined : elementsOf(draft, kind)[Number(index)];
  return kind === undefined || data === undefined || index === '' ? undefined : { kind, id: recordId(kind, data), data, inside };
}

/** A copy with one value inside replaced; `undefined` takes it away. */
export function withValue(data: unknown, path: readonly string[], value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(data)) return data.map((each: unknown, i) => (String(i) === step ? withValue(each, rest, value) : each));
  const { [step]: old, ...others } = (data ?? {}) as Readonly<Record<string, unknown>>;
  const next = withValue(old, rest, value);
  return next === undefined ? others : { ...(data as object), [step]: next };
}

export function valueAt(data: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, step) => (at as Readonly<Record<string, unknown>> | undefined)?.[step], data);
}

/** A fix that changes the element pointed at. */
export function changing(
  finding: Finding,
  draft: FactoryDraft,
  change: (data: Readonly<Record<string, unknown>>, inside: readonly string[], answer: string | number) => unknown,
): ((answer: string | number) => Repair) | undefined {
  const at = elementAt(finding, draft);
  if (at === undefined) return undefined;
  return (answer) => ({
    records: [{ kind: at.kind, id: at.id, data: change(at.data, at.inside, answer) as Readonly<Record<string, unknown>> }],
  });
}
