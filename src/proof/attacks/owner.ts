// What only an owner may do. GRANT by a non-owner with some privilege warns and grants nothing, so the access
// control list itself is compared. https://www.postgresql.org/docs/current/sql-grant.html (Notes)

import type { AttackOf } from '../../attack/model.js';
import { isRelationKind, type ObjectRef } from '../../pg/object.js';
import { Literal } from '../../sql/literal.js';
import { keyword, sql, type Sql } from '../../sql/sql.js';
import type { Rows } from '../../session/index.js';
import type { Observed } from '../model.js';
import type { Attempt } from './attempt.js';
import { attemptAs } from './in-session.js';
import { notRun, observed } from './observed.js';
import { objectName, objectWord } from './object-sql.js';
import type { AttackRunner } from './runner.js';

type OwnerAttack = AttackOf<'owner'>;

const WORDS: { readonly [A in OwnerAttack['action']]: string } = {
  'disable-row-security': 'switch row security off',
  'grant-to-self': 'grant privileges on it',
  alter: 'alter it',
  drop: 'drop it',
};

export const ownerRunner: AttackRunner<AttackOf<'owner'>> = {
  expected: (attack) => `${attack.role} cannot ${WORDS[attack.action]} (42501)`,
  runsForeignCode: () => false,
  run: async (attack, ground) => {
    const database = ground.databaseOf(attack.object);
    const name = await objectName(attack.object, ground);
    if (name === null) return notRun(`${attack.object.path.join('.')} is not there`);
    const attempt = attemptOf(attack, name);
    if (attempt === null) return notRun(`a ${attack.object.kind} has no such change`);
    return attemptAs(ground, { role: attack.role, database }, [attempt]);
  },
};

function attemptOf(attack: OwnerAttack, name: Sql): Attempt | null {
  const { object } = attack;
  const word = objectWord(object.kind);
  if (word === null) return null;
  const what = sql`${keyword(word)} ${name}`;
  switch (attack.action) {
    case 'disable-row-security':
      return { statement: sql`ALTER TABLE ${name} DISABLE ROW LEVEL SECURITY`, read: done };
    case 'grant-to-self':
      return grantAttempt(object, name, what);
    case 'alter':
      // COMMENT needs ownership like ALTER, works for every kind, and changes nothing else.
      return object.kind === 'table'
        ? { statement: sql`ALTER TABLE ${name} REPLICA IDENTITY NOTHING`, read: done }
        : { statement: sql`COMMENT ON ${what} IS 'pgrampart probe'`, read: done };
    case 'drop':
      return { statement: sql`DROP ${what} CASCADE`, read: done };
  }
}

function grantAttempt(object: ObjectRef, name: Sql, what: Sql): Attempt {
  const target = isRelationKind(object.kind) && object.kind !== 'sequence' ? sql`TABLE ${name}` : what;
  const privilege = isRelationKind(object.kind) && object.kind !== 'sequence' ? sql`TRIGGER` : sql`ALL`;
  const list = aclOf(object, name);
  if (list === null) return { statement: sql`GRANT ${privilege} ON ${target} TO PUBLIC`, read: done };
  return {
    statement: sql`GRANT ${privilege} ON ${target} TO PUBLIC; ${list}`,
    read: granted,
  };
}

function aclOf(object: ObjectRef, name: Sql): Sql | null {
  const literal = Literal.of(name.text);
  const toPublic = sql`EXISTS (SELECT FROM pg_catalog.aclexplode(acl) AS a WHERE a.grantee = 0)`;
  if (isRelationKind(object.kind))
    return sql`SELECT ${toPublic} FROM (SELECT relacl AS acl FROM pg_catalog.pg_class WHERE oid = ${literal}::pg_catalog.regclass) AS c`;
  if (object.kind === 'routine')
    return sql`SELECT ${toPublic} FROM (SELECT proacl AS acl FROM pg_catalog.pg_proc WHERE oid = ${literal}::pg_catalog.regprocedure) AS c`;
  return null;
}

function granted({ rows }: Rows): Observed {
  return rows[0]?.[0] === 't'
    ? observed('changed', { log: 'granted, and rolled back' })
    : observed('refused', { sqlstate: '01007', log: 'warning: no privileges were granted' });
}

function done(): Observed {
  return observed('changed', { log: 'done, and rolled back' });
}
