// What the builder builds in one database, in the order of kinds. Dependencies across kinds are not
// modelled: what fails waits, and is tried again when the next group is there.

import type { Session } from '../../session/index.js';
import { defaultTasks, inheritedNotNullTasks } from './columns.js';
import { commentTasks } from './comments.js';
import { checkTasks, foreignKeyTasks, indexAttachTasks, indexTasks, keyTasks } from './constraints.js';
import { foreignTableTasks } from './foreign.js';
import type { CloneLog } from './log.js';
import { asSuperuser, routineTasks } from './routines.js';
import type { CloneScope } from './scope.js';
import { isSingle, screenTasks } from './screened.js';
import { ownedByTasks, sequenceTasks } from './sequences.js';
import { attachTasks, tableTasks } from './tables.js';
import { retryTasks, runTasks, type FailedTask, type Task } from './task.js';
import { policyTasks, rowSecurityTasks, ruleTasks, triggerTasks } from './triggers.js';
import { definitionTasks, typeTasks, type DefinitionTasks } from './types.js';
import { viewTasks } from './views.js';
import { sql } from '../../sql/sql.js';

export interface Hands {
  readonly superuser: Session;
  readonly builder: Session;
  readonly builderName: string;
}

export async function buildStructure(hands: Hands, scope: CloneScope, log: CloneLog): Promise<void> {
  const definitions = definitionTasks(scope, log);
  const first = [...typeTasks(scope, log), ...sequenceTasks(scope), ...routineTasks(scope, log), ...definitions.early];
  let failed = await retryTasks(hands.builder, await runTasks(hands.builder, first));
  failed = await buildAsSuperuser(hands, scope, failed);
  await buildOperatorClasses(hands, definitions.superuser, log);
  for (const group of groups(scope, definitions)) {
    const now = await runTasks(hands.builder, group);
    failed = await retryTasks(hands.builder, [...failed, ...now]);
  }
  failed = await buildAsSuperuser(hands, scope, failed);
  failed = await retryTasks(hands.builder, failed);
  // Which parent index a partition's index belongs to is tried out; a wrong pair is no loss.
  await runTasks(hands.builder, indexAttachTasks(scope));
  log.failures(failed);
}

function groups(scope: CloneScope, definitions: DefinitionTasks): readonly (readonly Task[])[] {
  return [
    [...tableTasks(scope), ...attachTasks(scope), ...foreignTableTasks(scope)],
    [
      ...defaultTasks(scope),
      ...inheritedNotNullTasks(scope),
      ...checkTasks(scope),
      ...keyTasks(scope),
      ...indexTasks(scope),
    ],
    [...viewTasks(scope), ...definitions.late],
    [
      ...foreignKeyTasks(scope),
      ...ownedByTasks(scope),
      ...ruleTasks(scope),
      ...triggerTasks(scope),
      ...policyTasks(scope),
    ],
    [...rowSecurityTasks(scope), ...commentTasks(scope)],
  ];
}

/** LEAKPROOF: one statement by superuser, owned by the builder before anybody can call it. */
async function buildAsSuperuser(
  hands: Hands,
  scope: CloneScope,
  failed: readonly FailedTask[],
): Promise<readonly FailedTask[]> {
  const built = new Set<Task>();
  for (const { create, give } of asSuperuser(scope, failed, hands.builderName)) {
    const safe =
      (await isSingle(create.statement, new Set(['CreateFunctionStmt']))) &&
      (await isSingle(give.statement, new Set(['AlterOwnerStmt'])));
    if (
      safe &&
      (
        await hands.superuser.attempt(sql`${create.statement};
${give.statement}`)
      ).ok
    ) {
      built.add(create);
    }
  }
  return failed.filter((entry) => !built.has(entry.task));
}

async function buildOperatorClasses(hands: Hands, items: DefinitionTasks['superuser'], log: CloneLog): Promise<void> {
  const kinds = new Set(['CreateOpClassStmt', 'CreateOpFamilyStmt', 'AlterOpFamilyStmt']);
  const tasks: Task[] = [];
  for (const { task, also } of items) tasks.push(...(await screenTasks([task, ...also], kinds, log)));
  log.failures(await retryTasks(hands.superuser, await runTasks(hands.superuser, tasks)));
}
