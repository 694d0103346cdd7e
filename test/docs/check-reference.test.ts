// docs/checks is what the checks say of themselves.

import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { checks } from '../../src/checks/registry.js';
import { referencePages } from '../../src/checks/reference.js';

const root = new URL('../../', import.meta.url);

it('docs/checks is current (else: npm run build && node scripts/generate-check-reference.mjs)', () => {
  const pages = referencePages(checks);
  const stale = pages.filter(({ file, text }) => readFileSync(new URL(file, root), 'utf8') !== text);
  expect(stale.map((page) => page.file)).toEqual([]);
  const present = readdirSync(new URL('docs/checks/', root)).map((name) => `docs/checks/${name}`);
  expect(present.toSorted()).toEqual(pages.map((page) => page.file).toSorted());
});
