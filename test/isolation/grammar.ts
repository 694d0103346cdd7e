// Random policies, of everything that the prover says it reads, and of things it must leave open.

import { B } from './law-schema.js';
import type { Random } from '../../src/isolation/random.js';

const TENANTS = [
  "nullif(current_setting('app.tenant_id', true), '')::uuid",
  "current_setting('app.tenant_id', true)::uuid",
  "current_setting('app.tenant_id')::uuid",
  'app.tenant()',
  '(SELECT app.tenant())',
  'app.tenant_pl()',
  'app.tenant_atomic()',
  'app.tenant_caught()',
  'app.tenant_or_other()',
  'app.uid()',
  "(app.jwt() ->> 'tenant_id')::uuid",
  "(current_setting('hasura.user', true)::json ->> 'x-hasura-user-id')::uuid",
];

/** Conditions on whose row it is; `t` is a tenant. */
const OWNERSHIP: readonly ((t: string, other: string) => string)[] = [
  (t) => `tenant_id = ${t}`,
  (t) => `${t} = tenant_id`,
  () => "tenant_id::text = current_setting('app.tenant_id', true)",
  () => "tenant_id::text::varchar(3) = current_setting('app.tenant_id', true)::varchar(3)",
  () => "left(tenant_id::text, 8) = left(current_setting('app.tenant_id', true), 8)",
  () => "lower(tenant_id::text) = lower(current_setting('app.tenant_id', true))",
  (t) => `tenant_id IN (${t})`,
  (t, other) => `tenant_id = ANY (ARRAY[${t}, ${other}])`,
  (t, other) => `tenant_id = ALL (ARRAY[${t}, ${other}])`,
  (t) => `tenant_id <> ALL (ARRAY[${t}])`,
  (t) => `tenant_id IS NOT DISTINCT FROM ${t}`,
  (t) => `NOT (tenant_id IS DISTINCT FROM ${t})`,
  (t) => `owner_id = ${t}`,
  (t, other) => `tenant_id = coalesce(${t}, ${other})`,
  (t) => `tenant_id = coalesce(${t}, owner_id)`,
  (t) => `tenant_id = nullif(${t}, '${B}')`,
  (t) => `(tenant_id, id) = (${t}, id)`,
  (t) => `tenant_id BETWEEN ${t} AND ${t}`,
  (t) => `CASE tenant_id WHEN ${t} THEN true ELSE false END`,
];

const SUBQUERIES: readonly ((t: string) => string)[] = [
  (t) => `tenant_id IN (SELECT m.tenant_id FROM app.members m WHERE m.user_id = ${t})`,
  (t) => `tenant_id NOT IN (SELECT m.tenant_id FROM app.members m WHERE m.user_id = ${t})`,
  (t) =>
    `EXISTS (SELECT 1 FROM app.members m WHERE m.user_id = ${t} AND m.tenant_id = docs.tenant_id AND m.role = 'admin')`,
  (t) =>
    `tenant_id = (SELECT m.tenant_id FROM app.members m WHERE m.user_id = m.tenant_id AND m.user_id = ${t} LIMIT 1)`,
  (t) => `tenant_id = ANY (ARRAY(SELECT m.tenant_id FROM app.members m WHERE m.tenant_id = ${t}))`,
  (t) => `tenant_id = ANY ((SELECT array_agg(m.tenant_id) FROM app.members m WHERE m.tenant_id = ${t})::uuid[])`,
  (t) => `(SELECT count(*) FROM app.members m WHERE m.tenant_id = docs.tenant_id AND m.tenant_id = ${t}) > 0`,
  (t) => `(SELECT count(*) FROM app.members m WHERE m.tenant_id = ${t}) = 0`,
  (t) => `(SELECT bool_or(m.active) FROM app.members m WHERE m.tenant_id = docs.tenant_id AND m.user_id = ${t})`,
  (t) => `(SELECT max(m.role) FROM app.members m WHERE m.tenant_id = docs.tenant_id AND m.tenant_id = ${t}) = 'admin'`,
  (t) => `EXISTS (SELECT 1 FROM app.teams x WHERE x.tenant_id = docs.tenant_id AND x.lead = ${t})`,
  () => 'EXISTS (SELECT 1 FROM app.teams x WHERE x.tenant_id = docs.tenant_id AND NOT x.hidden)',
  (t) => `EXISTS (SELECT 1 FROM app.admins a WHERE a.tenant_id = docs.tenant_id AND a.user_id = ${t})`,
  (t) =>
    `EXISTS (SELECT 1 FROM app.members m LEFT JOIN app.teams x ON x.tenant_id = m.tenant_id WHERE m.tenant_id = docs.tenant_id AND coalesce(x.tenant_id, ${t}) = m.tenant_id)`,
  (t) =>
    `tenant_id IN (SELECT m.tenant_id FROM app.members m WHERE m.tenant_id = ${t} UNION SELECT x.tenant_id FROM app.teams x WHERE x.lead = ${t})`,
  (t) =>
    `tenant_id IN (WITH mine AS (SELECT m.tenant_id FROM app.members m WHERE m.user_id = ${t}) SELECT tenant_id FROM mine)`,
  () => 'tenant_id IN (SELECT app.my_tenants())',
  () => 'app.is_member(tenant_id)',
  () => 'app.member_pl(tenant_id)',
  () => 'app.team_lead(tenant_id)',
  () => 'app.unpinned(tenant_id)',
];

