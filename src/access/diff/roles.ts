// Roles that came, went or changed their attributes; ways to escalate that opened or closed.

import { itemsOf, type Inventory, type PasswordKind, type Role } from '../../inventory/index.js';
import { granteeKey, roleGrantee } from '../../pg/grantee.js';
import { escalationEdges, targetKey, type EscalationEdge } from '../escalation/index.js';
import type { AccessChange, Direction } from './model.js';

const ATTRIBUTES = {
  superuser: 'SUPERUSER',
  createRole: 'CREATEROLE',
  createDb: 'CREATEDB',
  login: 'LOGIN',
  replication: 'REPLICATION',
  bypassRls: 'BYPASSRLS',
} as const satisfies Partial<Record<keyof Role, string>>;

export function* roleChanges(before: Inventory, after: Inventory): Generator<AccessChange> {
  const old = new Map(itemsOf(before.cluster.roles).map((role) => [role.name, role]));
  const now = new Map(itemsOf(after.cluster.roles).map((role) => [role.name, role]));
  for (const [name, role] of now) {
    const former = old.get(name);
    const who = roleGrantee(name);
    if (former === undefined) {
      yield { kind: 'role', direction: role.login ? 'widening' : 'neutral', who, detail: `new role${words(role)}` };
    } else yield* attributeChanges(former, role);
  }
  for (const [name, role] of old) {
    if (now.has(name)) continue;
    yield {
      kind: 'role',
      direction: role.login ? 'narrowing' : 'neutral',
      who: roleGrantee(name),
      detail: `role is gone${words(role)}`,
    };
  }
}

function words(role: Role): string {
  const list = attributesOf(role);
  return list.length === 0 ? '' : ` (${list.join(', ')})`;
}

function attributesOf(role: Role): readonly string[] {
  const found: string[] = [];
  if (role.superuser) found.push(ATTRIBUTES.superuser);
  if (role.createRole) found.push(ATTRIBUTES.createRole);
  if (role.createDb) found.push(ATTRIBUTES.createDb);
  if (role.login) found.push(ATTRIBUTES.login);
  if (role.replication) found.push(ATTRIBUTES.replication);
  if (role.bypassRls) found.push(ATTRIBUTES.bypassRls);
  return found;
}

function* attributeChanges(before: Role, after: Role): Generator<AccessChange> {
  const old = attributesOf(before);
  const now = attributesOf(after);
  const who = roleGrantee(after.name);
  for (const word of now) {
    if (!old.includes(word)) yield { kind: 'role', direction: 'widening', who, detail: `is now ${word}` };
  }
  for (const word of old) {
    if (!now.includes(word)) yield { kind: 'role', direction: 'narrowing', who, detail: `is no longer ${word}` };
  }
  if (before.password.kind !== after.password.kind) {
    const [was, is] = [before.password.kind, after.password.kind];
    const direction = passwordDirection(was, is);
    yield { kind: 'role', direction, who, detail: `password is ${is}, before ${was}` };
  }
  if (before.validUntil !== after.validUntil) {
    const detail = `password valid until ${after.validUntil ?? 'for ever'}, before ${before.validUntil ?? 'for ever'}`;
    yield {
      kind: 'role',
      direction: later(before.validUntil, after.validUntil) ? 'widening' : 'narrowing',
      who,
      detail,
    };
  }
}

/** A password is a way in; md5 is the weaker one. */
function passwordDirection(was: PasswordKind['kind'], is: PasswordKind['kind']): Direction {
  if (was === 'unknown' || is === 'unknown') return 'neutral';
  return is === 'md5' ? 'widening' : was === 'none' ? 'widening' : 'narrowing';
}

function later(before: string | null, after: string | null): boolean {
  return isForEver(after) || (!isForEver(before) && (after ?? '') > (before ?? ''));
}

function isForEver(text: string | null): boolean {
  return text === null || text === 'infinity';
}

/** Attributes are said by `roleChanges`. */
const SAID: readonly string[] = ['superuser', 'bypass-rls', 'replication'];

export function* escalationChanges(before: Inventory, after: Inventory): Generator<AccessChange> {
  const old = new Map(escalationEdges(before).map((edge) => [keyOf(edge), edge]));
  const now = new Map(escalationEdges(after).map((edge) => [keyOf(edge), edge]));
  for (const [key, edge] of now) if (!old.has(key) && !SAID.includes(edge.how)) yield change('widening', edge);
  for (const [key, edge] of old) if (!now.has(key) && !SAID.includes(edge.how)) yield change('narrowing', edge);
}

function keyOf(edge: EscalationEdge): string {
  return JSON.stringify([granteeKey(edge.from), edge.how, targetKey(edge.to), edge.through]);
}

function change(direction: 'widening' | 'narrowing', edge: EscalationEdge): AccessChange {
  const to = edge.to.kind === 'role' ? `to role ${edge.to.name}` : `to ${edge.to.kind}`;
  const detail = `${edge.how} ${to}: ${edge.why}`;
  return { kind: 'escalation', direction, who: edge.from, how: edge.how, object: edge.through, detail };
}
