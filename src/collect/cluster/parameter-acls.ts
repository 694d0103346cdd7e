// Who may SET or ALTER SYSTEM a parameter without being superuser; from 15 on.
// https://www.postgresql.org/docs/current/catalog-pg-parameter-acl.html

import type { ParameterAcl } from '../../inventory/index.js';
import { featuresOf } from '../../pg/version.js';
import { sql } from '../../sql/sql.js';
import { acl, text } from '../cell.js';
import type { Family } from '../family.js';
import { select } from '../select.js';

export const parameterAcls: Family<ParameterAcl> = {
  attempts: ({ major }) => [{ selections: featuresOf(major).parameterAcls ? [listed] : [] }],
  order: (item) => item.name,
};

const listed = select<ParameterAcl>(
  { name: text(sql`p.parname`), acl: acl(sql`p.paracl`) },
  sql`FROM pg_catalog.pg_parameter_acl p`,
);
