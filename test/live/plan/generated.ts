// Random demands over the fixture: what controls could ask for, and more than they would.

import * as fc from 'fast-check';
import type { Fact } from '../../../src/demand/model.js';
import { PUBLIC, roleGrantee, type Grantee } from '../../../src/pg/grantee.js';
import { objectRef, type ObjectRef } from '../../../src/pg/object.js';
import { privilegesOf, type Privilege } from '../../../src/pg/privilege.js';
import { sql } from '../../../src/sql/sql.js';

const DB = 'postgres';
const OLD = ['app', 'owner_b', 'reader', 'weird "role", x', 'clerk', 'clerk2'];
const NEW = ['made_1', 'made "2'];
const role = fc.constantFrom(...OLD, ...NEW);

const relations: readonly ObjectRef[] = [
  objectRef('table', ['app', 'docs'], DB),
  objectRef('table', ['app', 'tenants'], DB),
  objectRef('table', ['app', 'log'], DB),
  objectRef('table', ['app', 'log_1'], DB),
  objectRef('view', ['app', 'titles'], DB),
  objectRef('sequence', ['app', 'docs_id_seq'], DB),
  objectRef('table', ['odd "schema', "t'able; --"], DB),
];
const others: readonly ObjectRef[] = [
  objectRef('schema', ['app'], DB),
  objectRef('schema', ['odd "schema'], DB),
  objectRef('schema', ['public'], DB),
  objectRef('routine', ['app', 'count_docs(integer, text)'], DB),
  objectRef('database', [DB]),
  objectRef('language', ['plpgsql'], DB),
];
const columns = ['id', 'tenant_id', 'title', 'body', 'ssn'].map((name) =>
  objectRef('column', ['app', 'docs', name], DB),
);

const grantee: fc.Arbitrary<Grantee> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(PUBLIC) },
  { weight: 5, arbitrary: role.map((name) => roleGrantee(name)) },
);

function privilegeFact(objects: readonly ObjectRef[], major: number): fc.Arbitrary<Fact> {
  return fc
    .record({ object: fc.constantFrom(...objects), grantee, present: fc.boolean(), pick: fc.nat(), option: fc.nat(3) })
    .map(({ object, grantee: to, present, pick, option }) => {
      const known = privilegesOf(object.kind, major);
      const privilege: Privilege = known[pick % known.length] ?? 'SELECT';
      const grantable = present && to.kind === 'role' && option === 0;
      return { kind: 'privilege', object, grantee: to, privilege, present, grantable };
    });
}

const owner: fc.Arbitrary<Fact> = fc
  .record({
    object: fc.constantFrom(...relations.filter((each) => each.kind !== 'sequence'), ...others.slice(0, 4)),
    owner: role,
  })
  .map((fact) => ({ kind: 'owner', ...fact }));

const membership: fc.Arbitrary<Fact> = fc
  .record({
    role,
    member: role,
    present: fc.boolean(),
    admin: fc.boolean(),
    inherit: fc.boolean(),
    set: fc.boolean(),
    said: fc.boolean(),
  })
  // No loops: members stand before roles.
  .filter((each) => each.role < each.member)
  .map(({ role: group, member, present, said, ...options }) => ({
    kind: 'membership',
    role: group,
    member,
    present,
    ...(present && said ? { options } : {}),
  }));

const attributes: fc.Arbitrary<Fact> = fc
  .record({
    role,
    login: fc.boolean(),
    createDb: fc.boolean(),
    bypassRls: fc.boolean(),
    connectionLimit: fc.integer({ min: -1, max: 9 }),
  })
  .map(({ role: name, ...rest }) => ({ kind: 'role', role: name, attributes: rest }));

const defaults: fc.Arbitrary<Fact> = fc
  .record({
    role,
    schema: fc.constantFrom(null, 'app', 'odd "schema'),
    objectKind: fc.constantFrom('table' as const, 'sequence' as const, 'routine' as const, 'type' as const),
    grantee,
    present: fc.boolean(),
    pick: fc.nat(),
  })
  .map(({ pick, ...rest }) => {
    const known = privilegesOf(rest.objectKind, 14);
    return { kind: 'default-privilege', database: DB, ...rest, privilege: known[pick % known.length] ?? 'SELECT' };
  });

const security: fc.Arbitrary<Fact> = fc
  .record({ relation: fc.constantFrom(...relations.slice(0, 4)), enabled: fc.boolean(), forced: fc.boolean() })
  .map((fact) => ({ kind: 'row-security', ...fact }));

const policy: fc.Arbitrary<Fact> = fc
  .record({
    relation: fc.constantFrom(...relations.slice(0, 3)),
    name: fc.constantFrom('old_one', 'p "1'),
    command: fc.constantFrom('ALL' as const, 'SELECT' as const, 'UPDATE' as const),
    permissive: fc.boolean(),
    grantees: fc.uniqueArray(
      role.map((name) => roleGrantee(name)),
      { minLength: 1, maxLength: 2, selector: (each) => JSON.stringify(each) },
    ),
  })
  .map((fact) => ({ kind: 'policy', ...fact, using: sql`${sql`true`}`, check: null }));

const roleSetting: fc.Arbitrary<Fact> = fc
  .record({
    role: fc.option(fc.constantFrom(...OLD)),
    database: fc.option(fc.constant(DB)),
    name: fc.constantFrom('search_path', 'statement_timeout'),
    pick: fc.nat(2),
  })
  .map(({ pick, ...fact }) => {
    const values = fact.name === 'search_path' ? ['app, pg_temp', '', null] : ['30s', '1000', null];
    return { kind: 'role-setting', ...fact, value: values[pick] ?? null };
  });

/** With both new roles, so that nothing is blocked for their absence. */
export function generatedFacts(major: number): fc.Arbitrary<readonly Fact[]> {
  const made = NEW.map((name): Fact => ({ kind: 'role', role: name, attributes: {} }));
  const any = fc.oneof(
    { weight: 6, arbitrary: privilegeFact(relations, major) },
    { weight: 4, arbitrary: privilegeFact(columns, major) },
    { weight: 3, arbitrary: privilegeFact(others, major) },
    { weight: 3, arbitrary: owner },
    { weight: 3, arbitrary: membership },
    { weight: 2, arbitrary: attributes },
    { weight: 2, arbitrary: defaults },
    { weight: 1, arbitrary: security },
    { weight: 1, arbitrary: policy },
    { weight: 1, arbitrary: roleSetting },
  );
  return fc.array(any, { minLength: 1, maxLength: 25 }).map((facts) => [...made, ...facts]);
}
