#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// Before anything else is loaded: compiled code is kept for the next start, and for threads and workers, which look here.
const { directory } = enableCompileCache();
if (directory !== undefined) process.env.NODE_COMPILE_CACHE ??= directory;
await import('./run-server.ts');
