// Which schemas are searched, and by whom: the effective search_path of every role in a database.
// https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-SEARCH-PATH

import { effectiveSetting, itemsOf, type Inventory } from '../../inventory/index.js';

/** Roles by name, or everybody who says nothing else. */
export type Searchers = readonly string[] | 'everybody';

/** By schema. `$user` is the role's own schema: only he searches it. */
export function searchedBy(inventory: Inventory, database: string): ReadonlyMap<string, Searchers> {
  const pathOf = (role: string | null): string =>
    effectiveSetting(inventory, 'search_path', role, database)?.value ?? '"$user", public';
  const common = pathOf(null);
  const found = new Map<string, Searchers>();
  for (const { name } of itemsOf(inventory.cluster.roles)) {
    for (const schema of schemasOf(pathOf(name))) {
      const searched = schema === '$user' ? name : schema;
      const known = found.get(searched) ?? [];
      if (known !== 'everybody') found.set(searched, [...known, name]);
    }
  }
  for (const schema of schemasOf(common)) if (schema !== '$user') found.set(schema, 'everybody');
  return found;
}

/** Splits at commas outside quotes; unquoted names are folded. */
function schemasOf(path: string): readonly string[] {
  return [...path.matchAll(/"((?:[^"]|"")*)"|([^\s,"]+)/gu)].map(([, quoted, plain = '']) =>
    quoted === undefined ? plain.toLowerCase() : quoted.replaceAll('""', '"'),
  );
}
