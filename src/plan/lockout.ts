// No plan may lock everyone out, or the one who applies it. Steps that would are taken out and reported:
// the applier keeps its login and its superuser right, some superuser keeps both, and each of them a line of
// pg_hba.conf. Where a scratch harness has its own lines, the applier comes in through those.

import type { RoleAttributes } from '../demand/model.js';
import type { Inventory, ReaderWay, Role } from '../inventory/index.js';
import { memberOf } from '../inventory/member-of.js';
import { itemsOf } from '../inventory/section.js';
import { memoryReader } from '../pg/config-reader.js';
import { decide, parseHba, type HbaAttempt, type HbaRule } from '../pg/hba/index.js';
import { attemptOf } from './hba/attempt.js';
import { blockedStep, type Draft } from './changes/kind.js';
import type { BlockedStep } from './model.js';
import type { PlanOptions } from './options.js';

export interface Guarded {
  readonly drafts: readonly Draft[];
  readonly blocked: readonly BlockedStep[];
}

/** `attributes` of the drafts that alter roles, by role name. */
export type RoleChanges = ReadonlyMap<string, RoleAttributes>;

export function guardLockout(
  drafts: readonly Draft[],
  inventory: Inventory,
  options: PlanOptions,
  changes: RoleChanges,
): Guarded {
  const kept: Draft[] = [];
  const blocked: BlockedStep[] = [];
  for (const draft of drafts) {
    const reason = refusal(draft, inventory, options, changes);
    if (reason === null) kept.push(draft);
    else blocked.push(blockedStep(draft.title, reason, 'another administrator who keeps his own way in'));
  }
  return { drafts: kept, blocked };
}

function refusal(draft: Draft, inventory: Inventory, options: PlanOptions, changes: RoleChanges): string | null {
  if (draft.kind === 'role' && draft.phase === 'contract') {
    return roleRefusal(draft.object?.path[0] ?? '', inventory, changes);
  }
  if (draft.action !== 'file' || draft.file !== 'pg_hba.conf') return null;
  return hbaRefusal(draft.content, inventory, options, changes);
}

function roleRefusal(name: string, inventory: Inventory, changes: RoleChanges): string | null {
  const role = itemsOf(inventory.cluster.roles).find((each) => each.name === name);
  const wanted = changes.get(name);
  if (role === undefined || wanted === undefined) return null;
  const loses = (role.superuser && wanted.superuser === false) || (role.login && wanted.login === false);
  if (!loses) return null;
  if (name === inventory.server.readAs.role) return 'it would take the applier’s own way in';
  return superusersAfter(inventory, changes).length > 0 ? null : 'no superuser could log in any more';
}

function superusersAfter(inventory: Inventory, changes: RoleChanges): readonly Role[] {
  return itemsOf(inventory.cluster.roles).filter((role) => {
    const wanted = changes.get(role.name);
    return (wanted?.superuser ?? role.superuser) && (wanted?.login ?? role.login);
  });
}

function hbaRefusal(content: string, inventory: Inventory, options: PlanOptions, changes: RoleChanges): string | null {
  const file = parseHba(memoryReader({ '/pg_hba.conf': content }), '/pg_hba.conf', { major: inventory.server.major });
  if (!file.loadable) return `the server would refuse the file: ${file.errors[0]?.message ?? ''}`;
  const enters = (role: string): boolean => file.rules.some((rule) => admits(file.rules, rule, role, inventory));
  const superusers = superusersAfter(inventory, changes);
  if (superusers.length > 0 && !superusers.some((role) => enters(role.name))) return 'no line would admit a superuser';
  const { role, way } = inventory.server.readAs;
  const harness = options.ownDoor === true || (options.hbaLinesToSkip ?? 0) > 0;
  if (harness || inventory.server.origin === 'files') return null;
  if (!enters(role)) return `no line would admit the applier, ${role}`;
  return way === undefined ? null : wayRefusal(file.rules, role, way, inventory);
}

/** The way by which he is in now: that another line would admit him from elsewhere is no help. */
function wayRefusal(rules: readonly HbaRule[], user: string, way: ReaderWay, inventory: Inventory): string | null {
  const context = { isMember: memberOf(inventory) };
  const decision = decide(rules, attemptOf({ role: user, ...way }), context);
  if (decision.kind === 'rule' && decision.rule.method !== 'reject') return null;
  const from = `${way.source ?? 'the socket'} (${way.tlsVersion ?? 'no TLS'})`;
  return `no line would admit the applier, ${user}, as he is connected now: to ${way.database} from ${from}`;
}

/** Whether an attempt made to fit the rule is decided by a line that admits. */
function admits(rules: readonly HbaRule[], rule: HbaRule, user: string, inventory: Inventory): boolean {
  if (rule.method === 'reject') return false;
  const [database] = rule.databases;
  if (database === undefined || database.kind === 'replication') return false;
  const name = database.kind === 'name' ? database.name : database.kind === 'all' ? 'postgres' : user;
  const base = { database: name, user, replication: false } as const;
  const address = rule.address?.kind === 'cidr' || rule.address?.kind === 'masked' ? rule.address.address : '127.0.0.1';
  const attempt: HbaAttempt =
    rule.type === 'local'
      ? { ...base, type: 'local' }
      : { ...base, type: 'tcp', tls: rule.type !== 'hostnossl', address };
  const decision = decide(rules, attempt, { isMember: memberOf(inventory) });
  return decision.kind === 'rule' && decision.rule.method !== 'reject';
}
