// Who may only see a masked form gets a view of it: owned by the component's owner, whom row-level
// security binds, with security_barrier so that no condition of the reader looks behind the mask.
// https://www.postgresql.org/docs/current/rules-privileges.html

import type { Attack } from '../../attack/model.js';
import type { Diagnostic } from '../../core/diagnostic.js';
import type { Source } from '../../core/source.js';
import { roleGrantee } from '../../pg/grantee.js';
import { objectKey, objectRef, type ObjectRef } from '../../pg/object.js';
import { Ident } from '../../sql/ident.js';
import { join, qualified, sql, type Sql } from '../../sql/sql.js';
import { controlOf, enabling, nothing, only, wish, type Wish } from '../build.js';
import { isolationOf } from '../isolation/isolated.js';
import { ownerOf } from '../isolation/tenant-views.js';
import { defineControl, type ControlContext, type ControlDefinition } from '../model.js';
import { nameOf } from '../naming.js';
import { columnRef, findRelation, scopeOf } from '../scope.js';
import { maskedRelations, type MaskedRelation } from './masked-relations.js';
import { maskOf } from './mask.js';

const identity = {
  id: 'columns/masking-views',
  area: 'columns',
  title: 'Masked columns are read through a masking view',
} as const;

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: ['restricted-data-disclosure'],
  design: (context, threats) => {
    const designs = maskedRelations(context).map((each) => designOf(context, each));
    const views = designs.flatMap((each) => ('view' in each ? [each] : []));
    const diagnostics = designs.flatMap((each) => ('diagnostic' in each ? [each.diagnostic] : []));
    if (views.length === 0) return { ...nothing, diagnostics };
    const parts = {
      enforcedAt: views.map((each) => `view ${each.view.path.join('.')}`),
      wishes: views.flatMap((each) => each.wishes),
      attacks: views.flatMap((each) => each.attacks),
      residual: 'Whoever reads the view can still count and join its rows; a year of birth narrows a person down.',
      bypass: ['superusers', 'the owner of the view'],
    };
    return { ...only(controlOf(context, identity, threats, parts)), diagnostics };
  },
});

type Design =
  | { readonly view: ObjectRef; readonly wishes: readonly Wish[]; readonly attacks: readonly Attack[] }
  | { readonly diagnostic: Diagnostic };

function designOf(context: ControlContext, masked: MaskedRelation): Design {
  const [schema = '', relation = ''] = masked.object.path;
  const named = nameOf(context, 'view', { relation });
  if ('diagnostic' in named) return named;
  const view = objectRef('view', [schema, named.name], masked.object.database);
  const owner = ownerOf(context, masked.object);
  if (owner === null || isTaken(context, view)) return { diagnostic: collision(masked, named.name, owner) };
  const [source] = masked.sources;
  const sources = source === undefined ? [] : [source];
  const rest = { owner, securityBarrier: true, securityInvoker: false } as const;
  const query = queryOf(masked, (column) => maskOf(column.name, column.type).masked);
  const unprotected = queryOf(masked, (column) => maskOf(column.name, column.type).clear);
  const wishes = [
    wish({ kind: 'view', view, query, unprotected, ...rest }, sources),
    enabling({ kind: 'role', role: owner, attributes: { login: false } }, sources),
    ...masked.logins.map((role) =>
      enabling(
        {
          kind: 'privilege',
          grantee: roleGrantee(role),
          object: view,
          privilege: 'SELECT',
          present: true,
          grantable: false,
        },
        sources,
      ),
    ),
    ...strangers(context, view, masked.logins, sources),
  ];
  return { view, wishes, attacks: attacksOf(context, masked, view) };
}

function queryOf(masked: MaskedRelation, render: (column: MaskedRelation['masked'][number]) => Sql): Sql {
  const items = [
    ...masked.plain.map((column) => sql`${Ident.of(column)}`),
    ...masked.masked.map((column) => sql`${render(column)} AS ${Ident.of(column.name)}`),
  ];
  return sql`SELECT ${join(items, sql`, `)} FROM ${qualified(...masked.object.path)}`;
}

function attacksOf(context: ControlContext, masked: MaskedRelation, view: ObjectRef): readonly Attack[] {
  const carrier = isolationOf(context, masked.object)?.isolation.carrier ?? null;
  const opaque = masked.masked.filter((column) => maskOf(column.name, column.type).opaque);
  return masked.logins.flatMap((role) =>
    opaque.map((column) => ({
      kind: 'masked-column' as const,
      id: `${role}/${view.database ?? ''}.${view.path.join('.')}.${column.name}`,
      role,
      title: `${role}: read ${column.name} through ${view.path.join('.')}`,
      view,
      column: column.name,
      source: columnRef(masked.object, column.name),
      carrier,
    })),
  );
}

/** Whoever was let at the view since it was made, and no rule names. */
function strangers(
  context: ControlContext,
  view: ObjectRef,
  logins: readonly string[],
  sources: readonly Source[],
): readonly Wish[] {
  const own = context.ownViews?.find((each) => objectKey(each.view) === objectKey(view));
  const items = (own?.acl ?? []).filter(
    ({ grantee }) => grantee.kind === 'public' || (grantee.name !== own?.owner && !logins.includes(grantee.name)),
  );
  return items.map(({ grantee, privilege }) =>
    wish({ kind: 'privilege', grantee, object: view, privilege, present: false, grantable: false }, sources),
  );
}

/** One that we made ourselves in an earlier run is no collision. */
function isTaken(context: ControlContext, view: ObjectRef): boolean {
  const found = findRelation(scopeOf(context), view);
  return found !== undefined && found.kind !== 'view';
}

function collision(masked: MaskedRelation, name: string, owner: string | null): Diagnostic {
  const what = owner === null ? `no component owns ${masked.object.path.join('.')}` : `the name ${name} is taken`;
  const [source] = masked.sources;
  return {
    code: 'masking-view-impossible',
    severity: 'warning',
    what: `no masking view for ${masked.object.path.join('.')}: ${what}`,
    why: 'actors who may see masked values get none at all, rather than the clear ones',
    fix: owner === null ? 'name the owning component' : 'choose another pattern for views in the section Naming',
    ...(source === undefined ? {} : { source }),
  };
}
