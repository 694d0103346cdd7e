// The plainest situation: one row of some tenant, and a session of another.

import { renderValue } from '../render.js';
import type { Subject } from '../rows-verdict.js';
import type { Candidate, Observe } from '../verdict.js';

/** @param actor as whom the session acts, the role itself when not given */
export function planted(subject: Subject, observe: Observe, actor: string = subject.role): Candidate {
  const { relation, role, ownership, world } = subject;
  const column = world.columns(relation.schema, relation.name).find((each) => each.name === ownership.key);
  const type = world.type(column?.type ?? 'text');
  const { carrier } = ownership;
  const mine = renderValue(type, Number.NaN, 1);
  const settings: Record<string, string> = {};
  if (carrier.kind === 'setting') settings[carrier.setting] = mine;
  if (carrier.kind === 'claim') settings[carrier.setting] = JSON.stringify({ [carrier.claim]: mine });
  return {
    session: { role, setRole: actor === role ? null : actor, settings },
    command: 'select',
    relation: [relation.schema, relation.name],
    rows: [
      {
        relation: [relation.schema, relation.name],
        temporary: false,
        values: { [ownership.key]: renderValue(type, Number.NaN, 2) },
      },
    ],
    target: 0,
    writes: null,
    observe,
  };
}
