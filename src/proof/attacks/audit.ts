// Do something that must leave a line in the sink, and look for the line. The statement carries a mark in a
// comment, which both log_statement and pgaudit write out; connections are found by role and by the offset
// from which the log is read. What the log holds of other sessions is never taken into the evidence.

import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import type { AttackOf } from '../../attack/model.js';
import type { Ground } from './ground.js';
import { auditAction, type AuditAction } from './audit-action.js';
import { notRun, observed, type Run } from './observed.js';
import type { AttackRunner } from './runner.js';

type AuditAttack = AttackOf<'audit'>;

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
    return { observed: look(attack, ground, action, from), statements: action.statements };
  },
};

/** Without a collector between, a backend has written its line before it answers: no line now is no line at all. */
function look(attack: AuditAttack, ground: Ground, action: AuditAction, from: number): Run['observed'] {
  const lines = ground.cluster.readLog(from).text.split('\n');
  const line = lines.find((each) => action.isLine(each));
  return line === undefined
    ? observed('not-logged', { log: `no line for ${attack.event} in the server log` })
    : observed('logged', { log: line });
}
