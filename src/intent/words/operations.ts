// What an actor may do, in the words of authorization tables.

import { OPERATIONS, type AlsoOperation, type Operation } from '../model.js';
import type { Cell, Report } from '../row.js';
import { nearest } from './nearest.js';
import { normalWords } from './normal.js';

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

export interface ReadOperations {
  readonly operations: readonly Operation[];
  readonly also: readonly AlsoOperation[];
}

export function readOperations(cell: Cell | undefined, report: Report): ReadOperations {
  const operations = new Set<Operation>();
  const also = new Set<AlsoOperation>();
  for (const word of (cell?.text ?? '').split(/[,;+/]|\band\b/iu).map(normalWords)) {
    if (word === '' || cell === undefined) continue;
    const known = WORDS.get(word);
    const other = ALSO.get(word);
    if (known !== undefined) for (const operation of known) operations.add(operation);
    else if (other !== undefined) also.add(other);
    else reportUnknown(cell, word, report);
  }
  return { operations: OPERATIONS.filter((each) => operations.has(each)), also: [...also].toSorted() };
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
