// What a kind of fact must know: what differs from the inventory, as drafts of steps, and which facts
// would make it untrue. One file per kind; `table.ts` does not compile when one is missing.

import type { Because, Demand, Fact, FactKind, FactOf } from '../../demand/model.js';
import type { ObjectRef } from '../../pg/object.js';
import { statement, type Statement } from '../../sql/statement.js';
import type { Sql } from '../../sql/sql.js';
import type { BlockedStep, FileStep, SqlStep } from '../model.js';
import type { Definitions } from '../definition/definitions.js';
import type { PlanOptions } from '../options.js';
import type { Rights } from '../rights.js';
import type { Situation } from '../situation.js';

export interface DemandOf<K extends FactKind> {
  readonly fact: FactOf<K>;
  readonly because: readonly Because[];
}

type Unplaced<S> = Omit<S, 'id' | 'segment' | 'handoff'> & {
  /** Order within phase and database; then by title. */
  readonly rank: number;
};
export type Draft = Unplaced<SqlStep> | Unplaced<FileStep>;

export interface Outcome {
  readonly drafts: readonly Draft[];
  readonly blocked: readonly BlockedStep[];
}

export interface Context {
  readonly situation: Situation;
  readonly options: PlanOptions;
  readonly definitions: Definitions;
  /** Of an administrator who is no superuser; null: nothing is refused to the applier. */
  readonly rights: Rights | null;
  /** All of them, for kinds that make one thing together. */
  readonly demands: readonly Demand[];
}

export interface ChangeKind<K extends FactKind> {
  /** Empty when every fact holds. May project what it changes into the situation. */
  readonly plan: (demands: readonly DemandOf<K>[], context: Context) => Outcome;
  /** The smallest facts that make this one untrue; empty when none can. `former` is the cluster as it was found. */
  readonly negate: (fact: FactOf<K>, situation: Situation, former: Situation | null) => readonly Fact[];
  /** For what no fact can say (a reset): the step itself. Asked when `negate` gives nothing. */
  readonly negation?: (fact: FactOf<K>, context: Context, former: Situation | null) => Draft | null;
}

export const nothing: Outcome = { drafts: [], blocked: [] };

/** For kinds whose facts do not touch each other. `one` answers null when the fact holds. */
export function eachFact<K extends FactKind>(
  one: (demand: DemandOf<K>, context: Context) => Draft | BlockedStep | null,
): ChangeKind<K>['plan'] {
  return (demands, context) => {
    const drafts: Draft[] = [];
    const blocked: BlockedStep[] = [];
    for (const demand of demands) {
      const answer = one(demand, context);
      if (answer === null) continue;
      if ('whoCan' in answer) blocked.push(answer);
      else drafts.push(answer);
    }
    return { drafts, blocked };
  };
}

type Required = Pick<
  Unplaced<SqlStep>,
  'kind' | 'phase' | 'rank' | 'object' | 'title' | 'because' | 'statements' | 'inverse'
>;

/** Defaults: no lock, no hazard, whoever applies, the object's database. */
export function sqlDraft(given: Required & Partial<Unplaced<SqlStep>>): Draft {
  return {
    database: given.object?.database ?? null,
    asRole: null,
    lock: 'none',
    hazards: [],
    activation: 'none',
    ...given,
    action: 'sql',
  };
}

export function statements(...texts: readonly Sql[]): readonly Statement[] {
  return texts.map((text) => statement(text));
}

export function blockedStep(demand: string, reason: string, whoCan: string): BlockedStep {
  return { demand, reason, whoCan };
}

export function missingObject(demand: string, object: ObjectRef): BlockedStep {
  return blockedStep(
    demand,
    `${object.kind} ${object.path.join('.')} is not in the inventory`,
    'whoever creates it, or corrects its name in the documents',
  );
}
