import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { reportJsonSchemas } from './published.js';

describe('published schemas', () => {
  test.each(reportJsonSchemas())('$file is what the validators say', ({ file, content }) => {
    const place = new URL(`../../../schemas/${file}`, import.meta.url);
    expect(readFileSync(place, 'utf8'), 'run node scripts/generate-schemas.mjs').toBe(content);
  });
});
