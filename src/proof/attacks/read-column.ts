// SELECT of one restricted column by a role that may read other columns of the table.

import type { AttackOf } from '../../attack/model.js';
import { Ident } from '../../sql/ident.js';
import { sql } from '../../sql/sql.js';
import type { Attempt } from './attempt.js';
import { attemptAs, nothingSeeded } from './in-session.js';
import { notRun, observed } from './observed.js';
import { nameOf, relationOf } from './relation-facts.js';
import type { AttackRunner } from './runner.js';
import { pastRowSecurity } from './set-aside.js';
import { canaryOf } from './tenancy.js';

export const readColumnRunner: AttackRunner<AttackOf<'read-column'>> = {
  expected: (attack) => `SELECT of ${attack.column.path.join('.')} is refused (42501)`,
  runsForeignCode: () => true,
  run: async (attack, ground) => {
    const relation = relationOf(attack.column);
    const seeded = ground.seeds.relation(relation);
    const column = attack.column.path[2] ?? '';
    if (seeded === null) return nothingSeeded(ground, relation);
    const canaries = new Set([canaryOf(seeded.rows.a, column), canaryOf(seeded.rows.b, column)]);
    canaries.delete(null);
    if (canaries.size === 0) return notRun(`no canary could be planted in ${attack.column.path.join('.')}`);
    const database = ground.databaseOf(attack.column);
    const as = { role: attack.role, database, carrier: attack.carrier, key: seeded.rows.a.tenantKey };
    const attempt: Attempt = {
      statement: sql`SELECT ${Ident.of(column)} FROM ${nameOf(attack.column)}`,
      read: ({ rows }) => {
        const seen = rows.filter(([cell]) => cell !== undefined && canaries.has(cell)).length;
        return observed(seen > 0 ? 'leaked' : 'no-rows', { rows: seen });
      },
    };
    return pastRowSecurity(ground, relation, attack.carrier, () => attemptAs(ground, as, [attempt]));
  },
};
