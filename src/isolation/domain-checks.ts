// CHECK constraints of domains, for the values that a question reads: the server asks them whenever a value becomes one of
// the domain. Not so NULL: a scalar subquery without a row stores one past NOT NULL and every check, so none is ruled out.
// https://www.postgresql.org/docs/current/sql-createdomain.html

import { asList, asRecord, child, stringsAt, textAt, type Tree } from '../sql/parse-tree.js';
import type { OpenReading } from './reading.js';
import type { SymbolicRow } from './scope.js';
import { isNullOf, not, or, type Value } from './value.js';

export function assertDomainChecks(reading: OpenReading, row: SymbolicRow): void {
  const columns = reading.world.columns(row.schema, row.relation);
  for (const [name, value] of row.values) {
    const type = columns.find((column) => column.name === name)?.type ?? '';
    for (const definition of reading.world.domainsOf(type)) {
      for (const check of checksOf(reading, definition)) assertCheck(reading, check, value);
    }
  }
}

function assertCheck(reading: OpenReading, check: Tree, value: Value): void {
  const row = { names: ['value'], column: (name: string) => (name === 'value' ? value : undefined) };
  const scope = {
    tables: [{ alias: '', row }],
    outer: null,
    variables: new Map(),
    actor: reading.session,
    path: null,
    trail: [],
    common: new Map(),
  };
  const truth = reading.problem.asTruth(reading.expression(check, scope));
  reading.problem.assert(or(isNullOf(value), not(truth.isFalse)));
}

/** None of a definition that does not parse: NOT VALID is no word of CREATE DOMAIN, and such a check promises nothing. */
function checksOf({ world }: OpenReading, definition: string): readonly Tree[] {
  const parsed = world.parsed(definition);
  if (!parsed.ok || parsed.statements.length !== 1) return [];
  const constraints = asList(child(parsed.statements[0]?.node, 'constraints')).map((each) => child(each, 'Constraint'));
  return constraints.flatMap((each) => {
    const tree = child(each, 'raw_expr');
    return textAt(each, 'contype') !== 'CONSTR_CHECK' || tree === undefined || mayHaveChanged(tree) ? [] : [tree];
  });
}

/** Functions of users may answer otherwise today, and subqueries are not allowed there. */
function mayHaveChanged(tree: Tree): boolean {
  if (Array.isArray(tree)) return tree.some((each) => mayHaveChanged(each));
  const record = asRecord(tree);
  if (record === undefined) return false;
  if (record['SubLink'] !== undefined) return true;
  const names = record['FuncCall'] === undefined ? [] : stringsAt(record['FuncCall'], 'funcname');
  if (names.length > 1 && names[0] !== 'pg_catalog') return true;
  return Object.values(record).some((each) => mayHaveChanged(each));
}
