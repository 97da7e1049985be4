import type { Finding } from '@midstream/units';
import type { ExitCode } from './exit-code.ts';

/**
 * Ends a command early with what to say and how to exit. Rooms below return their findings; here at the very edge, where a command
 * has nothing left to do but to say them, a throw is what keeps each command readable from top to bottom.
 */
export class Refusal extends Error {
  readonly findings: readonly Finding[];
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, ...findings: readonly Finding[]) {
    super(findings.map(({ code }) => code).join(', '));
    this.findings = findings;
    this.exitCode = exitCode;
  }
}
