// Whose the session is, and whose a row is. The carrier is honest unless the model says attacker: then the
// session's own settings say nothing, and its tenant is somebody whom the policies cannot see.

import type { Carrier, CarrierVia } from '../pg/carrier.js';
import { cast } from './cast.js';
import { compare } from './compare.js';
import { jsonAccess } from './json.js';
import type { OpenReading } from './reading.js';
import type { SymbolicRow } from './scope.js';
import { and, implies, not, or, type Formula, type Scalar } from './value.js';
import { family } from './types.js';

export type CarrierModel = 'honest' | 'attacker';

export interface Ownership {
  readonly key: string;
  readonly carrier: Carrier;
  readonly model: CarrierModel;
}

export class NotJudged extends Error {}

export interface Identity {
  /** No tenant: the carrier is unset or empty. */
  readonly nobody: Formula;
  readonly unset: Formula;
  /** True only for a row of another tenant; asserted when `settle` has seen all rows. */
  readonly foreign: (row: SymbolicRow) => Formula;
  readonly settle: () => void;
  /** The column names the session's own user (carriers `via` a membership table). */
  readonly isSelf: (row: SymbolicRow, column: string) => Formula;
}

/** @throws NotJudged when the key or the carrier cannot be compared exactly. */
export function identityOf(reading: OpenReading, ownership: Ownership): Identity {
  const { problem, world } = reading;
  const { via } = ownership.carrier;
  const carried = carriedText(reading, ownership);
  // So that a counterexample's session names a user of that type even where no policy asks for him.
  if (via !== undefined) as(reading, carried, userType(reading, via));
  const foreigners: { readonly flag: Formula; readonly key: Scalar }[] = [];
  const foreign = (row: SymbolicRow): Formula => {
    const key = keyOf(reading, row, ownership.key);
    const flag = problem.freshBool();
    if (via === undefined) {
      const own = compare(problem, world, '=', key, as(reading, carried, key.type));
      problem.assert(implies(flag, and(not(key.isNull), not(own.isTrue))));
    } else problem.assert(implies(flag, not(key.isNull)));
    foreigners.push({ flag, key });
    return flag;
  };
  const settle = (): void => {
    if (via === undefined) return;
    for (const row of reading.rows.all) {
      if (row.virtual || row.schema !== via.schema || row.relation !== via.table) continue;
      const [user, tenant] = [row.column(via.userColumn), row.column(via.tenantColumn)];
      if (user === undefined || tenant?.kind !== 'scalar')
        throw new NotJudged(`${via.schema}.${via.table} lacks the columns of the carrier`);
      const self = as(reading, carried, user.kind === 'scalar' ? user.type : 'text');
      const mine = compare(problem, world, '=', user, self);
      for (const { flag, key } of foreigners) {
        const same = compare(problem, world, '=', tenant, key);
        problem.assert(implies(flag, not(and(mine.isTrue, same.isTrue))));
      }
    }
  };
  const isSelf = (row: SymbolicRow, column: string): Formula => {
    const user = row.column(column);
    if (user?.kind !== 'scalar') throw new NotJudged(`the membership table has no column ${column}`);
    return compare(problem, world, '=', user, as(reading, carried, user.type)).isTrue;
  };
  return { isSelf, nobody: carried.isNull, unset: unsetOf(reading, ownership), foreign, settle };
}

function userType({ world }: OpenReading, { schema, table, userColumn }: CarrierVia): string {
  return world.type(world.columns(schema, table).find((column) => column.name === userColumn)?.type ?? 'text');
}

function unsetOf({ problem }: OpenReading, { carrier, model }: Ownership): Formula {
  if (carrier.kind === 'role' || model === 'attacker') return 'false';
  return problem.setting(carrier.setting).isNull;
}

function keyOf({ world }: OpenReading, row: SymbolicRow, column: string): Scalar {
  const key = row.column(column);
  if (key === undefined) throw new NotJudged(`the relation has no column ${column}`);
  if (key.kind !== 'scalar' || family(key.type, world.enums) === null) {
    throw new NotJudged(`equality of the tenant key ${column} is not exact in its type`);
  }
  return key;
}

function as({ problem, world }: OpenReading, text: Scalar, type: string): Scalar {
  const moved = cast(problem, world, text, type);
  if (moved.kind !== 'scalar') throw new NotJudged('a boolean cannot be a tenant key');
  return moved;
}

/** The carried text, NULL when unset or empty. */
function carriedText(reading: OpenReading, { carrier, model }: Ownership): Scalar {
  const { problem } = reading;
  if (model === 'attacker') return { ...problem.freshScalar('text'), isNull: 'false' };
  switch (carrier.kind) {
    case 'setting':
      return nonEmpty(reading, problem.setting(carrier.setting));
    case 'claim':
      return claim(reading, carrier.setting, carrier.claim);
    case 'role':
      return problem.textLiteral(reading.session, 'name');
    case 'signed-setting':
      throw new NotJudged('what a signed token says is decided by its verification, which is not modelled');
  }
}

function nonEmpty({ problem }: OpenReading, text: Scalar): Scalar {
  return { ...text, isNull: problem.bool(or(text.isNull, problem.isEmpty(text))) };
}

/** PostgREST also sets one setting a claim; both come from the same verified token. */
function claim(reading: OpenReading, setting: string, name: string): Scalar {
  const { problem, world } = reading;
  const raw = problem.setting(setting);
  const document = cast(problem, world, raw, 'jsonb');
  if (document.kind !== 'scalar') throw new NotJudged('the claims are no document');
  const path = name.split(/\s*(?:->>?|\.)\s*/u).filter((step) => step !== '');
  const steps = path.map((text) => problem.textLiteral(text));
  const read = steps.reduce<Scalar>((at, key, index) => {
    const next = jsonAccess(reading, index === steps.length - 1 ? '->>' : '->', at, key);
    return next.kind === 'scalar' ? next : at;
  }, document);
  const text = nonEmpty(reading, read);
  if (/^request\.jwt\.claims$/iu.test(setting) && path.length === 1) {
    const single = problem.setting(`request.jwt.claim.${path[0] ?? ''}`);
    const same = and(not(text.isNull), `(= ${single.value} ${text.value})`);
    problem.assert(or(single.isNull, problem.isEmpty(single), same));
  }
  return text;
}
