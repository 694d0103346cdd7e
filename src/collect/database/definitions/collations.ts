// CREATE COLLATION. https://www.postgresql.org/docs/current/catalog-pg-collation.html

import type { DefinitionFact } from '../../../inventory/index.js';
import { sql, type Sql } from '../../../sql/sql.js';
import type { Selection } from '../../select.js';
import { definitionOf } from './definition.js';

export function collations(major: number): Selection<DefinitionFact> {
  return definitionOf('collation', {
    catalog: sql`pg_catalog.pg_collation`,
    schema: sql`o.collnamespace`,
    name: sql`o.collname`,
    owner: sql`o.collowner`,
    definition: sql`pg_catalog.format('CREATE COLLATION %I.%I (%s)', n.nspname, o.collname, pg_catalog.concat_ws(', ',
      'PROVIDER = ' || CASE o.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END,
      CASE WHEN o.collprovider <> 'c' THEN 'LOCALE = ' || pg_catalog.quote_literal(${locale(major)}) END,
      CASE WHEN o.collprovider = 'c' THEN 'LC_COLLATE = ' || pg_catalog.quote_literal(o.collcollate) END,
      CASE WHEN o.collprovider = 'c' THEN 'LC_CTYPE = ' || pg_catalog.quote_literal(o.collctype) END,
      CASE WHEN NOT o.collisdeterministic THEN 'DETERMINISTIC = false' END,
      'RULES = ' || pg_catalog.quote_literal(${major >= 16 ? sql`o.collicurules` : sql`NULL::pg_catalog.text`})))`,
  });
}

function locale(major: number): Sql {
  if (major >= 17) return sql`o.colllocale`;
  return major >= 15 ? sql`o.colliculocale` : sql`o.collcollate`;
}
