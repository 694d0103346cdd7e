// CHECK constraints of the rows that a question is about: the server holds them, so they are known. Only those
// over columns that matter, validated and without functions of users, whose answers may have changed since.

import { child } from '../sql/parse-tree.js';
import { assertDomainChecks } from './domain-checks.js';
import type { OpenReading } from './reading.js';
import type { SymbolicRow } from './scope.js';
import { not } from './value.js';

/** A NULL passes a check: only what cannot be NULL, or is read, must be chosen with care. */
function matters({ world }: OpenReading, row: SymbolicRow, name: string): boolean {
  if (row.values.has(name)) return true;
  return world.columns(row.schema, row.relation).some((column) => column.name === name && column.notNull);
}

export function assertChecks(reading: OpenReading): void {
  for (const row of reading.rows.all.slice()) {
    if (row.temporary) continue;
    assertDomainChecks(reading, row);
    for (const check of reading.world.constraints(row.schema, row.relation)) {
      if (check.kind !== 'check' || !check.validated || /NOT ENFORCED/u.test(check.definition)) continue;
      if (check.columns.length === 0 || !check.columns.every((name) => matters(reading, row, name))) continue;
      const text = /^CHECK (\([\s\S]*\))(?: NO INHERIT)?$/u.exec(check.definition)?.[1];
      if (text === undefined || /["\w]+\.["\w]+\(|SELECT/iu.test(text)) continue;
      const parsed = reading.world.parsed(`SELECT ${text}`);
      const targets = parsed.ok ? child(parsed.statements[0]?.node, 'targetList') : undefined;
      const tree = Array.isArray(targets) ? child(targets[0], 'ResTarget', 'val') : undefined;
      if (tree === undefined) continue;
      const scope = {
        tables: [{ alias: row.relation, row }],
        outer: null,
        variables: new Map(),
        actor: reading.session,
        path: null,
        trail: [],
        common: new Map(),
      };
      reading.problem.assert(not(reading.problem.asTruth(reading.expression(tree, scope)).isFalse));
    }
  }
}
