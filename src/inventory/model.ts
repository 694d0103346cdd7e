// What was read of a cluster. Every section is `read` or `unreadable(reason)`: what could not be read
// is never an empty list. Lists are sorted by code point; names, never OIDs.

import type { ClusterSections } from './cluster.js';
import type { DatabaseSections } from './database.js';

export { itemsOf, MASKED, readSection, type Section, unreadable } from './section.js';

export const INVENTORY_FORMAT = '1.0';

export interface Inventory {
  readonly formatVersion: typeof INVENTORY_FORMAT;
  readonly server: ServerFacts;
  readonly cluster: ClusterSections;
  readonly databases: readonly DatabaseInventory[];
}

export interface ServerFacts {
  /** e.g. 180004 */
  readonly versionNum: number;
  readonly major: number;
  /** ISO date after which the community publishes no fixes for the major; null when it is not known. */
  readonly endOfLife?: string | null;
  /** What was asked: `live`, or the files that were read. */
  readonly origin: 'live' | 'files';
  readonly readAs: {
    readonly role: string;
    readonly superuser: boolean;
    /** How he came in; absent when no server was asked. Volatile. */
    readonly way?: ReaderWay;
  };
  /** Names and settings that tell a managed platform (e.g. role `rds_superuser`). */
  readonly substrateEvidence: readonly string[];
  /** Extensions whose files the server has, installed or not; empty when it was read from files. */
  readonly availableExtensions: readonly string[];
  readonly dataChecksums: boolean | null;
}

/** `source` null: the socket. `tlsVersion` null: plaintext. */
export interface ReaderWay {
  readonly database: string;
  readonly source: string | null;
  readonly tlsVersion: string | null;
}

export interface DatabaseInventory extends DatabaseSections {
  readonly name: string;
}

/** What a check may need; statistics are no facts to judge. */
export type ClusterSectionName = Exclude<keyof ClusterSections, 'statementStatistics'>;
export type DatabaseSectionName = keyof DatabaseSections;
export type SectionName = ClusterSectionName | DatabaseSectionName;
