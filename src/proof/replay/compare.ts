// Asks without the target row, plants it, and asks again: two answers tell the row.

import type { Candidate, Observe, PlantedRow, Replay } from '../../isolation/verdict.js';
import { Ident } from '../../sql/ident.js';
import { Literal } from '../../sql/literal.js';
import { qualified, sql } from '../../sql/sql.js';
import type { Filler } from './filler.js';
import { answerOf, betrays, leakyFunction, observation, refresh, settingsOf } from './observe.js';
import { plantRow } from './plant.js';
import { same, SEEDER, unplanted, type Name, type Stage } from './stage.js';

type Asked = Exclude<Observe, { readonly kind: 'decode' }>;

export async function compare(
  stage: Stage,
  candidate: Candidate,
  observe: Asked,
  tables: readonly Name[],
): Promise<Replay> {
  const filler = stage.filler();
  for (const [index, row] of candidate.rows.entries()) {
    if (row.temporary || index === candidate.target) continue;
    const place = await stage.plant(row, filler);
    if (typeof place === 'string') return unplanted(row.relation, place);
  }
  const target = candidate.rows[candidate.target ?? 0];
  if (target === undefined) return { ran: false, leaked: false, observed: 'there is no row to observe' };
  await watch(stage, candidate, observe, tables, target.relation);
  const keyed = await rehearse(stage, target, filler);
  const without = observe.kind === 'truncate' ? '' : await answer(stage, candidate, observe, keyed, filler);
  const values = observe.kind === 'sequence' ? target.values : { ...Object.fromEntries(keyed), ...target.values };
  const styles = observe.kind === 'sequence' ? (['defaults'] as const) : undefined;
  const columns = stage.columns(target.relation);
  const place = await plantRow(stage.seeder, target.relation, columns, values, filler, styles);
  if (typeof place === 'string') return unplanted(target.relation, place);
  const withRow = await answer(stage, candidate, observe, keyed, filler);
  const leaked = betrays(observe, without, withRow);
  const observed = leaked
    ? `the answer differs with and without the row: ${shown(without)} / ${shown(withRow)}`
    : `the answers tell nothing: ${shown(without)} / ${shown(withRow)}`;
  return { ran: true, leaked, observed };
}

/** What is in force while the role asks: foreign keys of the referring table, triggers that copy. */
async function watch(
  stage: Stage,
  candidate: Candidate,
  observe: Asked,
  tables: readonly Name[],
  target: Name,
): Promise<void> {
  if (observe.kind === 'refer') {
    await stage.superuser.attempt(sql`ALTER TABLE ${qualified(...observe.relation)} ENABLE TRIGGER ALL`);
    return;
  }
  if (observe.kind === 'sequence') {
    await stage.superuser.attempt(
      sql`GRANT USAGE ON SEQUENCE ${qualified(...observe.sequence)} TO ${Ident.of(SEEDER)}`,
    );
  }
  for (const table of tables) if (candidate.copiesTo !== undefined || !same(table, target)) await stage.guard(table);
}

/** The values that the row would have, from a row that is planted and taken back. */
async function rehearse(stage: Stage, target: PlantedRow, filler: Filler): Promise<ReadonlyMap<string, string | null>> {
  await stage.seeder.query(sql`BEGIN`);
  const place = await stage.plant(target, filler);
  const found = new Map<string, string | null>();
  if (typeof place !== 'string') {
    const stored = await stage.seeder.attempt(
      sql`SELECT * FROM ${qualified(...target.relation)} WHERE ctid = ${Literal.of(place.ctid)}`,
    );
    if (stored.ok)
      for (const [index, name] of stored.value.fields.entries()) found.set(name, stored.value.rows[0]?.[index] ?? null);
  }
  await stage.seeder.query(sql`ROLLBACK`);
  const open = stage.columns(target.relation).filter((column) => column.generated === null);
  return new Map([...found].filter(([name]) => open.some((column) => column.name === name)));
}

async function answer(
  stage: Stage,
  candidate: Candidate,
  observe: Asked,
  stored: ReadonlyMap<string, string | null>,
  filler: Filler,
): Promise<string> {
  if (observe.kind === 'read' && observe.refreshAs !== null) {
    const owner = await stage.session(observe.refreshAs);
    const refreshed = await owner.attempt(refresh(observe.relation));
    if (!refreshed.ok) return `refused ${refreshed.error.sqlstate ?? ''}`;
  }
  if (observe.kind === 'statistics') await stage.superuser.attempt(sql`ANALYZE ${qualified(...candidate.relation)}`);
  const session = await stage.session(candidate.session.role);
  await session.query(sql`BEGIN`);
  try {
    for (const statement of settingsOf(candidate)) await session.query(statement);
    if (observe.kind === 'leak') await session.attempt(leakyFunction());
    return await answerOf(
      session,
      observation(observe, candidate, stored, (relation) => stage.columns(relation), filler),
    );
  } finally {
    await session.attempt(sql`ROLLBACK`);
  }
}

function shown(text: string): string {
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}
