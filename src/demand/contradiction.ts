// Facts with different keys that still cannot both hold: PostgreSQL would accept the statements and
// one of them would be void. https://www.postgresql.org/docs/current/sql-revoke.html (Notes)

import { granteeKey } from '../pg/grantee.js';
import type { Demand, PrivilegeFact } from './model.js';

export interface Contradiction {
  readonly why: string;
  readonly demands: readonly Demand[];
}

export function contradictionsAcross(demands: readonly Demand[]): readonly Contradiction[] {
  return [...columnUnderTable(demands), ...policyAndNone(demands)];
}

/** A column privilege cannot be withdrawn from who holds it on the whole table. */
function columnUnderTable(demands: readonly Demand[]): readonly Contradiction[] {
  const onTables = new Map<string, Demand>();
  for (const demand of demands) {
    const { fact } = demand;
    if (fact.kind !== 'privilege' || fact.object.kind === 'column' || !fact.present) continue;
    onTables.set(tableKey(fact, fact.object.path), demand);
  }
  const found: Contradiction[] = [];
  for (const demand of demands) {
    const { fact } = demand;
    if (fact.kind !== 'privilege' || fact.object.kind !== 'column' || fact.present) continue;
    const table = onTables.get(tableKey(fact, fact.object.path.slice(0, 2)));
    if (table === undefined) continue;
    const name = fact.object.path.join('.');
    found.push({
      why: `${fact.privilege} on column ${name} absent, and on its whole table present`,
      demands: [table, demand],
    });
  }
  return found;
}

function tableKey(fact: PrivilegeFact, path: readonly string[]): string {
  return JSON.stringify([fact.object.database ?? '', ...path, granteeKey(fact.grantee), fact.privilege]);
}

function policyAndNone(demands: readonly Demand[]): readonly Contradiction[] {
  const wanted = new Map<string, Demand>();
  for (const demand of demands) {
    if (demand.fact.kind === 'policy') wanted.set(policyKey(demand.fact), demand);
  }
  const found: Contradiction[] = [];
  for (const demand of demands) {
    if (demand.fact.kind !== 'no-policy') continue;
    const other = wanted.get(policyKey(demand.fact));
    if (other !== undefined)
      found.push({ why: `policy ${demand.fact.name} present and absent`, demands: [other, demand] });
  }
  return found;
}

function policyKey(fact: {
  readonly relation: { readonly path: readonly string[]; readonly database?: string };
  readonly name: string;
}): string {
  return JSON.stringify([fact.relation.database ?? '', ...fact.relation.path, fact.name]);
}
