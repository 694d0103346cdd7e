// How each view over isolated rows is made safe: as its invoker, where whoever reads it may read what is
// beneath; else with the rights of an owner that row-level security binds (FORCE, no BYPASSRLS).
// https://www.postgresql.org/docs/current/sql-createview.html (security_invoker, since 15)

import { featuresOf } from '../../pg/version.js';
import type { ObjectRef } from '../../pg/object.js';
import { perContext } from '../memo.js';
import type { ControlContext } from '../model.js';
import { grantModel } from '../roles/grant-model.js';
import { relationRef, scopeOf } from '../scope.js';
import { directReads, isolatedBehind, type Isolated } from './isolated.js';

export interface TenantView {
  readonly view: ObjectRef;
  readonly owner: string;
  readonly behind: readonly Isolated[];
  readonly invoker: boolean;
  /** Logins entitled to read it. */
  readonly readers: readonly string[];
}

export const tenantViews: (context: ControlContext) => readonly TenantView[] = perContext((context) =>
  scopeOf(context).databases.flatMap((database) =>
    database.relations
      .filter((relation) => relation.kind === 'view')
      .flatMap((relation) => {
        const view = relationRef(database, relation);
        const behind = isolatedBehind(context, view);
        return behind.length === 0 ? [] : [describe(context, view, relation.owner, behind)];
      }),
  ),
);

function describe(context: ControlContext, view: ObjectRef, owner: string, behind: readonly Isolated[]): TenantView {
  const entitled = grantModel(context).entitlements.filter((each) => each.items.has(view, 'SELECT'));
  const steady = entitled.filter((each) => !each.actor.kinds.includes('break-glass'));
  const beneath = directReads(context, view);
  const whole = steady.every((each) => beneath.every((relation) => each.items.has(relation, 'SELECT')));
  return {
    view,
    owner,
    behind,
    invoker: featuresOf(scopeOf(context).major).securityInvokerViews && whole,
    readers: entitled.flatMap((each) => each.actor.logins),
  };
}

/** Whether reading through the view asks for the reader's own privileges beneath it. */
export function readsAsInvoker(context: ControlContext, view: ObjectRef): boolean {
  const known = tenantViews(context).find(
    (each) => each.view.database === view.database && each.view.path.join('\0') === view.path.join('\0'),
  );
  return known?.invoker ?? false;
}
