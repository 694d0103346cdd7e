// Plants every row, then lets the session do what the candidate says.

import type { Candidate, Replay } from '../../isolation/verdict.js';
import type { Sql } from '../../sql/sql.js';
import { verbatim } from '../../sql/verbatim.js';
import { attemptCandidate } from './attempt.js';
import type { Place } from './plant.js';
import { scriptOf } from './script.js';
import { same, unplanted, type Name, type Stage } from './stage.js';

export async function act(stage: Stage, candidate: Candidate, tables: readonly Name[]): Promise<Replay> {
  const filler = stage.filler();
  let target: Place | null = null;
  const planting: Sql[] = [];
  for (const [index, row] of candidate.rows.entries()) {
    if (row.temporary) continue;
    const place = await stage.plant(row, filler);
    if (typeof place === 'string') return unplanted(row.relation, place);
    planting.push(place.statement);
    if (index === candidate.target) target = place;
  }
  for (const table of tables) await stage.guard(table);
  const session = await stage.session(candidate.session.role);
  const planted = candidate.rows.filter((row) => !row.temporary && same(row.relation, candidate.relation)).length;
  const actor = candidate.session.setRole ?? candidate.session.role;
  const seen = await attemptCandidate(session, {
    candidate,
    columns: (relation) => stage.columns(relation),
    place: candidate.through === undefined ? target : null,
    others: planted - (target === null ? 0 : 1),
    filler,
    typeOf: (column) => verbatim(column.type),
    mayWrite: (column) => stage.mayWrite(actor, candidate, column),
  });
  const script = seen.leaked ? { script: scriptOf(candidate, planting, seen.statements) } : {};
  return { ran: true, leaked: seen.leaked, observed: seen.observed, ...script };
}
