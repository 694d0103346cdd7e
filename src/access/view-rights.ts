// What using a view needs besides the privilege on the view itself: rights of its owner (or, with
// security_invoker, of the caller) on what it reads, and the caller's EXECUTE on what it calls.
// https://www.postgresql.org/docs/current/rules-privileges.html

import { itemsOf, type DatabaseInventory, type Inventory, type Relation, type ViewRead } from '../inventory/index.js';
import { objectRef, type ObjectRef } from '../pg/object.js';
import type { Privilege } from '../pg/privilege.js';
import { decideHolding, type HoldsContext } from './holds.js';

export interface Use {
  readonly database: string;
  /** Schema and relation; a column as third. */
  readonly path: readonly string[];
  readonly privilege: Privilege;
}

/** Routines are called, and invoker views are read, as `caller` however deep they stand in owners' views. */
export class ViewRights {
  readonly #context: HoldsContext;
  readonly #relations: ReadonlyMap<string, Relation>;
  readonly #columns: ReadonlyMap<string, readonly string[]>;
  readonly #replaced: ReadonlySet<string>;

  constructor(context: HoldsContext, inventory: Inventory) {
    this.#context = context;
    this.#relations = relationIndex(inventory);
    this.#columns = columnIndex(inventory);
    this.#replaced = replacedWrites(inventory);
  }

  suffice(caller: string, use: Use, seen: ReadonlySet<string> = new Set()): boolean {
    const key = nameKey(use.database, use.path[0] ?? '', use.path[1] ?? '');
    const view = this.#relations.get(key);
    if (view === undefined || view.kind !== 'view' || seen.has(key)) return true;
    if (use.privilege !== 'SELECT' && this.#replaced.has(key)) return true;
    if (!WRITES_THROUGH.includes(use.privilege)) return true;
    const reader = isInvoker(view) ? caller : view.owner;
    const inner = new Set([...seen, key]);
    return (
      this.#everyRead(caller, reader, view, use, inner) &&
      // A row that is inserted is not compared with the view's query.
      (use.privilege === 'INSERT' ||
        view.calls.every((call) => this.#mayCall(caller, use.database, [call.schema, call.signature])))
    );
  }

  /** A write goes to one of the relations; which one of several is not in the inventory: one that allows it is enough. */
  #everyRead(caller: string, reader: string, view: Relation, use: Use, seen: ReadonlySet<string>): boolean {
    const may = (read: ViewRead, privilege: Privilege): boolean =>
      this.#mayUse(caller, reader, read, { ...use, privilege }, seen);
    if (use.privilege === 'SELECT') return view.reads.every((read) => may(read, 'SELECT'));
    return view.reads.some(
      (target) => may(target, use.privilege) && view.reads.every((read) => read === target || may(read, 'SELECT')),
    );
  }

  #mayUse(caller: string, reader: string, read: ViewRead, use: Use, seen: ReadonlySet<string>): boolean {
    const { database, privilege } = use;
    const relation = this.#relations.get(nameKey(database, read.schema, read.name));
    if (relation === undefined) return true;
    const [, , asked] = use.path;
    const whole = this.#holds(reader, objectRef(relation.kind, [read.schema, read.name], database), privilege);
    if (!whole && !this.#holdsColumns(reader, read, use)) return false;
    const same = asked !== undefined && (read.columns ?? []).includes(asked) ? [asked] : [];
    return this.suffice(caller, { database, path: [read.schema, read.name, ...same], privilege }, seen);
  }

  #holdsColumns(reader: string, read: ViewRead, { database, path, privilege }: Use): boolean {
    const held = (column: string): boolean =>
      this.#holds(reader, objectRef('column', [read.schema, read.name, column], database), privilege);
    const [, , asked] = path;
    const named = read.columns ?? [];
    if (privilege !== 'SELECT' && asked !== undefined && named.includes(asked)) return held(asked);
    if (named.length > 0) return named.every(held);
    return (this.#columns.get(nameKey(database, read.schema, read.name)) ?? []).some(held);
  }

  /** Those of the system are not in the inventory and are everybody's. */
  #mayCall(role: string, database: string, path: readonly string[]): boolean {
    const routine = objectRef('routine', path, database);
    return this.#context.securables.find(routine) === undefined || this.#holds(role, routine, 'EXECUTE');
  }

  #holds(role: string, object: ObjectRef, privilege: Privilege): boolean {
    const securable = this.#context.securables.find(object);
    return securable !== undefined && decideHolding(this.#context, role, securable, privilege);
  }
}

/** TRUNCATE, TRIGGER, REFERENCES and MAINTAIN do not go through a view. */
const WRITES_THROUGH: readonly Privilege[] = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'];

export function isInvoker(view: Relation): boolean {
  return view.options.some((option) => /^security_invoker=(true|on|1|yes)$/iu.test(option));
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

/** Columns with a list of their own: the others are held through the relation alone. */
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

/** Views whose writes a trigger or a rule carries out in another way. */
function replacedWrites(inventory: Inventory): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (database: DatabaseInventory, item: { readonly schema: string; readonly relation: string }): void => {
    found.add(nameKey(database.name, item.schema, item.relation));
  };
  for (const database of inventory.databases) {
    for (const each of itemsOf(database.triggers)) if (/ INSTEAD OF /u.test(each.definition)) add(database, each);
    for (const each of itemsOf(database.rules)) if (/ DO INSTEAD /u.test(each.definition)) add(database, each);
  }
  return found;
}
