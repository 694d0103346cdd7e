// The value that a session of a role in a database starts with: ALTER ROLE … IN DATABASE, then ALTER ROLE, then ALTER
// DATABASE, then ALTER ROLE ALL, then the server's own. Settings of a role are not inherited by its members.
// process_settings() in src/backend/utils/init/postinit.c
// https://www.postgresql.org/docs/current/catalog-pg-db-role-setting.html

import { normaliseGuc } from '../pg/guc-units.js';
import type { RoleSetting, Setting } from './cluster.js';
import type { Inventory } from './model.js';
import { itemsOf } from './section.js';

export interface EffectiveSetting {
  /** As pg_settings shows it: in the setting's unit. */
  readonly value: string;
  readonly from: 'role in database' | 'role' | 'database' | 'every role' | 'server';
}

/** `role` and `database` null: of nobody in particular. Null: no setting of that name, or hidden from who read it. */
export function effectiveSetting(
  { cluster }: Inventory,
  name: string,
  role: string | null,
  database: string | null,
): EffectiveSetting | null {
  const same = (other: string): boolean => other.toLowerCase() === name.toLowerCase();
  const own = itemsOf(cluster.roleSettings).filter((each) => same(each.name));
  const server = itemsOf(cluster.settings).find((each) => same(each.name));
  const at = (who: string | null, where: string | null): RoleSetting | undefined =>
    own.find((each) => each.role === who && each.database === where);
  const places = [
    ['role in database', role === null || database === null ? undefined : at(role, database)],
    ['role', role === null ? undefined : at(role, null)],
    ['database', database === null ? undefined : at(null, database)],
    ['every role', at(null, null)],
  ] as const;
  for (const [from, found] of places) {
    if (found !== undefined) return { value: asServerShows(found.value, server), from };
  }
  return server === undefined ? null : { value: server.value, from: 'server' };
}

/** `8MB` of work_mem is 8192, in kB. */
function asServerShows(value: string, setting: Setting | undefined): string {
  if (setting === undefined) return value;
  const { bootValue, unit } = setting;
  if (unit !== null)
    return normaliseGuc(value, { vartype: bootValue?.includes('.') === true ? 'real' : 'integer', unit }) ?? value;
  return bootValue === 'on' || bootValue === 'off' ? (normaliseGuc(value, { vartype: 'bool', unit }) ?? value) : value;
}
