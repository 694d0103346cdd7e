// What is said of the server as a whole, and what tells a managed platform.

import type { ServerFacts } from '../inventory/index.js';
import { END_OF_LIFE, isMajor, majorOf } from '../pg/version.js';
import { type Session } from '../session/index.js';
import { sql } from '../sql/sql.js';
import { bool, int, maybe, text, texts } from './cell.js';
import type { Reader } from './family.js';
import { select } from './select.js';

interface ServerRow {
  readonly versionNum: number;
  readonly role: string;
  readonly superuser: boolean;
  readonly allSettings: boolean;
  readonly allStats: boolean;
  readonly database: string;
  readonly source: string | null;
  readonly tlsVersion: string | null;
  readonly dataChecksums: string | null;
  readonly evidence: readonly string[];
  readonly available: readonly string[];
}

const server = select<ServerRow>(
  {
    versionNum: int(sql`pg_catalog.current_setting('server_version_num')`),
    role: text(sql`current_user`),
    superuser: bool(sql`coalesce((SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user), false)`),
    allSettings: bool(sql`pg_catalog.pg_has_role('pg_read_all_settings', 'USAGE')`),
    allStats: bool(sql`pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE')`),
    database: text(sql`pg_catalog.current_database()`),
    source: maybe(text(sql`pg_catalog.host(pg_catalog.inet_client_addr())`)),
    tlsVersion: maybe(text(sql`(SELECT version FROM pg_catalog.pg_stat_ssl WHERE pid = pg_catalog.pg_backend_pid())`)),
    dataChecksums: maybe(text(sql`pg_catalog.current_setting('data_checksums', true)`)),
    evidence: texts(sql`(SELECT pg_catalog.array_agg(word ORDER BY word COLLATE "C") FROM (
      SELECT 'role ' || rolname AS word FROM pg_catalog.pg_roles
      WHERE rolname ~ '^(rds_|cloudsql|alloydb|azure_|supabase_|neon_|aiven|crunchy_|streaming_replica$|robot_zmon$|doadmin$|tsdbadmin$)'
      UNION ALL SELECT 'setting ' || name FROM pg_catalog.pg_settings
      WHERE name ~ '^(rds|aurora_|cloudsql|alloydb|azure|supautils|neon|crunchy|bg_mon|timescaledb_cloud)'
    ) found)`),
    available: texts(
      sql`(SELECT pg_catalog.array_agg(name ORDER BY name COLLATE "C") FROM pg_catalog.pg_available_extensions)`,
    ),
  },
  sql``,
);

export interface ServerAnswer {
  readonly facts: ServerFacts;
  readonly reader: Reader;
}

/** @throws OperationError */
export async function readServer(session: Session): Promise<ServerAnswer> {
  const answer = await session.query(server.query);
  const row = server.decode(answer.rows[0] ?? []);
  const major = majorOf(row.versionNum);
  const { role, superuser, allSettings, allStats, database, source, tlsVersion } = row;
  return {
    facts: {
      versionNum: row.versionNum,
      major,
      endOfLife: isMajor(major) ? END_OF_LIFE[major] : null,
      origin: 'live',
      readAs: { role, superuser, way: { database, source, tlsVersion } },
      substrateEvidence: row.evidence,
      availableExtensions: row.available,
      dataChecksums: row.dataChecksums === null ? null : row.dataChecksums === 'on',
    },
    reader: { major, role, superuser, allSettings, allStats },
  };
}
