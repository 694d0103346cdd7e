// A bounded random search for what the solver leaves open: sessions of one tenant, rows of another, and around them
// rows and settings made of the values that the policies name. Each is only a suggestion; the replay decides.

import type { Asked, Question } from './question.js';
import { Pool } from './pool.js';
import { Random } from './random.js';
import { randomSettings } from './search-session.js';
import type { Candidate, PlantedRow } from './verdict.js';
import type { World } from './world.js';

/** So many are tried at most. */
export const SEARCHED = 40;

type Name = readonly [string, string];

/** `near` are the solver's own, which are varied as well. */
export function searchCandidates(
  asked: Asked,
  question: Question,
  seed = 1,
  near: readonly Candidate[] = [],
): readonly Candidate[] {
  const pool = new Pool(asked.world, question.reading.problem, new Random(seed));
  return Array.from({ length: SEARCHED }, () => candidate(asked, question, pool, near)).filter((each) => each !== null);
}

function candidate(asked: Asked, question: Question, pool: Pool, near: readonly Candidate[]): Candidate | null {
  const { world, relation, ownership, command } = asked;
  const name: Name = [relation.schema, relation.name];
  const key = world.columns(...name).find((column) => column.name === ownership.key);
  if (key === undefined) return null;
  const foreign = { [ownership.key]: pool.other(key.type) };
  const made = pool.row(name, question.target.values.keys());
  const target = { ...made, ...kept(pool, near), ...foreign };
  if (command !== 'insert' && !isOthers({ relation: name, temporary: false, values: target }, asked, pool)) return null;
  const around = relationsOf(asked, question).flatMap((each) =>
    pool.random.chance(0.8) ? [rowOf(pool, each, asked)] : [],
  );
  const rows = command === 'insert' ? around : [{ relation: name, temporary: false, values: target }, ...around];
  return {
    session: {
      role: asked.session,
      setRole: asked.actor === asked.session ? null : asked.actor,
      settings: randomSettings(asked, question, pool, question.reading.problem.notes.ownPath),
    },
    command,
    relation: name,
    rows: rows.filter((row, index) => (index === 0 && command !== 'insert') || isOthers(row, asked, pool)),
    target: command === 'insert' ? null : 0,
    writes: command === 'insert' ? target : command === 'update' ? {} : null,
  };
}

/** Most of what the solver chose for the target. */
function kept(pool: Pool, near: readonly Candidate[]): Readonly<Record<string, string | null>> {
  const [first] = near;
  if (first === undefined || pool.random.chance(0.3)) return {};
  const chosen = pool.random.pick(near, first);
  const values = chosen.target === null ? chosen.writes : chosen.rows[chosen.target]?.values;
  return Object.fromEntries(Object.entries(values ?? {}).filter(() => pool.random.chance(0.7)));
}

/** Every relation that the policies read, and those that functions name whose bodies were not understood. */
function relationsOf({ world, relation }: Asked, { reading }: Question): readonly Name[] {
  const read = reading.rows.all.filter((row) => !row.virtual).map((row): Name => [row.schema, row.relation]);
  const mentioned = [...reading.problem.notes.mentioned].flatMap((text) => named(world, text));
  const all = new Map([...read, ...mentioned].map((name) => [JSON.stringify(name), name]));
  all.delete(JSON.stringify([relation.schema, relation.name]));
  return [...all.values()];
}

function named(world: World, text: string): readonly Name[] {
  const [name = '', schema] = text.replaceAll('"', '').split('.').toReversed();
  const schemas = schema === undefined ? world.schemas : [schema];
  return schemas.filter((each) => world.relation(each, name) !== undefined).map((each): Name => [each, name]);
}

function rowOf(pool: Pool, name: Name, { world }: Asked): PlantedRow {
  const columns = world.columns(...name).map((column) => column.name);
  return { relation: name, temporary: false, values: pool.row(name, columns) };
}

/** A membership that makes the target the session's own is no counterexample. */
function isOthers({ relation: [schema, table], values }: PlantedRow, { ownership }: Asked, pool: Pool): boolean {
  const { via } = ownership.carrier;
  if (via === undefined || via.schema !== schema || via.table !== table) return true;
  const tenant = values[via.tenantColumn] ?? null;
  return tenant === null || !pool.isOther(tenant);
}
