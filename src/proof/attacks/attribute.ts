// What a role attribute would allow, by statements that touch the catalog only. CREATE DATABASE cannot run in
// a transaction, and the right to it is checked before the template is looked for (createdb): a template that
// does not exist makes the attempt harmless, and 3D000 the sign that it was allowed.

import type { AttackOf } from '../../attack/model.js';
import { Ident } from '../../sql/ident.js';
import { sql, type Sql } from '../../sql/sql.js';
import type { Attempt } from './attempt.js';
import type { Ground } from './ground.js';
import { attemptAs, nothingSeeded } from './in-session.js';
import { withConnect } from './lent-connect.js';
import { notRun, observed, problemObserved, type Run } from './observed.js';
import type { AttackRunner } from './runner.js';
import { readAttempt } from './tenant.js';

type AttributeAttack = AttackOf<'attribute'>;
type Attribute = AttributeAttack['attribute'];

const EXPECTED: { readonly [A in Attribute]: string } = {
  superuser: 'CREATE ROLE … SUPERUSER is refused (42501)',
  'create-role': 'CREATE ROLE is refused (42501)',
  'create-db': 'CREATE DATABASE is refused (42501)',
  replication: 'a replication slot is refused (42501)',
  'bypass-rls': 'no row of tenant B is read past the policies',
  login: 'the role cannot log in (28000)',
};

export const attributeRunner: AttackRunner<AttackOf<'attribute'>> = {
  expected: (attack) => EXPECTED[attack.attribute],
  runsForeignCode: () => false,
  run: (attack, ground) => {
    switch (attack.attribute) {
      case 'superuser':
        return attempt(attack, ground, { statement: sql`CREATE ROLE "pgrampart probe" SUPERUSER`, read: done });
      case 'create-role':
        return attempt(attack, ground, { statement: sql`CREATE ROLE "pgrampart probe"`, read: done });
      case 'create-db':
        return createDatabase(attack, ground);
      case 'replication':
        return attempt(attack, ground, slotAttempt);
      case 'bypass-rls':
        return bypass(attack, ground);
      case 'login':
        return login(attack, ground);
    }
  },
};

function attempt(attack: AttributeAttack, ground: Ground, one: Attempt): Promise<Run> {
  return attemptAs(ground, { role: attack.role, database: ground.database, anywhere: true }, [one]);
}

/** A temporary slot is released with the statement after it, and would be with the session. */
const slotAttempt: Attempt = {
  statement: sql`SELECT pg_catalog.pg_create_physical_replication_slot('pgrampart_probe', false, true); SELECT pg_catalog.pg_drop_replication_slot('pgrampart_probe')`,
  read: done,
  // 55000: slots are switched off, 53400: all are in use; both are said after the right was checked.
  passed: { sqlstates: ['55000', '53400'], outcome: 'changed' },
};

function done(): ReturnType<typeof observed> {
  return observed('changed', { log: 'done, and rolled back' });
}

async function createDatabase(attack: AttributeAttack, ground: Ground): Promise<Run> {
  const statement = sql`CREATE DATABASE "pgrampart probe" TEMPLATE "pgrampart no such template"`;
  const opened = await ground.sessions.anywhere(attack.role, ground.database);
  if (!opened.ok)
    return { observed: problemObserved(opened.error, ['42501', '28000']), statements: [`connect as ${attack.role}`] };
  const { session, become } = opened.value;
  // Not in a transaction: a stand-in becomes the role for the session, and itself again.
  if (become.length > 0) await session.attempt(roleOfSession(attack.role));
  const answered = await session.attempt(statement);
  if (become.length > 0) await session.attempt(sql`RESET ROLE`);
  const statements = [statement.text];
  if (answered.ok) return { observed: observed('changed'), statements };
  const { sqlstate, message } = answered.error;
  if (sqlstate === '3D000')
    return {
      observed: observed('changed', { sqlstate, log: `allowed; stopped by the missing template: ${message}` }),
      statements,
    };
  return { observed: problemObserved(answered.error, ['42501']), statements };
}

function roleOfSession(role: string): Sql {
  return sql`SET ROLE ${Ident.of(role)}`;
}

async function bypass(attack: AttributeAttack, ground: Ground): Promise<Run> {
  const { relation } = attack;
  if (relation === undefined) return notRun('the attack names no relation to read');
  const seeded = ground.seeds.relation(relation);
  if (seeded === null) return nothingSeeded(ground, relation);
  const database = ground.databaseOf(relation);
  const columns = await ground.relations.columns(attack.role, relation, database);
  const as = { role: attack.role, database, tenant: 'unset' as const };
  return attemptAs(ground, as, [readAttempt({ relation }, seeded, columns)]);
}

async function login(attack: AttributeAttack, ground: Ground): Promise<Run> {
  const statements = [`connect as ${attack.role}`];
  await ground.sessions.release(attack.role);
  const opened = await withConnect(ground, attack.role, ground.database, () =>
    ground.sessions.fresh(attack.role, ground.database),
  );
  if (!opened.ok) return { observed: problemObserved(opened.error, ['28000']), statements };
  await opened.value.close();
  return { observed: observed('connected'), statements };
}
