// Untrusted text inside Markdown (CommonMark with GitHub's tables): it must come out as itself and never
// as markup. https://spec.commonmark.org/0.31.2/#backslash-escapes https://github.github.com/gfm/#tables-extension-

import { printable } from './printable.js';

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

/** One line. A line break becomes a visible escape. */
export function markdownText(text: string): string {
  return printable(text)
    .replace(MARKUP, (sign) => (sign === '&' ? '&amp;' : sign === '<' ? '&lt;' : `\\${sign}`))
    .replace(UNDERSCORE, '\\_')
    .replace(AUTOLINK, '<!-- -->')
    .replace(LINE_START, (_all, space: string, sign?: string, digits?: string, dot?: string) =>
      sign === undefined ? `${space}${digits ?? ''}\\${dot ?? ''}` : `${space}\\${sign}`,
    );
}
