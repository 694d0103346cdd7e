// Triggers and rules that copy rows elsewhere: the copy is bound by its own table's rights and policies only.
// https://www.postgresql.org/docs/current/plpgsql-trigger.html, …/rules-update.html

import { itemsOf, type Relation, type Routine } from '../../inventory/index.js';
import { codeOn, type CodeOn } from '../body/code-on.js';
import { changesRow, keepsKey } from '../body/keeps-key.js';
import { reachOfText } from '../body/reach.js';
import { ASKED, routineKey, type Reach, type WrittenRow } from '../body/reached.js';
import { parsing } from '../question.js';
import { judgeRows, mayUse, type Judged, type Subject } from '../rows-verdict.js';
import type { Solver } from '../solver.js';
import type { Candidate, Observe } from '../verdict.js';
import { relationKey } from '../world.js';
import { settled, suspected, usersOf, verdictBase } from './channel.js';
import { callerOf, definers, judgeFunctions, reachOf } from './functions.js';
import { planted } from './planted.js';
import { judgeViews, readersOf } from './views.js';

export async function judgeCopies(solver: Solver, subject: Subject): Promise<readonly Judged[]> {
  const found: Judged[] = [];
  for (const code of codeOn(subject.world, subject.relation)) found.push(...(await judgeCode(solver, subject, code)));
  return found;
}

async function judgeCode(solver: Solver, subject: Subject, code: CodeOn): Promise<readonly Judged[]> {
  const { world } = subject;
  const { routine } = code;
  const base = verdictBase(subject, code.kind);
  const name = `${code.kind} ${code.name}`;
  if (routine === undefined) return [settled(base, 'unknown', `the function of ${name} is not in the inventory`)];
  const reach = await (routine === null
    ? parsing(world, () => reachOfText(world, code.text))
    : reachOf(world, routine));
  const [opaque] = reach.opaque;
  if (opaque !== undefined)
    return [settled(base, 'unknown', `where ${name} puts rows is not all understood: ${opaque}`)];
  if (reach.writes.length === 0) return [settled(base, 'proved', `${name} writes no row elsewhere`)];
  const found: Judged[] = [];
  for (const copy of copiesOf(reach, name, routine)) found.push(await judgeCopy(solver, subject, copy, code.kind));
  return found;
}

interface Copy {
  readonly name: string;
  readonly routine: Routine | null;
  readonly target: Relation;
  readonly writes: readonly WrittenRow[];
}

/** One for each relation that is written. */
function copiesOf({ writes }: Reach, name: string, routine: Routine | null): readonly Copy[] {
  const targets = new Map(writes.map(({ key, relation }) => [key, relation]));
  return [...targets].map(([key, target]) => ({
    name,
    routine,
    target,
    writes: writes.filter((each) => each.key === key),
  }));
}

async function judgeCopy(solver: Solver, subject: Subject, copy: Copy, kind: CodeOn['kind']): Promise<Judged> {
  const base = verdictBase(subject, kind);
  const name = `${copy.target.schema}.${copy.target.name}`;
  const readings = await readingsOf(subject, copy.target);
  if (readings.length === 0)
    return settled(base, 'proved', `${copy.name} writes to ${name}, which ${subject.role} has no way to read`);
  if (staysWithTenant(subject, copy) && (await keepsApart(solver, subject, copy.target)))
    return settled(
      base,
      'proved',
      `${copy.name} writes to ${name} under the row's own tenant, where tenants are kept apart`,
    );
  return suspected(
    base,
    `${copy.name} copies rows into ${name}, which ${subject.role} may read`,
    readings.map((each): Candidate => ({ ...each, copiesTo: [copy.target.schema, copy.target.name] })),
    `REVOKE SELECT ON ${name} FROM ${subject.role}, or bind it with the same policies`,
  );
}

/** Every write is the trigger's or rule's own statement, and the copy has the row's key. */
function staysWithTenant({ world, relation, ownership }: Subject, { routine, target, writes }: Copy): boolean {
  const { key } = ownership;
  if (routine !== null && changesRow(routine.body, key)) return false;
  const names = (of: Relation): readonly string[] => world.columns(of.schema, of.name).map((each) => each.name);
  const keyed = { key, from: names(relation), to: names(target) };
  const own = routine === null ? ASKED : routineKey(routine);
  return keyed.to.includes(key) && writes.every((each) => each.by === own && keepsKey(each, keyed));
}

/** The relation's own verdicts say it of the relation itself. */
async function keepsApart(solver: Solver, subject: Subject, target: Relation): Promise<boolean> {
  if (target === subject.relation) return true;
  const there: Subject = { ...subject, relation: target, channel: 'table' };
  const judged = [
    ...(await judgeRows(solver, there, ['select'])),
    ...(await judgeViews(solver, there)),
    ...(await judgeFunctions(solver, there)),
  ];
  return judged.every(({ verdict }) => verdict.verdict === 'proved' || verdict.verdict === 'no-access');
}

/** Ways in which the role gets at rows of the target: itself, above or below it, through views and definer routines. */
async function readingsOf(subject: Subject, target: Relation): Promise<readonly Candidate[]> {
  const { world } = subject;
  const relatives = relativesOf(subject, target);
  const views = relatives.flatMap((relation) => readersOf({ world, relation }));
  const found: Candidate[] = [];
  for (const relation of new Set([...relatives, ...views])) {
    const [actor] = usersOf(subject, (name) => mayUse(world, name, relation, 'select'));
    if (actor === undefined) continue;
    const refreshAs = relation.kind === 'materialized-view' ? relation.owner : null;
    const observe: Observe = { kind: 'read', relation: [relation.schema, relation.name], refreshAs };
    found.push(planted(subject, observe, actor));
  }
  return [...found, ...(await callsOver(subject, relatives))];
}

async function callsOver(subject: Subject, relations: readonly Relation[]): Promise<readonly Candidate[]> {
  const { world } = subject;
  const keys = new Set(relations.map(({ schema, name }) => relationKey(schema, name)));
  const found: Candidate[] = [];
  for (const routine of definers(world)) {
    const actor = callerOf(subject, routine);
    if (actor === undefined) continue;
    const reach = await reachOf(world, routine);
    if (reach.opaque.length === 0 && ![...reach.reads].some((key) => keys.has(key))) continue;
    const types = routine.identityArguments === '' ? [] : routine.identityArguments.split(', ');
    const args = types.map((type) => ({ type, text: null }));
    found.push(planted(subject, { kind: 'call', routine: [routine.schema, routine.name], args }, actor));
  }
  return found;
}

/** Partitions, children and parents: each shows rows of the other. */
function relativesOf({ world }: Subject, target: Relation): readonly Relation[] {
  const found = new Set([target]);
  for (let before = 0; before !== found.size;) {
    before = found.size;
    for (const each of itemsOf(world.database.relations)) {
      if ([...found].some((known) => isAmong(known, each.parents) || isAmong(each, known.parents))) found.add(each);
    }
  }
  return [...found];
}

function isAmong({ schema, name }: Relation, names: Relation['parents']): boolean {
  return names.some((each) => each.schema === schema && each.name === name);
}
