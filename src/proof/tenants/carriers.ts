// While rows of a tenant are planted, the session says that it is that tenant, by every setting that the
// documents name: triggers and defaults of the source may ask for it.

import type { BoundIntent } from '../../intent/bound.js';
import type { Carrier } from '../../pg/carrier.js';
import type { Session } from '../../session/index.js';
import { Literal } from '../../sql/literal.js';
import { sql } from '../../sql/sql.js';

export function carriersOf(bound: BoundIntent): readonly Carrier[] {
  const found = new Map<string, Carrier>();
  for (const { isolation } of bound.relations) {
    if (isolation !== null) found.set(JSON.stringify(isolation.carrier), isolation.carrier);
  }
  return [...found.values()];
}

/** For the current transaction. `carried` says what a carrier holds; null: nothing, as before anybody signed in. */
export async function carry(
  session: Session,
  carriers: readonly Carrier[],
  carried: (carrier: Carrier) => string | null,
): Promise<void> {
  for (const carrier of carriers) {
    if (carrier.kind === 'role') continue;
    const key = carried(carrier);
    const value = key === null ? '' : carrier.kind === 'claim' ? JSON.stringify({ [carrier.claim]: key }) : key;
    await session.query(sql`SELECT pg_catalog.set_config(${Literal.of(carrier.setting)}, ${Literal.of(value)}, true)`);
  }
}
