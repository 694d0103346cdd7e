// Tenant A reads through a view or a routine that reads the isolated table with somebody else's rights.
// https://www.postgresql.org/docs/current/ddl-rowsecurity.html (views, security_invoker; SECURITY DEFINER)

import { sql, type Sql } from '../../sql/sql.js';
import type { AttackOf } from '../../attack/model.js';
import type { SeededRelation } from '../tenants/model.js';
import type { Attempt } from './attempt.js';
import type { Ground } from './ground.js';
import { callsWith } from './call-arguments.js';
import { attemptAs, nothingSeeded } from './in-session.js';
import { notRun, observed } from './observed.js';
import { nameOf } from './relation-facts.js';
import type { AttackRunner } from './runner.js';
import { holdsMark, marksOfOtherAnywhere } from './tenancy.js';

export const leakyViewRunner: AttackRunner<AttackOf<'leaky-view'>> = {
  expected: (attack) =>
    `${attack.view.path.join('.')} shows a session of tenant A no row of tenant B, or is refused (42501)`,
  runsForeignCode: () => true,
  run: async (attack, ground) => {
    const seeded = ground.seeds.relation(attack.relation);
    if (seeded === null) return nothingSeeded(ground, attack.relation);
    const reads = await readings(attack, seeded, ground);
    if (reads === null) return notRun(`${attack.view.path.join('.')} is not there`);
    const marks = marksOfOtherAnywhere(ground.seeds);
    const attempts = reads.map((statement): Attempt => ({
      statement,
      read: ({ rows }) => {
        const seen = rows.filter((row) => holdsMark(row, marks)).length;
        return observed(seen > 0 ? 'leaked' : 'no-rows', { rows: seen });
      },
    }));
    const database = ground.databaseOf(attack.view);
    return attemptAs(
      ground,
      { role: attack.role, database, carrier: attack.carrier, key: seeded.rows.a.tenantKey },
      attempts,
    );
  },
};

async function readings(
  attack: AttackOf<'leaky-view'>,
  seeded: SeededRelation,
  ground: Ground,
): Promise<readonly Sql[] | null> {
  if (attack.view.kind !== 'routine') return [sql`SELECT * FROM ${nameOf(attack.view)}`];
  const routine = await ground.routines.of(attack.view, ground.databaseOf(attack.view));
  return routine === null ? null : callsWith(routine, seeded.rows.b, attack.relation, ground.inventory);
}
