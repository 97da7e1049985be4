#!/usr/bin/env node
import { runCommandLine } from './run-command-line.ts';

// A reader that leaves early (`midstream … | head`) is no fault of ours.
process.stdout.on('error', () => process.exit());
process.exitCode = await runCommandLine(process.argv.slice(2), process.env);
