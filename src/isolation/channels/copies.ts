// Triggers and rules that copy rows elsewhere: the copy is bound by its own table's rights and policies only.
// https://www.postgresql.org/docs/current/plpgsql-trigger.html, …/rules-update.html

import { itemsOf, type Relation } from '../../inventory/index.js';
import { decide } from '../candidate.js';
import { rowSecurityFor } from '../policies.js';
import { questionOf } from '../question.js';
import { mayUse, reasonOf, type Judged, type Subject } from '../rows-verdict.js';
import { withoutComments } from '../routine.js';
import type { Solver } from '../solver.js';
import type { Candidate, Channel } from '../verdict.js';
import { planted } from './planted.js';
import { settled, suspected, verdictBase } from './channel.js';

export async function judgeCopies(solver: Solver, subject: Subject): Promise<readonly Judged[]> {
  const found: Judged[] = [];
  for (const copy of copiesOf(subject)) found.push(...(await judgeCopy(solver, subject, copy)));
  return found;
}

interface Copy {
  readonly channel: Channel;
  readonly name: string;
  readonly body: string | null;
}

function copiesOf({ world, relation }: Subject): readonly Copy[] {
  const here = (each: { readonly schema: string; readonly relation: string }): boolean =>
    each.schema === relation.schema && each.relation === relation.name;
  const triggers = itemsOf(world.database.triggers).filter((each) => here(each) && each.enabled !== 'disabled');
  const rules = itemsOf(world.database.rules).filter(
    (each) => here(each) && each.enabled !== 'disabled' && !/ON SELECT/u.test(each.definition),
  );
  return [
    ...triggers.map((trigger): Copy => {
      const name = trigger.function.signature.split('(')[0] ?? '';
      const routine = world.routines(trigger.function.schema, name)[0];
      return {
        channel: 'trigger',
        name: `trigger ${trigger.name}`,
        body: routine === undefined ? null : withoutComments(routine.body),
      };
    }),
    ...rules.map((rule): Copy => ({ channel: 'rule', name: `rule ${rule.name}`, body: rule.definition })),
  ];
}

async function judgeCopy(solver: Solver, subject: Subject, copy: Copy): Promise<readonly Judged[]> {
  const base = verdictBase(subject, copy.channel);
  if (copy.body === null) return [settled(base, 'unknown', `the function of ${copy.name} is not in the inventory`)];
  if (/\b(EXECUTE|NOTIFY|pg_notify|dblink)\b/iu.test(copy.body)) {
    return [
      settled(base, 'unknown', `${copy.name} runs dynamic SQL or sends notifications: where rows go is not judged`),
    ];
  }
  const targets = writtenBy(subject, copy.body);
  if (targets === null)
    return [settled(base, 'unknown', `${copy.name} writes to something that is not in the inventory`)];
  if (targets.length === 0) return [settled(base, 'proved', `${copy.name} writes no row elsewhere`)];
  const found: Judged[] = [];
  for (const target of targets) found.push(await judgeTarget(solver, subject, copy, target));
  return found;
}

/** Tables that the body writes to; null when one of them is unknown. */
function writtenBy({ world, relation }: Subject, body: string): readonly Relation[] | null {
  const names = [
    ...body.matchAll(
      /\b(?:INSERT\s+INTO|UPDATE|MERGE\s+INTO)\s+(?:ONLY\s+)?((?:"[^"]+"|\w+)(?:\.(?:"[^"]+"|\w+))?)/giu,
    ),
  ]
    .map((each) => (each[1] ?? '').replaceAll('"', ''))
    .filter((name) => !/^(set|of|or)$/iu.test(name));
  const found: Relation[] = [];
  for (const name of names) {
    const [last = '', schema] = name.split('.').toReversed();
    const matches = itemsOf(world.database.relations).filter(
      (each) => each.name === last && (schema === undefined || each.schema === schema),
    );
    if (matches.length === 0) return null;
    found.push(...matches.filter((each) => !(each.schema === relation.schema && each.name === relation.name)));
  }
  return [...new Set(found)];
}

async function judgeTarget(solver: Solver, subject: Subject, copy: Copy, target: Relation): Promise<Judged> {
  const { world, role, ownership } = subject;
  const base = verdictBase(subject, copy.channel);
  const name = `${target.schema}.${target.name}`;
  if (!mayUse(world, role, target, 'select'))
    return settled(base, 'proved', `${copy.name} copies into ${name}, which ${role} may not read`);
  const hasKey = world.columns(target.schema, target.name).some((each) => each.name === ownership.key);
  if (rowSecurityFor(world, role, target) === 'applies' && hasKey) {
    try {
      const asked = { world, relation: target, session: role, actor: role, command: 'select', ownership } as const;
      const decision = await decide(solver, asked, await questionOf(asked));
      if (decision.kind === 'proved')
        return settled(base, 'proved', `${copy.name} copies into ${name}, whose policies keep tenants apart`);
    } catch (error) {
      return settled(base, 'unknown', reasonOf(error));
    }
  }
  const candidate: Candidate = {
    ...planted(subject, { kind: 'read', relation: [target.schema, target.name], refreshAs: null }),
    fireTriggers: true,
  };
  return suspected(
    base,
    `${copy.name} copies rows into ${name}, which ${role} may read`,
    [candidate],
    `REVOKE SELECT ON ${name} FROM ${role}, or bind it with the same policies`,
  );
}
