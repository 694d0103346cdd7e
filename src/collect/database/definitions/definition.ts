// What the small kinds of objects have in common: a catalog with schema, name and owner, and one
// statement that the server puts together from it, or the reason why nothing but C code could.

import type { DefinitionFact } from '../../../inventory/index.js';
import { sql, type Sql } from '../../../sql/sql.js';
import { constant, maybe, text, texts } from '../../cell.js';
import { extensionOf, LASTING_SCHEMA, roleName } from '../../scope.js';
import { select, type Selection } from '../../select.js';

export interface DefinitionParts {
  /** Alias `o`. */
  readonly catalog: Sql;
  /** Schema and owner are OIDs; left out where the kind has none. */
  readonly schema?: Sql;
  readonly owner?: Sql;
  readonly name: Sql;
  readonly definition: Sql;
  /** Why `definition` is null. */
  readonly reason?: Sql;
  /** A text[] of further statements. */
  readonly also?: Sql;
  readonly joins?: Sql;
  readonly condition?: Sql;
}

const NOTHING = sql`NULL::pg_catalog.text`;

/** Objects made after initdb. */
export function definitionOf(kind: DefinitionFact['kind'], parts: DefinitionParts): Selection<DefinitionFact> {
  const { catalog, schema, owner } = parts;
  return select<Required<Omit<DefinitionFact, 'object'>>>(
    {
      kind: constant(kind),
      schema: maybe(text(schema === undefined ? NOTHING : sql`n.nspname`)),
      name: text(parts.name),
      owner: maybe(text(owner === undefined ? NOTHING : roleName(owner))),
      definition: maybe(text(parts.definition)),
      reason: maybe(text(parts.reason ?? NOTHING)),
      also: texts(parts.also ?? sql`NULL::pg_catalog.text[]`),
      extension: maybe(text(sql`extension.extname`)),
    },
    sql`FROM ${catalog} o ${schema === undefined ? sql`` : sql`JOIN pg_catalog.pg_namespace n ON n.oid = ${schema}`}
      ${extensionOf(catalog, sql`o.oid`)} ${parts.joins ?? sql``}
      WHERE o.oid >= 16384 AND ${schema === undefined ? sql`true` : LASTING_SCHEMA} AND ${parts.condition ?? sql`true`}`,
  );
}
