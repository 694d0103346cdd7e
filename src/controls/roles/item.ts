// One privilege on one object that an authorization row gives, with the rows that say so.

import { PRIVILEGE_OF } from '../../intent/operation-privilege.js';
import { sortBy } from '../../core/order.js';
import type { Source } from '../../core/source.js';
import type { Operation } from '../../intent/model.js';
import { isRelationKind, objectKey, type ObjectRef } from '../../pg/object.js';
import type { Privilege } from '../../pg/privilege.js';

export interface Item {
  readonly object: ObjectRef;
  readonly privilege: Privilege;
  readonly sources: readonly Source[];
}

/** Relations share one name space, so that a table that a row calls a view is still the same. */
export function itemKey(object: ObjectRef, privilege: Privilege): string {
  const kind = isRelationKind(object.kind) ? 'relation' : object.kind;
  return JSON.stringify([kind, object.database ?? '', ...object.path, privilege]);
}

export class Items {
  readonly #items = new Map<string, Item>();
  #sorted: readonly Item[] | null = null;
  #columns: ReadonlyMap<string, readonly Item[]> | null = null;

  add(object: ObjectRef, privilege: Privilege, sources: readonly Source[]): void {
    this.#sorted = null;
    const key = itemKey(object, privilege);
    const known = this.#items.get(key);
    const added = known === undefined ? sources : sources.filter((each) => !known.sources.includes(each));
    this.#items.set(key, { object, privilege, sources: [...(known?.sources ?? []), ...added] });
  }

  has(object: ObjectRef, privilege: Privilege): boolean {
    return this.#items.has(itemKey(object, privilege));
  }

  get size(): number {
    return this.#items.size;
  }

  /** A privilege on one column or more of the relation, not on all of it. */
  hasColumnOf(relation: ObjectRef, privilege: Privilege): boolean {
    return this.columnsOf(relation, privilege).length > 0;
  }

  columnsOf(relation: ObjectRef, privilege: Privilege): readonly Item[] {
    return (
      this.#byRelation().get(itemKey({ ...relation, kind: 'table', path: relation.path.slice(0, 2) }, privilege)) ?? []
    );
  }

  #byRelation(): ReadonlyMap<string, readonly Item[]> {
    if (this.#columns !== null && this.#sorted !== null) return this.#columns;
    const columns = new Map<string, Item[]>();
    for (const item of this.list()) {
      if (item.object.kind !== 'column') continue;
      const key = itemKey({ ...item.object, kind: 'table', path: item.object.path.slice(0, 2) }, item.privilege);
      columns.set(key, [...(columns.get(key) ?? []), item]);
    }
    this.#columns = columns;
    return columns;
  }

  /** Sorted by object and privilege. */
  list(): readonly Item[] {
    this.#sorted ??= sortBy(this.#items.values(), (item) => [objectKey(item.object), item.privilege]);
    return this.#sorted;
  }
}

export function privilegeOf(operation: Operation): Privilege {
  return PRIVILEGE_OF[operation];
}

export const WRITES: readonly Privilege[] = ['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE'];
