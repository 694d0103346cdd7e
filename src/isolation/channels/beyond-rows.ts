// What row-level security does not govern at all: TRUNCATE, unique and foreign keys as oracles, sequences,
// statistics. https://www.postgresql.org/docs/current/ddl-rowsecurity.html

import { itemsOf, type Constraint } from '../../inventory/index.js';
import { objectRef } from '../../pg/index.js';
import type { Privilege } from '../../pg/privilege.js';
import { rowSecurityFor } from '../policies.js';
import { mayUse, type Judged, type Subject } from '../rows-verdict.js';
import type { Observe } from '../verdict.js';
import { planted } from './planted.js';
import { connects, settled, suspected, usersOf, verdictBase } from './channel.js';

export function judgeBeyondRows(subject: Subject): readonly Judged[] {
  return [
    truncation(subject),
    ...keyOracles(subject),
    ...references(subject),
    ...sequences(subject),
    ...statistics(subject),
  ];
}

function holds({ world, relation, role }: Subject, privilege: Privilege): boolean {
  const reached = [role, ...world.access.members.reached('set', role)];
  const object = objectRef('table', [relation.schema, relation.name], world.database.name);
  return reached.some((name) => world.access.usable(name, object, privilege));
}

function truncation(subject: Subject): Judged {
  const base = verdictBase(subject, 'truncate', 'truncate');
  if (!holds(subject, 'TRUNCATE')) return settled(base, 'no-access', `${subject.role} does not hold TRUNCATE on it`);
  const name = `${subject.relation.schema}.${subject.relation.name}`;
  return suspected(
    base,
    'TRUNCATE removes the rows of all tenants and no policy binds it',
    [planted(subject, { kind: 'truncate' })],
    `REVOKE TRUNCATE ON ${name} FROM ${subject.role}`,
  );
}

/** A refused duplicate tells that the key exists, whoever owns it. */
function keyOracles(subject: Subject): readonly Judged[] {
  const { world, relation, role, ownership } = subject;
  const base = verdictBase(subject, 'oracle', 'insert');
  const keys = world
    .constraints(relation.schema, relation.name)
    .filter((each) => each.kind === 'primary-key' || each.kind === 'unique');
  if (keys.length === 0) return [];
  if (!mayUse(world, role, relation, 'insert') && !mayUse(world, role, relation, 'update'))
    return [settled(base, 'no-access', `${role} writes no keys into it`)];
  return keys.map((key) => keyOracle(subject, key, key.columns.includes(ownership.key)));
}

function keyOracle(subject: Subject, key: Constraint, ofTenant: boolean): Judged {
  const base = verdictBase(subject, 'oracle', 'insert');
  if (ofTenant)
    return settled(base, 'proved', `key ${key.name} holds the tenant key: a duplicate can only be the tenant's own`);
  const reason = `key ${key.name} spans all tenants: a refused duplicate tells that another tenant has it`;
  return suspected(
    base,
    reason,
    [planted(subject, { kind: 'collide', columns: key.columns })],
    `put ${subject.ownership.key} into ${key.name}`,
  );
}

/** Foreign-key checks look past policies. */
function references(subject: Subject): readonly Judged[] {
  const { world, relation, role, ownership } = subject;
  const incoming = itemsOf(world.database.constraints).filter(
    (each) => each.references?.schema === relation.schema && each.references.relation === relation.name,
  );
  return incoming.map((key) => {
    const base = verdictBase(subject, 'oracle', 'references');
    const from = world.relation(key.schema, key.relation);
    const to = key.references?.columns ?? [];
    const name = `${key.schema}.${key.relation}`;
    if (from === undefined || !mayUse(world, role, from, 'insert'))
      return settled(base, 'no-access', `${role} may not insert into ${name}`);
    if (to.includes(ownership.key)) return settled(base, 'proved', `foreign key ${key.name} holds the tenant key`);
    const observe: Observe = { kind: 'refer', relation: [key.schema, key.relation], columns: key.columns, to };
    return suspected(
      base,
      `foreign key ${key.name} of ${name} tells whether a row of another tenant exists`,
      [planted(subject, observe)],
      `put ${ownership.key} into foreign key ${key.name}`,
    );
  });
}

function sequences(subject: Subject): readonly Judged[] {
  const { world, relation, role } = subject;
  const owned = itemsOf(world.database.sequences).filter(
    (each) => each.ownedBy?.schema === relation.schema && each.ownedBy.relation === relation.name,
  );
  return owned.map((sequence) => {
    const base = verdictBase(subject, 'sequence', 'select');
    const object = objectRef('sequence', [sequence.schema, sequence.name], world.database.name);
    const readable = (['SELECT', 'USAGE'] as const).some((privilege) => world.access.usable(role, object, privilege));
    const name = `${sequence.schema}.${sequence.name}`;
    if (!readable) return settled(base, 'no-access', `${role} may not read ${name}`);
    const observe: Observe = {
      kind: 'sequence',
      sequence: [sequence.schema, sequence.name],
      column: sequence.ownedBy?.column ?? '',
    };
    return suspected(
      base,
      `${name} is shared by all tenants and tells how many rows were made`,
      [planted(subject, observe)],
      'use uuid keys',
    );
  });
}

/** pg_stats shows values of nothing whose policies bind the reader; reltuples is everybody's. */
function statistics(subject: Subject): readonly Judged[] {
  const { world, relation, role } = subject;
  const base = verdictBase(subject, 'statistics');
  if (!connects(subject)) return [settled(base, 'no-access', `${role} may not connect to ${world.database.name}`)];
  const count = suspected(
    base,
    'pg_class.reltuples tells everybody who can connect how many rows all tenants have together',
    [planted(subject, { kind: 'statistics' })],
    'give a tenant a table, a partition does not help',
  );
  const readers = usersOf(subject, (name) => mayUse(world, name, relation, 'select'));
  const [open] = readers.filter((name) => rowSecurityFor(world, name, relation) !== 'applies');
  const values =
    open === undefined
      ? settled(
          base,
          'proved',
          `pg_stats shows ${role} no values of columns: it reads none of the rows, or policies bind it`,
        )
      : settled(
          base,
          'unknown',
          `pg_stats shows ${open} values of columns: no policy binds it, as its row verdict says`,
        );
  return [count, values];
}
