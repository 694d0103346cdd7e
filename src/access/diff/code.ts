// Code that runs with other rights than the caller's: bodies and settings of definer functions, and whose rights a
// view asks for. What a new body gives is not decided here: widening until somebody looked.

import { itemsOf, type Inventory, type Relation, type Routine } from '../../inventory/index.js';
import { objectRef } from '../../pg/object.js';
import { isInvoker } from '../view-rights.js';
import type { AccessChange } from './model.js';

export function* codeChanges(before: Inventory, after: Inventory): Generator<AccessChange> {
  const old = new Map(before.databases.map((database) => [database.name, database]));
  for (const database of after.databases) {
    const former = old.get(database.name);
    if (former === undefined) continue;
    const routines = new Map(itemsOf(former.routines).map((routine) => [nameOf(routine), routine]));
    for (const routine of itemsOf(database.routines)) {
      const was = routines.get(nameOf(routine));
      if (was !== undefined) yield* routineChanges(was, routine, database.name);
    }
    const views = new Map(itemsOf(former.relations).map((view) => [JSON.stringify([view.schema, view.name]), view]));
    for (const view of itemsOf(database.relations)) {
      const was = views.get(JSON.stringify([view.schema, view.name]));
      if (was?.kind === 'view' && view.kind === 'view') yield* viewChanges(was, view, database.name);
    }
  }
}

function nameOf(routine: Routine): string {
  return JSON.stringify([routine.schema, routine.name, routine.identityArguments]);
}

function* routineChanges(was: Routine, is: Routine, database: string): Generator<AccessChange> {
  const object = objectRef('routine', [is.schema, `${is.name}(${is.identityArguments})`], database);
  const said = { kind: 'code', object } as const;
  if (was.securityDefiner !== is.securityDefiner) {
    const detail = is.securityDefiner
      ? `runs with the rights of ${is.owner}, whoever calls it`
      : `runs with its caller’s rights, before with those of ${was.owner}`;
    yield { ...said, direction: is.securityDefiner ? 'widening' : 'narrowing', detail };
    return;
  }
  if (!is.securityDefiner) return;
  const changed = [
    was.body === is.body && was.language === is.language ? [] : ['the body'],
    was.config.join('\n') === is.config.join('\n') ? [] : ['its settings'],
    was.owner === is.owner ? [] : [`the owner (${was.owner} → ${is.owner})`],
  ].flat();
  if (changed.length === 0) return;
  const detail = `${changed.join(', ')} of a definer function changed: what it gives its callers is not decided`;
  yield { ...said, direction: 'widening', detail };
}

function* viewChanges(was: Relation, is: Relation, database: string): Generator<AccessChange> {
  const object = objectRef('view', [is.schema, is.name], database);
  if (isInvoker(was) !== isInvoker(is)) {
    const detail = isInvoker(is) ? 'reads with the rights of whoever uses it' : `reads with the rights of ${is.owner}`;
    yield { kind: 'code', object, direction: isInvoker(is) ? 'narrowing' : 'widening', detail };
  } else if (!isInvoker(is) && was.owner !== is.owner) {
    const detail = `reads with the rights of ${is.owner}, before with those of ${was.owner}`;
    yield { kind: 'code', object, direction: 'widening', detail };
  }
  const [had, has] = [isBarrier(was), isBarrier(is)];
  if (had !== has) {
    const detail = has
      ? 'security_barrier is on'
      : 'security_barrier is off: a leaky function sees rows before its filter';
    yield { kind: 'code', object, direction: has ? 'narrowing' : 'widening', detail };
  }
}

function isBarrier(view: Relation): boolean {
  return view.options.some((option) => /^security_barrier=(?:true|on|1|yes)$/iu.test(option));
}
