// SECURITY DEFINER functions: whoever may call one reads as its owner. Those without run with the caller's
// rights, which the row verdicts already cover. What a body touches is read from its statements.

import { itemsOf, type Routine } from '../../inventory/index.js';
import { objectRef } from '../../pg/index.js';
import { reachOfRoutine } from '../body/reach.js';
import { routineKey, type Reach } from '../body/reached.js';
import { readCallOf } from '../call.js';
import { parsing } from '../question.js';
import { reasonOf, type Judged, type Subject } from '../rows-verdict.js';
import type { OpenReading } from '../reading.js';
import { routineWitness } from '../routine.js';
import type { Solver } from '../solver.js';
import type { Value, Witness } from '../value.js';
import type { Observe } from '../verdict.js';
import type { World } from '../world.js';
import { EMPTY_SCOPE, familyOf, judgeShown, settled, suspected, usersOf, verdictBase } from './channel.js';
import { planted } from './planted.js';

export async function judgeFunctions(solver: Solver, subject: Subject): Promise<readonly Judged[]> {
  const found: Judged[] = [];
  const family = familyOf(subject.world, subject.relation);
  for (const routine of definers(subject.world)) {
    const reach = await reachOf(subject.world, routine);
    const touches = touched(reach, family);
    if (touches || (reach.opaque.length > 0 && callerOf(subject, routine) !== undefined))
      found.push(await judgeFunction(solver, subject, { routine, reach }));
  }
  return found;
}

/** Callable ones; trigger functions are judged where they fire. */
export function definers({ database }: World): readonly Routine[] {
  return itemsOf(database.routines).filter(
    (routine) => routine.securityDefiner && !routine.returnsTrigger && routine.extension === null,
  );
}

function mayCall({ database, access }: World, role: string, routine: Routine): boolean {
  const path = [routine.schema, `${routine.name}(${routine.identityArguments})`];
  return access.usable(role, objectRef('routine', path, database.name), 'EXECUTE');
}

export function callerOf(subject: Subject, routine: Routine): string | undefined {
  return usersOf(subject, (name) => mayCall(subject.world, name, routine))[0];
}

export function reachOf(world: World, routine: Routine): Promise<Reach> {
  return parsing(world, () => reachOfRoutine(world, routine));
}

export function touched({ reads, writes }: Reach, family: ReadonlySet<string>): boolean {
  return [...reads].some((key) => family.has(key)) || writes.some(({ key }) => family.has(key));
}

interface Called {
  readonly routine: Routine;
  readonly reach: Reach;
}

async function judgeFunction(solver: Solver, subject: Subject, called: Called): Promise<Judged> {
  const { world } = subject;
  const { routine, reach } = called;
  const base = verdictBase(subject, 'function');
  const signature = signatureOf(routine);
  const actor = callerOf(subject, routine);
  if (actor === undefined) return settled(base, 'no-access', `${subject.role} may not call ${signature}`);
  const types = routine.identityArguments === '' ? [] : routine.identityArguments.split(', ');
  const observe: Observe = {
    kind: 'call',
    routine: [routine.schema, routine.name],
    args: types.map((type) => ({ type, text: null })),
  };
  const open = openReason(called);
  if (open !== null)
    return suspected(
      base,
      open,
      [planted(subject, observe, actor)],
      `REVOKE EXECUTE ON FUNCTION ${signature} FROM ${subject.role}`,
    );
  const args: Value[] = [];
  try {
    return await judgeShown(solver, subject, {
      base,
      name: signature,
      actor,
      attempt: planted(subject, observe, actor),
      hidden: await hiddenBy(world, reach, familyOf(world, subject.relation)),
      witness: (reading) => shownBy(reading, routine, types, actor, args),
      observe,
      safe: `${signature} shows no row of another tenant`,
      leak: `${signature} reads with the rights of ${routine.owner} and shows rows of other tenants`,
      edit: `ALTER FUNCTION ${signature} SECURITY INVOKER, or put the tenant's condition into its body`,
    });
  } catch (error) {
    return settled(base, 'unknown', reasonOf(error));
  }
}

function signatureOf({ schema, name, identityArguments }: Routine): string {
  return `${schema}.${name}(${identityArguments})`;
}

/** Why no witness of its rows would say all that it does. */
function openReason({ routine, reach }: Called): string | null {
  const signature = signatureOf(routine);
  const [opaque] = reach.opaque;
  if (opaque !== undefined) return `what ${signature} does as ${routine.owner} is not all understood: ${opaque}`;
  const [write] = reach.writes;
  if (write !== undefined)
    return `${signature} writes to ${write.relation.schema}.${write.relation.name} as ${routine.owner}: whose rows is not judged`;
  return reach.tells ? `${signature} puts values into messages: whose is not judged` : null;
}

/** A routine that it calls reads the relation too: where that call stays uninterpreted, its rows are not seen. */
async function hiddenBy(world: World, { routines }: Reach, family: ReadonlySet<string>): Promise<string | null> {
  for (const routine of itemsOf(world.database.routines)) {
    if (!routines.has(routineKey(routine))) continue;
    if (touched(await reachOf(world, routine), family))
      return `it calls ${signatureOf(routine)}, which reads the relation and is not wholly understood`;
  }
  return null;
}

/** Some call with some arguments that shows something. */
function shownBy(
  reading: OpenReading,
  routine: Routine,
  types: readonly string[],
  actor: string,
  args: Value[],
): Witness | null {
  const scope = { ...EMPTY_SCOPE, actor };
  args.length = 0;
  for (const type of types) {
    const known = reading.world.type(type);
    args.push(known === 'boolean' ? reading.problem.freshTruth() : reading.problem.freshScalar(known));
  }
  const rows = routineWitness(reading, routine, args, scope);
  if (rows !== null) return rows;
  if (routine.returns.startsWith('SETOF') || routine.returns.startsWith('TABLE')) return null;
  const value = readCallOf(reading, routine, args, scope);
  return { holds: 'true', columns: [{ name: routine.name, value }] };
}
