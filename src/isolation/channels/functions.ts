// SECURITY DEFINER functions: whoever may call one reads as its owner. Those without run with the caller's
// rights, which the row verdicts already cover.

import { itemsOf, type Routine } from '../../inventory/index.js';
import { objectRef } from '../../pg/index.js';
import { readCallOf } from '../call.js';
import { reasonOf, type Judged, type Subject } from '../rows-verdict.js';
import type { OpenReading } from '../reading.js';
import { routineWitness, withoutComments } from '../routine.js';
import type { Witness } from '../scope.js';
import type { Solver } from '../solver.js';
import type { Value } from '../value.js';
import { EMPTY_SCOPE, judgeShown, settled, verdictBase } from './channel.js';

export async function judgeFunctions(solver: Solver, subject: Subject): Promise<readonly Judged[]> {
  const found: Judged[] = [];
  for (const routine of definersOver(subject)) found.push(await judgeFunction(solver, subject, routine));
  return found;
}

/** By name in the body; what dynamic SQL names cannot be seen, so such bodies count as well. */
function definersOver({ world, relation }: Subject): readonly Routine[] {
  const named = new RegExp(`\\b${relation.name.replaceAll(/[^\w]/gu, '.')}\\b`, 'iu');
  return itemsOf(world.database.routines).filter((routine) => {
    const body = withoutComments(routine.body);
    return (
      routine.securityDefiner &&
      !routine.returnsTrigger &&
      routine.extension === null &&
      (named.test(body) || /\bEXECUTE\b/iu.test(body))
    );
  });
}

async function judgeFunction(solver: Solver, subject: Subject, routine: Routine): Promise<Judged> {
  const { world, role } = subject;
  const base = verdictBase(subject, 'function');
  const signature = `${routine.schema}.${routine.name}(${routine.identityArguments})`;
  const object = objectRef(
    'routine',
    [routine.schema, `${routine.name}(${routine.identityArguments})`],
    world.database.name,
  );
  if (!world.access.usable(role, object, 'EXECUTE'))
    return settled(base, 'no-access', `${role} may not call ${signature}`);
  if (/\b(INSERT\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE|EXECUTE)\b/iu.test(withoutComments(routine.body))) {
    return settled(
      base,
      'unknown',
      `${signature} writes or runs dynamic SQL as ${routine.owner}: its body is not judged`,
    );
  }
  const types = routine.identityArguments === '' ? [] : routine.identityArguments.split(', ');
  const args: Value[] = [];
  try {
    return await judgeShown(solver, subject, {
      base,
      witness: (reading) => shownBy(reading, routine, types, role, args),
      observe: {
        kind: 'call',
        routine: [routine.schema, routine.name],
        args: types.map((type) => ({ type, text: null })),
      },
      safe: `${signature} shows no row of another tenant`,
      leak: `${signature} reads with the rights of ${routine.owner} and shows rows of other tenants`,
      edit: `ALTER FUNCTION ${signature} SECURITY INVOKER, or put the tenant's condition into its body`,
    });
  } catch (error) {
    return settled(base, 'unknown', reasonOf(error));
  }
}

/** Some call with some arguments that shows something. */
function shownBy(
  reading: OpenReading,
  routine: Routine,
  types: readonly string[],
  role: string,
  args: Value[],
): Witness | null {
  const scope = { ...EMPTY_SCOPE, actor: role };
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
