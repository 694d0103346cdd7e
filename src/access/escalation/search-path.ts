// Which schemas are searched, and by whom: the effective search_path of every role in a database.
// https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-SEARCH-PATH

import { itemsOf, type Inventory } from '../../inventory/index.js';

/** Roles by name, or everybody who says nothing else. */
export type Searchers = readonly string[] | 'everybody';

/** By schema. `$user` is the role's own schema: only he searches it. */
export function searchedBy(inventory: Inventory, database: string): ReadonlyMap<string, Searchers> {
  const settings = itemsOf(inventory.cluster.roleSettings).filter((each) => each.name === 'search_path');
  const value = (role: string | null, of: string | null): string | undefined =>
    settings.find((each) => each.role === role && each.database === of)?.value;
  const server = itemsOf(inventory.cluster.settings).find((each) => each.name === 'search_path')?.value;
  const common = value(null, database) ?? value(null, null) ?? server ?? '"$user", public';
  const found = new Map<string, Searchers>();
  for (const { name } of itemsOf(inventory.cluster.roles)) {
    const own = value(name, database) ?? value(name, null);
    for (const schema of schemasOf(own ?? common)) {
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
