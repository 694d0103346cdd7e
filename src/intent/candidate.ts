// An ADR candidate: what the documents leave unstated, as a question to the owners of the
// architecture. Only an accepted ADR or an edited document makes it go away.

import type { Source } from '../core/source.js';
import type { ObjectRef } from '../pg/object.js';

export interface AdrCandidate {
  /** Stable slug, e.g. `isolation-of-scheduling-waitlist`. */
  readonly id: string;
  readonly topic:
    | 'classification'
    | 'isolation'
    | 'carrier'
    | 'authorization'
    | 'login'
    | 'threat-kind'
    | 'ownership'
    | 'protection'
    | 'key-custody'
    | 'credential'
    | 'tls-material'
    | 'exposure'
    | 'audit'
    | 'substrate'
    | 'zone';
  readonly title: string;
  readonly question: string;
  /** What the inventory shows, one sentence each. */
  readonly evidence: readonly string[];
  readonly options: readonly AdrOption[];
  /** Only where the house standard has one. */
  readonly recommendation: string | null;
  readonly blocks: readonly Blocked[];
  readonly sources: readonly Source[];
}

export interface AdrOption {
  readonly title: string;
  readonly security: string;
  readonly operations: string;
  readonly performance: string;
}

/** What waits for the answer: a part of the output, on some objects. */
export interface Blocked {
  readonly part: 'roles' | 'isolation' | 'columns' | 'connection' | 'audit' | 'credentials' | 'exposure' | 'at-rest';
  readonly objects: readonly ObjectRef[];
  readonly what: string;
}
