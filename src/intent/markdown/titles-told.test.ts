// Which titles say what a document is about.

import { describe, expect, it } from 'vitest';
import { marksOf, readingsOf } from '../../../test/support/marked-document.js';

describe('titles', () => {
  it('knows what a document is about behind the name of the product, with an edition or a kind of text', () => {
    const threats = '## Ovens\n\n### T1.1 — The oven is left open § threats\n\nProse.\n';
    for (const title of ['Bakery — Threat Model v1', 'Threat Model Design', 'Threat model overview (2.1)']) {
      const text = `# ${title}\n\n${threats}`;
      expect(readingsOf(text)).toEqual(marksOf(text));
    }
    expect(readingsOf(`# Bakery — Prices v1\n\n${threats}`)).toEqual([]);
  });
});
