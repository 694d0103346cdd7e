// A view reads with its owner's rights: owned by a superuser it shows every tenant. Views over isolated
// rows run as their invoker (from 15), or belong to an owner whom FORCE ROW LEVEL SECURITY binds.
// https://www.postgresql.org/docs/current/sql-createview.html

import type { Attack } from '../../attack/model.js';
import type { OwnerFact } from '../../demand/model.js';
import { roleGrantee } from '../../pg/grantee.js';
import { objectKey, type ObjectRef } from '../../pg/object.js';
import { controlOf, enabling, nothing, only, wish, type Wish } from '../build.js';
import { defineControl, type ControlContext, type ControlDefinition } from '../model.js';
import { breakGlassLogins } from '../roles/attribute-facts.js';
import { ownerModel } from '../roles/owners.js';
import { findRelation, schemaRef, scopeOf } from '../scope.js';
import { directReads } from './isolated.js';
import { tenantViews, type TenantView } from './views.js';

const identity = {
  id: 'isolation/tenant-views',
  area: 'isolation',
  title: 'Views over isolated rows show one tenant',
} as const;

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: ['tenant-crossing'],
  design: (context, threats) => {
    const views = tenantViews(context);
    if (views.length === 0) return nothing;
    const parts = {
      enforcedAt: views.map((each) => `view ${each.view.path.join('.')}`),
      wishes: views.flatMap((each) => wishesOf(context, each)),
      attacks: views.flatMap((each) => attacksOf(context, each)),
      residual: 'A view made later is as open as its owner: the migration has to set the same.',
      bypass: ['superusers', 'roles with BYPASSRLS'],
      openRisks: [
        ...views.filter((each) => ownerOf(context, each.view) === null && !each.invoker).map(unowned),
        ...views.filter((each) => hidesRows(context, each)).map(unshown),
      ],
      notes: [
        {
          title: 'How each view is bound',
          text: views
            .map(
              (each) => `${each.view.path.join('.')}: ${each.invoker ? 'as its invoker' : 'as an owner under FORCE'}`,
            )
            .join('; '),
          sources: [],
        },
      ],
    };
    return only(controlOf(context, identity, threats, parts));
  },
});

export function ownerOf(context: ControlContext, object: ObjectRef): string | null {
  return ownerModel(context).ownerOf(scopeOf(context).componentOf(object));
}

/** A mutation gives it to a role that no policy binds and that may read what is beneath. */
export function boundOwnerFact(object: ObjectRef, owner: string, reads: readonly ObjectRef[]): OwnerFact {
  const schemas = new Map([object, ...reads].map((each) => [objectKey(schemaRef(each)), schemaRef(each)]));
  const exemptWith = [
    ...[...schemas.values()].map((each) => ({ object: each, privilege: 'USAGE' as const })),
    ...reads.map((each) => ({ object: each, privilege: 'SELECT' as const })),
  ];
  return { kind: 'owner', object, owner, insteadOf: EXEMPT_ROLE, exemptWith };
}

const EXEMPT_ROLE = 'pgrampart_exempt_owner';

function wishesOf(context: ControlContext, view: TenantView): readonly Wish[] {
  const owner = ownerOf(context, view.view);
  const sources = view.behind.map((each) => each.isolation.source).slice(0, 1);
  const owned =
    owner === null ? [] : [wish(boundOwnerFact(view.view, owner, directReads(context, view.view)), sources)];
  if (view.invoker) {
    return [...owned, wish({ kind: 'view-option', view: view.view, option: 'security_invoker', value: true }, sources)];
  }
  return owner === null ? [] : [...owned, ...ownerNeeds(context, view, owner)];
}

/** What the owner reads of other components, itself and in the policies on the way. */
function ownerNeeds(context: ControlContext, view: TenantView, owner: string): readonly Wish[] {
  const foreign = [...directReads(context, view.view), ...view.behind.flatMap((each) => each.readColumns)].filter(
    (object) => ownerOf(context, object) !== owner,
  );
  return foreign.map((object) =>
    enabling(
      { kind: 'privilege', grantee: roleGrantee(owner), object, privilege: 'SELECT', present: true, grantable: false },
      view.behind.map((each) => each.isolation.source).slice(0, 1),
    ),
  );
}

function attacksOf(context: ControlContext, view: TenantView): readonly Attack[] {
  const [behind] = view.behind;
  if (behind === undefined || ownerOf(context, view.view) === null || hidesRows(context, view)) return [];
  const readers = view.readers.filter((role) => !breakGlassLogins(context).includes(role));
  const name = view.view.path.join('.');
  return readers.map((role) => ({
    kind: 'leaky-view',
    id: `${role}/${view.view.database ?? ''}.${name}`,
    role,
    title: `${role}: read another tenant through ${name}`,
    view: view.view,
    relation: behind.object,
    tenancy: behind.reach,
    carrier: behind.isolation.carrier,
  }));
}

/** Seeded rows may fall under the view's own condition or vanish in its groups: then nothing could leak. */
function hidesRows(context: ControlContext, view: TenantView): boolean {
  const definition = findRelation(scopeOf(context), view.view)?.definition ?? '';
  return /\bGROUP BY\b|\bHAVING\b|\bLIMIT\b|\bDISTINCT\b|(?:=|<>|ANY \()\s*\(?'/iu.test(definition);
}

function unshown(view: TenantView) {
  const name = view.view.path.join('.');
  return {
    what: `View ${name} is bound like the others, and not attacked`,
    reason: 'its groups or its own condition hide planted rows, so that an attack would show nothing either way',
    closedBy: `a read of ${name} as two tenants on a copy with real rows`,
  };
}

function unowned(view: TenantView) {
  const name = view.view.path.join('.');
  return {
    what: `View ${name} runs with the rights of ${view.owner}`,
    reason:
      'no component owns it, so that no bound owner can be named, and its readers may not read what is beneath it',
    closedBy: `a component in the documents that owns ${name}`,
  };
}
