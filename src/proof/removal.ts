// What taking one control away means: the opposite of the facts that it alone demands. A fact that another
// control demands too stays, and so does one that only makes something usable (`enables`).

import type { Control } from '../controls/model.js';
import { factKey } from '../demand/key.js';
import { mergeDemands } from '../demand/merge.js';
import type { Demand, Fact } from '../demand/model.js';
import type { Inventory } from '../inventory/index.js';
import { negationFor, type PlanOptions, type Step } from '../plan/index.js';

export interface RemovalInput {
  readonly controls: readonly Control[];
  readonly hardened: Inventory;
  readonly former: Inventory | null;
  readonly options: PlanOptions;
}

/** Steps by control id; empty when nothing of the control can be taken away alone. */
export async function removalsOf(input: RemovalInput): Promise<ReadonlyMap<string, readonly Step[]>> {
  const { controls, hardened, former, options } = input;
  const { demands } = mergeDemands(controls.flatMap((control) => control.demands));
  const own = ownFacts(controls);
  const removals = new Map<string, readonly Step[]>();
  for (const control of controls) {
    const facts = own.get(control.id) ?? [];
    const negation = facts.length === 0 ? null : await negationFor({ facts, demands, hardened, former, options });
    removals.set(control.id, negation?.steps ?? []);
  }
  return removals;
}

function ownFacts(controls: readonly Control[]): ReadonlyMap<string, readonly Fact[]> {
  const owners = new Map<string, Set<string>>();
  for (const control of controls) {
    for (const fact of control.demands.flatMap(protecting)) {
      const key = pieceKey(fact);
      owners.set(key, (owners.get(key) ?? new Set()).add(control.id));
    }
  }
  return new Map(
    controls.map((control) => {
      const facts = control.demands.flatMap(protecting).filter((fact) => owners.get(pieceKey(fact))?.size === 1);
      return [control.id, facts] as const;
    }),
  );
}

/** Role attributes are facts of their own: one control demands NOSUPERUSER of a role, another NOBYPASSRLS. */
function protecting({ fact, enables }: Demand): readonly Fact[] {
  if (enables === true) return [];
  if (fact.kind !== 'role') return [fact];
  const attributes: readonly [string, boolean | number | string][] = Object.entries(fact.attributes);
  return attributes.map(([name, value]) => ({ ...fact, attributes: { [name]: value } }));
}

function pieceKey(fact: Fact): string {
  const attributes = fact.kind === 'role' ? Object.keys(fact.attributes).join() : '';
  return `${factKey(fact)} ${attributes}`;
}
