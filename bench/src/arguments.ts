/** Reads `--name value` pairs over defaults. @throws Error for a name that has no default. */
export function parseArguments<T extends Readonly<Record<string, string>>>(argv: readonly string[], defaults: T): T {
  const result: Record<string, string> = { ...defaults };
  for (let i = 0; i < argv.length; i += 2) {
    const name = (argv[i] ?? '').replace(/^--/, '');
    if (!Object.hasOwn(defaults, name)) throw new Error(`--${name} is not one of ${Object.keys(defaults).join(', ')}`);
    result[name] = argv[i + 1] ?? '';
  }
  return result as T;
}

/** The moments at which a run of so many seconds is looked at. */
export function marks(seconds: number): number[] {
  return [1, 10, 60, 600].filter((mark) => mark < seconds).concat(seconds);
}

/** Last level's value that was the best so many seconds into a run; undefined before the first. */
export function valueAt(trace: readonly (readonly [number, readonly number[]])[], second: number): number | undefined {
  return trace.findLast(([at]) => at <= second)?.[1].at(-1);
}
