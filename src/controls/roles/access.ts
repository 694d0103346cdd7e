// What has to be there so that everybody can still work once the rest is taken away: logins, group
// roles, memberships and the grants that a row permits. Several controls state it; none owns it.

import type { Fact } from '../../demand/model.js';
import { roleGrantee } from '../../pg/grantee.js';
import { featuresOf } from '../../pg/version.js';
import { enabling, type Wish } from '../build.js';
import { perContext } from '../memo.js';
import type { ControlContext } from '../model.js';
import { scopeOf } from '../scope.js';
import { statedLogins } from './actors.js';
import { isShut } from './emergency-logins.js';
import { grantModel, sourcesOf } from './grant-model.js';

export const accessWishes: (context: ControlContext) => readonly Wish[] = perContext((context) => [
  ...loginWishes(context),
  ...groupWishes(context),
  ...grantWishes(context),
]);

function loginWishes(context: ControlContext): readonly Wish[] {
  const open = statedLogins(context).filter((login) => !isShut(context, login.connection.login));
  return open.map((login) =>
    enabling({ kind: 'role', role: login.connection.login, attributes: { login: true } }, [login.connection.source]),
  );
}

function groupWishes(context: ControlContext): readonly Wish[] {
  return grantModel(context).groups.flatMap((group) => [
    enabling({ kind: 'role', role: group.role, attributes: { login: false } }, sourcesOf(group.items)),
    ...group.members.map((member) => enabling(membershipFact(context, group.role, member), sourcesOf(group.items))),
  ]);
}

/** A plain member: inherits, cannot pass the membership on. */
export function membershipFact(context: ControlContext, role: string, member: string): Fact {
  const plain: Fact = { kind: 'membership', role, member, present: true };
  if (!featuresOf(scopeOf(context).major).membershipOptions) return plain;
  return { ...plain, options: { admin: false, inherit: true, set: true } };
}

export function grantWishes(context: ControlContext): readonly Wish[] {
  return grantModel(context).grants.map(({ role, item }) =>
    enabling(
      {
        kind: 'privilege',
        grantee: roleGrantee(role),
        object: item.object,
        privilege: item.privilege,
        present: true,
        grantable: false,
      },
      item.sources,
    ),
  );
}
