// CREATE OPERATOR CLASS and FAMILY; what belongs to a family alone is added by ALTER OPERATOR FAMILY.
// https://www.postgresql.org/docs/current/catalog-pg-opclass.html, catalog-pg-amop.html, catalog-pg-amproc.html

import type { DefinitionFact } from '../../../inventory/index.js';
import { sql, type Sql } from '../../../sql/sql.js';
import type { Selection } from '../../select.js';
import { definitionOf } from './definition.js';

/** The members whose dependency points at the given class (or family): an array of clauses. */
function members(owner: Sql, oid: Sql): Sql {
  return sql`(SELECT pg_catalog.array_agg(member.clause ORDER BY member.clause COLLATE "C") FROM (
    SELECT pg_catalog.format('OPERATOR %s %I.%s (%s, %s)%s', m.amopstrategy, opn.nspname, op.oprname,
        pg_catalog.format_type(m.amoplefttype, NULL), pg_catalog.format_type(m.amoprighttype, NULL),
        (SELECT pg_catalog.format(' FOR ORDER BY %I.%I', fn.nspname, f.opfname) FROM pg_catalog.pg_opfamily f
          JOIN pg_catalog.pg_namespace fn ON fn.oid = f.opfnamespace WHERE f.oid = m.amopsortfamily)) AS clause
      FROM pg_catalog.pg_depend d
      JOIN pg_catalog.pg_amop m ON m.oid = d.objid JOIN pg_catalog.pg_operator op ON op.oid = m.amopopr
      JOIN pg_catalog.pg_namespace opn ON opn.oid = op.oprnamespace
      WHERE d.classid = 'pg_catalog.pg_amop'::pg_catalog.regclass AND d.refclassid = '${owner}'::pg_catalog.regclass
        AND d.refobjid = ${oid}
    UNION ALL SELECT pg_catalog.format('FUNCTION %s (%s, %s) %s', m.amprocnum, pg_catalog.format_type(m.amproclefttype, NULL),
        pg_catalog.format_type(m.amprocrighttype, NULL), m.amproc::pg_catalog.regprocedure)
      FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_amproc m ON m.oid = d.objid
      WHERE d.classid = 'pg_catalog.pg_amproc'::pg_catalog.regclass AND d.refclassid = '${owner}'::pg_catalog.regclass
        AND d.refobjid = ${oid}
  ) member)`;
}

const CLASS = sql`pg_catalog.pg_opclass`;
const FAMILY = sql`pg_catalog.pg_opfamily`;

export const operatorFamilies: Selection<DefinitionFact> = definitionOf('operator-family', {
  catalog: FAMILY,
  schema: sql`o.opfnamespace`,
  name: sql`pg_catalog.format('%s USING %s', o.opfname, am.amname)`,
  owner: sql`o.opfowner`,
  definition: sql`pg_catalog.format('CREATE OPERATOR FAMILY %I.%I USING %I', n.nspname, o.opfname, am.amname)`,
  also: sql`(SELECT pg_catalog.array_agg(pg_catalog.format('ALTER OPERATOR FAMILY %I.%I USING %I ADD %s',
    n.nspname, o.opfname, am.amname, clause)) FROM pg_catalog.unnest(${members(FAMILY, sql`o.oid`)}) AS clause)`,
  joins: sql`JOIN pg_catalog.pg_am am ON am.oid = o.opfmethod`,
});

/** A class always has a member, or a STORAGE clause naming its own type, since an empty list is a syntax error. */
export const operatorClasses: Selection<DefinitionFact> = definitionOf('operator-class', {
  catalog: CLASS,
  schema: sql`o.opcnamespace`,
  name: sql`pg_catalog.format('%s USING %s', o.opcname, am.amname)`,
  owner: sql`o.opcowner`,
  definition: sql`pg_catalog.format('CREATE OPERATOR CLASS %I.%I %sFOR TYPE %s USING %I FAMILY %I.%I AS %s', n.nspname, o.opcname,
    CASE WHEN o.opcdefault THEN 'DEFAULT ' ELSE '' END, pg_catalog.format_type(o.opcintype, NULL), am.amname,
    fn.nspname, f.opfname, pg_catalog.concat_ws(', ', pg_catalog.array_to_string(${members(CLASS, sql`o.oid`)}, ', '),
      CASE WHEN o.opckeytype <> 0 OR ${members(CLASS, sql`o.oid`)} IS NULL
        THEN 'STORAGE ' || pg_catalog.format_type(coalesce(nullif(o.opckeytype, 0), o.opcintype), NULL) END))`,
  joins: sql`JOIN pg_catalog.pg_am am ON am.oid = o.opcmethod JOIN ${FAMILY} f ON f.oid = o.opcfamily
    JOIN pg_catalog.pg_namespace fn ON fn.oid = f.opfnamespace`,
});
