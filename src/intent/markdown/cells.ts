// A table cell or a piece of a list item: its plain text, and its code spans, each with its place.

import type { PhrasingContent, RootContent } from 'mdast';
import type { Source } from '../../core/source.js';
import type { Cell, Span } from '../row.js';

/** Gives the file position of a position within the parsed slice. */
export type Locate = (line: number, column: number) => Source;

export function cellOf(children: readonly (PhrasingContent | RootContent)[], start: Source, locate: Locate): Cell {
  const spans: Span[] = [];
  const parts: string[] = [];
  collect(children, parts, spans, locate);
  const first = children[0]?.position?.start;
  return {
    text: parts.join('').replace(/\s+/gu, ' ').trim(),
    spans,
    source: first === undefined ? start : locate(first.line, first.column),
  };
}

function collect(
  nodes: readonly (PhrasingContent | RootContent)[],
  parts: string[],
  spans: Span[],
  locate: Locate,
): void {
  for (const node of nodes) {
    if (node.type === 'inlineCode') {
      parts.push(node.value);
      const start = node.position?.start;
      // The name begins behind the backtick.
      spans.push({ text: node.value, source: locate(start?.line ?? 1, (start?.column ?? 0) + 1) });
    } else if (node.type === 'html') {
      parts.push(/^<br\b/iu.test(node.value) ? ', ' : '');
    } else if (node.type === 'break') {
      parts.push(' ');
    } else if ('value' in node) {
      parts.push(node.value);
    } else if ('children' in node) {
      collect(node.children, parts, spans, locate);
    }
  }
}
