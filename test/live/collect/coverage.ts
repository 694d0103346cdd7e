// docs/coverage.json: what of each catalog is read, and why the others are left out.

import { readFileSync } from 'node:fs';

interface Coverage {
  readonly sections?: readonly string[];
  readonly reason?: string;
}

const file = new URL('../../../docs/coverage.json', import.meta.url);

export const listed: { readonly [relation: string]: Coverage } = JSON.parse(readFileSync(file, 'utf8'));
