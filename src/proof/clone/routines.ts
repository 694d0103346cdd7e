// Functions and procedures in trusted languages, with their bodies unchecked and unrun. C and internal ones
// outside extensions and bodies in untrusted languages are never installed; LEAKPROOF and the like need our
// superuser, for that one statement. https://www.postgresql.org/docs/current/sql-createfunction.html

import { itemsOf, type Routine } from '../../inventory/index.js';
import { Ident } from '../../sql/ident.js';
import { sql, qualified, type Sql } from '../../sql/sql.js';
import { verbatim } from '../../sql/verbatim.js';
import type { CloneLog } from './log.js';
import type { CloneScope } from './scope.js';
import { loadsCode } from './settings.js';
import type { FailedTask, Task } from './task.js';

const SAFE_LANGUAGES = new Set(['sql', 'plpgsql']);

export function routineTasks(scope: CloneScope, log: CloneLog): readonly Task[] {
  const trusted = new Set(
    itemsOf(scope.database.languages)
      .filter((language) => language.trusted && language.extension !== null)
      .map((language) => language.name),
  );
  const tasks: Task[] = [];
  for (const routine of scope.routines) {
    if (routine.kind === 'aggregate') continue;
    const refusal = refusalOf(routine, trusted);
    const object = routineLabel(routine);
    if (refusal !== null) log.heldBack(object, refusal);
    else if (routine.definition === null) log.notCloned(object, 'the inventory has no definition of it');
    else tasks.push({ object, statement: verbatim(routine.definition) });
  }
  return tasks;
}

function refusalOf(routine: Routine, trusted: ReadonlySet<string>): string | null {
  const { language } = routine;
  if (language === 'c' || language === 'internal')
    return `code in language ${language} outside an extension is not installed`;
  if (!SAFE_LANGUAGES.has(language) && !trusted.has(language))
    return `language ${language} is not trusted, its bodies are not installed`;
  if (routine.returns === 'event_trigger') return 'event triggers and their functions are not installed';
  const loading = routine.config.find((setting) => loadsCode(setting.split('=')[0] ?? ''));
  return loading === undefined
    ? null
    : `it sets ${loading.split('=')[0] ?? ''}, which makes the server load or run code`;
}

export function routineLabel(routine: Routine): string {
  return `routine ${routine.schema}.${routine.name}(${routine.identityArguments})`;
}

/** `FUNCTION "s"."f"(args)`; the arguments are the server's own text. */
export function routineName(routine: Routine): Sql {
  const name = qualified(routine.schema, routine.name);
  const args = routine.identityArguments;
  if (routine.kind === 'aggregate') return sql`AGGREGATE ${name}(${args === '' ? sql`*` : verbatim(args)})`;
  return sql`ROUTINE ${name}(${verbatim(args)})`;
}

/** What only a superuser may define: created by ours and given to the builder in the same statement. */
export function asSuperuser(
  scope: CloneScope,
  failed: readonly FailedTask[],
  builder: string,
): readonly { readonly create: Task; readonly give: Task }[] {
  const byLabel = new Map(scope.routines.map((routine) => [routineLabel(routine), routine]));
  return failed
    .filter(({ problem }) => problem.sqlstate === '42501')
    .flatMap(({ task }) => {
      const routine = byLabel.get(task.object);
      if (routine === undefined || !routine.leakproof) return [];
      const give = sql`ALTER ${routineName(routine)} OWNER TO ${Ident.of(builder)}`;
      return [{ create: task, give: { object: task.object, statement: give } }];
    });
}
