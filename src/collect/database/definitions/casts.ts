// CREATE CAST. https://www.postgresql.org/docs/current/catalog-pg-cast.html

import type { DefinitionFact } from '../../../inventory/index.js';
import { sql } from '../../../sql/sql.js';
import type { Selection } from '../../select.js';
import { definitionOf } from './definition.js';

const ENDS = sql`pg_catalog.format_type(o.castsource, NULL) || ' AS ' || pg_catalog.format_type(o.casttarget, NULL)`;

export const casts: Selection<DefinitionFact> = definitionOf('cast', {
  catalog: sql`pg_catalog.pg_cast`,
  name: ENDS,
  definition: sql`pg_catalog.concat('CREATE CAST (', ${ENDS}, ') ',
    CASE o.castmethod WHEN 'f' THEN 'WITH FUNCTION ' || o.castfunc::pg_catalog.regprocedure::pg_catalog.text
      WHEN 'i' THEN 'WITH INOUT' ELSE 'WITHOUT FUNCTION' END,
    CASE o.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' END)`,
  // The cast of a range to its multirange comes with the type.
  condition: sql`NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d WHERE d.objid = o.oid AND d.deptype = 'i'
    AND d.classid = 'pg_catalog.pg_cast'::pg_catalog.regclass)`,
});
