import { toString } from 'mdast-util-to-string';
import { describe, expect, it } from 'vitest';
import { renderAdr } from './adr.js';
import type { AdrCandidate } from './candidate.js';
import { parseMarkdown } from './markdown/tables.js';
import { readIntent } from './read-intent.js';

const hostile = 'a.b\n# Decision <img src=x> `x` [y](http://z) | **d** _e_ www.f.de g@h.de &lt; ---';
const candidate: AdrCandidate = {
  id: 'isolation-of-a-b',
  topic: 'isolation',
  title: `Isolation of ${hostile}`,
  question: hostile,
  evidence: [hostile, '- nested', '1. numbered'],
  options: [{ title: hostile, security: hostile, operations: 'o', performance: 'p' }],
  recommendation: hostile,
  blocks: [{ part: 'isolation', objects: [{ kind: 'table', path: ['a', hostile], database: 'd' }], what: hostile }],
  sources: [{ file: 'docs/a.md', line: 3, column: 5 }],
};

describe('renderAdr', () => {
  const { file, text } = renderAdr(candidate, { number: 7, date: '2026-01-31' });
  const body = text.slice(text.indexOf('\n---\n') + 5);

  it('is named by number and question', () => {
    expect(file).toBe('adr-candidates/0007-isolation-of-a-b.md');
    expect(text).toMatch(
      /^---\nid: ADR-0007\ntitle: ".*"\nstatus: proposed\ndate: "2026-01-31"\nsupersedes: null\nsettles: \["isolation-of-a-b"\]\n---\n/u,
    );
  });

  it('lets no text of a catalog become structure', () => {
    const tree = parseMarkdown(body.split('\n'));
    const headings = tree.children.filter((node) => node.type === 'heading').map((node) => toString(node));
    expect(headings.filter((heading) => !heading.includes('a.b'))).toEqual([
      'Context',
      'Decision',
      'Consequences',
      'Alternatives considered',
      'What waits for it',
      'Sources',
    ]);
    // What stops an address from becoming a link is a comment, and nothing else is HTML.
    const comments = JSON.stringify(tree).match(/"type":"html","value":"[^"]*"/gu) ?? [];
    expect([...new Set(comments)]).toEqual(['"type":"html","value":"<!-- -->"']);
    const kinds = new Set(JSON.stringify(tree).match(/"type":"[a-zA-Z]+"/gu));
    expect([...kinds].toSorted()).toEqual([
      '"type":"heading"',
      '"type":"html"',
      '"type":"list"',
      '"type":"listItem"',
      '"type":"paragraph"',
      '"type":"root"',
      '"type":"text"',
    ]);
    expect(toString(tree, { includeHtml: false })).toContain(
      '<img src=x> `x` [y](http://z) | **d** _e_ www.f.de g@h.de &lt;',
    );
  });

  it('settles its question once it is accepted', () => {
    const accepted = {
      path: `adrs/${file.slice('adr-candidates/'.length)}`,
      text: text.replace('status: proposed', 'status: accepted'),
    };
    expect(readIntent([accepted]).intent.decisions).toMatchObject([
      { id: 'ADR-0007', status: 'accepted', settles: ['isolation-of-a-b'] },
    ]);
    expect(readIntent([{ path: file, text }]).intent.decisions).toEqual([]);
  });
});
