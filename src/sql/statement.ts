// One statement to send, with what it says about itself for logs and plans.

import type { Sql } from './sql.js';

export interface Statement {
  readonly sql: Sql;
  /** False for what PostgreSQL refuses inside a transaction block (ALTER SYSTEM, CREATE DATABASE, …). */
  readonly transactional: boolean;
}

export function statement(sql: Sql): Statement {
  return { sql, transactional: true };
}
