/** Cursors are positions, written so that nobody takes them for numbers to count with. */
export interface Page {
  readonly offset: number;
  readonly limit: number;
}

const DEFAULT_LIMIT = 200;

export function pageFrom(query: { readonly cursor?: string | undefined; readonly limit?: number | undefined } | undefined): Page {
  const text = Buffer.from(query?.cursor ?? '', 'base64url').toString('utf8');
  const offset = Number(/^at:(\d{1,9})$/.exec(text)?.[1] ?? 0);
  return { offset, limit: query?.limit ?? DEFAULT_LIMIT };
}

/** Rows of a page carry the total with them: the rows without it. */
export function withoutTotal<T extends { readonly total: number }>(rows: readonly T[]): Omit<T, 'total'>[] {
  return rows.map((row) => {
    const rest: Record<string, unknown> = { ...row };
    delete rest['total'];
    return rest as Omit<T, 'total'>;
  });
}

export function pageAnswer<T>(items: T[], total: number, page: Page): { items: T[]; total: number; next?: string } {
  const end = page.offset + items.length;
  return { items, total, ...(end < total && items.length > 0 ? { next: Buffer.from(`at:${end}`).toString('base64url') } : {}) };
}
