// Functions that we create. The body is stored as it was sent, so it is compared as text.
// https://www.postgresql.org/docs/current/sql-createfunction.html

import { canonicalJson } from '../../core/canonical-json.js';
import { sortBy } from '../../core/order.js';
import type { RoutineFact } from '../../demand/model.js';
import type { Routine } from '../../inventory/routine.js';
import { describeObject } from '../../pg/object.js';
import { Ident } from '../../sql/ident.js';
import { Literal } from '../../sql/literal.js';
import { join, keyword, sql, type Sql } from '../../sql/sql.js';
import { serverText } from './server-text.js';
import { initialAcl } from '../acl/initial.js';
import { reowned } from '../acl/state.js';
import { listItems, settingName, settingValue } from '../guc.js';
import type { BlockedStep } from '../model.js';
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

export const routineKind: ChangeKind<'routine'> = {
  plan: eachFact(planRoutine),
  // Policies and views hang on it; what it does is negated where it is used.
  negate: () => [],
};

function planRoutine(demand: DemandOf<'routine'>, { situation }: Context): Draft | BlockedStep | null {
  const { fact, because } = demand;
  const label = describeObject(fact.routine);
  if (!situation.hasRole(fact.owner))
    return blockedStep(label, `role ${fact.owner} does not exist`, 'whoever creates it');
  const name = signatureSql(fact);
  if (name === null)
    return blockedStep(label, 'its path does not end in its parameter types', 'the control that demands it');
  const present = situation.routine(fact.routine);
  if (present === undefined) project(fact, name, situation);
  else if (sameRoutine(fact, present)) return null;
  const owner = sql`ALTER ROUTINE ${name} OWNER TO ${Ident.of(fact.owner)}`;
  const former = present?.definition ?? null;
  return sqlDraft({
    kind: 'routine',
    phase: 'expand',
    rank: 20,
    object: fact.routine,
    title: `${present === undefined ? 'Create' : 'Replace'} ${label}`,
    because,
    statements: statements(createSql(fact), owner),
    inverse:
      present === undefined
        ? statements(sql`DROP ROUTINE ${name}`)
        : former === null
          ? null
          : statements(serverText(former), sql`ALTER ROUTINE ${name} OWNER TO ${Ident.of(present.owner)}`),
    hazards:
      present !== undefined && former === null ? ['the former body could not be read: there is no way back'] : [],
  });
}

function project(fact: RoutineFact, name: Sql, situation: Context['situation']): void {
  const [schema = ''] = fact.routine.path;
  const creator = situation.applier.role;
  const acl = initialAcl(situation, 'routine', creator, schema, fact.routine.database ?? '');
  situation.add({ ref: fact.routine, owner: fact.owner, acl: reowned(acl, creator, fact.owner), name, follows: null });
}

function sameRoutine(fact: RoutineFact, present: Routine): boolean {
  return (
    present.body === fact.body.text &&
    present.owner === fact.owner &&
    present.language === fact.language &&
    present.volatility === fact.volatility &&
    present.securityDefiner === fact.securityDefiner &&
    sameType(present.returns, fact.returns.text) &&
    configKey(present.config.map((each) => splitConfig(each))) === configKey(fact.config)
  );
}

function splitConfig(text: string): { readonly name: string; readonly value: string } {
  const at = text.indexOf('=');
  return { name: text.slice(0, at), value: text.slice(at + 1) };
}

function configKey(config: RoutineFact['config']): string {
  const pairs = config.map(({ name, value }) => [name, name === 'search_path' ? listItems(value) : value]);
  return JSON.stringify(sortBy(pairs, (pair) => canonicalJson(pair)));
}

const ALIASES: Readonly<Record<string, string>> = {
  bool: 'boolean',
  int: 'integer',
  int4: 'integer',
  int8: 'bigint',
  timestamptz: 'timestamp with time zone',
  varchar: 'character varying',
};

function sameType(left: string, right: string): boolean {
  return plainType(left) === plainType(right);
}

function plainType(type: string): string {
  const bare = type
    .trim()
    .toLowerCase()
    .replaceAll('"', '')
    .replace(/^pg_catalog\./u, '');
  return ALIASES[bare] ?? bare;
}

/** `"app"."name"(type, type)`; null when the path says otherwise. */
function signatureSql(fact: RoutineFact): Sql | null {
  const [schema, signature] = fact.routine.path;
  const types = fact.parameters.map((each) => each.type);
  const suffix = `(${types.map((type) => type.text).join(', ')})`;
  if (schema === undefined || signature === undefined || !signature.endsWith(suffix)) return null;
  const name = signature.slice(0, -suffix.length);
  return name === '' ? null : sql`${Ident.of(schema)}.${Ident.of(name)}(${join(types, sql`, `)})`;
}

function createSql(fact: RoutineFact): Sql {
  const [schema = '', signature = ''] = fact.routine.path;
  const types = fact.parameters.map((each) => each.type.text).join(', ');
  const name = sql`${Ident.of(schema)}.${Ident.of(signature.slice(0, -(types.length + 2)))}`;
  const parameters = join(
    fact.parameters.map((each) => sql`${Ident.of(each.name)} ${each.type}`),
    sql`, `,
  );
  const config = fact.config.map((each) => sql`SET ${settingName(each.name)} = ${settingValue(each.name, each.value)}`);
  const properties = [
    sql`LANGUAGE ${Ident.of(fact.language)}`,
    keyword(fact.volatility.toUpperCase()),
    keyword(fact.securityDefiner ? 'SECURITY DEFINER' : 'SECURITY INVOKER'),
    ...config,
    sql`AS ${Literal.of(fact.body.text)}`,
  ];
  return sql`CREATE OR REPLACE FUNCTION ${name}(${parameters}) RETURNS ${fact.returns} ${join(properties, sql` `)}`;
}
