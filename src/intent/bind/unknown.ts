// A location that names nothing: said with the nearest name there is.

import type { Location } from '../location.js';
import type { Intent } from '../model.js';
import type { Report } from '../row.js';
import { nearest } from '../words/nearest.js';
import { itemsOf, type Inventory } from '../../inventory/index.js';
import type { Catalog } from './catalog.js';

/** Names that are no schema but stand where documents name a cluster, a database or a role. */
export function otherNames(intent: Intent, inventory: Inventory): ReadonlySet<string> {
  return new Set([
    ...intent.deployments.map((deployment) => deployment.cluster),
    ...intent.connections.map((connection) => connection.login),
    ...inventory.databases.map((database) => database.name),
    ...itemsOf(inventory.cluster.databaseFacts).map((database) => database.name),
    ...itemsOf(inventory.cluster.roles).map((role) => role.name),
  ]);
}

export function reportUnknown(location: Location, catalogs: readonly Catalog[], report: Report): void {
  const close = nearest(location.text.toLowerCase(), namesNear(location, catalogs));
  report({
    code: 'unknown-location',
    severity: 'warning',
    what: `\`${location.text}\` names nothing in the database.`,
    why: 'What is stated about it protects nothing.',
    fix: close === null ? 'Correct the name, or remove the statement.' : `Did you mean \`${close}\`?`,
    source: location.source,
    length: Math.max(1, location.text.length),
  });
}

const MOST = 20_000;

/** Names of the same depth; the whole database only as far as that stays quick. */
function* namesNear(location: Location, catalogs: readonly Catalog[]): Generator<string> {
  let left = MOST;
  const [schema = '', table = ''] = location.parts;
  for (const catalog of catalogs) {
    if (location.parts.length === 1) yield* catalog.schemas.keys();
    const near = catalog.relationsIn.get(schema) ?? [...catalog.relationsIn.values()].flat().slice(0, MOST);
    for (const entry of near) {
      left -= 1;
      if (left < 0) return;
      const name = entry.object.path.join('.');
      if (location.parts.length <= 2) yield name;
      else if (entry.relation.name === table) yield* entry.columns.map((column) => `${name}.${column.name}`);
      else yield `${name}.${location.parts[2] ?? ''}`;
    }
    if (location.parts.length === 2)
      yield* (catalog.routinesIn.get(schema) ?? []).map((each) => `${schema}.${each.name}`);
  }
}
