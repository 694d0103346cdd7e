// Extended statistics. https://www.postgresql.org/docs/current/catalog-pg-statistic-ext.html

import type { DefinitionFact } from '../../../inventory/index.js';
import { sql } from '../../../sql/sql.js';
import type { Selection } from '../../select.js';
import { definitionOf } from './definition.js';

const CATALOG = sql`pg_catalog.pg_statistic_ext`;

export const statistics: Selection<DefinitionFact> = definitionOf('statistics', {
  catalog: CATALOG,
  schema: sql`o.stxnamespace`,
  name: sql`o.stxname`,
  owner: sql`o.stxowner`,
  definition: sql`pg_catalog.pg_get_statisticsobjdef(o.oid)`,
});
