// Which facts about one object's list can be brought about at all, and who can do the rest: its roles and columns
// have to be there, and without being a superuser one has to act as every grantor whose grants change.

import { itemsOf } from '../../inventory/section.js';
import { describeGrantee } from '../../pg/grantee.js';
import { describeObject, type ObjectRef } from '../../pg/object.js';
import { asGrantor } from '../acl/grantor.js';
import type { AclState } from '../acl/state.js';
import { grantTarget } from '../acl/target.js';
import { aclMoves } from '../acl/transition.js';
import { wantedAcl } from '../acl/wanted.js';
import type { BlockedStep } from '../model.js';
import type { Protected } from '../protected.js';
import type { Situation } from '../situation.js';
import { blockedStep, missingObject, type Context, type DemandOf } from './kind.js';

type Wanted = DemandOf<'privilege'>;

export interface Possible {
  readonly able: readonly Wanted[];
  readonly blocked: readonly BlockedStep[];
}

/** `item` undefined: the object is not there. */
export function possiblePrivileges(
  group: readonly Wanted[],
  item: Protected | undefined,
  { situation, rights }: Pick<Context, 'situation' | 'rights'>,
): Possible {
  const blocked: BlockedStep[] = [];
  const able: Wanted[] = [];
  for (const demand of group) {
    const obstacle = obstacleOf(demand, item, situation);
    if (obstacle === null) able.push(demand);
    // What is not there is not granted either.
    else if (demand.fact.present) blocked.push(obstacle);
  }
  if (item === undefined || rights === null) return { able, blocked };
  const taken: Wanted[] = [];
  for (const demand of able) {
    const moves = aclMoves(item.acl, wantedFor([...taken, demand], item, situation));
    const foreign = moves.find((move) => asGrantor(move.grantor, item, situation, rights) === null);
    if (foreign === undefined) taken.push(demand);
    else blocked.push(blockedStep(label(demand), `only ${foreign.grantor} can change what he granted`, BY_GRANTOR));
  }
  return { able: taken, blocked };
}

const BY_GRANTOR = 'the grantor, or a superuser';

export function wantedFor(demands: readonly Wanted[], item: Protected, situation: Situation): AclState {
  const facts = demands.map((each) => each.fact);
  return wantedAcl(item, facts, situation.columnsOf(item.ref));
}

function obstacleOf(demand: Wanted, item: Protected | undefined, situation: Situation): BlockedStep | null {
  const { object, grantee, present } = demand.fact;
  if (item === undefined || grantTarget(item) === null) return missingObject(label(demand), object);
  if (present && grantee.kind === 'role' && !situation.hasRole(grantee.name)) {
    return blockedStep(label(demand), `role ${grantee.name} does not exist`, 'whoever creates it');
  }
  // Only superusers use it, whatever its list says (aclchk.c, ExecGrant_Language_check).
  if (isUntrustedLanguage(item.ref, situation))
    return blockedStep(label(demand), 'GRANT refuses a language that is not trusted', 'nobody');
  const missing = object.kind === 'column' && !situation.columnsOf(item.ref).includes(object.path[2] ?? '');
  return missing ? missingObject(label(demand), object) : null;
}

function isUntrustedLanguage({ kind, path, database }: ObjectRef, situation: Situation): boolean {
  if (kind !== 'language') return false;
  const languages = situation.database(database)?.languages;
  return languages !== undefined && itemsOf(languages).some((each) => each.name === path[0] && !each.trusted);
}

function label({ fact }: Wanted): string {
  const verb = fact.present ? 'grant' : 'revoke';
  return `${verb} ${fact.privilege} on ${describeObject(fact.object)} ${fact.present ? 'to' : 'from'} ${describeGrantee(fact.grantee)}`;
}
