// What each login may do today, as authorization rows to confirm or to cut: explicit grants, those of
// roles that it inherits, and what it does as an owner. Rights of PUBLIC and of superusers are nobody's need.

import type { Acl } from '../../pg/acl.js';
import { itemsOf, type Inventory, type Role } from '../../inventory/index.js';
import { catalogsOf, type Catalog, type RelationEntry } from '../bind/catalog.js';
import { OPERATIONS, type Operation } from '../model.js';
import { WORKING, loginKind } from './connections.js';
import type { Evidence } from './evidence.js';
import { code, codes, place, type DraftRow } from './markdown.js';

const WRITES: readonly Operation[] = ['select', 'insert', 'update', 'delete'];

interface Held {
  /** As a document names it. */
  readonly place: string | null;
  /** The whole relation, no column or routine. */
  readonly whole: boolean;
  readonly operations: readonly Operation[];
}

export function authorizationRows({ inventory, logins }: Evidence): readonly DraftRow[] {
  const catalogs = catalogsOf(inventory);
  return logins
    .filter((role) => !role.superuser && WORKING.has(loginKind(role)))
    .flatMap((role) => rowsOf(role, catalogs, inheritedBy(role.name, inventory)));
}

/** One row for each set of operations; a schema stands for its tables when all of them have the same. */
function rowsOf(role: Role, catalogs: readonly Catalog[], roles: ReadonlySet<string>): readonly DraftRow[] {
  const rows = new Map<string, (string | null)[]>();
  const add = (operations: readonly Operation[], name: string | null): void => {
    const key = operations.join(', ');
    if (key !== '') rows.set(key, [...(rows.get(key) ?? []), name]);
  };
  for (const catalog of catalogs) {
    const held = heldIn(catalog, roles);
    for (const { place: name, operations } of held) add(operations, name);
  }
  return [...rows].map(([operations, names]) => ({
    actor: code(role.name),
    resource: codes([...new Set(names)]),
    operations,
  }));
}

function heldIn(catalog: Catalog, roles: ReadonlySet<string>): readonly Held[] {
  const schemas = [...catalog.relationsIn].filter(([schema]) => !/^(?:pg_|information_schema$)/u.test(schema));
  const relations = schemas.flatMap(([schema, entries]) => {
    const tables = entries.filter(({ relation, partition }) => relation.kind !== 'sequence' && !partition);
    return together(
      schema,
      tables.flatMap((entry) => heldOn(entry, roles)),
      tables.length,
    );
  });
  const routines = [...catalog.routinesIn.values()].flat().flatMap((routine): readonly Held[] => {
    if (routine.returnsTrigger || !grants(routine.acl, roles).has('EXECUTE')) return [];
    const name = place(routine.schema, routine.name);
    return [{ place: name, whole: false, operations: ['execute'] }];
  });
  return [...relations, ...routines];
}

function together(schema: string, held: readonly Held[], tables: number): readonly Held[] {
  const [first] = held;
  const same = held.every(({ whole, operations }) => whole && operations.join() === first?.operations.join());
  if (first === undefined || !same || held.length !== tables || tables < 2) return held;
  const name = place(schema, 'x')?.replace(/x(`+)$/u, '*$1') ?? null;
  return name === null ? held : [{ ...first, place: name }];
}

function heldOn({ relation, columns }: RelationEntry, roles: ReadonlySet<string>): readonly Held[] {
  const { schema, name, owner, acl } = relation;
  const own = roles.has(owner) ? WRITES : [];
  const operations = operationsOf(grants(acl, roles), own);
  const table: Held = { place: place(schema, name), whole: true, operations };
  const narrow = columns.flatMap((column): readonly Held[] => {
    const more = operationsOf(grants(column.acl, roles), []).filter((each) => !operations.includes(each));
    return more.length === 0 ? [] : [{ place: place(schema, name, column.name), whole: false, operations: more }];
  });
  return [...(operations.length === 0 ? [] : [table]), ...narrow];
}

function grants(acl: Acl, roles: ReadonlySet<string>): ReadonlySet<string> {
  const held = (acl ?? []).filter(({ grantee }) => grantee.kind === 'role' && roles.has(grantee.name));
  return new Set(held.map(({ privilege }) => privilege));
}

function operationsOf(privileges: ReadonlySet<string>, own: readonly Operation[]): readonly Operation[] {
  return OPERATIONS.filter((each) => own.includes(each) || privileges.has(each.toUpperCase()));
}

/** The role and what it is a member of with INHERIT, through any number of steps. */
function inheritedBy(name: string, inventory: Inventory): ReadonlySet<string> {
  const memberships = itemsOf(inventory.cluster.memberships);
  const found = new Set([name]);
  for (const role of found) {
    for (const { role: group, member, inherit } of memberships) if (member === role && inherit) found.add(group);
  }
  return found;
}

/** Logins that hold SELECT on the relation, for the readers of its columns. */
export function readersOf(entry: RelationEntry, { inventory, logins }: Evidence): readonly string[] {
  const working = logins.filter((role) => !role.superuser && loginKind(role) === 'service');
  return working
    .filter(({ name }) =>
      heldOn(entry, inheritedBy(name, inventory)).some(({ operations }) => operations.includes('select')),
    )
    .map(({ name }) => name);
}
