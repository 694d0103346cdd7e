// pg_ident.conf. https://www.postgresql.org/docs/current/view-pg-ident-file-mappings.html

import type { IdentFileMap } from '../../inventory/index.js';
import { sql } from '../../sql/sql.js';
import { int, text, maybe } from '../cell.js';
import type { Family } from '../family.js';
import { select, type Selection } from '../select.js';

/** Whether words are quoted the view does not show: `ident-file.ts`, which also reads the file before 15. */
type Shown = Omit<IdentFileMap, 'quoted'>;

export const identMaps: Family<IdentFileMap> = {
  attempts: ({ major }) =>
    major >= 15
      ? [{ selections: [readMaps(major)] }]
      : 'pg_ident_file_mappings exists from PostgreSQL 15 on; read pg_ident.conf as a file',
  // First match decides: the order is the meaning.
  order: () => '',
};

function readMaps(major: number): Selection<Shown> {
  const file = sql`coalesce(pg_catalog.current_setting('ident_file', true), 'pg_ident.conf')`;
  return select<Shown>(
    {
      file: text(major >= 16 ? sql`m.file_name` : file),
      line: int(sql`m.line_number`),
      map: text(sql`coalesce(m.map_name, '')`),
      systemUser: text(sql`coalesce(m.sys_name, '')`),
      databaseUser: text(sql`coalesce(m.pg_username, '')`),
      error: maybe(text(sql`m.error`)),
    },
    major >= 16
      ? sql`FROM pg_catalog.pg_ident_file_mappings m ORDER BY m.map_number NULLS LAST, m.file_name COLLATE "C", m.line_number`
      : sql`FROM pg_catalog.pg_ident_file_mappings m ORDER BY m.line_number`,
  );
}
