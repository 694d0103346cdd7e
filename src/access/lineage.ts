// Through what a base column can be read: the relation itself, its parents, views, materialized views, definer
// functions, tables that a trigger or rule fills from it, publications, foreign tables; and who may use each.
// Bodies of functions are judged by the names in them: such a carrier says `named`, not `certain`.

import { itemsOf, type DatabaseInventory, type Inventory, type Relation } from '../inventory/index.js';
import { objectRef, type ObjectRef } from '../pg/object.js';
import { sortBy, uniqueSorted } from '../core/order.js';
import { accessIndex, type AccessIndex } from './access-index.js';
import { copiesInto, mentions } from './lineage-names.js';
import type { Lineage, LineageChannel, LineageRoute } from './lineage-model.js';

export type { Lineage, LineageChannel, LineageRoute } from './lineage-model.js';

/** `column`: path of schema, relation and column, or of the relation as a whole. Row-level security is not judged here. */
export function lineageOf(inventory: Inventory, column: ObjectRef): Lineage {
  const database = inventory.databases.find((each) => each.name === column.database);
  const search = database === undefined ? [] : new Search(inventory, database).from(column);
  const routes = sortBy(search, (route) => [route.channel, JSON.stringify(route.through)]);
  return { column, routes, readers: uniqueSorted(routes.flatMap((route) => route.readers)) };
}

/** A relation that shows the column, as its own column of the same name where that is known. */
interface Shown {
  readonly relation: Relation;
  readonly column: string | null;
  readonly channel: LineageChannel;
  readonly through: readonly ObjectRef[];
  readonly confidence: LineageRoute['confidence'];
}

class Search {
  readonly #access: AccessIndex;
  readonly #inventory: Inventory;
  readonly #database: DatabaseInventory;
  readonly #relations: readonly Relation[];
  readonly #routes: LineageRoute[] = [];
  readonly #seen = new Set<string>();

  constructor(inventory: Inventory, database: DatabaseInventory) {
    this.#inventory = inventory;
    this.#database = database;
    this.#access = accessIndex(inventory);
    this.#relations = itemsOf(database.relations);
  }

