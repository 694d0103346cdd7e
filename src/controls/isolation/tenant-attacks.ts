// For every login that may use an isolated relation, and every command that it may use: cross into
// another tenant, come without a tenant, come with an empty one.

import type { Attack, TenantAttack } from '../../attack/model.js';
import { objectRef } from '../../pg/object.js';
import type { Privilege } from '../../pg/privilege.js';
import type { ControlContext } from '../model.js';
import { neededSequences } from '../roles/entitlement.js';
import { grantModel } from '../roles/grant-model.js';
import { columnRef, scopeOf } from '../scope.js';
import type { Isolated } from './isolated.js';
import { boundLogins } from './routes.js';

export function tenantAttacks(context: ControlContext, isolated: Isolated): readonly Attack[] {
  return boundLogins(context).flatMap((login) => attacksOf(context, isolated, login.connection.login));
}

type Variant = Pick<TenantAttack, 'action' | 'session'>;

const READS: readonly Variant[] = [
  { action: 'read', session: 'other-tenant' },
  { action: 'read', session: 'unset' },
  { action: 'read', session: 'empty' },
];

function attacksOf(context: ControlContext, isolated: Isolated, role: string): readonly Attack[] {
  const may = capabilitiesOn(context, isolated, role);
  const variants: Variant[] = [];
  if (may.read) variants.push(...READS);
  if (may.insert) variants.push({ action: 'insert', session: 'other-tenant' });
  if (may.update) variants.push({ action: 'update', session: 'other-tenant' });
  if (may.remove) variants.push({ action: 'delete', session: 'other-tenant' });
  if (may.move) variants.push({ action: 'move', session: 'other-tenant' });
  const { object, reach, isolation } = isolated;
  const name = object.path.join('.');
  return variants.map(({ action, session }) => ({
    kind: 'tenant',
    id: `${role}/${action}/${session}/${object.database ?? ''}.${name}`,
    role,
    title: `${role}: ${action} a row of another tenant in ${name} (${session})`,
    relation: object,
    tenancy: reach,
    carrier: isolation.carrier,
    action,
    session,
  }));
}

interface May {
  readonly read: boolean;
  readonly insert: boolean;
  readonly update: boolean;
  readonly remove: boolean;
  readonly move: boolean;
}

/** An update finds its row by reading it, so without SELECT on the whole table only reading is tried. */
function capabilitiesOn(context: ControlContext, isolated: Isolated, role: string): May {
  const model = grantModel(context);
  const has = (privilege: Privilege): boolean => model.allows(role, isolated.object, privilege);
  const some = has('SELECT') || someColumn(context, isolated, role);
  const whole = has('SELECT');
  const sequences = neededSequences(context, isolated.object).every((each) => model.allows(role, each, 'USAGE'));
  return {
    read: some && usable(context, isolated, role),
    insert: has('INSERT') && whole && sequences,
    update: has('UPDATE') && whole,
    remove: has('DELETE') && whole,
    move: has('UPDATE') && whole && isolated.reach.kind === 'column',
  };
}

function usable(context: ControlContext, isolated: Isolated, role: string): boolean {
  const schema = objectRef('schema', isolated.object.path.slice(0, 1), isolated.object.database);
  return grantModel(context).allows(role, schema, 'USAGE');
}

function someColumn(context: ControlContext, isolated: Isolated, role: string): boolean {
  const [schema = '', name = ''] = isolated.object.path;
  const columns = scopeOf(context).database(isolated.object.database)?.columns(schema, name) ?? [];
  return columns.some((column) => grantModel(context).allows(role, columnRef(isolated.object, column.name), 'SELECT'));
}
