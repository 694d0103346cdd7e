// Demands drawn from an inventory by dice: what controls could ask for, and more than they would. New roles come
// with them, so that nothing is blocked for their absence.

import type { Fact } from '../../../../src/demand/model.js';
import { itemsOf, type Inventory } from '../../../../src/inventory/index.js';
import { objectRef, type ObjectKind, type ObjectRef } from '../../../../src/pg/object.js';
import { privilegesOf } from '../../../../src/pg/privilege.js';
import type { Dice } from '../../access/dice.js';
import { ROLES } from '../../access/generated-cluster.js';
import { definitionFact } from './definitions.js';
import { anyGrantee, type Ground } from './ground.js';

export const NEW_ROLES: readonly string[] = ['made_1', 'made "2'];

export function drawFacts(inventory: Inventory, database: string, dice: Dice, wish: number): readonly Fact[] {
  const ground = groundOf(inventory, database, dice);
  const made = NEW_ROLES.map((role): Fact => ({ kind: 'role', role, attributes: {} }));
  const drawn = Array.from({ length: 2 + dice.below(wish) }, () => drawFact(ground));
  return [...made, ...drawn.flat()];
}

function groundOf(inventory: Inventory, name: string, dice: Dice): Ground {
  const found = inventory.databases.find((each) => each.name === name);
  if (found === undefined) throw new Error(`database ${name} was not read`);
  const own = (schema: string): boolean => !schema.startsWith('pg_') && schema !== 'information_schema';
  const relations = itemsOf(found.relations).filter((each) => own(each.schema));
  const at = (kind: ObjectKind, ...path: readonly string[]): ObjectRef => objectRef(kind, path, name);
  const clusterWide = [
    objectRef('database', [name]),
    ...itemsOf(inventory.cluster.tablespaces).map((each) => objectRef('tablespace', [each.name])),
    ...itemsOf(inventory.cluster.parameterAcls).map((each) => objectRef('parameter', [each.name])),
  ];
  return {
    dice,
    major: inventory.server.major,
    database: name,
    roles: [...ROLES, ...NEW_ROLES],
    inventory: found,
    tables: relations.filter((each) => each.kind === 'table').map((each) => at('table', each.schema, each.name)),
    objects: [
      ...clusterWide,
      ...relations.map((each) => at(each.kind, each.schema, each.name)),
      ...itemsOf(found.schemas).flatMap((each) => (own(each.name) ? [at('schema', each.name)] : [])),
      ...itemsOf(found.routines).flatMap((each) =>
        own(each.schema) ? [at('routine', each.schema, `${each.name}(${each.identityArguments})`)] : [],
      ),
      ...itemsOf(found.types).flatMap((each) => (own(each.schema) ? [at('type', each.schema, each.name)] : [])),
      ...itemsOf(found.languages).map((each) => at('language', each.name)),
      ...itemsOf(found.foreignDataWrappers).map((each) => at('foreign-data-wrapper', each.name)),
      ...itemsOf(found.foreignServers).map((each) => at('foreign-server', each.name)),
      ...itemsOf(found.largeObjects).map((each) => at('large-object', each.oid)),
    ],
  };
}

const DRAWS: readonly (readonly [number, (ground: Ground) => readonly Fact[]])[] = [
  [35, privilege],
  [20, columnPrivilege],
  [10, owner],
  [10, membership],
  [6, attributes],
  [8, defaultPrivilege],
  [4, roleSetting],
  [20, definitionFact],
];

function drawFact(ground: Ground): readonly Fact[] {
  let at = ground.dice.below(DRAWS.reduce((sum, [weight]) => sum + weight, 0));
  for (const [weight, draw] of DRAWS) {
    if (at < weight) return draw(ground);
    at -= weight;
  }
  return [];
}

