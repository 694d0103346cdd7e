// Use a privilege for real, in a transaction that is rolled back. Each privilege is tried first on the seeded
// rows, then in a form without rows that nothing but the privilege can refuse: the executor checks
// permissions before it looks at rows (ExecCheckPermissions), so `… WHERE false` decides exactly that.

import type { AttackOf } from '../../attack/model.js';
import { isRelationKind } from '../../pg/object.js';
import type { Attempt } from './attempt.js';
import { databaseAttempts } from './database-privilege.js';
import type { Ground } from './ground.js';
import { attemptAs } from './in-session.js';
import { withTemporary } from './lent-connect.js';
import { notRun, observed, problemObserved, type Run } from './observed.js';
import { columnAttempts, relationAttempts, sequenceAttempts } from './relation-privilege.js';
import { otherAttempts, schemaAttempts } from './other-privilege.js';
import { routineAttempts } from './routine-privilege.js';
import { relationOf } from './relation-facts.js';
import type { AttackRunner } from './runner.js';
import { pastRowSecurity } from './set-aside.js';

type UsePrivilege = AttackOf<'use-privilege'>;

export const usePrivilegeRunner: AttackRunner<AttackOf<'use-privilege'>> = {
  expected: (attack) =>
    `${attack.privilege} on ${attack.object.kind} ${attack.object.path.join('.')} is refused (42501)`,
  runsForeignCode: () => true,
  run: async (attack, ground) => {
    if (attack.object.kind === 'database' && attack.privilege === 'CONNECT') return connectTo(attack, ground);
    const attempts = await attemptsOf(attack, ground);
    if (attempts === null)
      return notRun(`${attack.privilege} on a ${attack.object.kind} has no statement that uses it in a transaction`);
    if (typeof attempts === 'string') return notRun(attempts);
    const relation = attack.object.kind === 'column' ? relationOf(attack.object) : attack.object;
    const seeded = isRelationKind(relation.kind) ? ground.seeds.relation(relation) : null;
    const database =
      attack.object.kind === 'database' ? (attack.object.path[0] ?? '') : ground.databaseOf(attack.object);
    const as = { role: attack.role, database, carrier: attack.carrier, key: seeded?.rows.a.tenantKey ?? null };
    const run = (): Promise<Run> => attemptAs(ground, as, attempts);
    if (attack.object.kind === 'type') return withTemporary(ground, attack.role, database, run);
    return isRelationKind(relation.kind) ? pastRowSecurity(ground, relation, attack.carrier, run) : run();
  },
};

function attemptsOf(attack: UsePrivilege, ground: Ground): Promise<readonly Attempt[] | string | null> {
  switch (attack.object.kind) {
    case 'table':
    case 'view':
    case 'materialized-view':
    case 'foreign-table':
      return relationAttempts(attack, ground);
    case 'column':
      return Promise.resolve(columnAttempts(attack));
    case 'sequence':
      return Promise.resolve(sequenceAttempts(attack));
    case 'routine':
      return routineAttempts(attack, ground);
    case 'schema':
      return Promise.resolve(schemaAttempts(attack));
    case 'database':
      return Promise.resolve(databaseAttempts(attack));
    default:
      return Promise.resolve(otherAttempts(attack));
  }
}

/** A new session of the role; a stand-in inherits the role's CONNECT and nothing else. */
async function connectTo(attack: UsePrivilege, ground: Ground): Promise<Run> {
  const database = attack.object.path[0] ?? '';
  const statements = [`connect to ${database} as ${attack.role}`];
  await ground.sessions.release(attack.role);
  const own = await ground.sessions.fresh(attack.role, database);
  const cannotLogIn = !own.ok && own.error.sqlstate === '28000';
  const opened = cannotLogIn ? await ground.sessions.fresh(await ground.standIns.without(attack.role), database) : own;
  if (!opened.ok) return { observed: problemObserved(opened.error, ['42501']), statements };
  await opened.value.close();
  return { observed: observed('connected'), statements };
}
