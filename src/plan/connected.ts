// Nobody who is connected now is shut out without having been named: each role, database, source and TLS
// version of a present session stays admitted, or the step that would cut it off waits for `--accept-cutoff`.

import type { SessionGroup } from '../inventory/cluster.js';
import type { Inventory } from '../inventory/index.js';
import { memberOf } from '../inventory/member-of.js';
import { itemsOf } from '../inventory/section.js';
import { uniqueSorted } from '../core/order.js';
import { memoryReader } from '../pg/config-reader.js';
import { decide, parseHba } from '../pg/hba/index.js';
import type { RoleAttributes } from '../demand/model.js';
import { attemptOf } from './hba/attempt.js';
import type { RoleChanges } from './lockout.js';
import { blockedStep, type Draft } from './changes/kind.js';
import type { BlockedStep } from './model.js';
import type { PlanOptions } from './options.js';

export interface Guarded {
  readonly drafts: readonly Draft[];
  readonly blocked: readonly BlockedStep[];
}

export function guardConnected(
  drafts: readonly Draft[],
  inventory: Inventory,
  options: PlanOptions,
  changes: RoleChanges,
): Guarded {
  if (options.acceptCutoff === true) return { drafts, blocked: [] };
  // The applier's own way in is the lockout guard's.
  const sessions = itemsOf(inventory.cluster.sessions).filter((each) => each.role !== inventory.server.readAs.role);
  const kept: Draft[] = [];
  const blocked: BlockedStep[] = [];
  for (const draft of drafts) {
    const cut = cutOff(draft, sessions, inventory, changes);
    if (cut.length === 0) kept.push(draft);
    else blocked.push(blockedStep(draft.title, `it would cut off who is connected now: ${cut.join('; ')}`, WHO_CAN));
  }
  return { drafts: kept, blocked };
}

const WHO_CAN = 'whoever plans, with --accept-cutoff, after its clients have changed';

function cutOff(
  draft: Draft,
  sessions: readonly SessionGroup[],
  inventory: Inventory,
  changes: RoleChanges,
): readonly string[] {
  const refuses = refusalOf(draft, inventory, changes);
  return refuses === null ? [] : uniqueSorted(sessions.filter(refuses).map((session) => describe(session)));
}

type Refuses = (session: SessionGroup) => boolean;

function refusalOf(draft: Draft, inventory: Inventory, changes: RoleChanges): Refuses | null {
  if (draft.kind === 'role' && draft.phase === 'contract') return losesLogin(draft, changes);
  if (draft.kind === 'setting') return refusesTls(draft);
  if (draft.action !== 'file' || draft.file !== 'pg_hba.conf') return null;
  const file = parseHba(memoryReader({ '/pg_hba.conf': draft.content }), '/pg_hba.conf', {
    major: inventory.server.major,
  });
  const context = { isMember: memberOf(inventory) };
  return (session) => {
    const decision = decide(file.rules, attemptOf(session), context);
    return decision.kind !== 'rule' || decision.rule.method === 'reject';
  };
}

function losesLogin(draft: Draft, changes: RoleChanges): Refuses | null {
  const name = draft.object?.path[0] ?? '';
  const wanted: RoleAttributes | undefined = changes.get(name);
  return wanted?.login === false ? (session) => session.role === name : null;
}

const FLOOR = /ssl_min_protocol_version.*'?(TLSv1(?:\.\d)?)'?$/u;

function refusesTls(draft: Draft): Refuses | null {
  const floor = FLOOR.exec(draft.title)?.[1];
  if (floor === undefined) return null;
  return ({ tlsVersion }) => tlsVersion !== null && tlsVersion < floor;
}

function describe({ role, database, source, tlsVersion, count }: SessionGroup): string {
  return `${role} on ${database} from ${source ?? 'the socket'} (${tlsVersion ?? 'no TLS'}), ${count} session${count === 1 ? '' : 's'}`;
}
