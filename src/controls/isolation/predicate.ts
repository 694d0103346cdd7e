// The tenant predicate of a policy. What the session says is read once per statement (a scalar subquery,
// planned as an initplan), so that it costs no call per row; unset and empty both become NULL, and NULL
// equals nothing: the policy fails closed. Memberships are one initplan array, never a join per row.

import type { BoundIsolation } from '../../intent/bound.js';
import type { TenantReach } from '../../attack/model.js';
import type { Carrier } from '../../pg/carrier.js';
import type { ObjectRef } from '../../pg/object.js';
import { Ident } from '../../sql/ident.js';
import { Literal } from '../../sql/literal.js';
import { qualified, sql, type Sql } from '../../sql/sql.js';
import type { ControlContext } from '../model.js';
import { scopeOf } from '../scope.js';
import type { Isolated } from './isolated.js';
import { keyTableName, verifiedTenant } from './signed-setting.js';
import { castTo, conjunction, keyCast, keySide, type KeyCast } from './type-cast.js';

export type Predicate = { readonly sql: Sql } | { readonly impossible: string };

/** `plain`: the key is compared without a subquery, as `canBePlain` allows. */
export function tenantPredicate(context: ControlContext, isolated: Isolated, plain = false): Predicate {
  const { carrier } = isolated.isolation;
  const { reach } = isolated;
  if (plain && reach.kind === 'column') return { sql: plainKey(context, isolated.object, reach.column, carrier) };
  const name = isolated.object.path[1] ?? '';
  return { sql: reaching(context, isolated.object, Ident.of(name), isolated.reach, carrier, 0) };
}

function reaching(
  context: ControlContext,
  object: ObjectRef,
  alias: Ident,
  reach: TenantReach,
  carrier: Carrier,
  depth: number,
): Sql {
  if (reach.kind === 'column') return ownKey(context, object, alias, reach.column, carrier, depth);
  const parent = Ident.of(aliasOf(depth, alias.name));
  const joined = reach.columns.map(
    (column, index) => sql`${parent}.${Ident.of(reach.parentColumns[index] ?? '')} = ${alias}.${Ident.of(column)}`,
  );
  const above = reaching(context, reach.parent, parent, reach.reach, carrier, depth + 1);
  const from = qualified(...reach.parent.path);
  return sql`EXISTS (SELECT 1 FROM ${from} AS ${parent} WHERE ${conjunction([...joined, above])})`;
}

/** Never the name of the table itself, which the policy’s columns are qualified with. */
function aliasOf(depth: number, taken: string): string {
  const alias = `parent_${depth + 1}`;
  return alias === taken ? `${alias}_` : alias;
}

/** Asked for every row: a stable function without arguments that vary, so that an index is used all the same. */
function plainKey(context: ControlContext, object: ObjectRef, column: string, carrier: Carrier): Sql {
  const own = carrier.via?.userColumn ?? column;
  const cast = keyCast(columnType(context, object, own));
  return sql`${keySide(sql`${Ident.of(own)}`, cast)} = ${castTo(carried(context, carrier), cast)}`;
}

/** In the policy’s own table a bare column is enough; in a subquery it is qualified. */
function ownKey(
  context: ControlContext,
  object: ObjectRef,
  alias: Ident,
  column: string,
  carrier: Carrier,
  depth: number,
): Sql {
  const type = columnType(context, object, column);
  const cast = keyCast(type);
  const reference = depth === 0 ? sql`${Ident.of(column)}` : sql`${alias}.${Ident.of(column)}`;
  const key = keySide(reference, cast);
  const { via } = carrier;
  if (via === undefined) return sql`${key} = (SELECT ${castTo(carried(context, carrier), cast)})`;
  if (object.path[0] === via.schema && object.path[1] === via.table) {
    const userCast = keyCast(columnType(context, object, via.userColumn));
    const user = keySide(sql`${Ident.of(via.userColumn)}`, userCast);
    return sql`${user} = (SELECT ${castTo(carried(context, carrier), userCast)})`;
  }
  return sql`${key} = ANY (ARRAY(${memberships(context, object.database, carrier, via, cast)}))`;
}

function memberships(
  context: ControlContext,
  database: string | undefined,
  carrier: Carrier,
  via: NonNullable<Carrier['via']>,
  cast: KeyCast,
): Sql {
  const table: ObjectRef = {
    kind: 'table',
    path: [via.schema, via.table],
    ...(database === undefined ? {} : { database }),
  };
  const member = Ident.of('member');
  const userCast = keyCast(columnType(context, table, via.userColumn));
  const user = keySide(sql`${member}.${Ident.of(via.userColumn)}`, userCast);
  // An array of `character varying` would be cast as a whole, which reads otherwise than it was written.
  const column = sql`${member}.${Ident.of(via.tenantColumn)}`;
  const tenant = keySide(column, cast.kind === 'text' ? { kind: 'as-text' } : cast);
  const from = qualified(via.schema, via.table);
  return sql`SELECT ${tenant} FROM ${from} AS ${member} WHERE ${user} = (SELECT ${castTo(carried(context, carrier), userCast)})`;
}

/** What the session carries, as text; NULL when it carries nothing. */
function carried(context: ControlContext, carrier: Carrier): Sql {
  switch (carrier.kind) {
    case 'setting':
      return setting(carrier.setting);
    case 'signed-setting':
      return verifiedTenant(context, carrier.setting);
    case 'claim':
      return sql`${setting(carrier.setting)}::jsonb ->> ${Literal.of(carrier.claim)}`;
    case 'role':
      return sql`current_user::text`;
  }
}

function setting(name: string): Sql {
  return sql`NULLIF(current_setting(${Literal.of(name)}, true), '')`;
}

function columnType(context: ControlContext, object: ObjectRef, column: string): string {
  const [schema = '', name = ''] = object.path;
  const columns = scopeOf(context).database(object.database)?.columns(schema, name) ?? [];
  return columns.find((each) => each.name === column)?.type ?? 'text';
}

/** Can a session that runs injected SQL choose its tenant? */
export function forgeability(context: ControlContext, isolation: BoundIsolation): string {
  switch (isolation.carrier.kind) {
    case 'setting':
      return `The setting ${isolation.carrier.setting} is chosen by the session: injected SQL can choose another tenant. It holds against a missing filter, not against an attacker inside the session.`;
    case 'claim':
      return `The claims in ${isolation.carrier.setting} are set by the gateway, but the session can overwrite them: injected SQL can choose another tenant.`;
    case 'role':
      return 'The role is the tenant: it holds against injected SQL as long as the login may become no other tenant’s role.';
    case 'signed-setting':
      return `The token in ${isolation.carrier.setting} is verified by a signature that the session cannot make, for this login and until its expiry: injected SQL cannot choose another tenant. Set it with set_config(…, $1, true), the token as a parameter, so that it stays out of logs and pg_stat_activity; the key’s custodian puts the padded key into ${keyTableName(context, isolation.carrier.setting)}, and only the issuer of tokens holds it besides.`;
  }
}
