// Untrusted text inside HTML: five characters in element content and quoted attributes, and whatever
// could reverse the reading. https://html.spec.whatwg.org/multipage/parsing.html

import { printable } from '../../core/printable.js';
import { printableLines } from './lines.js';

const ENTITIES: { readonly [sign: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function htmlText(text: string): string {
  return escapeSigns(printable(text));
}

export function htmlLines(text: string): string {
  return escapeSigns(printableLines(text).join('\n'));
}

const LONG_WORD = 20;

/** Text of a cell: long names may break after their own punctuation instead of anywhere. */
export function htmlBreakable(text: string): string {
  return printable(text)
    .split(/(\s+)/u)
    .map((word) => (word.length <= LONG_WORD ? [word] : word.split(/(?<=[._,/-])(?=\w)/u)))
    .map((pieces) => pieces.map(escapeSigns).join('<wbr>'))
    .join('');
}

function escapeSigns(text: string): string {
  return text.replace(/[&<>"']/gu, (sign) => ENTITIES[sign] ?? '');
}
