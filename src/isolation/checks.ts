// CHECK constraints of the rows that a question is about: the server holds them, so they are known. Only those
// over columns that matter, validated and without functions of users, whose answers may have changed since.

import { child } from '../sql/parse-tree.js';
import type { OpenReading } from './reading.js';
import { not } from './value.js';

export function assertChecks(reading: OpenReading): void {
  for (const row of reading.rows.all.slice()) {
    if (row.temporary) continue;
    for (const check of reading.world.constraints(row.schema, row.relation)) {
      if (check.kind !== 'check' || !check.validated || /NOT ENFORCED/u.test(check.definition)) continue;
      if (check.columns.length === 0 || !check.columns.every((name) => row.values.has(name))) continue;
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
