// Ties the readers of expressions, calls, queries and policies to one problem over one database.

import { readCall, readCallWitness } from './call.js';
import { readExpression } from './expression.js';
import { readableRow } from './policies.js';
import { Problem } from './problem.js';
import { readQuery } from './query.js';
import { Rows } from './rows.js';
import { within, type Reading } from './scope.js';
import type { World } from './world.js';
import type { Witness } from './value.js';

export interface OpenReading extends Reading {
  readonly rows: Rows;
}

/** `session` is the login role. */
export function openReading(world: World, session: string, problem: Problem = new Problem()): OpenReading {
  const reading: OpenReading = {
    problem,
    world,
    session,
    rows: new Rows(problem, world),
    expression: (tree, scope) => readExpression(reading, tree, scope),
    call: (tree, scope) => readCall(reading, tree, scope),
    callWitness: (tree, scope) => withRows(reading, () => readCallWitness(reading, tree, scope)),
    witness: (select, scope) => {
      const depth = scope.trail.filter((step) => step.startsWith('query')).length;
      const inner = within(scope, `query ${depth}`);
      return inner === null ? null : withRows(reading, () => readQuery(reading, select, inner));
    },
    readable: (schema, name, row, scope) => readableRow(reading, schema, name, row, scope),
  };
  return reading;
}

function withRows({ rows }: Reading, read: () => Witness | null): Witness | null {
  const from = rows.all.length;
  const witness = read();
  return witness === null ? null : { ...witness, rows: [from, rows.all.length] };
}
