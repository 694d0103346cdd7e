// A table's row security, set aside by the harness for one attack on something else. Whose rows it hides would
// hide the restricted column as well; and a policy that calls a routine which another control closed refuses too,
// so that nothing would be shown of the privilege. It is set aside in both runs: only the control under test makes
// the difference. The evidence says it.

import { callsIn } from '../../controls/roles/expression-needs.js';
import { itemsOf } from '../../inventory/index.js';
import type { Carrier } from '../../pg/carrier.js';
import type { ObjectRef } from '../../pg/object.js';
import { sql } from '../../sql/sql.js';
import type { Ground } from './ground.js';
import type { Run } from './observed.js';
import { nameOf } from './relation-facts.js';

/** Without a carrier no document says whose rows these are: the policies are the team's own. */
export function pastRowSecurity(
  ground: Ground,
  relation: ObjectRef,
  carrier: Carrier | null,
  run: () => Promise<Run>,
): Promise<Run> {
  return isInTheWay(ground, relation, carrier) ? withoutRowSecurity(ground, relation, run) : run();
}

/** In the hardened state. */
function isInTheWay(ground: Ground, relation: ObjectRef, carrier: Carrier | null): boolean {
  const [schema, name] = relation.path;
  const database = ground.inventory.databases.find((each) => each.name === ground.databaseOf(relation));
  if (database === undefined) return false;
  const secured = itemsOf(database.relations).some(
    (each) => each.schema === schema && each.name === name && each.kind === 'table' && each.rowSecurity.enabled,
  );
  if (!secured || carrier === null) return secured;
  return itemsOf(database.policies).some(
    (each) =>
      each.schema === schema && each.relation === name && callsIn(`${each.using ?? ''} ${each.check ?? ''}`).length > 0,
  );
}

async function withoutRowSecurity(ground: Ground, relation: ObjectRef, run: () => Promise<Run>): Promise<Run> {
  const database = ground.databaseOf(relation);
  const off = sql`ALTER TABLE ${nameOf(relation)} DISABLE ROW LEVEL SECURITY`;
  const on = sql`ALTER TABLE ${nameOf(relation)} ENABLE ROW LEVEL SECURITY`;
  await ground.admin.query(database, off);
  try {
    const { observed, statements } = await run();
    return { observed, statements: [harness(off.text), ...statements, harness(on.text)] };
  } finally {
    await ground.admin.query(database, on);
  }
}

/** A comment for who repeats the statements: these are not the role's. */
function harness(statement: string): string {
  return `/* harness, in both runs */ ${statement}`;
}
