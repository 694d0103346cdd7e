// An object as one types it: `table:app.docs`, `column:app.docs.body`, `routine:'app.f(text)'`, a part in
// double quotes where its name holds a dot. Names are taken as they stand in the catalog, not folded.

import { err, ok, type Result } from '../core/result.js';
import { nearest } from '../intent/words/nearest.js';
import { OBJECT_KINDS, type ObjectKind } from '../pg/object.js';

export interface NamedObject {
  readonly kind: ObjectKind;
  readonly path: readonly string[];
}

/** How many parts the kinds have that a privilege can be held on. */
const PARTS: { readonly [kind in ObjectKind]?: number } = {
  column: 3,
  database: 1,
  'foreign-data-wrapper': 1,
  'foreign-server': 1,
  'foreign-table': 2,
  language: 1,
  'large-object': 1,
  'materialized-view': 2,
  parameter: 1,
  routine: 2,
  schema: 1,
  sequence: 2,
  table: 2,
  tablespace: 1,
  type: 2,
  view: 2,
};

/** The reason when it is not understood. */
export function parseObjectName(text: string): Result<NamedObject, string> {
  const colon = text.indexOf(':');
  if (colon < 1) return err(`"${text}" has no kind: write kind:name, e.g. table:app.docs`);
  const word = text.slice(0, colon);
  const kind = OBJECT_KINDS.find((each) => each === word);
  const wanted = kind === undefined ? undefined : PARTS[kind];
  if (kind === undefined || wanted === undefined) return err(unknownKind(word));
  const path = kind === 'parameter' ? [text.slice(colon + 1)] : splitPath(text.slice(colon + 1));
  if (path === null) return err(`a double quote in ${text} is not closed`);
  if (path.length !== wanted || path.includes('')) {
    return err(
      `a ${kind} is named by ${wanted} part${wanted === 1 ? '' : 's'}: ${FORM[wanted] ?? ''}; put a name that holds a dot in double quotes`,
    );
  }
  return ok({ kind, path });
}

const FORM: { readonly [parts: number]: string } = { 1: 'name', 2: 'schema.name', 3: 'schema.relation.column' };

function unknownKind(word: string): string {
  const kinds = Object.keys(PARTS);
  const near = nearest(word, kinds);
  return near === null
    ? `"${word}" is no kind of object; the kinds are ${kinds.join(', ')}`
    : `"${word}" is no kind of object; did you mean ${near}?`;
}

/** Splits at dots outside quotes and parentheses; null when a quote stays open. */
export function splitPath(text: string): readonly string[] | null {
  const parts: string[] = [];
  let part = '';
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (sign === '"' && depth === 0) {
      const end = closingQuote(text, at);
      if (end === null) return null;
      part += text.slice(at + 1, end).replaceAll('""', '"');
      at = end;
      continue;
    }
    depth += sign === '(' ? 1 : sign === ')' ? -1 : 0;
    if (sign === '.' && depth === 0) {
      parts.push(part);
      part = '';
    } else part += sign;
  }
  return [...parts, part];
}

function closingQuote(text: string, open: number): number | null {
  for (let at = open + 1; at < text.length; at += 1) {
    if (text[at] !== '"') continue;
    if (text[at + 1] !== '"') return at;
    at += 1;
  }
  return null;
}
