import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { accessJsonSchemas } from './access-schema.js';

test.each(accessJsonSchemas())('schemas/$file is current (node scripts/generate-schemas.mjs)', ({ file, content }) => {
  expect(readFileSync(`schemas/${file}`, 'utf8')).toBe(content);
});
