// What applying needs from outside: sessions, the server's files where they are in reach, and a listener.

import type { Inventory } from '../inventory/index.js';
import type { Session } from '../session/index.js';

/** Host access. Each resolves when the server has taken the change. */
export interface ServerFiles {
  readonly writeHba: (text: string) => Promise<void>;
  readonly writeConf?: (text: string) => Promise<void>;
  readonly reload: () => Promise<void>;
  readonly restart?: () => Promise<void>;
}

export interface ApplyOptions {
  /** A new session in the database, as the role that applies. */
  readonly connect: (database: string) => Promise<Session>;
  /** Where cluster-wide steps run and the lock is held. */
  readonly maintenanceDatabase: string;
  /** Reads the cluster again for the fingerprint check; null leaves the check out (undo, scratch clusters). */
  readonly collect: (() => Promise<Inventory>) | null;
  readonly files?: ServerFiles;
  /** Also what belongs to the owners of the schema. */
  readonly includeHandOff: boolean;
  readonly events?: (event: ApplyEvent) => void;
  /** Default 5 s: rather give up than queue behind a long transaction with everyone else behind us. */
  readonly lockTimeoutMs?: number;
  /** Default 60 s. */
  readonly statementTimeoutMs?: number;
}

export type ApplyEvent =
  | {
      readonly kind: 'segment-started';
      readonly segment: number;
      readonly database: string;
      readonly steps: readonly string[];
    }
  | { readonly kind: 'step-ended'; readonly entry: JournalEntry }
  | { readonly kind: 'activated'; readonly how: 'reload' | 'restart' };

/** in-doubt: the connection broke during COMMIT, and only the cluster knows. */
export interface JournalEntry {
  readonly step: string;
  readonly status: 'applied' | 'unapplied' | 'in-doubt';
  /** Why not; null when applied. */
  readonly reason: string | null;
}
