// `schema`, `schema.table`, `schema.table.column`, `schema.fn(text)`, `"Odd.Name".t`, `schema.*`:
// a location is read here and resolved against a database in bind/.

import type { Location } from '../location.js';
import type { Cell, Report, Span } from '../row.js';
import { saysNone } from '../words/normal.js';

/** Every location of the cell: those in code spans, or all of it when it has none and reads like names. */
export function locationsOf(cell: Cell | undefined, report: Report): readonly Location[] {
  if (cell === undefined || saysNone(cell.text)) return [];
  const spans: readonly Span[] = cell.spans.length > 0 ? cell.spans : [{ text: cell.text, source: cell.source }];
  const found: Location[] = [];
  for (const span of spans) {
    for (const piece of splitOutside(span.text, ',')) {
      const location = readLocation(piece.text, { ...span.source, column: span.source.column + piece.offset });
      if (location === null) reportUnreadable(piece.text, span, report);
      else found.push(location);
    }
  }
  return found;
}

/** Null when the text is no place in a database. */
export function readLocation(text: string, source: Location['source']): Location | null {
  const trimmed = text.trim();
  const wildcard = trimmed.endsWith('*');
  const body = wildcard ? trimmed.slice(0, -1) : trimmed;
  const parts = splitOutside(body, '.', true).map((piece) => readPart(piece.text));
  if (parts.length > 3 || parts.some((part) => part === null)) return null;
  const names = parts.filter((part) => part !== null);
  const empty = names.slice(0, -1).includes('') || (names.at(-1) === '' && !wildcard);
  return empty || trimmed === '' ? null : { text: trimmed, parts: names, wildcard, source };
}

/** A name as PostgreSQL spells it; null when it is none. A routine keeps its argument list. */
function readPart(text: string): string | null {
  const quoted = /^"((?:[^"]|"")*)"$/u.exec(text)?.[1];
  if (quoted !== undefined) return quoted.replaceAll('""', '"');
  return /^(?:[\p{L}_][\p{L}\p{N}_$-]*(?:\([^()]*\))?)?$/u.test(text) ? text : null;
}

interface Piece {
  readonly text: string;
  readonly offset: number;
}

/** Split outside of double quotes and parentheses; trimmed pieces with their offsets, empty ones only if asked. */
function splitOutside(text: string, separator: string, keepEmpty: boolean = false): readonly Piece[] {
  const pieces: Piece[] = [];
  let depth = 0;
  let quoted = false;
  let start = 0;
  for (let index = 0; index <= text.length; index += 1) {
    const character = text[index];
    if (character === '"') quoted = !quoted;
    else if (!quoted && character === '(') depth += 1;
    else if (!quoted && character === ')') depth -= 1;
    if (index < text.length && (character !== separator || quoted || depth > 0)) continue;
    const raw = text.slice(start, index);
    const trimmed = raw.trim();
    if (keepEmpty || trimmed !== '') pieces.push({ text: trimmed, offset: start + raw.indexOf(trimmed) });
    start = index + 1;
  }
  return pieces;
}

function reportUnreadable(text: string, span: Span, report: Report): void {
  report({
    code: 'unreadable-location',
    severity: 'warning',
    what: `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}" is no place in a database.`,
    why: 'A statement about prose protects nothing: only named schemas, tables, columns and routines can be protected.',
    fix: 'Write names in code spans, separated by commas: `schema.table`, `schema.table.column`, `schema.*`.',
    source: span.source,
    length: text.length,
  });
}
