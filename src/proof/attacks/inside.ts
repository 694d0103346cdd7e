// Whether an error was raised inside a routine, told from the CONTEXT that the server sends with it: `PL/pgSQL
// function app.f(text) line 3 at RAISE`, `SQL function "f" during inlining`. What runs there has passed whatever
// stands before it: EXECUTE before a call, the policies before a row's trigger.

import { itemsOf, type DatabaseInventory, type Section, type Trigger } from '../../inventory/index.js';
import type { ObjectRef } from '../../pg/object.js';
import type { Ground } from './ground.js';

/** In one of these routines (names without schema and arguments). */
export function insideOf(names: readonly string[]): RegExp {
  const list = names.map((name) => name.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`)).join('|');
  return new RegExp(String.raw`^(?:SQL|PL/\w+) function (?:\S*\.)?"?(?:${list})"?(?:\(| (?:during|statement))`, 'mu');
}

/**
 * A policy hides a row of another tenant from UPDATE and DELETE before any trigger sees it, its own or one of the
 * rows that go with it (ON DELETE CASCADE). Null when there is none.
 */
export function insideRowOf(ground: Ground, relation: ObjectRef): RegExp | null {
  const tables = withChildren(ground, relation);
  const names = tables.flatMap((table) => triggersOf(ground, table, 'ROW').map((each) => routineNameOf(each)));
  return names.length === 0 ? null : insideOf([...new Set(names)]);
}

/** Fired without any row. */
export function insideStatementOf(ground: Ground, relation: ObjectRef): RegExp | null {
  const names = triggersOf(ground, relation, 'STATEMENT').map((each) => routineNameOf(each));
  return names.length === 0 ? null : insideOf(names);
}

/** A new row meets `before` triggers, then the policies, then `after` triggers. Null when there is none. */
export function insideTriggerOf(ground: Ground, relation: ObjectRef, when: 'before' | 'after'): RegExp | null {
  const fitting = triggersOf(ground, relation, 'ROW').filter(
    (each) => AFTER.test(each.definition) === (when === 'after'),
  );
  return fitting.length === 0 ? null : insideOf(fitting.map((each) => routineNameOf(each)));
}

function triggersOf(ground: Ground, relation: ObjectRef, each: 'ROW' | 'STATEMENT'): readonly Trigger[] {
  const [schema, name] = relation.path;
  const triggers = sectionOf(ground, relation, ({ triggers: section }) => section);
  return triggers.filter(
    (item) => item.schema === schema && item.relation === name && item.definition.includes(` FOR EACH ${each} `),
  );
}

/** The table, and those whose rows reference it, however far. */
function withChildren(ground: Ground, relation: ObjectRef): readonly ObjectRef[] {
  const constraints = sectionOf(ground, relation, ({ constraints: section }) => section);
  const found = new Map([[JSON.stringify(relation.path), relation]]);
  for (const parent of found.values()) {
    for (const { schema, relation: name, references } of constraints) {
      if (references?.schema !== parent.path[0] || references?.relation !== parent.path[1]) continue;
      const key = JSON.stringify([schema, name]);
      if (!found.has(key)) found.set(key, { ...relation, path: [schema, name] });
    }
  }
  return [...found.values()];
}

function sectionOf<T>(
  ground: Ground,
  relation: ObjectRef,
  pick: (database: DatabaseInventory) => Section<T>,
): readonly T[] {
  const database = ground.inventory.databases.find((each) => each.name === ground.databaseOf(relation));
  return database === undefined ? [] : itemsOf(pick(database));
}

function routineNameOf(trigger: Trigger): string {
  return trigger.function.signature.split('(')[0] ?? '';
}

const AFTER = /^CREATE (?:CONSTRAINT )?TRIGGER (?:"(?:[^"]|"")+"|\S+) AFTER /u;
