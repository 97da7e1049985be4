import type { Finding } from '@midstream/units';

/** Ends a start or a request for a reason a person can act on; the finding says which. */
export class StorageTrouble extends Error {
  readonly finding: Finding;

  constructor(finding: Finding, cause?: unknown) {
    super(`${finding.code} ${JSON.stringify(finding.params)}`, { cause });
    this.finding = finding;
  }
}
