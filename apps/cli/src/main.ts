#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// Before anything else is loaded: from the second time on a command starts twice as fast.
enableCompileCache();
const { runCommandLine } = await import('./run-command-line.ts');

// A reader that leaves early (`midstream … | head`) is no fault of ours.
process.stdout.on('error', () => process.exit());
process.exitCode = await runCommandLine(process.argv.slice(2), process.env);
