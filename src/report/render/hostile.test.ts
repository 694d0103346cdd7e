// Law quote: hostile names, comments and documents change no output's structure.

import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { describe, expect, test } from 'vitest';
import { hardeningDocument } from '../../../test/support/report/document.js';
import { HOSTILE_TEXT } from '../../../test/support/report/untrusted.js';
import { assessDocument } from '../assess.js';
import type { ReportDocument } from '../plain.js';
import { renderAssessMarkdown } from './assess-markdown.js';
import { renderAssessText } from './assess-text.js';
import { renderHtml } from './html.js';
import { htmlBreakable } from './html-text.js';
import { renderJunit } from './junit.js';
import { renderMarkdown } from './markdown.js';
import { renderOscal } from './oscal.js';
import { renderPlanText } from './plan-text.js';
import { renderSarif } from './sarif.js';
import { renderText } from './text.js';

const benign = hardeningDocument((text) => `${text} plain`);
const hostile = hardeningDocument((text) => text + HOSTILE_TEXT);

interface Node {
  readonly type: string;
  readonly value?: string;
  readonly url?: string;
  readonly children?: readonly Node[];
}

function parse(markdown: string): Node {
  return unified().use(remarkParse).use(remarkGfm).parse(markdown);
}

/** Element types in order; text and code spans count as one, our own tags keep their name. */
function shape(node: Node): string {
  const own =
    node.type === 'html' ? `html ${(node.value ?? '').replace(/<(\/?[a-z]+)[^>]*>[^<]*/gu, '<$1>')}` : node.type;
  const inner: string[] = [];
  for (const child of node.children ?? []) {
    const each = shape(child);
    if (!(each === 'text' && inner.at(-1) === 'text')) inner.push(each);
  }
  return inner.length === 0 ? own : `${own}(${inner.join(' ')})`;
}

/** What is written as tags where Markdown's own signs do not reach is the same thing for a reader. */
function plainShape(markdown: string): string {
  return shape(parse(markdown))
    .replace(/html <!-- -->/gu, 'text')
    .replace(/text( text)+/gu, 'text')
    .replace(/html <code> text html <\/code>/gu, 'inlineCode')
    .replace(/html <b> text html <\/b>/gu, 'strong(text)');
}

function links(node: Node): readonly string[] {
  const own = node.type === 'link' || node.type === 'image' || node.type === 'definition' ? [node.url ?? ''] : [];
  return [...own, ...(node.children ?? []).flatMap(links)];
}

/** Elements in order, without the places where a long name may break. */
const tags = (html: string): string =>
  [...html.replaceAll('<wbr>', '').matchAll(/<(\/?[a-z][a-z0-9]*)[\s>]/giu)].map((tag) => tag[1]).join(' ');

const assessed = (document: ReportDocument): string =>
  renderAssessMarkdown(assessDocument({ ...document, tool: 'pgrampart 0.1.0' }));

describe('Markdown', { timeout: 60_000 }, () => {
  test.each([
    ['the report', renderMarkdown],
    ['an assessment', assessed],
  ])('%s has the same shape whatever the names hold', (_name, render) => {
    const [seen, wanted] = [plainShape(render(hostile)), plainShape(render(benign))];
    // A long diff says less than the first place.
    const place = [...seen].findIndex((sign, index) => sign !== wanted[index]);
    expect(seen.slice(place - 60, place + 60)).toBe(wanted.slice(place - 60, place + 60));
    expect(seen === wanted).toBe(true);
  });

  test('every link stays inside the report and has its anchor', () => {
    const markdown = renderMarkdown(hostile);
    const found = links(parse(markdown));
    expect(found.length).toBeGreaterThan(30);
    expect(found.filter((url) => !url.startsWith('#'))).toEqual([]);
    const anchors = new Set([...markdown.matchAll(/<a id="([^"]+)">/gu)].map((match) => match[1]));
    expect([...new Set(found)].filter((url) => !anchors.has(url.slice(1)))).toEqual([]);
  });

  test('a name comes back as it was', () => {
    const cell = { ...benign, run: { ...benign.run, product: 'a|b `c` \\| <i> _d_ *e* 1.' } };
    const [title] = parse(renderMarkdown(cell)).children ?? [];
    expect((title?.children ?? []).map((child) => child.value).join('')).toBe(
      'Security hardening: a|b `c` \\| <i> _d_ *e* 1.',
    );
  });
});

describe('HTML', () => {
  test('the same elements whatever the names hold', () => {
    expect(tags(renderHtml(hostile))).toBe(tags(renderHtml(benign)));
  });

  test('no script, no address to fetch, no inline style or handler', () => {
    const html = renderHtml(hostile);
    expect(html).not.toMatch(
      /<script|<img|<link|<iframe|\ssrc=[^x]|javascript:(?!alert)|<[^>]*\son[a-z]+=|<[^>]*\sstyle=/iu,
    );
    expect([...html.matchAll(/<[^>]*\shref="([^"]*)"/gu)].every((match) => match[1]?.startsWith('#'))).toBe(true);
    expect(html).toContain("default-src 'none'");
  });

  test('a long name may break after its own punctuation, and reads the same', () => {
    expect(htmlBreakable('policy on scheduling.appointment_notes')).toBe(
      'policy on scheduling.<wbr>appointment_<wbr>notes',
    );
    expect(htmlBreakable('a.b <c> & short')).toBe('a.b &lt;c&gt; &amp; short');
  });

  test('anchors are unique, and every link has one', () => {
    const html = renderHtml(hostile);
    const ids = [...html.matchAll(/<[^>]*\sid="([^"]*)"/gu)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    const wanted = new Set([...html.matchAll(/href="#([^"]*)"/gu)].map((match) => match[1]));
    expect([...wanted].filter((id) => !ids.includes(id))).toEqual([]);
  });
});

describe('terminal and machine formats', () => {
  const unsafe = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;

  test('nothing moves a cursor or reverses the reading', () => {
    for (const text of [
      renderText(hostile),
      renderPlanText(hostile.plan).replaceAll('\t', ''),
      renderAssessText(assessDocument({ ...hostile, tool: 't' })),
      renderJunit(hostile),
      renderHtml(hostile).replaceAll('\t', ''),
      renderMarkdown(hostile).replaceAll('\t', ''),
    ]) {
      expect(text).not.toMatch(unsafe);
    }
  });

  test('the terminal shows as many lines as for plain names', () => {
    expect(renderText(hostile).split('\n').length).toBe(renderText(benign).split('\n').length);
  });

  test('JUnit keeps its elements', () => {
    expect(tags(renderJunit(hostile))).toBe(tags(renderJunit(benign)));
  });

  test('SARIF: brackets make no link, braces no placeholder', () => {
    const log = renderSarif(hostile);
    expect(log).toContain('\\\\[l\\\\](javascript:alert(1))');
    expect(log).toContain('{{0}}');
    expect(JSON.parse(log)).toMatchObject({
      version: '2.1.0',
      runs: [{ results: [{ ruleIndex: 0 }, { ruleIndex: 0 }] }],
    });
  });

  test('OSCAL is JSON with unique identifiers', () => {
    const json = renderOscal(hostile);
    expect(() => {
      JSON.parse(json);
    }).not.toThrow();
    const ids = [...json.matchAll(/"uuid": "([0-9a-f-]{36})"/gu)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(8);
  });
});