const PLAIN: readonly string[] = [
  'open',
  "name = 'x'",
  'n > 0',
  'n BETWEEN 1 AND 0',
  "state = 'draft'",
  "name LIKE 'x%'",
  "name ~ '^x'",
  "name::varchar(3) = 'xyz'",
  "name::app.short = 'xyz'",
  'price = 1.00',
  'score = price',
  'n::text = name',
  "'a' = ANY (tags)",
  "'a' <> ALL (tags)",
  "tags @> ARRAY['a']",
  "tags && ARRAY['a', 'b']",
  "('a' = ANY (tags)) IS NULL",
  'tenant_id::text = ANY (tags)',
  'during @> n',
  'n <@ int4range(0, 3)',
  'made < now()',
  'cardinality(tags) > 0',
  "meta ->> 'k' = 'v'",
  "meta ? 'k'",
  "(meta ->> 'tenant')::uuid = tenant_id",
  'meta @> \'{"k":"v"}\'',
  "meta #>> '{k}' IS NULL",
  "(string_to_array(path, '/'))[1] = tenant_id::text",
  "split_part(path, '/', 1) = current_setting('app.tenant_id', true)",
  "path = current_setting('app.tenant_id', true) || '/x'",
  'starts_with(path, tenant_id::text)',
  'name IS NULL',
  "current_user = 'app'",
  "session_user = 'app'",
  "pg_has_role('grp', 'MEMBER')",
  "pg_has_role('app', 'grp', 'USAGE')",
  "current_setting('app.other', true) = 'true'",
  "tenant_id = current_setting('app.other', true)::uuid",
  "tenant_id = (app.jwt() #>> '{app_metadata,org}')::uuid",
  "(app.jwt() -> 'app_metadata') ? tenant_id::text",
  'false',
  'true',
];

export function randomCondition(random: Random, depth: number): string {
  const tenant = (): string => random.pick(random.chance(0.7) ? TENANTS.slice(0, 9) : TENANTS, 'app.tenant()');
  if (depth <= 0 || random.chance(0.35)) {
    const kind = random.next();
    if (kind < 0.5) return random.pick(OWNERSHIP, (t) => t)(tenant(), tenant());
    return kind < 0.75 ? random.pick(SUBQUERIES, (t) => t)(tenant()) : random.pick(PLAIN, 'true');
  }
  const inner = (): string => randomCondition(random, depth - 1);
  const joins: readonly (() => string)[] = [
    () => `(${inner()} AND ${inner()})`,
    () => `(${inner()} AND ${inner()})`,
    () => `(${inner()} OR ${inner()})`,
    () => `(NOT ${inner()})`,
    () => `(CASE WHEN ${inner()} THEN ${inner()} ELSE ${inner()} END)`,
    () => `(${inner()} IS ${random.pick(['TRUE', 'NOT FALSE', 'UNKNOWN', 'NOT TRUE'], 'TRUE')})`,
    () => `coalesce(${inner()}, ${inner()})`,
    () => `(${inner()} = ${inner()})`,
  ];
  return random.pick(joins, inner)();
}

const COMMANDS = ['ALL', 'ALL', 'ALL', 'SELECT', 'INSERT', 'UPDATE', 'DELETE'] as const;

/** One to three policies as statements; a policy for some command alone comes with others for the rest. */
export function randomPolicies(random: Random): readonly string[] {
  const number = random.chance(0.5) ? 1 : random.chance(0.7) ? 2 : 3;
  return Array.from({ length: number }, (_, index) => {
    const restrictive = index > 0 && random.chance(0.5);
    const command = random.pick(COMMANDS, 'ALL');
    const using = command === 'INSERT' ? '' : ` USING (${randomCondition(random, 3)})`;
    const checked = command === 'INSERT' || ((command === 'ALL' || command === 'UPDATE') && random.chance(0.3));
    const check = checked ? ` WITH CHECK (${randomCondition(random, 2)})` : '';
    return `CREATE POLICY p${index} ON app.docs AS ${restrictive ? 'RESTRICTIVE' : 'PERMISSIVE'} FOR ${command} ${random.chance(0.2) ? 'TO grp ' : ''}${using}${check}`;
  });
}
