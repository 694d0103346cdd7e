// Untrusted text as Markdown that shows exactly that text: no markup, HTML, link or second line comes of it.

import { printable } from '../core/printable.js';

/** What GFM would turn into a link by itself, even when escaped; in a code span it stays text. */
const LINKABLE = /([^\s`]*(?:www\.|:\/\/|@)[^\s`]*)/iu;

/** A title or an evidence sentence is shorter; a document of megabytes must not make the pattern slow. */
const LONGEST = 2000;

/** One line, at most 2,000 characters. */
export function markdownText(text: string): string {
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  const parts = printable(shown).split(LINKABLE);
  return parts.map((part, index) => (index % 2 === 1 ? `\`${part}\`` : escaped(part, index === 0))).join('');
}

/** Underscores inside a word are left alone: they mark nothing there (CommonMark §6.2). */
function escaped(text: string, first: boolean): string {
  const inline = text
    .replace(/[\\`*[\]<>&|~#$!]/gu, (mark) => `\\${mark}`)
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_');
  if (!first) return inline;
  return inline.replace(/^(\s*)([-+=])/u, '$1\\$2').replace(/^(\s*\d+)([.)])/u, '$1\\$2');
}
