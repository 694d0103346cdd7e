// The quick way through a table row that holds nothing but text, code spans and escaped pipes, as
// nearly all rows do. What it cannot tell for certain is left to the Markdown parser (null).

import type { Cell, Span } from '../row.js';
import type { Locate } from './cells.js';

/** Anything that could be markup outside of code spans, and line ends in code. */
const MARKUP = /[*[\]<~\\]|&[#\p{L}]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|:\/\/|www\.|@/u;

/** `**words**` and `*words*` that can be nothing else; what is left of stars makes the row the parser's. */
const STARRED = /(?<![\p{L}\p{N}*])(\*{1,2})([\p{L}\p{N}](?:[^*`]*[\p{L}\p{N}])?)\1(?![\p{L}\p{N}*])/gu;

/** The cells of `| a | b |`; null when the line needs the parser. `line` is its number for `locate`. */
export function readPlainRow(text: string, line: number, locate: Locate): readonly Cell[] | null {
  const indent = /^ {0,3}\|/u.exec(text)?.[0].length;
  if (indent === undefined) return null;
  const cells: Cell[] = [];
  let start = indent;
  for (let index = indent; index <= text.length; index += 1) {
    const character = text[index];
    if (character === '\\' && text[index + 1] === '|') index += 1;
    else if (character === '|' || character === undefined) {
      const raw = text.slice(start, index);
      // What follows the last pipe is a cell only if something is in it.
      if (character === undefined && raw.trim() === '') break;
      const cell = plainCell(raw, line, start + 1, locate);
      if (cell === null) return null;
      cells.push(cell);
      start = index + 1;
    }
  }
  return cells;
}

function plainCell(raw: string, line: number, column: number, locate: Locate): Cell | null {
  const text = raw.trim();
  const at = column + raw.length - raw.trimStart().length;
  const source = locate(line, text === '' ? column : at);
  const pieces = text.replaceAll('\\|', '|').split('`');
  // An even number of pieces is an odd number of backticks; two in a row begin a longer fence.
  if (pieces.length % 2 === 0 || text.includes('``')) return null;
  const spans: Span[] = [];
  const shown: string[] = [];
  let offset = 0;
  for (const [index, piece] of pieces.entries()) {
    shown.push(index % 2 === 0 ? piece.replace(STARRED, '$2') : piece);
    if (index % 2 === 0) {
      if (MARKUP.test(shown.at(-1) ?? '')) return null;
    } else {
      // Padded code and escapes before this point would shift what is shown or where.
      if (piece.trim() !== piece || text.includes('\\')) return null;
      spans.push({ text: piece, source: locate(line, at + offset) });
    }
    offset += piece.length + 1;
  }
  return { text: shown.join('').replace(/\s+/gu, ' ').trim(), spans, source };
}
