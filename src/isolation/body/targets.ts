// Where PL/pgSQL puts values: the target of an assignment, and INTO in the middle of a statement, which is no
// SQL and is taken out before the statement is parsed.

import { textOf, type Piece } from './elements.js';

/** Behind `:=`, `=` or DEFAULT. */
export function placeOfValue(piece: Piece, fallback: number): number {
  const equals = piece.findIndex((each) => each.depth === 0 && each.text === '=');
  if (fallback >= 0 && (equals < 0 || fallback < equals)) return fallback + 1;
  return equals < 0 ? -1 : equals + 1;
}

/** The first place behind `name`, `name.field`, `name[1]`, `"Name"`, `$1`; `from` itself when there is none. */
export function endOfTarget(piece: Piece, from: number): number {
  let at = from;
  const isName = (index: number): boolean => piece[index]?.kind === 'word' || piece[index]?.kind === 'quoted';
  if (!isName(at) && !/^\$[0-9]+$/u.test(piece[at]?.text ?? '')) return from;
  at += 1;
  for (;;) {
    if (piece[at]?.text === '.' && isName(at + 1)) at += 2;
    else if (piece[at]?.text === '[')
      at =
        piece.findIndex((each, index) => index > at && each.text === ']' && each.depth === (piece[at]?.depth ?? 0)) + 1;
    else return at;
    if (at === 0) return from;
  }
}

/** The statement without `INTO [STRICT] target, …`; INSERT INTO and MERGE INTO stay. Null when it cannot be told. */
export function withoutInto(source: string, piece: Piece): string | null {
  const kept: Piece[] = [];
  let from = 0;
  for (let at = 0; at < piece.length; at += 1) {
    const { word, depth } = piece[at] ?? { word: '', depth: 1 };
    const before = piece[at - 1]?.word ?? '';
    if (word !== 'into' || depth > 0 || before === 'insert' || before === 'merge') continue;
    kept.push(piece.slice(from, at));
    from = endOfTargets(piece, piece[at + 1]?.word === 'strict' ? at + 2 : at + 1);
    if (from < 0) return null;
    at = from - 1;
  }
  return [...kept, piece.slice(from)]
    .map((part) => textOf(source, part))
    .join(' ')
    .trim();
}

function endOfTargets(piece: Piece, from: number): number {
  for (let at = from; ;) {
    const end = endOfTarget(piece, at);
    if (end === at) return -1;
    if (piece[end]?.text !== ',') return end;
    at = end + 1;
  }
}

/** `division_by_zero OR SQLSTATE '22012' OR others` names errors; CASE … WHEN has an expression there. */
export function isCondition(piece: Piece): boolean {
  return piece.every((each) => each.kind === 'word' || each.kind === 'quoted');
}

/** Of a label that is not closed only its first sign goes: the rest is no statement that parses. */
export function afterLabel(piece: Piece): Piece {
  const close = piece.findIndex((each, index) => each.text === '>' && piece[index + 1]?.text === '>');
  return close < 0 ? piece.slice(1) : piece.slice(close + 2);
}
