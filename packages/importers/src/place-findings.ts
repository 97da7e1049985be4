import type { Finding } from '@midstream/units';
import type { Origins } from './document/assembly.ts';

/**
 * Tells findings about a document (`at.path`, as the factory room reports them) in terms of the file it was read from: the row that
 * wrote the element, and the column where the path ends in one.
 */
export function placeFindings(findings: readonly Finding[], origins: Origins): Finding[] {
  return findings.map((finding) => {
    const path = finding.at?.path;
    if (path === undefined) return finding;
    const steps = path.split('/');
    for (let length = steps.length; length > 0; length -= 1) {
      const origin = origins.get(steps.slice(0, length).join('/'));
      if (origin === undefined) continue;
      const inside = steps.slice(length);
      const column = inside
        .map((_, i) => origin.columns.get(inside.slice(0, inside.length - i).join('/')))
        .find((header) => header !== undefined);
      return { ...finding, at: { ...origin.place, ...(column === undefined ? {} : { column }), ...finding.at } };
    }
    return finding;
  });
}
