import type { Command } from '../command.ts';
import { check } from './check.ts';
import { explain } from './explain.ts';
import { generate } from './generate.ts';
import { importFrom } from './import.ts';
import { learn } from './learn.ts';
import { plan } from './plan.ts';
import { replan } from './replan.ts';
import { backup, restore, serve, worker } from './server.ts';
import { solve } from './solve.ts';
import { template } from './template.ts';
import { verify } from './verify.ts';

/** Every command, in the order help lists them. A new one is a file here and a line here. */
export const COMMANDS: readonly Command[] = [
  template,
  check,
  plan,
  replan,
  explain,
  importFrom,
  learn,
  generate,
  solve,
  verify,
  serve,
  worker,
  backup,
  restore,
];
