// What an item or paragraph begins with: bold words, a code span, or a few words before a colon or dash,
// and what it says about them.

import type { Paragraph, PhrasingContent } from 'mdast';
import type { Source } from '../../core/source.js';
import type { Cell } from '../row.js';
import { cellOf, type Locate } from './cells.js';

export interface Lead {
  /** How the beginning is set off; a plain one is merely followed by a colon or dash. */
  readonly form: 'bold' | 'code' | 'plain';
  readonly head: Cell;
  readonly rest: Cell;
}

/** Null when the paragraph begins with nothing that is set off. */
export function leadOf(paragraph: Paragraph, source: Source, locate: Locate): Lead | null {
  const children = paragraph.children.filter((node, index) => index > 0 || !isBlank(node));
  const [first, ...others] = children;
  if (first === undefined) return null;
  if (first.type === 'strong') return leadFrom('bold', first.children, others, source, locate);
  if (first.type === 'inlineCode' && (others.length === 0 || SEPARATED.test(textOf(others[0])))) {
    return leadFrom('code', [first], others, source, locate);
  }
  return plainLead(cellOf(children, source, locate));
}

const SEPARATED = /^\s*(?:[:：—–=,(（]|-+>?\s|→)/u;
const PLAIN = /^(.{1,80}?)(?::\s+|：\s*|\s+[—–-]{1,2}\s+|\s+→\s+)(\S.*)$/u;

function leadFrom(
  form: 'bold' | 'code',
  head: readonly PhrasingContent[],
  rest: readonly PhrasingContent[],
  source: Source,
  locate: Locate,
): Lead {
  const named = cellOf(head, source, locate);
  const said = cellOf(rest, source, locate);
  return {
    form,
    head: { ...named, text: named.text.replace(/\s*[:：.—–-]+$/u, ''), source },
    rest: { ...said, text: said.text.replace(/^(?:[\s:：—–=,.]|-+>?\s|→)+/u, '').trim() },
  };
}

function plainLead(whole: Cell): Lead | null {
  const [, head, rest] = PLAIN.exec(whole.text) ?? [];
  if (head === undefined || rest === undefined) return null;
  const spans = (text: string): Cell['spans'] => whole.spans.filter((span) => text.includes(span.text));
  return {
    form: 'plain',
    head: { text: head.trim(), spans: spans(head), source: whole.source },
    rest: { text: rest.trim(), spans: spans(rest), source: whole.source },
  };
}

function isBlank(node: PhrasingContent): boolean {
  return (node.type === 'text' && node.value.trim() === '') || /^\[[ xX]\]$/u.test(textOf(node).trim());
}

function textOf(node: PhrasingContent | undefined): string {
  return node !== undefined && 'value' in node ? node.value : '';
}
