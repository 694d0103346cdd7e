// Types and the other definitions (aggregates, operators, collations, text search, …), from the statements
// that the collector rebuilt. Built by the builder where PostgreSQL lets an ordinary role do it.

import { itemsOf, type DefinitionFact } from '../../inventory/index.js';
import { verbatim } from '../../sql/verbatim.js';
import type { CloneLog } from './log.js';
import { isSystemSchema, labelOf } from './names.js';
import type { CloneScope } from './scope.js';
import type { Task } from './task.js';

export function typeTasks(scope: CloneScope, log: CloneLog): readonly Task[] {
  const tasks: Task[] = [];
  for (const type of scope.types) {
    if (type.kind === 'multirange') continue;
    const object = labelOf('type', type);
    if (type.definition === null) log.notCloned(object, `a ${type.kind} type needs C code of its own`);
    else tasks.push({ object, statement: verbatim(type.definition) });
  }
  return tasks;
}

/** Only a superuser may make these; they call no function when they are made. */
export const SUPERUSER_DEFINITIONS: ReadonlySet<DefinitionFact['kind']> = new Set([
  'operator-class',
  'operator-family',
]);

export interface DefinitionTasks {
  readonly early: readonly Task[];
  readonly late: readonly Task[];
  readonly superuser: readonly { readonly task: Task; readonly also: readonly Task[]; readonly fact: DefinitionFact }[];
}

export function definitionTasks(scope: CloneScope, log: CloneLog): DefinitionTasks {
  const early: Task[] = [];
  const late: Task[] = [];
  const superuser: DefinitionTasks['superuser'][number][] = [];
  for (const fact of itemsOf(scope.database.definitions)) {
    if ((fact.extension ?? null) !== null) continue;
    const object = definitionLabel(fact);
    if (fact.schema !== null && isSystemSchema(fact.schema)) {
      log.heldBack(object, 'an object in a schema of the system would change how our own statements are read');
      continue;
    }
    if (fact.definition === null) {
      log.notCloned(object, fact.reason ?? 'it cannot be rebuilt');
      continue;
    }
    const task = { object, statement: verbatim(fact.definition) };
    const also = fact.also.map((text) => ({ object, statement: verbatim(text) }));
    if (SUPERUSER_DEFINITIONS.has(fact.kind)) superuser.push({ task, also, fact });
    else if (fact.kind === 'statistics') late.push(task, ...also);
    else early.push(task, ...also);
  }
  return { early, late, superuser };
}

export function definitionLabel(fact: DefinitionFact): string {
  return `${fact.kind.replaceAll('-', ' ')} ${fact.schema === null ? '' : `${fact.schema}.`}${fact.name}`;
}
