#!/usr/bin/env node
// Starts the built program. It knows nothing else: the program is dist/cli/main.js, compiled from src/cli/main.ts.
import { existsSync } from 'node:fs';

const program = new URL('../dist/cli/main.js', import.meta.url);

if (existsSync(program)) {
  await import(program.href);
} else {
  console.error('pgrampart is not built yet. Run: npm ci && npm run build');
  process.exitCode = 2;
}
