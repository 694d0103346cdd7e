// CREATE AGGREGATE. https://www.postgresql.org/docs/current/catalog-pg-aggregate.html

import type { DefinitionFact } from '../../../inventory/index.js';
import { sql, type Sql } from '../../../sql/sql.js';
import type { Selection } from '../../select.js';
import { definitionOf } from './definition.js';

const PARTS = sql`pg_catalog.concat_ws(', ',
  'SFUNC = ' || a.aggtransfn::pg_catalog.text, 'STYPE = ' || pg_catalog.format_type(a.aggtranstype, NULL),
  'SSPACE = ' || nullif(a.aggtransspace, 0),
  'FINALFUNC = ' || nullif(a.aggfinalfn::pg_catalog.text, '-'),
  CASE WHEN a.aggfinalextra THEN 'FINALFUNC_EXTRA' END,
  CASE WHEN a.aggfinalfn <> 0 THEN 'FINALFUNC_MODIFY = ' || ${modify('aggfinalmodify')} END,
  'COMBINEFUNC = ' || nullif(a.aggcombinefn::pg_catalog.text, '-'),
  'SERIALFUNC = ' || nullif(a.aggserialfn::pg_catalog.text, '-'),
  'DESERIALFUNC = ' || nullif(a.aggdeserialfn::pg_catalog.text, '-'),
  'INITCOND = ' || pg_catalog.quote_literal(a.agginitval),
  'MSFUNC = ' || nullif(a.aggmtransfn::pg_catalog.text, '-'),
  'MINVFUNC = ' || nullif(a.aggminvtransfn::pg_catalog.text, '-'),
  'MSTYPE = ' || CASE WHEN a.aggmtranstype <> 0 THEN pg_catalog.format_type(a.aggmtranstype, NULL) END,
  'MSSPACE = ' || nullif(a.aggmtransspace, 0),
  'MFINALFUNC = ' || nullif(a.aggmfinalfn::pg_catalog.text, '-'),
  CASE WHEN a.aggmfinalextra THEN 'MFINALFUNC_EXTRA' END,
  CASE WHEN a.aggmfinalfn <> 0 THEN 'MFINALFUNC_MODIFY = ' || ${modify('aggmfinalmodify')} END,
  'MINITCOND = ' || pg_catalog.quote_literal(a.aggminitval),
  (SELECT pg_catalog.format('SORTOP = OPERATOR(%I.%s)', sn.nspname, s.oprname) FROM pg_catalog.pg_operator s
    JOIN pg_catalog.pg_namespace sn ON sn.oid = s.oprnamespace WHERE s.oid = a.aggsortop),
  CASE o.proparallel WHEN 's' THEN 'PARALLEL = SAFE' WHEN 'r' THEN 'PARALLEL = RESTRICTED' END,
  CASE WHEN a.aggkind = 'h' THEN 'HYPOTHETICAL' END)`;

function modify(column: 'aggfinalmodify' | 'aggmfinalmodify'): Sql {
  const code = column === 'aggfinalmodify' ? sql`a.aggfinalmodify` : sql`a.aggmfinalmodify`;
  return sql`CASE ${code} WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END`;
}

export const aggregates: Selection<DefinitionFact> = definitionOf('aggregate', {
  catalog: sql`pg_catalog.pg_proc`,
  schema: sql`o.pronamespace`,
  name: sql`o.proname || '(' || pg_catalog.oidvectortypes(o.proargtypes) || ')'`,
  owner: sql`o.proowner`,
  definition: sql`pg_catalog.format('CREATE AGGREGATE %I.%I(%s) (%s)', n.nspname, o.proname,
    coalesce(nullif(pg_catalog.pg_get_function_arguments(o.oid), ''), '*'), ${PARTS})`,
  joins: sql`JOIN pg_catalog.pg_aggregate a ON a.aggfnoid = o.oid`,
});
