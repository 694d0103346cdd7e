// A body as its lexical elements: comments are blanks, and `depth` counts parentheses, brackets and CASE … END,
// so that a word of PL/pgSQL is told from the same word inside an expression.

import { scanElement } from '../../sql/dump-scan.js';

export interface BodyElement {
  readonly kind: 'word' | 'quoted' | 'sign';
  /** As written; words in lower case too, quoted identifiers with their quotes. */
  readonly text: string;
  readonly word: string;
  readonly start: number;
  readonly end: number;
  readonly depth: number;
}

export type Piece = readonly BodyElement[];

/** Null when the text ends inside a string, a comment or a parenthesis. */
export function elementsOf(text: string): Piece | null {
  const found: BodyElement[] = [];
  let depth = 0;
  for (let at = 0; at < text.length;) {
    const element = scanElement(text, at);
    if (element.open !== undefined) return null;
    if (element.kind === 'word' || element.kind === 'quoted') {
      found.push(elementAt(text, element.kind, at, element.end, depth));
    } else if (element.kind === 'other') {
      for (let index = at; index < element.end; index += 1) {
        const sign = text.charAt(index);
        if (sign.trim() === '') continue;
        if (sign === ')' || sign === ']') depth -= 1;
        if (depth < 0) return null;
        found.push(elementAt(text, 'sign', index, index + 1, depth));
        if (sign === '(' || sign === '[') depth += 1;
      }
    }
    at = element.end;
  }
  return depth === 0 ? found : null;
}

function elementAt(text: string, kind: BodyElement['kind'], start: number, end: number, depth: number): BodyElement {
  const shown = text.slice(start, end);
  return { kind, text: shown, word: kind === 'word' ? shown.toLowerCase() : '', start, end, depth };
}

/** The statements between top-level semicolons, without empty ones. */
export function piecesOf(elements: Piece): readonly Piece[] {
  const pieces: BodyElement[][] = [[]];
  for (const element of elements) {
    if (element.kind === 'sign' && element.text === ';' && element.depth === 0) pieces.push([]);
    else pieces.at(-1)?.push(element);
  }
  return pieces.filter((piece) => piece.length > 0);
}

/** Place of the first of `words` from `from` on that is no part of a parenthesis or of CASE … END; -1 when none. */
export function placeOf(piece: Piece, words: readonly string[], from = 0): number {
  let cases = 0;
  for (let index = from; index < piece.length; index += 1) {
    const { word, depth } = piece[index] ?? { word: '', depth: 1 };
    if (depth > 0 || word === '') continue;
    if (cases === 0 && words.includes(word)) return index;
    if (word === 'case') cases += 1;
    if (word === 'end' && cases > 0) cases -= 1;
  }
  return -1;
}

/** What was written from the first to the last of the elements. */
export function textOf(source: string, elements: Piece): string {
  const [first] = elements;
  const last = elements.at(-1);
  return first === undefined || last === undefined ? '' : source.slice(first.start, last.end);
}
