/** How the command ends; the numbers are part of its documented behaviour. */
export const ExitCode = {
  done: 0,
  /** The input holds errors, or a plan breaks a rule. */
  errors: 1,
  usage: 2,
  /** A plan was written, but some orders could not be planned. */
  leftOut: 3,
  /** A fault of the program itself (EX_SOFTWARE of sysexits). */
  fault: 70,
  /** 128 + SIGINT. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
