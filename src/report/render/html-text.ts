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

function escapeSigns(text: string): string {
  return text.replace(/[&<>"']/gu, (sign) => ENTITIES[sign] ?? '');
}
