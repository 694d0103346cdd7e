// Which event classes the server records as it is configured: natively or through pgaudit.
// https://www.postgresql.org/docs/current/runtime-config-logging.html, https://github.com/pgaudit/pgaudit

import { accessIndex } from '../access/index.js';
import type { BoundAudit } from '../intent/bound.js';
import { itemsOf, type Inventory } from '../inventory/index.js';
import type { EventClass } from '../pg/event-class.js';
import { isRelationKind, type ObjectRef } from '../pg/object.js';
import type { Privilege } from '../pg/privilege.js';
import { scopeOf } from './scope.js';
import { listOf, settingList, settingValue } from './setting.js';

export interface AuditSettings {
  /** Classes that pgaudit records, empty when it is not loaded. */
  readonly pgaudit: ReadonlySet<string>;
  readonly objectRole: string | null;
  readonly logStatement: string;
  readonly logsConnections: boolean;
}

const CLASSES = ['read', 'write', 'function', 'role', 'ddl', 'misc', 'misc_set'] as const;

export function auditSettings(inventory: Inventory): AuditSettings {
  const loaded = settingList(inventory, 'shared_preload_libraries').includes('pgaudit');
  return {
    pgaudit: loaded ? pgauditClasses(settingValue(inventory, 'pgaudit.log') ?? 'none') : new Set(),
    objectRole: loaded ? settingValue(inventory, 'pgaudit.role') || null : null,
    logStatement: settingValue(inventory, 'log_statement') ?? 'none',
    logsConnections: logsConnections(settingValue(inventory, 'log_connections') ?? 'off'),
  };
}

/** In order: `all, -misc` records everything but misc; misc includes misc_set. */
export function pgauditClasses(value: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const word of listOf(value.toLowerCase())) {
    const remove = word.startsWith('-');
    const name = remove ? word.slice(1) : word;
    if (name === 'none') found.clear();
    const named = CLASSES.filter((each) => name === 'all' || each === name || (name === 'misc' && each === 'misc_set'));
    for (const each of named) {
      if (remove) found.delete(each);
      else found.add(each);
    }
  }
  return found;
}

/** A boolean until 17, from 18 on a list of aspects; who connected is in `authorization`. */
function logsConnections(value: string): boolean {
  return (
    /^(on|true|yes|1|all)$/iu.test(value) ||
    listOf(value.toLowerCase()).some((word) => word === 'all' || word === 'authorization')
  );
}

/** Why the event would not be recorded; null when it would. */
export function whyUncovered(inventory: Inventory, audit: BoundAudit, eventClass: EventClass): string | null {
  const settings = auditSettings(inventory);
  const { pgaudit, logStatement } = settings;
  const statements = (...levels: readonly string[]): boolean => levels.includes(logStatement);
  switch (eventClass) {
    case 'ddl':
      return pgaudit.has('ddl') || statements('ddl', 'mod', 'all')
        ? null
        : 'neither pgaudit.log nor log_statement records ddl';
    case 'role-change':
      return pgaudit.has('role') || statements('ddl', 'mod', 'all')
        ? null
        : 'neither pgaudit.log nor log_statement records role changes';
    case 'privileged-read':
      return pgaudit.has('read') || statements('all') || objectsRecorded(inventory, audit, ['SELECT'])
        ? null
        : 'neither pgaudit.log, nor the grants of pgaudit.role, nor log_statement records these reads';
    case 'privileged-write':
      return pgaudit.has('write') ||
        statements('mod', 'all') ||
        objectsRecorded(inventory, audit, ['INSERT', 'UPDATE', 'DELETE'])
        ? null
        : 'neither pgaudit.log, nor the grants of pgaudit.role, nor log_statement records these writes';
    case 'failed-authentication':
      return settingValue(inventory, 'log_min_messages') === 'panic' ? 'log_min_messages hides FATAL messages' : null;
    case 'connection':
      return settings.logsConnections ? null : 'log_connections is off';
    case 'privileged-access':
      return privilegedAccess(inventory, settings);
  }
}

function privilegedAccess(inventory: Inventory, settings: AuditSettings): string | null {
  if (!settings.logsConnections) return 'log_connections is off';
  if (settings.pgaudit.has('misc_set') || settings.logStatement === 'all') return null;
  const overrides = itemsOf(inventory.cluster.roleSettings).filter(
    ({ name, value }) =>
      (name === 'log_statement' && value === 'all') ||
      (name === 'pgaudit.log' && pgauditClasses(value).has('misc_set')),
  );
  const recorded = new Set(overrides.map((each) => each.role));
  const { bootstrap } = scopeOf(inventory);
  const powerful = itemsOf(inventory.cluster.roles).filter(
    (role) => (role.superuser || role.bypassRls) && role.login && role.name !== bootstrap,
  );
  const missing = powerful.filter((role) => !recorded.has(role.name));
  return powerful.length > 0 && missing.length === 0
    ? null
    : 'no setting records what privileged roles do (SET ROLE among it)';
}

/** Object auditing: the audit role holds the privilege on everything the event names. */
function objectsRecorded(inventory: Inventory, audit: BoundAudit, privileges: readonly Privilege[]): boolean {
  const role = auditSettings(inventory).objectRole;
  if (role === null || audit.objects.length === 0) return false;
  const index = accessIndex(inventory);
  return audit.objects
    .flatMap((object) => relationsUnder(inventory, object))
    .every((object) =>
      privileges.every((word) => (object.kind === 'column' && word === 'DELETE') || index.holds(role, object, word)),
    );
}

function relationsUnder(inventory: Inventory, object: ObjectRef): readonly ObjectRef[] {
  if (isRelationKind(object.kind) || object.kind === 'column') return [object];
  if (object.kind !== 'schema') return [object];
  const inSchema = scopeOf(inventory).relations.filter(
    (each) => each.item.schema === object.path[0] && each.database === object.database && each.item.kind !== 'sequence',
  );
  return inSchema.map((each) => each.object);
}
