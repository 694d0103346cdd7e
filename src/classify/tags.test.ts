// What the remedy writes must read back as what it says, or a second plan would write it again.

import { describe, expect, it } from 'vitest';
import { readTag } from './tags.js';

describe('readTag', () => {
  it.each([
    ['pii: contact', { word: 'restricted', pii: true }],
    ['class: restricted/PII', { word: 'restricted', pii: true }],
    ['class: restricted/PII\npii: contact', { word: 'restricted', pii: true }],
    ['Classification: Confidential / PII', { word: 'confidential', pii: true }],
    ['class: regulated', { word: 'regulated', pii: false }],
    ['class: restricted/public', { word: 'restricted', pii: false }],
    ['[phi] diagnosis', { word: 'regulated', pii: true }],
    ['restricted/PII', { word: 'restricted', pii: true }],
    ['personal remarks of the clerk', null],
    ['class of the ticket', null],
    [null, null],
  ])('%j', (comment, tag) => {
    expect(readTag(comment)).toEqual(tag);
  });
});
