// CREATE CONVERSION. https://www.postgresql.org/docs/current/catalog-pg-conversion.html

import type { DefinitionFact } from '../../../inventory/index.js';
import { sql } from '../../../sql/sql.js';
import type { Selection } from '../../select.js';
import { definitionOf } from './definition.js';

export const conversions: Selection<DefinitionFact> = definitionOf('conversion', {
  catalog: sql`pg_catalog.pg_conversion`,
  schema: sql`o.connamespace`,
  name: sql`o.conname`,
  owner: sql`o.conowner`,
  definition: sql`pg_catalog.format('CREATE %sCONVERSION %I.%I FOR %L TO %L FROM %s',
    CASE WHEN o.condefault THEN 'DEFAULT ' ELSE '' END, n.nspname, o.conname,
    pg_catalog.pg_encoding_to_char(o.conforencoding), pg_catalog.pg_encoding_to_char(o.contoencoding),
    o.conproc::pg_catalog.text)`,
});
