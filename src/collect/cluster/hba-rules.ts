// pg_hba.conf as the server would read it now (not necessarily what it has loaded).
// https://www.postgresql.org/docs/current/view-pg-hba-file-rules.html

import type { HbaFileRule } from '../../inventory/index.js';
import { sql } from '../../sql/sql.js';
import { int, maybe, text, texts } from '../cell.js';
import { family, type Family } from '../family.js';
import { maskedOptions } from '../secrets.js';
import { select } from '../select.js';

/** Whether words are quoted the view does not show: `hba-quotes.ts`. */
type Shown = Omit<HbaFileRule, 'quoted'>;

export const hbaRules: Family<HbaFileRule> = family(
  (major) =>
    select<Shown>(
      {
        file: text(
          major >= 16 ? sql`h.file_name` : sql`coalesce(pg_catalog.current_setting('hba_file', true), 'pg_hba.conf')`,
        ),
        line: int(sql`h.line_number`),
        type: maybe(text(sql`h.type`)),
        databases: texts(sql`h.database`),
        users: texts(sql`h.user_name`),
        address: maybe(text(sql`h.address`)),
        netmask: maybe(text(sql`h.netmask`)),
        method: maybe(text(sql`h.auth_method`)),
        options: texts(maskedOptions(sql`h.options`)),
        error: maybe(text(sql`h.error`)),
      },
      // As they stand, which is the order in which the server tries them. The view numbers no line that cannot match
      // just now (hostssl while ssl is off), so its own numbers would move such a line to the end.
      sql`FROM pg_catalog.pg_hba_file_rules() WITH ORDINALITY AS h ORDER BY h.ordinality`,
    ),
  // First match decides: the order is the meaning.
  () => '',
);
