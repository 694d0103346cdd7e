import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rotateJsonSchemas } from './rotate-schema.js';

test.each(rotateJsonSchemas())('schemas/$file is current (node scripts/generate-schemas.mjs)', ({ file, content }) => {
  expect(readFileSync(`schemas/${file}`, 'utf8')).toBe(content);
});
