// What reading a SOURCE is asked, and what it gives, whatever kind of source it is.

import type { Inventory } from '../inventory/index.js';
import type { Target } from '../session/target.js';

export interface SourceOptions {
  /** Narrows a live cluster to these databases; empty or left out: all. */
  readonly databases?: readonly string[];
  /** A folder with the applications' configuration, when SOURCE itself is none. */
  readonly files?: string;
  /** What a live server counted of its statements, too: for the report and for a saved inventory. */
  readonly statistics?: boolean;
}

export interface SourceReading {
  readonly kind: 'live' | 'inventory' | 'files';
  /** For people and reports; no password, no user. */
  readonly describe: string;
  readonly inventory: Inventory;
  /** Present when it can be connected to. */
  readonly target: Target | null;
  /** What of the files was not taken over, and why. */
  readonly remarks: readonly string[];
}

/** `PostgreSQL 18, 2 databases, 31 relations` */
export function summaryOf(inventory: Inventory): string {
  const relations = inventory.databases.map((database) =>
    database.relations.status === 'read' ? database.relations.items.length : 0,
  );
  const total = relations.reduce((sum, count) => sum + count, 0);
  const { length } = inventory.databases;
  return `PostgreSQL ${inventory.server.major}, ${length} ${length === 1 ? 'database' : 'databases'}, ${total} relations`;
}