  from(column: ObjectRef): readonly LineageRoute[] {
    const [schema = '', name = '', attribute = null] = column.path;
    const base = this.#relation(schema, name);
    if (base === undefined) return [];
    const queue: Shown[] = [
      { relation: base, column: attribute, channel: 'table', through: [this.#ref(base)], confidence: 'certain' },
    ];
    for (const carrier of queue) {
      const key = `${carrier.relation.schema}\0${carrier.relation.name}`;
      if (this.#seen.has(key)) continue;
      this.#seen.add(key);
      this.#addRelation(carrier);
      this.#addFunctions(carrier);
      queue.push(...this.#parents(carrier), ...this.#views(carrier), ...this.#copies(carrier));
    }
    this.#addPublications(base, attribute);
    this.#addForeignTables(base);
    return this.#routes;
  }

  #relation(schema: string, name: string): Relation | undefined {
    return this.#relations.find((each) => each.schema === schema && each.name === name);
  }

  #ref(relation: Relation): ObjectRef {
    return objectRef(relation.kind, [relation.schema, relation.name], this.#database.name);
  }

  #addRelation(carrier: Shown): void {
    const { relation, column, channel, through, confidence } = carrier;
    const object =
      column === null
        ? this.#ref(relation)
        : objectRef('column', [relation.schema, relation.name, column], this.#database.name);
    const readers = this.#usable(object, 'SELECT');
    this.#routes.push({
      channel,
      through,
      confidence,
      readers: uniqueSorted([...readers, ...this.#byColumn(carrier)]),
    });
  }

  /** Who may read a column of a view only: which of them shows the base column is not in the inventory. */
  #byColumn({ relation, column }: Shown): readonly string[] {
    if (column !== null) return [];
    const own = itemsOf(this.#database.columns).filter(
      (each) => each.schema === relation.schema && each.relation === relation.name && each.acl !== null,
    );
    return own.flatMap((each) =>
      this.#usable(objectRef('column', [each.schema, each.relation, each.name], this.#database.name), 'SELECT'),
    );
  }

  #usable(object: ObjectRef, privilege: 'SELECT' | 'EXECUTE'): readonly string[] {
    return this.#access.holders(object, privilege).filter((role) => this.#access.usable(role, object, privilege));
  }

  /** Reading a parent reads its children with no right on them. */
  #parents({ relation, column, through, confidence }: Shown): readonly Shown[] {
    return relation.parents.flatMap(({ schema, name }) => {
      const parent = this.#relation(schema, name);
      if (parent === undefined) return [];
      return [{ relation: parent, column, channel: 'parent', through: [this.#ref(parent), ...through], confidence }];
    });
  }

  #views({ relation, column, through, confidence }: Shown): readonly Shown[] {
    return this.#relations.flatMap((view): readonly Shown[] => {
      const read = view.reads.find((each) => each.schema === relation.schema && each.name === relation.name);
      if (read === undefined || (view.kind !== 'view' && view.kind !== 'materialized-view')) return [];
      const names = read.columns ?? [];
      if (column !== null && names.length > 0 && !names.includes(column)) return [];
      return [{ relation: view, column: null, channel: view.kind, through: [this.#ref(view), ...through], confidence }];
    });
  }

  /** Whose owner can read it: the caller needs only EXECUTE. */
  #addFunctions({ relation, through }: Shown): void {
    for (const routine of itemsOf(this.#database.routines)) {
      if (!routine.securityDefiner || routine.returnsTrigger || !mentions(routine.body, relation)) continue;
      const path = [routine.schema, `${routine.name}(${routine.identityArguments})`];
      const object = objectRef('routine', path, this.#database.name);
      if (!this.#access.holds(routine.owner, this.#ref(relation), 'SELECT')) continue;
      this.#routes.push({
        channel: 'definer-function',
        through: [object, ...through],
        confidence: 'named',
        readers: this.#usable(object, 'EXECUTE'),
      });
    }
  }

  #copies({ relation, through }: Shown): readonly Shown[] {
    const here = (item: { readonly schema: string; readonly relation: string }): boolean =>
      item.schema === relation.schema && item.relation === relation.name;
    const signatures = new Set(
      itemsOf(this.#database.triggers).flatMap((trigger) =>
        here(trigger) && trigger.enabled !== 'disabled'
          ? [`${trigger.function.schema}\0${trigger.function.signature}`]
          : [],
      ),
    );
    const bodies = [
      ...itemsOf(this.#database.routines).flatMap((routine) =>
        signatures.has(`${routine.schema}\0${routine.name}(${routine.identityArguments})`) ? [routine.body] : [],
      ),
      ...itemsOf(this.#database.rules).flatMap((rule) =>
        here(rule) && rule.enabled !== 'disabled' ? [rule.definition] : [],
      ),
    ];
    return this.#relations.flatMap((target): readonly Shown[] => {
      if (target === relation || !bodies.some((body) => copiesInto(body, target))) return [];
      const confidence = 'named';
      return [
        { relation: target, column: null, channel: 'copy', through: [this.#ref(target), ...through], confidence },
      ];
    });
  }

  #addPublications(base: Relation, column: string | null): void {
    const readers = itemsOf(this.#inventory.cluster.roles).flatMap((role) =>
      role.superuser || role.replication ? [role.name] : [],
    );
    for (const each of itemsOf(this.#database.publications)) {
      const listed = each.tables.find((table) => table.schema === base.schema && table.name === base.name);
      const columns = listed?.columns ?? null;
      const shown = listed !== undefined && (columns === null || column === null || columns.includes(column));
      if (!shown && !each.allTables && !each.schemas.includes(base.schema)) continue;
      const object = objectRef('publication', [each.name], this.#database.name);
      this.#routes.push({ channel: 'publication', through: [object, this.#ref(base)], confidence: 'certain', readers });
    }
  }

  /** Of any database of the cluster: where the server points is not in the inventory, the name is what is known. */
  #addForeignTables(base: Relation): void {
    for (const database of this.#inventory.databases) {
      for (const each of itemsOf(database.relations)) {
        if (each.kind !== 'foreign-table' || each === base || each.name !== base.name) continue;
        const object = objectRef('foreign-table', [each.schema, each.name], database.name);
        const readers = this.#usable(object, 'SELECT');
        this.#routes.push({
          channel: 'foreign-table',
          through: [object, this.#ref(base)],
          confidence: 'named',
          readers,
        });
      }
    }
  }
}
