// CREATE ROLE and ALTER ROLE. Passwords are never set here. Attributes are not inherited by members, but
// reached by SET ROLE. https://www.postgresql.org/docs/current/role-attributes.html

import type { RoleAttributes, RoleFact } from '../../demand/model.js';
import type { Role } from '../../inventory/cluster.js';
import { isPredefinedRole } from '../../pg/predefined-role.js';
import { objectRef } from '../../pg/object.js';
import { Ident } from '../../sql/ident.js';
import { Literal } from '../../sql/literal.js';
import { integer, join, keyword, sql, type Sql } from '../../sql/sql.js';
import type { BlockedStep } from '../model.js';
import { featuresOf } from '../../pg/version.js';
import type { Situation } from '../situation.js';
import {
  blockedStep,
  eachFact,
  sqlDraft,
  statements,
  type ChangeKind,
  type Context,
  type DemandOf,
  type Draft,
} from './kind.js';

type Flag = Exclude<keyof RoleAttributes, 'connectionLimit' | 'validUntil'>;

/** The words of CREATE ROLE, and whether having the attribute widens what the role can do. */
const FLAGS: readonly { readonly flag: Flag; readonly word: string; readonly widens: boolean }[] = [
  { flag: 'superuser', word: 'SUPERUSER', widens: true },
  { flag: 'createRole', word: 'CREATEROLE', widens: true },
  { flag: 'createDb', word: 'CREATEDB', widens: true },
  { flag: 'inherit', word: 'INHERIT', widens: true },
  { flag: 'login', word: 'LOGIN', widens: true },
  { flag: 'replication', word: 'REPLICATION', widens: true },
  { flag: 'bypassRls', word: 'BYPASSRLS', widens: true },
];

export const roleKind: ChangeKind<'role'> = {
  plan: eachFact(planRole),
  negate: (fact) => {
    const opposite: Record<string, boolean> = {};
    for (const { flag } of FLAGS) {
      const value = fact.attributes[flag];
      if (value !== undefined) opposite[flag] = !value;
    }
    const limit = fact.attributes.connectionLimit === undefined ? {} : { connectionLimit: -1 };
    const expiry = fact.attributes.validUntil === undefined ? {} : { validUntil: 'infinity' };
    const attributes = { ...opposite, ...limit, ...expiry };
    return Object.keys(attributes).length === 0 ? [] : [{ ...fact, attributes }];
  },
};

function planRole({ fact, because }: DemandOf<'role'>, context: Context): Draft | BlockedStep | null {
  const { situation } = context;
  const object = objectRef('role', [fact.role]);
  const name = Ident.of(fact.role);
  const role = situation.role(fact.role);
  if (role === undefined) return createRole(fact, { fact, because }, context);
  const forward = changed(fact.attributes, role);
  if (forward.length === 0) return null;
  if (isPredefinedRole(fact.role)) {
    return blockedStep(`role ${fact.role}`, 'a predefined role cannot be altered', 'nobody');
  }
  const widens = FLAGS.every(({ flag, widens: wide }) => (fact.attributes[flag] ?? wide) === wide);
  return sqlDraft({
    kind: 'role',
    phase: widens ? 'expand' : 'contract',
    rank: widens ? 2 : 9,
    object,
    title: `Alter role ${fact.role}: ${forward.map((each) => each.text).join(' ')}`,
    because,
    statements: statements(sql`ALTER ROLE ${name} ${join(forward, sql` `)}`),
    inverse: statements(
      sql`ALTER ROLE ${name} ${join(changed(attributesOf(role), { ...role, ...fact.attributes }), sql` `)}`,
    ),
    hazards:
      fact.attributes.login === false && role.login
        ? ['sessions that log in as this role are refused from now on']
        : [],
  });
}

function createRole(
  fact: RoleFact,
  { because }: DemandOf<'role'>,
  { situation, rights }: Context,
): Draft | BlockedStep {
  if (isPredefinedRole(fact.role)) {
    return blockedStep(`role ${fact.role}`, 'names that begin with pg_ are reserved for the system', 'nobody');
  }
  situation.addRole(fact.role);
  const name = Ident.of(fact.role);
  const words = FLAGS.map(({ flag, word }) => flagSql(word, fact.attributes[flag] ?? flag === 'inherit'));
  const { connectionLimit: limit, validUntil } = fact.attributes;
  const limits = [
    ...(limit === undefined ? [] : [limitSql(limit)]),
    ...(validUntil === undefined ? [] : [untilSql(validUntil)]),
  ];
  return sqlDraft({
    kind: 'role',
    phase: 'prepare',
    rank: 0,
    object: objectRef('role', [fact.role]),
    title: `Create role ${fact.role}`,
    because,
    statements: statements(
      sql`CREATE ROLE ${name} ${join([...words, ...limits], sql` `)}`,
      ...(rights === null ? [] : [membershipSql(name, situation)]),
    ),
    inverse: statements(sql`DROP ROLE ${name}`),
  });
}

/** Without being a superuser he can give objects to the role, and act on them, only as its member. */
function membershipSql(name: Ident, situation: Situation): Sql {
  const options = featuresOf(situation.major).membershipOptions ? sql` WITH INHERIT TRUE, SET TRUE` : sql``;
  return sql`GRANT ${name} TO CURRENT_USER${options}`;
}

function flagSql(word: string, value: boolean): Sql {
  return keyword(value ? word : `NO${word}`);
}

/** The words that lead from `role` to the attributes wanted. */
function changed(wanted: RoleAttributes, role: Role): readonly Sql[] {
  const words = FLAGS.flatMap(({ flag, word }) => {
    const value = wanted[flag];
    return value === undefined || value === role[flag] ? [] : [flagSql(word, value)];
  });
  const { connectionLimit: limit, validUntil } = wanted;
  return [
    ...words,
    ...(limit === undefined || limit === role.connectionLimit ? [] : [limitSql(limit)]),
    ...(validUntil === undefined || validUntil === (role.validUntil ?? 'infinity') ? [] : [untilSql(validUntil)]),
  ];
}

function limitSql(limit: number): Sql {
  return sql`CONNECTION LIMIT ${integer(limit)}`;
}

/** Never set and `infinity` mean the same, and there is no way back to the former. */
function untilSql(moment: string): Sql {
  return sql`VALID UNTIL ${Literal.of(moment)}`;
}

function attributesOf(role: Role): RoleAttributes {
  const {
    superuser,
    createRole: createsRoles,
    createDb,
    login,
    replication,
    bypassRls,
    inherit,
    connectionLimit,
  } = role;
  const flags = { superuser, createRole: createsRoles, createDb, login, replication, bypassRls, inherit };
  return { ...flags, connectionLimit, validUntil: role.validUntil ?? 'infinity' };
}
