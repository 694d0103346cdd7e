// Where an expression stands: whose names it sees, as which role its relations are read, and how names
// without a schema are found. `Reading` ties the readers of expressions, calls and queries together.

import type { Tree } from '../sql/parse-tree.js';
import type { Problem } from './problem.js';
import type { Formula, Value, Witness } from './value.js';
import type { World } from './world.js';

/** One row that a name stands for. */
export interface RowSource {
  readonly names: readonly string[];
  readonly column: (name: string) => Value | undefined;
}

export interface Named {
  readonly alias: string;
  readonly row: RowSource;
}

export interface Scope {
  readonly tables: readonly Named[];
  readonly outer: Scope | null;
  /** Parameters and variables of the routine that is being read. */
  readonly variables: ReadonlyMap<string, Value>;
  /** The role that reads relations. */
  readonly actor: string;
  /** Whom `current_user` names in a view, which reads as its owner; elsewhere the actor. */
  readonly user?: string | null;
  /** Schemas for names without one; null for the server's own deparsed text, which qualifies everything. */
  readonly path: readonly string[] | null;
  /** What is being unfolded, against cycles. */
  readonly trail: readonly string[];
  readonly common: ReadonlyMap<string, Tree>;
  /** What an aggregate's call gives in the query that is read. */
  readonly aggregate?: (call: Tree) => Value | null;
}

export function userOf(scope: Scope): string {
  return scope.user ?? scope.actor;
}

export interface Reading {
  readonly problem: Problem;
  readonly world: World;
  readonly rows: SymbolicRows;
  /** The login role; `session_user`. */
  readonly session: string;
  expression(tree: Tree, scope: Scope): Value;
  call(tree: Tree, scope: Scope): Value;
  /** Some row of a SELECT statement; null when the query was not understood. */
  witness(select: Tree, scope: Scope): Witness | null;
  /** Rows that a function in FROM gives; null when it was not understood. */
  callWitness(call: Tree, scope: Scope): Witness | null;
  /** The policies' condition for reading a row, for the role. */
  readable(schema: string, name: string, row: RowSource, scope: Scope): Formula;
}

export interface SymbolicRow extends RowSource {
  readonly id: number;
  readonly schema: string;
  readonly relation: string;
  /** Stands beside the stored rows (NEW), so keys do not bind it. */
  readonly virtual: boolean;
  /** Of a temporary table that the session put in the relation's place. */
  readonly temporary: boolean;
  readonly values: ReadonlyMap<string, Value>;
}

export interface SymbolicRows {
  readonly all: readonly SymbolicRow[];
  add(schema: string, name: string, options?: RowOptions): SymbolicRow;
}

export interface RowOptions {
  readonly virtual?: boolean;
  readonly temporary?: boolean;
}

/** First in a path: the session chooses the path, so a name means what only one schema has. */
export const ANY_SCHEMA = '*';

export const MAX_DEPTH = 20;

export function within(scope: Scope, step: string): Scope | null {
  if (scope.trail.length >= MAX_DEPTH || scope.trail.includes(step)) return null;
  return { ...scope, trail: [...scope.trail, step] };
}