function privilege(ground: Ground): readonly Fact[] {
  const { dice, major } = ground;
  // Relations more often: their lists hold the chains and the columns.
  const object = dice.chance(50) ? dice.pick(ground.tables) : dice.pick(ground.objects);
  const known = privilegesOf(object.kind, major);
  if (known.length === 0) return [];
  const grantee = anyGrantee(ground);
  const present = dice.chance(45);
  const grantable = present && grantee.kind === 'role' && dice.chance(25);
  const words = present || dice.chance(50) ? [dice.pick(known)] : known;
  return words.map((word) => ({ kind: 'privilege', object, grantee, privilege: word, present, grantable }));
}

function columnPrivilege(ground: Ground): readonly Fact[] {
  const { dice, database, inventory } = ground;
  const [schema = '', relation = ''] = dice.pick(ground.tables).path;
  const columns = itemsOf(inventory.columns).filter((each) => each.schema === schema && each.relation === relation);
  if (columns.length === 0) return [];
  const object = objectRef('column', [schema, relation, dice.pick(columns).name], database);
  const grantee = anyGrantee(ground);
  const present = dice.chance(50);
  const word = dice.pick(privilegesOf('column', ground.major));
  const grantable = present && grantee.kind === 'role' && dice.chance(20);
  return [{ kind: 'privilege', object, grantee, privilege: word, present, grantable }];
}

const OWNED: readonly ObjectKind[] = [
  'table',
  'view',
  'materialized-view',
  'schema',
  'routine',
  'type',
  'database',
  'large-object',
  'sequence',
  'foreign-server',
];

function owner({ dice, objects, roles }: Ground): readonly Fact[] {
  const object = dice.pick(objects.filter((each) => OWNED.includes(each.kind)));
  return [{ kind: 'owner', object, owner: dice.pick(roles) }];
}

function membership({ dice, roles }: Ground): readonly Fact[] {
  const present = dice.chance(50);
  const role = dice.chance(15) ? dice.pick(['pg_read_all_data', 'pg_monitor']) : dice.pick(roles);
  const member = dice.pick(roles);
  if (role === member) return [];
  const options = { admin: dice.chance(30), inherit: dice.chance(60), set: dice.chance(60) };
  return [{ kind: 'membership', role, member, present, ...(present && dice.chance(60) ? { options } : {}) }];
}

function attributes({ dice, roles }: Ground): readonly Fact[] {
  const given = {
    ...(dice.chance(50) ? { login: dice.chance(50) } : {}),
    ...(dice.chance(40) ? { createDb: dice.chance(50) } : {}),
    ...(dice.chance(40) ? { bypassRls: dice.chance(30) } : {}),
    ...(dice.chance(30) ? { superuser: false } : {}),
    ...(dice.chance(30) ? { inherit: dice.chance(50) } : {}),
    ...(dice.chance(40) ? { connectionLimit: dice.below(9) - 1 } : {}),
  };
  return [{ kind: 'role', role: dice.pick(roles), attributes: given }];
}

function defaultPrivilege(ground: Ground): readonly Fact[] {
  const { dice, database, roles } = ground;
  const objectKind = dice.pick(['table', 'sequence', 'routine', 'type'] as const);
  const schemas = itemsOf(ground.inventory.schemas).map((each) => each.name);
  return [
    {
      kind: 'default-privilege',
      database,
      role: dice.pick(roles),
      schema: dice.chance(50) ? null : dice.pick(schemas.filter((each) => !each.startsWith('pg_'))),
      objectKind,
      grantee: anyGrantee(ground),
      privilege: dice.pick(privilegesOf(objectKind, ground.major)),
      present: dice.chance(45),
    },
  ];
}

function roleSetting({ dice, roles, database }: Ground): readonly Fact[] {
  const [name, value] = dice.pick([
    ['search_path', 'app, pg_temp'],
    ['search_path', null],
    ['statement_timeout', '30s'],
    ['application_name', 'it\'s "x", y'],
    ['work_mem', null],
  ] as const);
  const role = dice.chance(80) ? dice.pick(roles) : null;
  return [{ kind: 'role-setting', role, database: role === null || dice.chance(50) ? database : null, name, value }];
}
