// CREATE OPERATOR. A shell operator (named by another one, never defined) comes with the one that names it.
// https://www.postgresql.org/docs/current/catalog-pg-operator.html

import type { DefinitionFact } from '../../../inventory/index.js';
import { sql, type Sql } from '../../../sql/sql.js';
import type { Selection } from '../../select.js';
import { definitionOf } from './definition.js';

const PARTS = sql`pg_catalog.concat_ws(', ',
  'FUNCTION = ' || o.oprcode::pg_catalog.text,
  'LEFTARG = ' || CASE WHEN o.oprleft <> 0 THEN pg_catalog.format_type(o.oprleft, NULL) END,
  'RIGHTARG = ' || CASE WHEN o.oprright <> 0 THEN pg_catalog.format_type(o.oprright, NULL) END,
  'COMMUTATOR = ' || ${other('oprcom')},
  'NEGATOR = ' || ${other('oprnegate')},
  'RESTRICT = ' || nullif(o.oprrest::pg_catalog.text, '-'),
  'JOIN = ' || nullif(o.oprjoin::pg_catalog.text, '-'),
  CASE WHEN o.oprcanhash THEN 'HASHES' END, CASE WHEN o.oprcanmerge THEN 'MERGES' END)`;

function other(column: 'oprcom' | 'oprnegate'): Sql {
  const oid = column === 'oprcom' ? sql`o.oprcom` : sql`o.oprnegate`;
  return sql`(SELECT pg_catalog.format('OPERATOR(%I.%s)', other_n.nspname, other.oprname) FROM pg_catalog.pg_operator other
    JOIN pg_catalog.pg_namespace other_n ON other_n.oid = other.oprnamespace WHERE other.oid = ${oid})`;
}

export const operators: Selection<DefinitionFact> = definitionOf('operator', {
  catalog: sql`pg_catalog.pg_operator`,
  schema: sql`o.oprnamespace`,
  name: sql`pg_catalog.format('%s(%s)', o.oprname, pg_catalog.concat_ws(', ',
    CASE WHEN o.oprleft <> 0 THEN pg_catalog.format_type(o.oprleft, NULL) END, pg_catalog.format_type(o.oprright, NULL)))`,
  owner: sql`o.oprowner`,
  definition: sql`pg_catalog.format('CREATE OPERATOR %I.%s (%s)', n.nspname, o.oprname, ${PARTS})`,
  condition: sql`o.oprcode <> 0`,
});
