import type { Running } from './compose.ts';

const PATIENCE_MILLISECONDS = 20_000;

/** Ends in order when asked to, or when whoever started us is gone; at once when asked twice. */
export function stopOnSignals(running: Running): void {
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    setTimeout(() => process.exit(1), PATIENCE_MILLISECONDS).unref();
    running.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('disconnect', stop);
  // Whoever started us may have gone while we were still starting.
  if (process.send !== undefined && !process.connected) stop();
}
