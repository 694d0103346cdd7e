// The shape of what running something may touch.

import type { Relation, Routine } from '../../inventory/index.js';
import type { Write } from './facts.js';

export interface WrittenRow extends Write {
  /** Of the relation. */
  readonly key: string;
  readonly relation: Relation;
  /** Which body says it: a routine's key, or what a text is (`rule r`); ASKED for the text that was asked about. */
  readonly by: string;
}

export interface Reach {
  /** Keys of relations that are read. */
  readonly reads: ReadonlySet<string>;
  readonly writes: readonly WrittenRow[];
  /** Keys of routines that run, besides the one itself. */
  readonly routines: ReadonlySet<string>;
  /** What was not followed, in words. */
  readonly opaque: readonly string[];
  /** Values go into a message. */
  readonly tells: boolean;
}

export const ASKED = 'the statement itself';

export function routineKey({ schema, name, identityArguments }: Routine): string {
  return JSON.stringify([schema, name, identityArguments]);
}
