// What an actor may do, in the words of authorization tables.

import { OPERATIONS, type AlsoOperation, type Operation } from '../model.js';
import type { Cell, Report } from '../row.js';
import { nearest } from './nearest.js';
import { normalWords, saysNone } from './normal.js';

const WORDS: ReadonlyMap<string, readonly Operation[]> = new Map<string, readonly Operation[]>([
  ...OPERATIONS.map((operation): [string, readonly Operation[]] => [operation, [operation]]),
  ['read', ['select']],
  ['reads', ['select']],
  ['query', ['select']],
  ['append', ['insert']],
  ['remove', ['delete']],
  ['write', ['insert', 'update', 'delete']],
  ['writes', ['insert', 'update', 'delete']],
  ['read write', ['select', 'insert', 'update', 'delete']],
  ['crud', ['select', 'insert', 'update', 'delete']],
  ['call', ['execute']],
  ['temp', ['temporary']],
  ['refresh', ['maintain']],
  ['r', ['select']],
  ['w', ['insert', 'update', 'delete']],
  ['rw', ['select', 'insert', 'update', 'delete']],
  ['r w', ['select', 'insert', 'update', 'delete']],
  ['read only', ['select']],
  ['readonly', ['select']],
  ['view', ['select']],
]);

/** Nothing that GRANT gives: an owner's right, a membership, the replication protocol. */
const ALSO: ReadonlyMap<string, AlsoOperation> = new Map([
  ['alter', 'own'],
  ['drop', 'own'],
  ['own', 'own'],
  ['owner', 'own'],
  ['ddl', 'own'],
  ['member', 'member'],
  ['membership', 'member'],
  ['replication', 'replication'],
  ['replicate', 'replication'],
]);

const SEPARATORS = /[,;+/、，；]|\band\b/iu;

export interface ReadOperations {
  readonly operations: readonly Operation[];
  readonly also: readonly AlsoOperation[];
  /** `none`: said, not left out. */
  readonly nothing: boolean;
}

export function readOperations(cell: Cell | undefined, report: Report): ReadOperations {
  const operations = new Set<Operation>();
  const also = new Set<AlsoOperation>();
  if (cell !== undefined && saysNone(cell.text)) return { operations: [], also: [], nothing: true };
  for (const word of (cell?.text ?? '').split(SEPARATORS).map(normalWords)) {
    if (word === '' || cell === undefined) continue;
    const known = WORDS.get(word);
    const other = ALSO.get(word);
    if (known !== undefined) for (const operation of known) operations.add(operation);
    else if (other !== undefined) also.add(other);
    else reportUnknown(cell, word, report);
  }
  return { operations: OPERATIONS.filter((each) => operations.has(each)), also: [...also].toSorted(), nothing: false };
}

/** Every word of the text is an operation. */
export function isOperation(text: string): boolean {
  const words = text
    .split(SEPARATORS)
    .map(normalWords)
    .filter((word) => word !== '');
  return words.length > 0 && words.every((word) => WORDS.has(word) || ALSO.has(word));
}

function reportUnknown(cell: Cell, word: string, report: Report): void {
  const close = nearest(word, WORDS.keys());
  report({
    code: 'unknown-operation',
    severity: 'warning',
    what: `"${word}" is no operation that can be granted.`,
    why: 'An authorization row becomes GRANT statements; a word such as "all" or "manage" would be a guess at which.',
    fix: close === null ? `Name the operations: ${OPERATIONS.join(', ')}.` : `Did you mean "${close}"?`,
    source: cell.source,
    length: cell.text.length,
  });
}
