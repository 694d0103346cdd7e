// What a column may hold, how sure that is, and why.

import type { DataKind } from './data-kinds.js';

export interface Guess {
  readonly kind: DataKind;
  readonly confidence: 'high' | 'medium';
  /** e.g. `its name holds "date of birth"` */
  readonly reason: string;
}
