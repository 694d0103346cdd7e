// ADRs as teams write them: MADR's front matter and lists, Nygard's `## Status`; and which of them still stand.

import { describe, expect, it } from 'vitest';
import { namesDecision } from './decisions.js';
import type { Decision } from './model.js';
import { readIntent } from './read-intent.js';

const read = (...texts: readonly (readonly [path: string, text: string])[]) =>
  readIntent(texts.map(([path, text]) => ({ path, text })));

function decisions(...texts: readonly (readonly [path: string, text: string])[]): readonly Decision[] {
  return read(...texts).intent.decisions;
}

const adr = (fields: string): string => `---\n${fields}\n---\n\n# Title\n`;

describe('an ADR', () => {
  it.each([
    ['front matter', adr('id: ADR-7\nstatus: Accepted\nsettles: [tls-material]')],
    ['Nygard', '# 7. TLS\n\nDate: 2026-01-01\n\n## Status\n\nAccepted\n\n## Context\n\nSettles: `tls-material`\n'],
    ['MADR 2', '# TLS\n\n* Status: accepted\n* Deciders: us\n* Settles: tls-material\n'],
    ['bold', '# TLS\n\n**Status:** Accepted (2026-01-01)\n\n**Settles:** tls-material\n'],
    ['status in front matter, answer in the text', `${adr('status: accepted')}\nSettles: tls-material\n`],
  ])('is read: %s', (_, text) => {
    expect(decisions(['adrs/0007-tls.md', text])).toMatchObject([
      { id: 'ADR-7', status: 'accepted', settles: ['tls-material'] },
    ]);
  });

  it.each([
    'superseded by ADR-0009',
    'Accepted, superseded by [ADR-9](0009-x.md)',
    'proposed',
    'rejected',
    'deprecated',
    'accepted?',
    'not accepted',
    'Proposed. To be accepted',
  ])('does not stand when its status is %j', (status) => {
    expect(decisions(['adrs/0001-x.md', adr(`status: ${JSON.stringify(status)}\nsettles: [a]`)])[0]?.status).not.toBe(
      'accepted',
    );
    expect(decisions(['adrs/0001-x.md', `# 1. X\n\n## Status\n\n${status}\n`])[0]?.status).not.toBe('accepted');
  });

  it('without a status is none, and a status in a fence or of something else counts for nothing', () => {
    expect(decisions(['adrs/README.md', '# Our decisions\n\nWhat is accepted stays.\n'])).toEqual([]);
    expect(decisions(['adrs/0001-x.md', '# X\n\n```\nStatus: accepted\n```\n'])).toEqual([]);
    expect(
      decisions(['adrs/template.md', '# X\n\n## Status\n\n{proposed | rejected | accepted}\n'])[0]?.status,
    ).not.toBe('accepted');
  });

  it.each(['ADR-0001', '0001', '[ADR-1](0001-first.md)', '0001-first.md', '["ADR-1"]'])(
    'ends what it supersedes, named as %s',
    (reference) => {
      const first = ['adrs/0001-first.md', adr('id: ADR-0001\nstatus: accepted\nsettles: [a]')] as const;
      const value = reference.startsWith('["') ? reference : JSON.stringify(reference);
      const second = ['adrs/0012-second.md', adr(`id: ADR-0012\nstatus: accepted\nsupersedes: ${value}`)] as const;
      expect(decisions(first, second).map(({ status }) => status)).toEqual(['superseded', 'accepted']);
      const proposed = [second[0], second[1].replace('accepted', 'proposed')] as const;
      expect(decisions(first, proposed)[0]?.status).toBe('accepted');
    },
  );

  it('that was accepted where the questions are written is told, and answers nothing', () => {
    const { intent, diagnostics } = read([
      'adr-candidates/0001-tls-material.md',
      adr('id: ADR-1\nstatus: accepted\nsettles: [tls-material]'),
    ]);
    expect(intent.decisions).toEqual([]);
    expect(diagnostics).toContainEqual(expect.objectContaining({ code: 'accepted-candidate', severity: 'warning' }));
    expect(read(['adr-candidates/0001-x.md', adr('status: proposed')]).diagnostics).not.toContainEqual(
      expect.objectContaining({ code: 'accepted-candidate' }),
    );
  });
});

describe('namesDecision', () => {
  const one = { id: 'ADR-1', source: { file: 'adrs/0001-public.md', line: 1, column: 1 } };
  it.each([
    ['ADR-1', true],
    ['accepted in adr-1, until June', true],
    ['0001-public.md', true],
    ['ADR-0001', true],
    ['ADR 1', true],
    ['ADR-12', false],
    ['ADR-10001', false],
    ['needed for one partner', false],
    ['1 partner', false],
  ])('%j: %j', (text, named) => {
    expect(namesDecision(text, one)).toBe(named);
  });
});
