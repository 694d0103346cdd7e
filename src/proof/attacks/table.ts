// Every kind of attack has its runner; one that is missing here does not compile.

import type { Attack, AttackKind, AttackOf } from '../../attack/model.js';
import { attributeRunner } from './attribute.js';
import { auditRunner } from './audit.js';
import { becomeRoleRunner } from './become-role.js';
import { connectRunner } from './connect.js';
import { connectionLimitRunner } from './connection-limit.js';
import type { Ground } from './ground.js';
import { leakyViewRunner } from './leaky-view.js';
import { logLeakRunner } from './log-leak.js';
import { maskedColumnRunner } from './masked-column.js';
import { newObjectRunner } from './new-object.js';
import { cut, notRun, type Run } from './observed.js';
import { ownerRunner } from './owner.js';
import { passwordRunner } from './password.js';
import { plantedNameRunner } from './planted-name.js';
import { readColumnRunner } from './read-column.js';
import { readStatisticsRunner } from './read-statistics.js';
import type { AttackRunner } from './runner.js';
import { searchPathRunner } from './search-path.js';
import { sessionLimitRunner } from './session-limit.js';
import { settingRunner } from './setting.js';
import { tenantRunner } from './tenant.js';
import { usePrivilegeRunner } from './use-privilege.js';
import { wireRunner } from './wire.js';

const RUNNERS: { readonly [K in AttackKind]: AttackRunner<AttackOf<K>> } = {
  tenant: tenantRunner,
  'read-column': readColumnRunner,
  'masked-column': maskedColumnRunner,
  'use-privilege': usePrivilegeRunner,
  'new-object': newObjectRunner,
  'become-role': becomeRoleRunner,
  attribute: attributeRunner,
  owner: ownerRunner,
  'search-path': searchPathRunner,
  'leaky-view': leakyViewRunner,
  connect: connectRunner,
  wire: wireRunner,
  audit: auditRunner,
  password: passwordRunner,
  setting: settingRunner,
  'connection-limit': connectionLimitRunner,
  'session-limit': sessionLimitRunner,
  'planted-name': plantedNameRunner,
  'log-leak': logLeakRunner,
  'read-statistics': readStatisticsRunner,
};

/** Methods are bivariant in their parameters, and the key is the attack's own kind. */
function runnerOf(attack: Attack): AttackRunner<Attack> {
  return RUNNERS[attack.kind];
}

export function expectedOf(attack: Attack): string {
  return runnerOf(attack).expected(attack);
}

export function runsForeignCode(attack: Attack): boolean {
  return runnerOf(attack).runsForeignCode(attack);
}

/** Never throws: a server that vanished is an error in the evidence, not a pass. */
export async function runAttack(attack: Attack, ground: Ground): Promise<Run> {
  try {
    return await runnerOf(attack).run(attack, ground);
  } catch (error) {
    return notRun(cut(error instanceof Error ? error.message : String(error)));
  }
}
