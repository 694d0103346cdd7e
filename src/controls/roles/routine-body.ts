// What the text of a routine tells about attacking it. A hint only: it decides which attacks are worth
// making, never whether a routine is safe.

import type { Routine } from '../../inventory/index.js';
import type { ObjectRef } from '../../pg/object.js';
import type { ControlContext } from '../model.js';
import { scopeOf } from '../scope.js';

export function findRoutine(context: ControlContext, object: ObjectRef): Routine | undefined {
  const routines = scopeOf(context).database(object.database)?.routines ?? [];
  return routines.find(
    (each) => each.schema === object.path[0] && `${each.name}(${each.identityArguments})` === object.path[1],
  );
}

const HOST_ACCESS = /\bcopy\b|pg_read_|pg_write_|lo_import|lo_export|pg_ls_|dblink/iu;

/** It can be called, and does not itself try what only a superuser may (that would look like the refusal). */
export function isEnterable(context: ControlContext, object: ObjectRef): boolean {
  const routine = findRoutine(context, object);
  if (routine === undefined || routine.returnsTrigger || routine.kind === 'aggregate') return false;
  return !HOST_ACCESS.test(routine.body);
}

const UNQUALIFIED = /\b(?:from|join|into|update|delete\s+from)\s+(?:only\s+)?"?[a-z_][\w$]*"?(?!\s*[.(\w"$])/iu;

/** Some relation is named without its schema, so that the search_path decides which one it is. */
export function namesUnqualified(routine: Routine): boolean {
  return UNQUALIFIED.test(routine.body);
}

/** The body mentions the relation by name. */
export function mentions(routine: Routine, relation: ObjectRef): boolean {
  const name = relation.path[1] ?? '';
  return routine.body.toLowerCase().includes(name.toLowerCase());
}
