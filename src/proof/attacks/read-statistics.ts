// What ANALYZE keeps of a column holds values of its rows: pg_stats shows them to whoever may read the column.
// https://www.postgresql.org/docs/current/view-pg-stats.html

import type { AttackOf } from '../../attack/model.js';
import { Ident } from '../../sql/ident.js';
import { Literal } from '../../sql/literal.js';
import { sql } from '../../sql/sql.js';
import type { Attempt } from './attempt.js';
import { attemptAs, nothingSeeded } from './in-session.js';
import { notRun, observed, type Run } from './observed.js';
import { nameOf, relationOf } from './relation-facts.js';
import type { AttackRunner } from './runner.js';
import { pastRowSecurity } from './set-aside.js';
import { canaryOf } from './tenancy.js';

export const readStatisticsRunner: AttackRunner<AttackOf<'read-statistics'>> = {
  expected: (attack) => `pg_stats shows ${attack.role} nothing of ${attack.column.path.join('.')}`,
  runsForeignCode: () => false,
  run: async (attack, ground) => {
    const relation = relationOf(attack.column);
    const seeded = ground.seeds.relation(relation);
    if (seeded === null) return nothingSeeded(ground, relation);
    const [schema = '', table = '', column = ''] = attack.column.path;
    const canaries = [seeded.rows.a, seeded.rows.b].flatMap((row) => canaryOf(row, column) ?? []);
    if (canaries.length === 0) return notRun(`no canary could be planted in ${attack.column.path.join('.')}`);
    const database = ground.databaseOf(attack.column);
    // With a list of columns no expression of an index is computed, so that no code of the database runs.
    await ground.admin.query(database, sql`ANALYZE ${nameOf(relation)} (${Ident.of(column)})`);
    const statement = sql`SELECT most_common_vals::pg_catalog.text, histogram_bounds::pg_catalog.text FROM pg_catalog.pg_stats
      WHERE schemaname = ${Literal.of(schema)} AND tablename = ${Literal.of(table)} AND attname = ${Literal.of(column)}`;
    const attempt: Attempt = {
      statement,
      read: ({ rows }) => {
        const seen = rows.flat().some((cell) => canaries.some((canary) => cell?.includes(canary) ?? false));
        return observed(seen ? 'leaked' : 'no-rows', { rows: rows.length });
      },
    };
    // pg_stats keeps silent about a table whose policies bind the reader, whatever he may read of it.
    const run = (): Promise<Run> => attemptAs(ground, { role: attack.role, database }, [attempt]);
    return pastRowSecurity(ground, relation, null, run);
  },
};
