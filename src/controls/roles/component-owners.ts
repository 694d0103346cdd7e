// Application logins own nothing: an owner can switch row-level security off, grant to anybody and drop.
// https://www.postgresql.org/docs/current/ddl-priv.html

import type { Source } from '../../core/source.js';
import type { Attack } from '../../attack/model.js';
import type { MembershipFact } from '../../demand/model.js';
import { featuresOf } from '../../pg/version.js';
import { controlOf, enabling, nothing, only, wish, type Wish } from '../build.js';
import { isolationOf } from '../isolation/isolated.js';
import { defineControl, type ControlContext, type ControlDefinition } from '../model.js';
import { scopeOf } from '../scope.js';
import { accessWishes } from './access.js';
import { actorsOf, statedLogins } from './actors.js';
import { elsewhereOwned } from './owned-elsewhere.js';
import { ownerNeeds } from './owner-needs.js';
import { ownerModel, type Owned } from './owners.js';

const identity = {
  id: 'roles/component-owners',
  area: 'roles',
  title: 'Each component’s objects belong to a role that cannot log in',
} as const;

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: ['owner-bypass', 'excess-privilege'],
  design: (context, threats) => {
    const model = ownerModel(context);
    if (model.owners.length === 0) return { ...nothing, diagnostics: model.diagnostics };
    const own = model.owned.filter((each) => !elsewhereOwned(context, each.object));
    const parts = {
      enforcedAt: [
        ...model.owners.map((each) => `role ${each.role}`),
        'ownership of schemas, relations, routines and types',
      ],
      wishes: [
        ...model.owners.map((each) =>
          wish(
            { kind: 'role', role: each.role, attributes: { login: false } },
            componentSources(context, each.component),
          ),
        ),
        ...own.map((each) => wish(ownerFact(context, each), componentSources(context, each.component))),
        ...migrationWishes(context),
        ...ownerNeeds(context),
        ...accessWishes(context),
      ],
      attacks: own.flatMap((each) => ownerAttacks(context, each)),
      residual: 'Whoever deploys acts as the owner while the deployment runs.',
      bypass: ['superusers', 'members of the owner role (the migration login)'],
    };
    return { ...only(controlOf(context, identity, threats, parts)), diagnostics: model.diagnostics };
  },
});

function componentSources(context: ControlContext, component: string): readonly Source[] {
  return context.bound.components
    .filter((each) => each.component.name === component)
    .map((each) => each.component.source);
}

function ownerFact(context: ControlContext, owned: Owned) {
  const fact = { kind: 'owner', object: owned.object, owner: owned.owner } as const;
  const attacker = attackerOf(context, owned);
  return attacker === null ? fact : { ...fact, insteadOf: attacker };
}

/** The login that owns it now, or the one that the component’s application would use. */
function attackerOf(context: ControlContext, owned: Owned): string | null {
  const logins = statedLogins(context).map((login) => login.connection.login);
  if (logins.includes(owned.former)) return owned.former;
  const component = context.bound.components.find((each) => each.component.name === owned.component);
  return component?.component.connectsAs.find((login) => logins.includes(login)) ?? null;
}

function ownerAttacks(context: ControlContext, owned: Owned): readonly Attack[] {
  const role = attackerOf(context, owned);
  if (role === null || owned.object.kind !== 'table') return [];
  const action = isolationOf(context, owned.object) === null ? 'grant-to-self' : 'disable-row-security';
  const name = owned.object.path.join('.');
  return [
    {
      kind: 'owner',
      id: `${role}/${action}/${owned.object.database ?? ''}.${name}`,
      role,
      title: `${role}: use ownership of ${name}`,
      object: owned.object,
      action,
    },
  ];
}

/** A deployment becomes the owner by SET ROLE and inherits nothing meanwhile. Before 16 that is the login's NOINHERIT. */
function migrationWishes(context: ControlContext): readonly Wish[] {
  const options = featuresOf(scopeOf(context).major).membershipOptions;
  return deployments(context).flatMap(({ login, owner, sources }) => {
    const plain: MembershipFact = { kind: 'membership', role: owner, member: login, present: true };
    const fact = options ? { ...plain, options: { admin: false, inherit: false, set: true } } : plain;
    const membership = enabling(fact, sources);
    return options
      ? [membership]
      : [membership, enabling({ kind: 'role', role: login, attributes: { inherit: false } }, sources)];
  });
}

export interface Deployment {
  readonly login: string;
  readonly owner: string;
  readonly sources: readonly Source[];
}

export function deployments(context: ControlContext): readonly Deployment[] {
  const model = ownerModel(context);
  return actorsOf(context)
    .filter((actor) => actor.kinds.includes('migration'))
    .flatMap((actor) => {
      const rows = context.bound.intent.authorizations.filter((row) => row.actor === actor.name);
      const schemas = new Set(rows.flatMap((row) => row.resources.map((location) => location.parts[0] ?? '')));
      const owners = context.bound.components
        .filter((each) => each.schemas.some((schema) => schemas.has(schema.path[0] ?? '')))
        .flatMap((each) => model.ownerOf(each.component.name) ?? []);
      return actor.logins.flatMap((login) =>
        owners.map((owner) => ({ login, owner, sources: rows.map((row) => row.source) })),
      );
    });
}
