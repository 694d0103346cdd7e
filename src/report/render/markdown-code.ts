// Untrusted text as code in Markdown: it must come out as itself and never end the code.
// https://spec.commonmark.org/0.31.2/#code-spans

import { markdownText } from '../../core/markdown-text.js';
import { printable } from '../../core/printable.js';
import { printableLines } from './lines.js';

/** A code span. With a pipe it is written as HTML: no escape of a table cell survives `\|` in a name. */
export function markdownCode(text: string): string {
  const shown = printable(text);
  if (shown === '') return '*(empty)*';
  if (shown.includes('|')) return `<code>${markdownText(text).replaceAll('\\|', '&#124;')}</code>`;
  const fence = '`'.repeat(longestRun(shown) + 1);
  const pad = /^[` ]|[` ]$/u.test(shown) ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** A fenced block; its lines are nobody's markup. */
export function markdownFence(text: string, language: string): string {
  const lines = printableLines(text);
  const fence = '`'.repeat(Math.max(3, longestRun(lines.join('\n')) + 1));
  return [`${fence}${language}`, ...lines, fence].join('\n');
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/gu)].map((run) => run[0].length));
}
