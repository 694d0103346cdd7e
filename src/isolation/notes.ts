// What reading leaves behind besides the question: how texts, arrays and documents of a counterexample are to be
// written so that the server's own functions give what the solver chose, and what forbids a proof.

import type { Formula, JsonOrigin, Scalar, Term } from './value.js';

/** A piece of a JSON document that some expression reads. */
export interface JsonRead extends JsonOrigin {
  readonly value: Scalar;
}

/** A key that is there when `holds`. */
export interface JsonKey extends JsonOrigin {
  readonly holds: Formula;
}

/** `value` is one piece of `text`, cut at the separator; the first has index 1. */
export interface Piece {
  readonly text: Term;
  readonly separator: string;
  readonly index: number;
  readonly value: Scalar;
}

/** `whole` is made of the others, one after another. */
export interface Joined {
  readonly whole: Term;
  readonly parts: readonly Scalar[];
}

/** `text` is of the pattern when `holds`. */
export interface Like {
  readonly text: Term;
  readonly pattern: Scalar;
  readonly holds: Formula;
}

/** `element` is in `array` when `holds`. */
export interface Member {
  readonly array: Term;
  readonly element: Scalar;
  readonly holds: Formula;
}

/** Rows that take part only when `when` holds: those that a subquery found. */
export interface Presence {
  readonly rows: readonly [from: number, to: number];
  readonly when: Formula;
}

export class Notes {
  readonly presences: Presence[] = [];
  readonly jsonReads: JsonRead[] = [];
  readonly jsonKeys: JsonKey[] = [];
  readonly pieces: Piece[] = [];
  readonly joined: Joined[] = [];
  readonly likes: Like[] = [];
  readonly members: Member[] = [];
  /** What a counterexample should keep to when it can: no SQL error, functions that change nothing. */
  readonly preferences: Set<Formula> = new Set();
  /** Why nothing may be called proved, whatever the solver says. */
  readonly taints: Set<string> = new Set();
  /** Tables that functions name whose bodies were not understood. */
  readonly mentioned: Set<string> = new Set();
  /** Names in some function are found by the session's own search_path. */
  ownPath = false;
}
