import { describe, expect, it } from 'vitest';
import { hardeningDocument } from '../../../test/support/report/document.js';
import { renderMarkdown } from '../render/markdown.js';

const document = hardeningDocument((text) => text);

describe('what is left of a threat', () => {
  it('is counted beside its status, with a link to where it is told', () => {
    const risk = { what: 'a', reason: 'b', closedBy: 'c', threats: ['T-01'] };
    const row = lineOf(renderMarkdown({ ...document, openRisks: [risk, { ...risk, what: 'd' }] }), 'threat-T-01');
    expect(row).toMatch(/\[\d+ open risks\]\(#open-risks\)<br>\[1 blocked\]\(#blocked\)/u);
  });

  it('is not spoken of where nothing is left', () => {
    const row = lineOf(renderMarkdown({ ...document, blocked: [] }), 'threat-T-01');
    expect(row).not.toContain('blocked](');
  });
});

function lineOf(text: string, anchor: string): string {
  return text.split('\n').find((line) => line.includes(`id="${anchor}"`)) ?? '';
}
