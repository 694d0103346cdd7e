// Whether what is held can be used: CONNECT on the database, USAGE on the schema, and for a view what its
// owner (or, with security_invoker, the caller) needs of the relations and routines that it reads.
// https://www.postgresql.org/docs/current/rules-privileges.html

import { itemsOf, type Inventory, type Relation } from '../inventory/index.js';
import { isRelationKind, objectRef, type ObjectRef } from '../pg/object.js';
import type { Privilege } from '../pg/privilege.js';
import { decideHolding, type HoldsContext } from './holds.js';
import { securableKey } from './securable.js';

/** Objects without a schema. */
const UNSCHEMED: readonly string[] = ['language', 'large-object', 'foreign-data-wrapper', 'foreign-server', 'schema'];

export type Usable = (role: string, object: ObjectRef, privilege: Privilege) => boolean;

export function usability(context: HoldsContext, inventory: Inventory): Usable {
  const views = new ViewRights(context, inventory);
  const open = new Set(
    itemsOf(inventory.cluster.databaseFacts).flatMap((each) => (each.allowConnections ? [each.name] : [])),
  );
  return (role, object, privilege) => {
    if (!holdsObject(context, role, object, privilege)) return false;
    const { database, path } = object;
    if (database === undefined) return true;
    if (!open.has(database) || !holdsObject(context, role, objectRef('database', [database]), 'CONNECT')) return false;
    const schema = objectRef('schema', path.slice(0, 1), database);
    if (!UNSCHEMED.includes(object.kind) && !holdsObject(context, role, schema, 'USAGE')) return false;
    if (!isRelationKind(object.kind) && object.kind !== 'column') return true;
    return (
      context.members.role(role)?.superuser === true || views.suffice(role, { database, path, privilege }, new Set())
    );
  };
}

function holdsObject(context: HoldsContext, role: string, object: ObjectRef, privilege: Privilege): boolean {
  const securable = context.securables.get(securableKey(object));
  return securable !== undefined && decideHolding(context, role, securable, privilege);
}

interface Use {
  readonly database: string;
  readonly path: readonly string[];
  readonly privilege: Privilege;
}

/** Which columns a view reads is not in the inventory: one readable column of the relation is taken as enough. */
class ViewRights {
  readonly #context: HoldsContext;
  readonly #relations: ReadonlyMap<string, Relation>;
  readonly #columns: ReadonlyMap<string, readonly string[]>;

  constructor(context: HoldsContext, inventory: Inventory) {
    this.#context = context;
    this.#relations = relationIndex(inventory);
    this.#columns = columnIndex(inventory);
  }

  suffice(role: string, use: Use, seen: ReadonlySet<string>): boolean {
    const key = nameKey(use.database, use.path[0] ?? '', use.path[1] ?? '');
    const view = this.#relations.get(key);
    if (view === undefined || view.kind !== 'view' || seen.has(key)) return true;
    const invoker = view.options.some((option) => /^security_invoker=(true|on|1|yes)$/iu.test(option));
    const reader = invoker ? role : view.owner;
    const inner = new Set([...seen, key]);
    const reads = view.reads.every(({ schema, name }) => this.#reads(reader, { ...use, path: [schema, name] }, inner));
    return reads && view.calls.every((call) => this.#mayCall(role, use.database, [call.schema, call.signature]));
  }

  #reads(reader: string, use: Use, seen: ReadonlySet<string>): boolean {
    const [schema = '', name = ''] = use.path;
    const key = nameKey(use.database, schema, name);
    const read = this.#relations.get(key);
    if (read === undefined) return true;
    const held =
      holdsObject(this.#context, reader, objectRef(read.kind, use.path, use.database), use.privilege) ||
      (this.#columns.get(key) ?? []).some((column) =>
        holdsObject(this.#context, reader, objectRef('column', [...use.path, column], use.database), use.privilege),
      );
    return held && this.suffice(reader, use, seen);
  }

  /** Routines in a view run with the caller's right to execute; those of the system are everybody's. */
  #mayCall(role: string, database: string, path: readonly string[]): boolean {
    const routine = objectRef('routine', path, database);
    return !this.#context.securables.has(securableKey(routine)) || holdsObject(this.#context, role, routine, 'EXECUTE');
  }
}

function nameKey(database: string, schema: string, name: string): string {
  return `${database}\0${schema}\0${name}`;
}

function relationIndex(inventory: Inventory): ReadonlyMap<string, Relation> {
  const found = new Map<string, Relation>();
  for (const database of inventory.databases) {
    for (const each of itemsOf(database.relations)) found.set(nameKey(database.name, each.schema, each.name), each);
  }
  return found;
}

function columnIndex(inventory: Inventory): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const database of inventory.databases) {
    for (const each of itemsOf(database.columns)) {
      if (each.acl === null) continue;
      const key = nameKey(database.name, each.schema, each.relation);
      const list = found.get(key);
      if (list === undefined) found.set(key, [each.name]);
      else list.push(each.name);
    }
  }
  return found;
}
