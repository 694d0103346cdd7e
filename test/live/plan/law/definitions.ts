// Facts drawn about what an object is, not who may use it: row security, policies, views, routines, indexes, tags.

import type { Fact } from '../../../../src/demand/model.js';
import { itemsOf } from '../../../../src/inventory/index.js';
import { roleGrantee } from '../../../../src/pg/grantee.js';
import { objectRef } from '../../../../src/pg/object.js';
import { featuresOf } from '../../../../src/pg/version.js';
import { sql } from '../../../../src/sql/sql.js';
import { anyGrantee, type Ground } from './ground.js';

export function definitionFact(ground: Ground): readonly Fact[] {
  const draw = ground.dice.pick([
    rowSecurity,
    policy,
    noPolicy,
    view,
    routine,
    existingRoutine,
    index,
    tag,
    schema,
    table,
  ]);
  return draw(ground);
}

function rowSecurity({ dice, tables }: Ground): readonly Fact[] {
  return [{ kind: 'row-security', relation: dice.pick(tables), enabled: dice.chance(60), forced: dice.chance(60) }];
}

function policy(ground: Ground): readonly Fact[] {
  const { dice } = ground;
  const command = dice.pick(['ALL', 'SELECT', 'INSERT', 'UPDATE', 'DELETE'] as const);
  const condition = dice.pick([sql`true`, sql`current_user = 'x; --'`, sql`current_setting('app.t', true) <> ''`]);
  const checks = command === 'INSERT' || (command !== 'SELECT' && command !== 'DELETE' && dice.chance(60));
  return [
    {
      kind: 'policy',
      relation: dice.pick(ground.tables),
      name: dice.pick(['old_one', 'p "1', 'new "one']),
      command,
      permissive: dice.chance(70),
      grantees: [dice.chance(50) ? anyGrantee(ground) : roleGrantee(dice.pick(ground.roles))],
      using: command === 'INSERT' ? null : condition,
      check: checks ? condition : null,
    },
  ];
}

function noPolicy({ dice, inventory, database }: Ground): readonly Fact[] {
  const present = itemsOf(inventory.policies);
  if (present.length === 0) return [];
  const { schema: place, relation, name } = dice.pick(present);
  return [{ kind: 'no-policy', relation: objectRef('table', [place, relation], database), name }];
}

/** With columns of its own, so that it stands whoever may read what. */
function view({ dice, database, roles, major }: Ground): readonly Fact[] {
  const path = ['app', dice.pick(['made_view', 'made "view'])];
  return [
    {
      kind: 'view',
      view: objectRef('view', path, database),
      owner: dice.pick(roles),
      query: sql`SELECT 1 AS one, 'it''s; --'::pg_catalog.text AS "tw""o"`,
      securityBarrier: dice.chance(50),
      securityInvoker: featuresOf(major).securityInvokerViews && dice.chance(50),
    },
  ];
}

function routine({ dice, database, roles }: Ground): readonly Fact[] {
  return [
    {
      kind: 'routine',
      routine: objectRef('routine', ['app', dice.pick(['made_call', 'made "call']) + '(text)'], database),
      owner: dice.pick(roles),
      returns: sql`text`,
      language: 'sql',
      volatility: dice.pick(['stable', 'volatile'] as const),
      securityDefiner: dice.chance(50),
      config: dice.chance(60) ? [{ name: 'search_path', value: 'pg_catalog, pg_temp' }] : [],
      parameters: [{ name: 'wo"rd', type: sql`text` }],
      body: sql`SELECT 'it''s $body$ ; --'::pg_catalog.text`,
    },
  ];
}

function existingRoutine({ dice, inventory, database }: Ground): readonly Fact[] {
  const own = itemsOf(inventory.routines).filter(
    ({ schema: place }) => !place.startsWith('pg_') && place !== 'information_schema',
  );
  if (own.length === 0) return [];
  const { schema: place, name, identityArguments, kind } = dice.pick(own);
  const ref = objectRef('routine', [place, `${name}(${identityArguments})`], database);
  if (kind !== 'procedure' && dice.chance(50))
    return [{ kind: 'routine-security', routine: ref, securityDefiner: dice.chance(50) }];
  return [
    {
      kind: 'routine-config',
      routine: ref,
      name: 'search_path',
      value: dice.pick(['pg_catalog, pg_temp', 'app, "o""dd"']),
    },
  ];
}

function index({ dice, inventory, tables }: Ground): readonly Fact[] {
  const relation = dice.pick(tables);
  const columns = itemsOf(inventory.columns).filter(
    (each) => each.schema === relation.path[0] && each.relation === relation.path[1],
  );
  if (columns.length === 0) return [];
  return [{ kind: 'index', relation, columns: [dice.pick(columns).name], name: `made "${dice.below(1000)}` }];
}

function tag({ dice, inventory, database, tables }: Ground): readonly Fact[] {
  const columns = itemsOf(inventory.columns).filter(({ schema: place }) => place === 'app');
  const word = dice.pick(['restricted', "confi'dential; --", 'pii']);
  if (columns.length === 0 || dice.chance(40)) return [{ kind: 'tag', object: dice.pick(tables), tag: word }];
  const { relation, name } = dice.pick(columns);
  return [{ kind: 'tag', object: objectRef('column', ['app', relation, name], database), tag: word }];
}

function schema({ dice, database, roles }: Ground): readonly Fact[] {
  const name = dice.pick(['app', 'made', 'made "schema']);
  return [{ kind: 'schema', database, schema: name, owner: dice.pick(roles) }];
}

function table({ dice, database, roles }: Ground): readonly Fact[] {
  return [
    {
      kind: 'created-table',
      table: objectRef('table', ['app', 'made "keys'], database),
      owner: dice.pick(roles),
      columns: [{ name: 'k"ey', type: sql`text`, notNull: true }],
      primaryKey: ['k"ey'],
    },
  ];
}
