// How the clone opens sessions on the scratch cluster. Settings of the source (per role, per database)
// never reach our own sessions: start-up options override them, and the search_path is empty, so that no
// object of a hostile database stands in for one of ours.

import { connect, type Session, type Target } from '../../session/index.js';
import type { ScratchCluster } from '../scratch/index.js';

const SETTINGS = {
  search_path: '',
  check_function_bodies: 'off',
  default_transaction_read_only: 'off',
  default_table_access_method: 'heap',
  default_tablespace: '',
  statement_timeout: '120s',
  lock_timeout: '10s',
  idle_in_transaction_session_timeout: '0',
  row_security: 'on',
  role: 'none',
  client_min_messages: 'error',
  client_encoding: 'UTF8',
  standard_conforming_strings: 'on',
  DateStyle: 'ISO,MDY',
  IntervalStyle: 'postgres',
  TimeZone: 'UTC',
  bytea_output: 'hex',
  extra_float_digits: '1',
} as const;

/** A superuser session: for DDL that runs no user code, and nothing else. */
export function openAsSuperuser(cluster: ScratchCluster, database: string): Promise<Session> {
  return connect(targetAs(cluster, database, cluster.superuser));
}

/** A session whose SESSION USER is `role`: no RESET ROLE leads to more. */
export function openAs(cluster: ScratchCluster, database: string, role: string): Promise<Session> {
  return connect(targetAs(cluster, database, role));
}

export function targetAs(cluster: ScratchCluster, database: string, role: string): Target {
  const { host, port, password, localAddress } = cluster.connection;
  return {
    host,
    port,
    database,
    user: role,
    password: role === cluster.superuser ? password : null,
    tls: { mode: 'disable', authority: null },
    applicationName: 'pgrampart clone',
    settings: SETTINGS,
    ...(localAddress === undefined ? {} : { localAddress }),
  };
}
