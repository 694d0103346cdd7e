import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { probeJsonSchemas } from './probe-schema.js';

test.each(probeJsonSchemas())('schemas/$file is current (node scripts/generate-schemas.mjs)', ({ file, content }) => {
  expect(readFileSync(`schemas/${file}`, 'utf8')).toBe(content);
});
