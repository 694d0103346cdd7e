// Triggers and rules of a relation, with the routines that they run.
// https://www.postgresql.org/docs/current/sql-createtrigger.html, …/rules-update.html

import { itemsOf, type Relation, type Routine } from '../../inventory/index.js';
import type { World } from '../world.js';

/** Code that runs when a relation is written: `routine` null is a rule's own text, undefined one that is not there. */
export interface CodeOn {
  readonly kind: 'trigger' | 'rule';
  readonly name: string;
  readonly text: string;
  readonly routine: Routine | null | undefined;
}

export function codeOn(world: World, { schema, name }: Relation): readonly CodeOn[] {
  const here = (each: { readonly schema: string; readonly relation: string }): boolean =>
    each.schema === schema && each.relation === name;
  // Those of pg_catalog are the server's own and write nothing elsewhere.
  const triggers = itemsOf(world.database.triggers).filter(
    (each) => here(each) && each.enabled !== 'disabled' && each.function.schema !== 'pg_catalog',
  );
  const rules = itemsOf(world.database.rules).filter(
    (each) => here(each) && each.enabled !== 'disabled' && !/\bON SELECT\b/u.test(each.definition),
  );
  return [
    ...triggers.map(({ name: trigger, definition, function: called }): CodeOn => {
      const routine = world
        .routines(called.schema, called.signature.split('(')[0] ?? '')
        .find((each) => `${each.name}(${each.identityArguments})` === called.signature);
      return { kind: 'trigger', name: trigger, text: definition, routine };
    }),
    ...rules.map((rule): CodeOn => ({ kind: 'rule', name: rule.name, text: rule.definition, routine: null })),
  ];
}
