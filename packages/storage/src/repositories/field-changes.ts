export interface FieldChange {
  /** JSON pointer. */
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** What differs between two versions of a document, field by field; lists are compared and named as a whole. */
export function fieldChanges(before: unknown, after: unknown, path = ''): FieldChange[] {
  if (isObject(before) && isObject(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => fieldChanges(before[key], after[key], `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`));
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const given = (key: 'before' | 'after', value: unknown) => (value === undefined || value === null ? {} : { [key]: value });
  return [{ path: path === '' ? '/' : path, ...given('before', before), ...given('after', after) }];
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
