// One more row of a tenant, for an attack's INSERT: tried out once, so that it fails for no reason of its own.
// Where every key is prescribed, the row that is there already stands for it: the policies are asked before
// the keys are looked at. https://www.postgresql.org/docs/current/sql-createpolicy.html

import type { Session } from '../../session/index.js';
import { sql } from '../../sql/sql.js';
import type { DraftWish } from './draft.js';
import { insertStatement } from './insert.js';
import { columnValues } from './literals.js';
import type { ColumnValue, SeededRelation, TenantLabel } from './model.js';
import { anotherRow } from './seeded.js';

/** What was said in the INSERT of a row that is there. */
export interface Sown {
  readonly wish: DraftWish;
  readonly given: ReadonlyMap<string, string | null>;
}

type Pair = { readonly [L in TenantLabel]: Sown };

export async function spareRows(
  session: Session,
  pair: Pair,
  fresh: () => number,
): Promise<Pick<SeededRelation, 'insertable' | 'planted'>> {
  const works = { a: await canRepeat(session, pair.a, fresh), b: await canRepeat(session, pair.b, fresh) };
  return {
    insertable: (tenant) => (works[tenant] ? another(pair[tenant], fresh) : null),
    planted: (tenant) => columnValues(pair[tenant].wish.plan.columns, pair[tenant].given),
  };
}

function another(sown: Sown, fresh: () => number): readonly ColumnValue[] | null {
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const row = anotherRow({ ...sown.wish, serial: fresh() }, sown.given);
    if (row !== null) return row;
  }
  return null;
}

async function canRepeat(session: Session, sown: Sown, fresh: () => number): Promise<boolean> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const values = another(sown, fresh);
    if (values === null) return false;
    const outcome = await session.attempt(sql`SAVEPOINT another; ${insertStatement(sown.wish.plan, values)}`);
    await session.query(sql`ROLLBACK TO SAVEPOINT another`);
    if (outcome.ok) return true;
  }
  return false;
}
