// Authorization rows → one grant per row and object. A row on a schema means its tables and views
// (not partitions, which are reached through their parent); `execute` means its routines.

import { itemsOf, type Inventory } from '../../inventory/index.js';
import { objectRef, type ObjectKind, type ObjectRef } from '../../pg/object.js';
import type { BoundGrant } from '../bound.js';
import type { Location } from '../location.js';
import type { Authorization, Intent, Operation } from '../model.js';
import type { Report } from '../row.js';
import { columnObject, routineObject, type RelationEntry } from './catalog.js';
import type { Resolver } from './classes.js';
import { relationsOf, type Target } from './resolve.js';

const TABLE: readonly Operation[] = [
  'select',
  'insert',
  'update',
  'delete',
  'truncate',
  'references',
  'trigger',
  'maintain',
];
const READ: readonly Operation[] = ['select'];

/** What one can be granted on a kind of object. */
const FITTING: { readonly [K in ObjectKind]?: readonly Operation[] } = {
  table: TABLE,
  view: TABLE,
  'foreign-table': TABLE,
  'materialized-view': ['select', 'maintain'],
  sequence: ['select', 'update', 'usage'],
  column: ['select', 'insert', 'update', 'references'],
  routine: ['execute'],
  schema: ['usage', 'create'],
  database: ['connect', 'create', 'temporary'],
};

export function bindGrants(
  intent: Intent,
  inventory: Inventory,
  resolver: Resolver,
  report: Report,
): readonly BoundGrant[] {
  const databases = new Set(itemsOf(inventory.cluster.databaseFacts).map((database) => database.name));
  for (const database of inventory.databases) databases.add(database.name);
  return intent.authorizations.flatMap((row) =>
    row.resources.flatMap((location) => {
      const targets = resolver(location);
      const named = location.parts[0] ?? '';
      const candidates =
        targets.length === 0 && location.parts.length === 1 && databases.has(named)
          ? [{ object: objectRef('database', [named]), offered: row.operations }]
          : targets.flatMap((target) => offersOf(target, row.operations, location));
      return grantsOf(row, location, candidates, report);
    }),
  );
}

interface Offer {
  readonly object: ObjectRef;
  readonly offered: readonly Operation[];
}

function grantsOf(
  row: Authorization,
  location: Location,
  offers: readonly Offer[],
  report: Report,
): readonly BoundGrant[] {
  const used = new Set<Operation>();
  const grants = offers.flatMap(({ object, offered }): readonly BoundGrant[] => {
    const operations = offered.filter((operation) => FITTING[object.kind]?.includes(operation) === true);
    for (const operation of operations) used.add(operation);
    if (operations.length === 0) return [];
    return [{ actor: row.actor, object, operations, condition: row.condition, source: location.source }];
  });
  const unused = row.operations.filter((operation) => !used.has(operation));
  if (offers.length > 0 && unused.length > 0) reportUnused(location, offers, unused, report);
  return grants;
}

function offersOf(target: Target, operations: readonly Operation[], location: Location): readonly Offer[] {
  switch (target.kind) {
    case 'column':
      return [{ object: columnObject(target.relation, target.column.name), offered: operations }];
    case 'routine':
      return [{ object: routineObject(target.catalog, target.routine), offered: operations }];
    case 'relation':
      return location.wildcard
        ? wideOffer(target.relation, operations)
        : [{ object: target.relation.object, offered: operations }];
    case 'schema':
      return [
        { object: objectRef('schema', [target.schema], target.catalog.database), offered: operations },
        ...relationsOf(target).flatMap((entry) => wideOffer(entry, operations)),
        ...(target.catalog.routinesIn.get(target.schema) ?? [])
          .filter((routine) => !routine.returnsTrigger)
          .map((routine) => ({ object: routineObject(target.catalog, routine), offered: operations })),
      ];
  }
}

/** A row that names no relation gives no writing through views, and nothing on partitions or sequences. */
function wideOffer(entry: RelationEntry, operations: readonly Operation[]): readonly Offer[] {
  const { kind } = entry.relation;
  if (entry.partition || kind === 'sequence') return [];
  const offered = kind === 'table' ? operations : operations.filter((operation) => READ.includes(operation));
  return [{ object: entry.object, offered }];
}

function reportUnused(
  location: Location,
  offers: readonly Offer[],
  operations: readonly Operation[],
  report: Report,
): void {
  const [only] = offers;
  const one =
    offers.length === 1 && !location.wildcard && only?.object.kind !== 'schema' ? only?.object.kind : undefined;
  const fitting = one === undefined ? undefined : FITTING[one];
  const words = operations.join(', ');
  report({
    code: 'operation-does-not-fit',
    severity: 'warning',
    what:
      one === undefined
        ? `\`${location.text}\` holds nothing on which ${words} can be granted.`
        : `${words} cannot be granted on \`${location.text}\`.`,
    why: 'PostgreSQL knows no such privilege for these objects, so the row would give less than it says.',
    fix:
      one === undefined || fitting === undefined
        ? 'Name the objects that are meant, or remove the operation.'
        : `A ${one.replaceAll('-', ' ')} takes ${fitting.join(', ')}.`,
    source: location.source,
    length: location.text.length,
  });
}
