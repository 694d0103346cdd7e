// The table that the carrier trusts: whoever can write himself a membership of another tenant owns its rows.
// It is enough to refute the first such row, for until then every membership is true.

import { decide } from '../candidate.js';
import { mayUse, reasonOf, type Judged, type Subject } from '../rows-verdict.js';
import { questionOf, type Asked } from '../question.js';
import type { Solver } from '../solver.js';
import { settled, suspected, verdictBase } from './channel.js';

export async function judgeTrusted(solver: Solver, subject: Subject): Promise<readonly Judged[]> {
  const { world, ownership } = subject;
  const { via } = ownership.carrier;
  if (via === undefined || ownership.model === 'attacker') return [];
  const trusted = world.relation(via.schema, via.table);
  const base = verdictBase(subject, 'trusted-table', 'insert');
  if (trusted === undefined)
    return [settled(base, 'unknown', `the membership table ${via.schema}.${via.table} is not in the inventory`)];
  const found: Judged[] = [];
  for (const command of ['insert', 'update'] as const) {
    const each = verdictBase(subject, 'trusted-table', command);
    if (!mayUse(world, subject.role, trusted, command)) {
      found.push(settled(each, 'no-access', `${subject.role} may not ${command} in ${via.schema}.${via.table}`));
      continue;
    }
    const asked: Asked = {
      world,
      relation: trusted,
      session: subject.role,
      actor: subject.role,
      command,
      ownership: { ...ownership, key: via.tenantColumn },
      selfColumn: via.userColumn,
    };
    found.push(await judgeWriting(solver, subject, asked));
  }
  return found;
}

async function judgeWriting(solver: Solver, subject: Subject, asked: Asked): Promise<Judged> {
  const base = verdictBase(subject, 'trusted-table', asked.command);
  const name = `${asked.relation.schema}.${asked.relation.name}`;
  try {
    const decision = await decide(solver, asked, await questionOf(asked));
    if (decision.kind === 'proved')
      return settled(base, 'proved', `the policies of ${name} let nobody make himself a member of another tenant`);
    if (decision.kind === 'unknown') return settled(base, 'unknown', decision.reason);
    const edit = `REVOKE ${asked.command.toUpperCase()} ON ${name} FROM ${subject.role}, or bind it with a policy on ${asked.ownership.key}`;
    return suspected(
      base,
      `${subject.role} may write itself a membership of another tenant into ${name}`,
      decision.candidates,
      edit,
    );
  } catch (error) {
    return settled(base, 'unknown', reasonOf(error));
  }
}
