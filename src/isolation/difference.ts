// Whether new policies admit a row that old ones did not, for one relation, role and command: implication, by
// the solver. Each side reads its own database's functions and inner tables, over one row and one session.

import type { Relation } from '../inventory/index.js';
import { Model, wantedTerms } from './model.js';
import { applicablePolicies, policyCondition, rowSecurityFor, type RowCommand } from './policies.js';
import { parsing } from './question.js';
import { openReading, type OpenReading } from './reading.js';
import type { SymbolicRow } from './scope.js';
import type { Solver } from './solver.js';
import { and, not, type Formula } from './value.js';
import type { World } from './world.js';

export type Widening =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'wider';
      readonly row: Readonly<Record<string, string | null>>;
      readonly settings: Readonly<Record<string, string>>;
      /** Nothing of it was uninterpreted. */
      readonly certain: boolean;
      readonly reason: string;
    }
  | { readonly kind: 'unknown'; readonly reason: string };

/** `older` shares the parsed texts of `newer`. */
export interface Compared {
  readonly older: World;
  readonly newer: World;
  readonly relation: Relation;
  readonly role: string;
  readonly command: RowCommand;
}

interface Built {
  readonly reading: OpenReading;
  readonly target: SymbolicRow;
  readonly subqueries: boolean;
}

/** @throws NotJudged, TooLarge */
export async function widening(solver: Solver, compared: Compared): Promise<Widening> {
  const { reading, target, subqueries } = await parsing(compared.newer, () => build(compared));
  const wanted = wantedTerms(reading.problem, reading.rows.all);
  const answer = await solver.ask(reading.problem.text(), wanted);
  if (answer.kind === 'unsat') return { kind: 'none' };
  if (answer.kind === 'unknown') return answer;
  const model = new Model(
    reading.problem,
    new Map(wanted.map(({ name }, index) => [name, answer.values[index] ?? ''])),
  );
  const open = [
    ...reading.problem.guesses,
    ...(subqueries ? ['a subquery, whose tables each side may find different'] : []),
  ];
  const reason = open.slice(0, 3).join('; ');
  return { kind: 'wider', row: model.row(target), settings: model.settings(), certain: open.length === 0, reason };
}

function build({ older, newer, relation, role, command }: Compared): Built {
  const reading = openReading(newer, role);
  const target = reading.rows.add(relation.schema, relation.name, { virtual: true });
  const before = openReading(older, role, reading.problem);
  const admitted = admits(reading, relation, role, command, target);
  const former = older.relation(relation.schema, relation.name);
  reading.problem.assert(admitted);
  if (former !== undefined) reading.problem.assert(not(admits(before, former, role, command, target)));
  reading.rows.assertKeys();
  before.rows.assertKeys();
  return { reading, target, subqueries: reading.rows.all.length > 1 || before.rows.all.length > 0 };
}

function admits(
  reading: OpenReading,
  relation: Relation,
  role: string,
  command: RowCommand,
  row: SymbolicRow,
): Formula {
  if (rowSecurityFor(reading.world, role, relation) !== 'applies') return 'true';
  const policies = applicablePolicies(reading.world, role, relation, command);
  const part = command === 'insert' ? 'check' : 'using';
  return and(policyCondition(reading, policies, part, row, relation, role));
}
