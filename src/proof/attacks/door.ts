// How attacks reach the scratch cluster. In-session attacks come through the private socket as the attack's
// own role, so that the SESSION USER is NOSUPERUSER: code of a hostile database that says RESET ROLE or
// RESET SESSION AUTHORIZATION gains nothing. Start-up options override what roles and databases set; the
// search_path of an attack is PostgreSQL's own default, since triggers and routines of the source rely on it;
// that of the harness's superuser is empty.

import type { Target } from '../../session/index.js';
import type { ScratchCluster } from '../scratch/index.js';

const SETTINGS = {
  search_path: '',
  role: 'none',
  row_security: 'on',
  default_transaction_read_only: 'off',
  statement_timeout: '10s',
  lock_timeout: '3s',
  idle_in_transaction_session_timeout: '0',
  client_encoding: 'UTF8',
  standard_conforming_strings: 'on',
  DateStyle: 'ISO,MDY',
  IntervalStyle: 'postgres',
  TimeZone: 'UTC',
  bytea_output: 'hex',
  extra_float_digits: '1',
} as const;

export function socketTarget(cluster: ScratchCluster, database: string, user: string): Target {
  return {
    host: cluster.socketDir,
    port: cluster.port,
    database,
    user,
    password: user === cluster.superuser ? cluster.password : null,
    tls: { mode: 'disable', authority: null },
    applicationName: 'pgrampart attack',
    settings: user === cluster.superuser ? SETTINGS : { ...SETTINGS, search_path: '"$user", public' },
  };
}
