// What applying needs from outside: sessions, the server's files where they are in reach, and a listener.

import type { Inventory } from '../inventory/index.js';
import type { Step } from '../plan/model.js';
import type { Session } from '../session/index.js';

/** Host access. Each resolves when the server has taken the change. */
export interface ServerFiles {
  readonly writeHba: (text: string) => Promise<void>;
  readonly writeIdent?: (text: string) => Promise<void>;
  readonly writeConf?: (text: string) => Promise<void>;
  readonly reload: () => Promise<void>;
  readonly restart?: () => Promise<void>;
}

/** A connection that must, or must not, be admitted by what was just loaded. */
export interface ConnectionCheck {
  readonly title: string;
  readonly must: 'enter' | 'be refused';
  /** Whether a line admits it: being asked for a password is enough. */
  readonly enters: () => Promise<boolean>;
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
  /** Stop before `enforce` while the plan has gates: the applications have not changed yet. */
  readonly stopAtGate?: true;
  /** Real attempts after a reload that put these steps into force. */
  readonly checks?: (steps: readonly Step[]) => readonly ConnectionCheck[];
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
  /** The next word to the server is COMMIT: whoever is cut off here can ask it later what came of it (pg_xact_status). */
  | { readonly kind: 'segment-committing'; readonly transaction: string }
  | { readonly kind: 'step-ended'; readonly entry: JournalEntry }
  | { readonly kind: 'activated'; readonly how: 'reload' | 'restart' };

/** in-doubt: the connection broke during COMMIT, and only the cluster knows. */
export interface JournalEntry {
  readonly step: string;
  readonly status: 'applied' | 'unapplied' | 'in-doubt';
  /** Why not; null when applied. */
  readonly reason: string | null;
  /** Unapplied, and yet something of it is there (an INVALID index): undo takes that away too. */
  readonly leftover?: true;
}
