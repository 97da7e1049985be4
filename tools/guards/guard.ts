/** What a guard is: a promise about the repository that `npm run check` keeps. */
export interface Guard {
  readonly name: string;
  /** Returns one line per broken promise, empty when all is well; throws only when the guard itself is broken. */
  check(root: string): Promise<readonly string[]>;
  /** Rewrites the file this guard compares with, for guards that keep one. */
  write?(root: string): Promise<void>;
}
