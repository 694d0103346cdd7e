// Evidence: what each attack met with its control in force and with that control removed.

import type { Attack } from '../attack/model.js';

export type Outcome =
  | 'refused'
  | 'no-rows'
  | 'leaked'
  | 'changed'
  | 'connected'
  | 'logged'
  | 'not-logged'
  | 'error'
  | 'not-run';

export interface Observed {
  readonly outcome: Outcome;
  readonly sqlstate: string | null;
  /** Rows seen or changed; null where rows play no part. */
  readonly rows: number | null;
  /** The log line or the server's message, without secrets; null when there was none. */
  readonly log: string | null;
}

export interface Evidence {
  readonly control: string;
  readonly attack: Attack;
  readonly role: string;
  /** For people: what had to happen. */
  readonly expected: string;
  readonly observed: Observed;
  readonly withoutControl: Observed;
  /** holds: refused with, leaked without. vacuous: refused without as well. broken: leaked with. */
  readonly status: 'holds' | 'broken' | 'vacuous' | 'not-run';
  readonly reason: string | null;
  /** The server that showed it. */
  readonly server: { readonly major: number; readonly origin: 'embedded' | 'system' };
  /** The statements that ran, for a reader who wants to repeat them; no secrets. */
  readonly statements: readonly string[];
}

export const POSTURES = ['hardened', 'unverified', 'not-hardened'] as const;
export type Posture = (typeof POSTURES)[number];

export interface CloneReport {
  readonly database: string;
  readonly relations: number;
  readonly cloned: number;
  readonly notCloned: readonly { readonly object: string; readonly reason: string }[];
  readonly heldBack: readonly { readonly object: string; readonly reason: string }[];
}
