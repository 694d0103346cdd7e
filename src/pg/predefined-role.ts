// Roles that PostgreSQL itself ships, and the power that membership gives.
// https://www.postgresql.org/docs/current/predefined-roles.html

export const PREDEFINED_ROLES: { readonly [name: string]: { readonly since: number; readonly power: string } } = {
  pg_checkpoint: { since: 15, power: 'run CHECKPOINT' },
  pg_create_subscription: { since: 16, power: 'create subscriptions' },
  pg_database_owner: { since: 14, power: 'stand for the owner of the current database' },
  pg_execute_server_program: { since: 11, power: 'run programs on the server as the server’s operating-system user' },
  pg_maintain: { since: 17, power: 'VACUUM, ANALYZE, REFRESH, REINDEX and LOCK every relation' },
  pg_monitor: { since: 10, power: 'read monitoring views, among them the statements of other sessions' },
  pg_read_all_data: { since: 14, power: 'read every table, view and sequence' },
  pg_read_all_settings: { since: 10, power: 'read every setting, also superuser-only ones' },
  pg_read_all_stats: { since: 10, power: 'read all statistics views, among them other sessions’ statements' },
  pg_read_server_files: { since: 11, power: 'read any file that the server can read' },
  pg_signal_autovacuum_worker: { since: 18, power: 'cancel or end autovacuum workers' },
  pg_signal_backend: { since: 9, power: 'cancel or end sessions of other non-superusers' },
  pg_stat_scan_tables: { since: 10, power: 'run monitoring functions that lock tables' },
  pg_use_reserved_connections: { since: 16, power: 'use reserved connection slots' },
  pg_write_all_data: { since: 14, power: 'write every table, view and sequence' },
  pg_write_server_files: { since: 11, power: 'write any file that the server can write' },
};

/** Names beginning with pg_ are reserved for the system since 9.6. */
export function isPredefinedRole(name: string): boolean {
  return name.startsWith('pg_');
}
