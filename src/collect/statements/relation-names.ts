// From the name in a statement to the relation: what is qualified is what it says; what is not is the only relation
// of that name, else the first one on the search_path that the role's sessions in the database start with. Who sets
// a path himself may mean any of several: that is ambiguous, and never guessed.
// https://www.postgresql.org/docs/current/ddl-schemas.html#DDL-SCHEMAS-PATH

import { effectiveSetting, itemsOf, type DatabaseInventory, type Inventory } from '../../inventory/index.js';

export interface Asker {
  readonly database: string;
  readonly role: string;
  /** He was seen setting search_path, or settings of which the name is not told. */
  readonly setsPath: boolean;
}

export interface Named {
  readonly schema: string | null;
  readonly name: string;
}

export type Meant = { readonly schema: string; readonly name: string } | 'system' | 'ambiguous' | 'unknown';

export class RelationNames {
  readonly #inventory: Inventory;
  /** By database and name: the schemas that hold one. */
  readonly #schemas: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

  constructor(inventory: Inventory) {
    this.#inventory = inventory;
    this.#schemas = new Map(inventory.databases.map((database) => [database.name, schemasByName(database)]));
  }

  meant({ schema, name }: Named, asker: Asker): Meant {
    const holding = this.#schemas.get(asker.database)?.get(name) ?? [];
    if (schema !== null) return holding.includes(schema) ? { schema, name } : isSystems(schema) ? 'system' : 'unknown';
    const [only, ...more] = holding;
    if (only === undefined) return name.startsWith('pg_') ? 'system' : 'unknown';
    if (more.length === 0) return { schema: only, name };
    const first = asker.setsPath ? undefined : this.#path(asker).find((each) => holding.includes(each));
    return first === undefined ? 'ambiguous' : { schema: first, name };
  }

  #path({ database, role }: Asker): readonly string[] {
    const value = effectiveSetting(this.#inventory, 'search_path', role, database)?.value ?? '"$user", public';
    return [...value.matchAll(/"((?:[^"]|"")*)"|([^\s,"]+)/gu)].map(([, quoted, plain = '']) => {
      const schema = quoted === undefined ? plain.toLowerCase() : quoted.replaceAll('""', '"');
      return schema === '$user' ? role : schema;
    });
  }
}

function schemasByName(database: DatabaseInventory): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { schema, name } of itemsOf(database.relations)) {
    const known = found.get(name);
    if (known === undefined) found.set(name, [schema]);
    else known.push(schema);
  }
  return found;
}

function isSystems(schema: string): boolean {
  return schema === 'information_schema' || schema.startsWith('pg_');
}
