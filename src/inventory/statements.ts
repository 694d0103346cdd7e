// How much work a server does, as pg_stat_statements counted it: sums only. No text of a statement is kept, since
// it may hold a secret. Volatile, and nothing of security hangs on it: no part of equality or of a difference.
// https://www.postgresql.org/docs/current/pgstatstatements.html

/** The classes of pgaudit.log. https://github.com/pgaudit/pgaudit#settings */
export const AUDIT_CLASSES = ['read', 'write', 'function', 'role', 'ddl', 'misc'] as const;
export type AuditClass = (typeof AUDIT_CLASSES)[number];

export interface StatementStatistics {
  /** When it was read, by the server's clock: ISO 8601 in UTC, like `since`. */
  readonly takenAt: string;
  /** When counting began; null: the extension is older than 1.9, which does not say. */
  readonly since: string | null;
  /** How often counts were thrown away to make room: over 0, every figure is a lower bound. Null: not said. */
  readonly evictions: number | null;
  /** pg_stat_statements.track: under `top`, what functions execute is not counted. */
  readonly track: string;
  /** pg_stat_statements.track_utility: off, nothing but reads and writes is counted. */
  readonly trackUtility: boolean;
  /** By database and role as which the statement ran. */
  readonly use: readonly StatementUse[];
  /** Calls in databases or of roles that are gone. */
  readonly gone: number;
  /** By database. */
  readonly sessions: readonly SessionCount[];
}

/** pg_stat_database, which counts from its last reset on; null: it never was, and does not say since when. */
export interface SessionCount {
  readonly database: string;
  readonly sessions: number;
  readonly since: string | null;
}

export interface StatementUse {
  readonly database: string;
  readonly role: string;
  readonly classes: readonly ClassUse[];
  readonly relations: readonly RelationUse[];
  /** Calls whose text is hidden from the reading role. */
  readonly hidden: number;
  /** Calls whose text was not parsed: not SQL of PostgreSQL 17, too long, lost, or beyond the most that are read. */
  readonly unparsed: number;
  /** How often a relation was named that could be one of several, and one that the inventory does not have. */
  readonly ambiguous: number;
  readonly unknown: number;
}

export interface ClassUse {
  readonly class: AuditClass;
  /** Sent by a client, and executed inside of another statement. */
  readonly calls: number;
  readonly nested: number;
  /** Length of the text, summed over all these calls. */
  readonly bytes: number;
}

/** How often statements named the relation; twice in one statement is twice, as pgaudit records it. */
export interface RelationUse {
  readonly schema: string;
  readonly name: string;
  readonly reads: number;
  readonly writes: number;
  /** Of the writes: UPDATEs that read nothing of it, which are not among the reads. */
  readonly blindUpdates: number;
}
