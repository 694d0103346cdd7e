// CREATE TRANSFORM and CREATE ACCESS METHOD.
// https://www.postgresql.org/docs/current/catalog-pg-transform.html, catalog-pg-am.html

import type { DefinitionFact } from '../../../inventory/index.js';
import { sql } from '../../../sql/sql.js';
import type { Selection } from '../../select.js';
import { definitionOf } from './definition.js';

const SUBJECT = sql`pg_catalog.format('%s LANGUAGE %I', pg_catalog.format_type(o.trftype, NULL), l.lanname)`;

export const transforms: Selection<DefinitionFact> = definitionOf('transform', {
  catalog: sql`pg_catalog.pg_transform`,
  name: SUBJECT,
  definition: sql`pg_catalog.format('CREATE TRANSFORM FOR %s (%s)', ${SUBJECT}, pg_catalog.concat_ws(', ',
    CASE WHEN o.trffromsql <> 0 THEN 'FROM SQL WITH FUNCTION ' || o.trffromsql::pg_catalog.regprocedure::pg_catalog.text END,
    CASE WHEN o.trftosql <> 0 THEN 'TO SQL WITH FUNCTION ' || o.trftosql::pg_catalog.regprocedure::pg_catalog.text END))`,
  joins: sql`JOIN pg_catalog.pg_language l ON l.oid = o.trflang`,
});

export const accessMethods: Selection<DefinitionFact> = definitionOf('access-method', {
  catalog: sql`pg_catalog.pg_am`,
  name: sql`o.amname`,
  definition: sql`pg_catalog.format('CREATE ACCESS METHOD %I TYPE %s HANDLER %s', o.amname,
    CASE o.amtype WHEN 't' THEN 'TABLE' ELSE 'INDEX' END, o.amhandler)`,
});
