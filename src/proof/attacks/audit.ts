// Do something that must leave a line in the sink, and look for the line. The statement carries a mark in a
// comment, which both log_statement and pgaudit write out; connections are found by role and by the offset
// from which the log is read. What the log holds of other sessions is never taken into the evidence.

import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AttackOf } from '../../attack/model.js';
import type { Ground } from './ground.js';
import { auditAction, type AuditAction } from './audit-action.js';
import { notRun, observed, type Run } from './observed.js';
import type { AttackRunner } from './runner.js';

type AuditAttack = AttackOf<'audit'>;

/** A backend writes its line before it answers; the last of a closing session may come a moment later. */
const WAITS_MS: readonly number[] = [0, 5, 20, 60];

export const auditRunner: AttackRunner<AttackOf<'audit'>> = {
  expected: (attack) => `${attack.event} by ${attack.role} leaves a line (${attack.through})`,
  runsForeignCode: (attack) => attack.event === 'privileged-read' || attack.event === 'privileged-write',
  run: async (attack, ground) => {
    const mark = `pgrampart ${randomBytes(8).toString('hex')}`;
    const action = await auditAction(attack, ground, mark);
    if (typeof action === 'string') return notRun(action);
    const from = statSync(ground.cluster.logFile).size;
    const failure = await action.perform();
    if (failure !== null) return { observed: failure, statements: action.statements };
    return { observed: await look(attack, ground, action, from), statements: action.statements };
  },
};

async function look(attack: AuditAttack, ground: Ground, action: AuditAction, from: number): Promise<Run['observed']> {
  for (const wait of WAITS_MS) {
    if (wait > 0) await sleep(wait);
    const line = ground.cluster
      .readLog(from)
      .text.split('\n')
      .find((each) => action.isLine(each));
    if (line !== undefined) return observed('logged', { log: line });
  }
  return observed('not-logged', { log: `no line for ${attack.event} in the server log` });
}
