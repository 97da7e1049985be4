import { ExitCode } from '../exit-code.ts';

/** The first Ctrl-C asks to stop and keep what there is; the second ends the process at once. */
export interface Interrupt {
  readonly signal: AbortSignal;
  readonly release: () => void;
}

export function catchInterrupt(onFirst: () => void): Interrupt {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(ExitCode.interrupted);
    controller.abort();
    onFirst();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    signal: controller.signal,
    release: () => {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}
