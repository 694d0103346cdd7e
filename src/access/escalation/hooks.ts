// Code that runs in somebody else's statement: functions behind triggers, policies, defaults, indexes,
// constraints and views run with the rights of whoever touches the table, and their owner may replace them.
// https://www.postgresql.org/docs/current/perm-functions.html

import { itemsOf, type DatabaseInventory, type Routine } from '../../inventory/index.js';
import { roleGrantee } from '../../pg/grantee.js';
import { objectRef, type ObjectRef } from '../../pg/object.js';
import type { EscalationEdge, EscalationFacts } from './model.js';
import { routineRef } from './routines.js';

export function hookEdges({ inventory }: EscalationFacts): readonly EscalationEdge[] {
  return inventory.databases.flatMap(databaseHooks);
}

interface Hook {
  readonly function: Routine;
  readonly on: ObjectRef;
  readonly what: string;
}

function databaseHooks(database: DatabaseInventory): readonly EscalationEdge[] {
  const owners = new Map(
    itemsOf(database.relations).map((relation) => [`${relation.schema}\0${relation.name}`, relation.owner]),
  );
  const routines = routinesByName(database);
  const hooks = [...triggers(database, routines), ...expressions(database, routines)];
  const used = hooks.flatMap((hook): readonly EscalationEdge[] => {
    const { owner } = hook.function;
    // An owner's own function adds nothing: he may put another one there.
    if (hook.function.securityDefiner || owners.get(hook.on.path.slice(0, 2).join('\0')) === owner) return [];
    return [hookEdge(database.name, hook)];
  });
  return [...used, ...eventTriggers(database, routines)];
}

function hookEdge(database: string, hook: Hook): EscalationEdge {
  return {
    from: roleGrantee(hook.function.owner),
    to: { kind: 'users-of', object: hook.on },
    how: 'function-owner',
    through: routineRef(database, hook.function),
    why: `${hook.what} calls the function with the rights of whoever uses the relation, and its owner may replace its body`,
    stop: 'give the function the relation’s owner, so that nobody else may replace it',
  };
}

type ByName = ReadonlyMap<string, readonly Routine[]>;

function routinesByName(database: DatabaseInventory): ByName {
  const found = new Map<string, Routine[]>();
  for (const routine of itemsOf(database.routines)) {
    const key = `${routine.schema}\0${routine.name}`;
    const list = found.get(key);
    if (list === undefined) found.set(key, [routine]);
    else list.push(routine);
  }
  return found;
}

function triggers(database: DatabaseInventory, routines: ByName): readonly Hook[] {
  return itemsOf(database.triggers).flatMap((trigger) => {
    if (trigger.enabled === 'disabled') return [];
    const name = trigger.function.signature.slice(0, trigger.function.signature.lastIndexOf('('));
    const on = objectRef('table', [trigger.schema, trigger.relation], database.name);
    return (routines.get(`${trigger.function.schema}\0${name}`) ?? []).map((each) => ({
      function: each,
      on,
      what: `trigger ${trigger.name}`,
    }));
  });
}

/** The server deparsed them with an empty search_path: user functions stand with their schema. */
const CALL = /("(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$]*)\.("(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$]*)\(/gu;

function* callsIn(expression: string, routines: ByName): Generator<Routine> {
  for (const [, schema = '', name = ''] of expression.matchAll(CALL)) {
    yield* routines.get(`${bare(schema)}\0${bare(name)}`) ?? [];
  }
}

function bare(word: string): string {
  return word.startsWith('"') ? word.slice(1, -1).replaceAll('""', '"') : word;
}

function expressions(database: DatabaseInventory, routines: ByName): readonly Hook[] {
  const hooks: Hook[] = [];
  const add = (schema: string, relation: string, what: string, texts: readonly (string | null)[]): void => {
    const on = objectRef('table', [schema, relation], database.name);
    for (const text of texts) {
      if (text === null) continue;
      for (const each of callsIn(text, routines)) hooks.push({ function: each, on, what });
    }
  };
  for (const each of itemsOf(database.policies))
    add(each.schema, each.relation, `policy ${each.name}`, [each.using, each.check]);
  for (const each of itemsOf(database.columns)) {
    add(each.schema, each.relation, `${each.generated === null ? 'default' : 'generated column'} ${each.name}`, [
      each.default,
    ]);
  }
  for (const each of itemsOf(database.indexes))
    add(each.schema, each.relation, `index ${each.name}`, [each.definition]);
  for (const each of itemsOf(database.constraints)) {
    if (each.kind === 'check') add(each.schema, each.relation, `constraint ${each.name}`, [each.definition]);
  }
  for (const each of itemsOf(database.relations)) {
    if (each.kind !== 'view') continue;
    const on = objectRef('view', [each.schema, each.name], database.name);
    for (const routine of callsIn(each.definition ?? '', routines))
      hooks.push({ function: routine, on, what: `view ${each.name}` });
  }
  return hooks;
}

/** Fires for everybody's DDL, superusers' too. */
function eventTriggers(database: DatabaseInventory, routines: ByName): readonly EscalationEdge[] {
  return itemsOf(database.eventTriggers).flatMap((trigger): readonly EscalationEdge[] => {
    if (trigger.enabled === 'disabled') return [];
    const [routine] = callsIn(`${trigger.function}(`, routines);
    if (routine === undefined) return [];
    return [
      {
        from: roleGrantee(routine.owner),
        to: { kind: 'users-of', object: objectRef('database', [database.name]) },
        how: 'event-trigger',
        through: routineRef(database.name, routine),
        why: `event trigger ${trigger.name} runs the function in everybody’s ${trigger.event}, a superuser’s too, and its owner may replace its body`,
        stop: 'give the function a superuser as owner, or drop the event trigger',
      },
    ];
  });
}
