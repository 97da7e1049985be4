type Data = Readonly<Record<string, unknown>>;

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What one person changed, on top of what another stored meanwhile. */
export interface CarriedOver<T> {
  readonly data: T;
  /** Fields both changed, each differently: `data` has those of the one who changes now. */
  readonly both: readonly string[];
}

/** Carries the fields in which `mine` differs from `base` over to `theirs`, which was made of the same base. */
export function carriedOver<T extends object>(base: T, mine: T, theirs: T): CarriedOver<T> {
  const [before, now, other] = [base as Data, mine as Data, theirs as Data];
  const data: Record<string, unknown> = { ...other };
  const both: string[] = [];
  for (const field of new Set([...Object.keys(before), ...Object.keys(now)])) {
    if (isSame(before[field], now[field])) continue;
    if (!isSame(before[field], other[field]) && !isSame(now[field], other[field])) both.push(field);
    if (now[field] === undefined) delete data[field];
    else data[field] = now[field];
  }
  return { data: data as T, both };
}
