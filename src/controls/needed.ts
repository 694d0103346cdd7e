// What the remedy itself needs is not withdrawn by it: a grant that one control makes (a view's owner reads
// the view's table) has no authorization row, so another control would take it away in the next run.

import type { Attack } from '../attack/model.js';
import { factKey } from '../demand/key.js';
import type { Demand, PrivilegeFact } from '../demand/model.js';
import { roleGrantee } from '../pg/grantee.js';
import type { Control } from './model.js';

/** The controls without withdrawals of what another one grants, and without the attacks that expected them. */
export function keepNeeded(controls: readonly Control[]): readonly Control[] {
  const needed = new Set(controls.flatMap(({ demands }) => grantsOf(demands)).map((fact) => factKey(fact)));
  return controls.map((control) => ({
    ...control,
    demands: control.demands.filter(({ fact }) => !isWithdrawal(fact) || !needed.has(factKey(fact))),
    attacks: control.attacks.filter((attack) => !expects(attack, needed)),
  }));
}

/** Grants that only make the remedy usable, and grants to a role that the same control makes for itself. */
function grantsOf(demands: readonly Demand[]): readonly PrivilegeFact[] {
  const made = new Set(demands.flatMap(({ fact }) => (fact.kind === 'role' ? [fact.role] : [])));
  return demands.flatMap(({ fact, enables }) => {
    if (fact.kind !== 'privilege' || !fact.present) return [];
    const own = fact.grantee.kind === 'role' && made.has(fact.grantee.name);
    return enables === true || own ? [fact] : [];
  });
}

function isWithdrawal(fact: Demand['fact']): fact is PrivilegeFact {
  return fact.kind === 'privilege' && !fact.present;
}

function expects(attack: Attack, needed: ReadonlySet<string>): boolean {
  if (attack.kind !== 'use-privilege') return false;
  const { object, privilege } = attack;
  const grantee = roleGrantee(attack.role);
  return needed.has(factKey({ kind: 'privilege', grantee, object, privilege, present: false, grantable: false }));
}
