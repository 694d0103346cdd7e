// As tenant A, or as nobody, touch the row that was seeded for tenant B. With the control: no row, or 42501.

import type { AttackOf } from '../../attack/model.js';
import { Ident } from '../../sql/ident.js';
import { join, sql } from '../../sql/sql.js';
import type { SeededRelation } from '../tenants/model.js';
import type { Attempt } from './attempt.js';
import type { Ground } from './ground.js';
import { attemptAs, nothingSeeded } from './in-session.js';
import { notRun, observed, type Run } from './observed.js';
import { nameOf, readable, type ColumnFact } from './relation-facts.js';
import type { AttackRunner } from './runner.js';
import { writeAttempt } from './tenant-write.js';
import { findRow, holdsMark, marksOfOther, type TenantSession } from './tenancy.js';

type TenantAttack = AttackOf<'tenant'>;

const SESSIONS: {
  readonly [S in TenantAttack['session']]: { readonly tenant: TenantSession; readonly label: string };
} = {
  'other-tenant': { tenant: 'a', label: 'a session of tenant A' },
  unset: { tenant: 'unset', label: 'a session that never set its tenant' },
  empty: { tenant: 'empty', label: 'a session whose tenant is the empty string' },
};

export const tenantRunner: AttackRunner<AttackOf<'tenant'>> = {
  expected: (attack) => {
    const { label } = SESSIONS[attack.session];
    return attack.action === 'insert' || attack.action === 'move'
      ? `${label} is refused (42501) or puts no row under tenant B`
      : `${label} finds no row of tenant B, or is refused (42501)`;
  },
  runsForeignCode: () => true,
  run: async (attack, ground) => {
    const seeded = ground.seeds.relation(attack.relation);
    if (seeded === null) return nothingSeeded(ground, attack.relation);
    const database = ground.databaseOf(attack.relation);
    const columns = await ground.relations.columns(attack.role, attack.relation, database);
    const attempts = attemptsOf(attack, seeded, columns, ground);
    if (typeof attempts === 'string') return notRun(attempts);
    return runAs(attack, seeded, attempts, ground, database);
  },
};

function runAs(
  attack: TenantAttack,
  seeded: SeededRelation,
  attempts: readonly Attempt[],
  ground: Ground,
  database: string,
): Promise<Run> {
  const { tenant } = SESSIONS[attack.session];
  const as = { role: attack.role, database, carrier: attack.carrier, tenant, key: seeded.rows.a.tenantKey };
  return attemptAs(ground, as, attempts);
}

function attemptsOf(
  attack: TenantAttack,
  seeded: SeededRelation,
  columns: readonly ColumnFact[],
  ground: Ground,
): readonly Attempt[] | string {
  if (attack.action === 'read') return [readAttempt(attack, seeded, columns)];
  const attempt = writeAttempt(attack, seeded, columns, ground);
  return typeof attempt === 'string' ? attempt : [attempt];
}

export function readAttempt(
  attack: Pick<TenantAttack, 'relation'>,
  seeded: SeededRelation,
  columns: readonly ColumnFact[],
): Attempt {
  const mayRead = readable(columns);
  const names = (mayRead.size > 0 ? columns.filter((each) => each.select) : columns).map((each) => Ident.of(each.name));
  const where = findRow(seeded.rows.b, mayRead);
  const list = names.length === 0 ? sql`1` : join(names, sql`, `);
  const from = sql`SELECT ${list} FROM ${nameOf(attack.relation)}`;
  const marks = marksOfOther(seeded);
  return {
    statement: where === null ? from : sql`${from} WHERE ${where}`,
    read: ({ rows }) => {
      // Found by its key it is B's row, whatever columns may be read.
      const seen = where === null ? rows.filter((row) => holdsMark(row, marks)).length : rows.length;
      return observed(seen > 0 ? 'leaked' : 'no-rows', { rows: seen });
    },
  };
}
