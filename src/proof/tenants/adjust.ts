// What to change in a row that the server refused, from its SQLSTATE and the constraint it named.
// https://www.postgresql.org/docs/current/errcodes-appendix.html (messages are in English: lc_messages is C)

import type { ServerProblem } from '../../session/index.js';
import { hasSameDefault, nextGuess, optionsFor, type Draft, type DraftWish } from './draft.js';
import { partitionColumns } from './partition-values.js';
import { resolveDomain } from './type-facts.js';

/** True when the row is worth another attempt. `fresh` gives the next serial number. */
export function adjustDraft(draft: Draft, wish: DraftWish, problem: ServerProblem, fresh: () => number): boolean {
  switch (problem.sqlstate) {
    case '23502':
      return fillMissing(draft, wish, named(problem, /in column "(.*)" of/u));
    case '23514':
      return afterCheck(draft, wish, problem.message, fresh);
    case '23505':
    case '23P01':
      return renewKey(draft, wish, named(problem, /constraint "(.*)"/u), fresh);
    case '23503':
      return withoutReference(draft, wish, named(problem, /foreign key constraint "(.*)"/u));
    default:
      return false;
  }
}

function named(problem: ServerProblem, pattern: RegExp): string {
  return pattern.exec(problem.message)?.[1] ?? '';
}

function fillMissing(draft: Draft, wish: DraftWish, name: string): boolean {
  const column = wish.plan.columns.find((item) => item.name === name);
  if (column === undefined || draft.fixed.has(name)) return false;
  const options = optionsFor(wish, column).filter((option) => option !== null);
  const known = draft.guesses.get(name);
  if (options.length === 0 || (known !== undefined && known.options[known.at] !== null)) return false;
  draft.guesses.set(name, { options, at: 0 });
  return true;
}

function afterCheck(draft: Draft, wish: DraftWish, message: string, fresh: () => number): boolean {
  const constraint = /violates check constraint "(.*)"/u.exec(message)?.[1];
  if (constraint === undefined) return toPartition(draft, wish, fresh);
  const own = wish.plan.constraints.find((item) => item.kind === 'check' && item.name === constraint);
  const columns = own?.columns ?? domainColumns(wish, /value for domain (.*) violates/u.exec(message)?.[1] ?? '');
  fillChecked(draft, wish, columns);
  return nextGuess(draft, columns);
}

/** Columns left to their default can be the ones that the CHECK is about. */
function fillChecked(draft: Draft, wish: DraftWish, columns: readonly string[]): void {
  for (const column of wish.plan.columns) {
    if (!columns.includes(column.name) || draft.guesses.has(column.name)) continue;
    if (column.generated !== null || column.identity !== null) continue;
    draft.guesses.set(column.name, { options: optionsFor(wish, column), at: 0 });
  }
}

function domainColumns(wish: DraftWish, domain: string): readonly string[] {
  const bare = domain.replaceAll('"', '');
  return wish.plan.columns
    .filter(
      (column) =>
        column.type.replaceAll('"', '').endsWith(bare) && resolveDomain(column.type, wish.types).checks.length > 0,
    )
    .map((column) => column.name);
}

/** The row belongs to no partition, or to another one than this. */
function toPartition(draft: Draft, wish: DraftWish, fresh: () => number): boolean {
  const columns = wish.bounds.flatMap(({ key }) => partitionColumns(key).flatMap((column) => column ?? []));
  return nextGuess(draft, columns) || renew(draft, wish, columns, fresh());
}

function renewKey(draft: Draft, wish: DraftWish, constraint: string, fresh: () => number): boolean {
  const columns =
    wish.plan.constraints.find((item) => item.name === constraint)?.columns ??
    wish.plan.columns.map((item) => item.name);
  return renew(draft, wish, columns, fresh());
}

function renew(draft: Draft, wish: DraftWish, columns: readonly string[], serial: number): boolean {
  let changed = false;
  for (const column of wish.plan.columns) {
    const known = draft.guesses.get(column.name);
    if (!columns.includes(column.name) || draft.fixed.has(column.name)) continue;
    // Left to its default so far, which is the same for every row.
    if (known === undefined && !hasSameDefault(column)) continue;
    const options = optionsFor({ ...wish, serial }, column);
    changed ||= options[0] !== known?.options[known.at];
    draft.guesses.set(column.name, { options, at: 0 });
  }
  draft.serial = serial;
  return changed;
}

/** A default that points nowhere: no reference instead, where that is allowed. */
function withoutReference(draft: Draft, wish: DraftWish, name: string): boolean {
  const foreign = wish.plan.foreignKeys.find((item) => item.name === name);
  const free = foreign?.columns.find((item) => {
    const column = wish.plan.columns.find((candidate) => candidate.name === item);
    return (
      column !== undefined && !column.notNull && !draft.fixed.has(item) && draft.guesses.get(item)?.options.length !== 1
    );
  });
  if (free === undefined) return false;
  draft.guesses.set(free, { options: [null], at: 0 });
  return true;
}
