// Untrusted text of several lines (SQL, files): line ends and tabs stay, everything else that could move a
// cursor or reverse the reading becomes a visible escape.

import { printable } from '../../core/printable.js';

export function printableLines(text: string): readonly string[] {
  return text.split(/\r\n|\n/u).map((line) => line.split('\t').map(printable).join('\t'));
}
