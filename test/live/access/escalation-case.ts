// A way to become more than one is, as a case: the state that opens it, the attempt that takes it, what
// closes it. `mallory` is who escalates; roles have passwords where the way is a connection.

import type { EscalationHow } from '../../../src/access/index.js';

export interface Step {
  /** Who runs it: connects as this role; null is the superuser. */
  readonly as: string | null;
  readonly sql: string;
}

export interface Case {
  readonly how: EscalationHow;
  readonly title: string;
  /** What the graph says when the way alone is not telling: the way, and the kind of what it reaches. */
  readonly says?: string;
  readonly since?: number;
  readonly until?: number;
  readonly setup: readonly string[];
  /** The escalation itself; everything but the last step must pass. */
  readonly attempt: readonly Step[];
  /** True in its only cell when the escalation worked; null: the last step need only pass. */
  readonly proof: Step | null;
  readonly stop: readonly string[];
  /** The attempt goes through a replication connection. */
  readonly replication?: boolean;
}

export const mallory = (sql: string): Step => ({ as: 'mallory', sql });
export const victim = (sql: string): Step => ({ as: 'victim', sql });
export const root = (sql: string): Step => ({ as: null, sql });

export const SECRET: readonly string[] = [
  'CREATE TABLE app.secret (a text)',
  "INSERT INTO app.secret VALUES ('canary')",
  'ALTER TABLE app.secret OWNER TO victim',
];
export const READS_SECRET: Step = mallory("SELECT count(*) = 1 FROM app.secret WHERE a = 'canary'");
export const OPEN = 'GRANT USAGE ON SCHEMA app TO PUBLIC';
/** A table that only the victim can read receives his name when his rights were used. */
export const LOOT: readonly string[] = [
  'CREATE TABLE app.loot (who text)',
  'GRANT INSERT, SELECT ON app.loot TO PUBLIC',
];
export const LOOTED: Step = root("SELECT count(*) > 0 FROM app.loot WHERE who = 'victim'");
export const STEALS = 'INSERT INTO app.loot VALUES (current_user)';
export const TABLE: readonly string[] = ['CREATE TABLE app.t (a int)', 'ALTER TABLE app.t OWNER TO victim'];
