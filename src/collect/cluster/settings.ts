// Settings as the server has them, not as this session sees them: what the session itself needed at its
// start is left out, and what a setting of the reading role or database covers is looked up in the files.
// https://www.postgresql.org/docs/current/view-pg-settings.html

import type { Setting } from '../../inventory/index.js';
import { Literal } from '../../sql/literal.js';
import { join, sql, type Sql } from '../../sql/sql.js';
import { bool, maybe, text } from '../cell.js';
import type { Family } from '../family.js';
import { maskedSetting } from '../secrets.js';
import { select, type Selection } from '../select.js';

export const settings: Family<Setting> = {
  attempts: ({ allSettings }) => [
    { selections: [readSettings(FROM_FILES)] },
    { selections: [readSettings(NO_FILES)], ...(allSettings ? {} : { partial: HIDDEN }) },
  ],
  order: (item) => item.name,
};

const HIDDEN = 'superuser-only settings are hidden from roles without pg_read_all_settings';

/**
 * What this session, its role or its database has set covers the server-wide value, which is then the
 * last applied line of the files. Superusers, and those who were granted pg_file_settings.
 */
const FROM_FILES: Files = {
  join: sql`LEFT JOIN LATERAL (
    SELECT f.setting, f.sourcefile FROM pg_catalog.pg_file_settings f
    WHERE f.name = s.name AND f.applied ORDER BY f.seqno DESC LIMIT 1
  ) filed ON s.source IN ('session', 'client', 'user', 'database', 'database user')`,
  known: sql`true`,
};
const NO_FILES: Files = {
  join: sql`CROSS JOIN (SELECT NULL::pg_catalog.text AS setting, NULL::pg_catalog.text AS sourcefile) filed`,
  known: sql`s.source <> 'client'`,
};

interface Files {
  readonly join: Sql;
  /** Rows whose server-wide value is known. */
  readonly known: Sql;
}

/** State of a transaction and of a connection, which are no settings of the server. */
export const OWN_STATE_NAMES: readonly string[] = [
  'transaction_isolation',
  'transaction_read_only',
  'transaction_deferrable',
  'is_superuser',
  'session_authorization',
  'role',
  'application_name',
  'client_encoding',
];
const OWN_STATE: Sql = join(
  OWN_STATE_NAMES.map((name) => Literal.of(name)),
  sql`, `,
);

const VALUE = sql`coalesce(filed.setting, CASE s.source WHEN 'session' THEN s.reset_val WHEN 'client' THEN s.boot_val
  ELSE s.setting END, '')`;
const SOURCE = sql`CASE WHEN filed.setting IS NOT NULL THEN 'configuration file'
  WHEN s.source = 'client' OR s.source = 'session' AND s.reset_val = s.boot_val THEN 'default' ELSE s.source END`;

function readSettings(files: Files): Selection<Setting> {
  return select<Setting>(
    {
      name: text(sql`s.name`),
      value: text(maskedSetting(sql`s.name`, VALUE)),
      unit: maybe(text(sql`s.unit`)),
      source: text(SOURCE),
      sourceFile: maybe(text(sql`coalesce(filed.sourcefile, s.sourcefile)`)),
      context: text(sql`s.context`),
      bootValue: maybe(text(maskedSetting(sql`s.name`, sql`s.boot_val`))),
      pendingRestart: bool(sql`s.pending_restart`),
    },
    sql`FROM pg_catalog.pg_settings s ${files.join} WHERE s.name NOT IN (${OWN_STATE}) AND ${files.known}`,
  );
}
