// Untrusted text inside Markdown (CommonMark with GitHub's tables): it must come out as itself and never
// as markup. https://spec.commonmark.org/0.31.2/#backslash-escapes https://github.github.com/gfm/#tables-extension-

import { printable } from '../../core/printable.js';
import { printableLines } from './lines.js';

/** Everywhere: emphasis, links, HTML, tables, strikethrough, math, entities. */
const MARKUP = /[\\`*[\]<>|~$&]/gu;
/** An underscore inside a word is no emphasis, and names are full of them. */
const UNDERSCORE = /(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;
/**
 * Bare addresses and mentions become links on their own, in some readers even through an entity; an empty
 * comment inside them stops that and shows nothing.
 */
const AUTOLINK = /(?<=:)(?=\/\/)|(?<=www)(?=\.)|(?=@[\p{L}\p{N}])/giu;
const LINE_START = /^(\s*)(?:([#+\-=])|(\d+)([.)]))/u;

export function markdownText(text: string): string {
  return printable(text)
    .replace(MARKUP, (sign) => (sign === '&' ? '&amp;' : sign === '<' ? '&lt;' : `\\${sign}`))
    .replace(UNDERSCORE, '\\_')
    .replace(AUTOLINK, '<!-- -->')
    .replace(LINE_START, (_all, space: string, sign?: string, digits?: string, dot?: string) =>
      sign === undefined ? `${space}${digits ?? ''}\\${dot ?? ''}` : `${space}\\${sign}`,
    );
}

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
