// The configuration of a scratch cluster in three layers: what the harness fixes on the command line
// (nothing can override it, so it cannot be tested here), what a fast throwaway server starts with, and
// the settings under test. https://www.postgresql.org/docs/current/config-setting.html

import { invariant } from '../../core/index.js';

export type Settings = Readonly<Record<string, string>>;

/** Values that keep the server reachable and its log readable; settings of these names under test have no effect. */
export function fixedSettings(where: {
  readonly confDir: string;
  readonly socketDir: string;
  /** Null: a setting under test. */
  readonly listen: readonly string[] | null;
  readonly port: number;
}): Settings {
  return {
    config_file: `${where.confDir}/postgresql.conf`,
    hba_file: `${where.confDir}/pg_hba.conf`,
    ident_file: `${where.confDir}/pg_ident.conf`,
    ...(where.listen === null ? {} : { listen_addresses: where.listen.join(',') }),
    port: String(where.port),
    unix_socket_directories: where.socketDir,
    unix_socket_permissions: '0777',
    logging_collector: 'off',
    log_destination: 'stderr',
    lc_messages: 'C',
    // Shared memory in the data directory vanishes with it, even after SIGKILL; /dev/shm would not.
    dynamic_shared_memory_type: 'mmap',
  };
}

export const FIXED_SETTINGS: readonly string[] = Object.keys(
  fixedSettings({ confDir: '', socketDir: '', listen: [], port: 0 }),
);

/** Durability is given up for speed; background work that would run a hostile database's code is off. */
export const BASE_SETTINGS: Settings = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  autovacuum: 'off',
  jit: 'off',
  listen_addresses: '127.0.0.1',
  max_connections: '100',
  shared_buffers: '32MB',
  max_wal_size: '1GB',
  min_wal_size: '32MB',
  checkpoint_timeout: '1h',
  log_line_prefix: '%m [%p] %q%u@%d ',
  log_timezone: 'UTC',
  timezone: 'UTC',
  lc_monetary: 'C',
  lc_numeric: 'C',
  lc_time: 'C',
};

export function renderSettings(settings: Settings): string {
  return Object.entries(settings)
    .map(([name, value]) => `${checkedName(name)} = ${quoteSetting(value)}\n`)
    .join('');
}

/** Setting values double quotes and escape backslashes; a line break would start another setting. */
function quoteSetting(value: string): string {
  invariant(!/[\n\r\0]/.test(value), 'a setting value holds a line break');
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

function checkedName(name: string): string {
  invariant(
    /^[A-Za-z_][A-Za-z0-9_$]*(\.[A-Za-z_][A-Za-z0-9_$]*)*$/.test(name),
    `not a setting name: ${JSON.stringify(name)}`,
  );
  return name;
}
