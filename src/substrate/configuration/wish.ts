// What the demands ask of a platform's configuration, and what of it the platform can say.

import type { Demand, HbaAdmitFact, HbaRequireFact } from '../../demand/model.js';
import { sortBy, uniqueSorted } from '../../core/order.js';
import type { Dialect, Parameter, Saying, Withheld } from '../dialects.js';

/** One range of addresses that logins come from. */
export interface SourceRange {
  readonly range: string;
  readonly roles: readonly string[];
}

export interface Spoken {
  /** By name, one value each. */
  readonly parameters: readonly Parameter[];
  readonly libraries: readonly string[];
  readonly sources: readonly SourceRange[];
  /** What the platform cannot enforce. */
  readonly open: readonly Withheld[];
}

export function speak(demands: readonly Demand[], dialect: Dialect): Spoken {
  const facts = demands.map(({ fact }) => fact);
  const parameters = new Map<string, string>();
  const open: Withheld[] = [];
  const libraries: string[] = [];
  const say = (name: string, saying: Saying): void => {
    if (saying.by === 'parameter') parameters.set(saying.parameter.name, saying.parameter.value);
    if (saying.by === 'nothing') open.push({ name, reason: saying.reason, closedBy: saying.closedBy });
  };
  for (const fact of facts) {
    if (fact.kind === 'setting') {
      const withheld = dialect.withheld.find((each) => each.name === fact.name);
      if (withheld !== undefined) open.push({ ...withheld, name: `${fact.name} = ${fact.value}` });
      else if (!dialect.brings.includes(fact.name)) parameters.set(fact.name, fact.value);
    }
    if (fact.kind === 'hba-require') say(`pg_hba.conf: ${fact.rule}`, sayingOf(fact.rule, dialect));
    if (fact.kind === 'preload') {
      const saying = Object.hasOwn(dialect.libraries, fact.library) ? dialect.libraries[fact.library] : undefined;
      if (saying === undefined) libraries.push(fact.library);
      else say(`library ${fact.library}`, saying);
    }
  }
  return {
    parameters: sortBy(parameters, ([name]) => name).map(([name, value]) => ({ name, value })),
    libraries: uniqueSorted(libraries),
    sources: sourcesOf(facts.filter((fact): fact is HbaAdmitFact => fact.kind === 'hba-admit')),
    open: sortBy(open, (each) => each.name),
  };
}

function sayingOf(rule: HbaRequireFact['rule'], dialect: Dialect): Saying {
  if (rule === 'tls') return dialect.tls;
  return rule === 'verified-method' ? dialect.verifiedMethod : dialect.defaultDeny;
}

function sourcesOf(admits: readonly HbaAdmitFact[]): readonly SourceRange[] {
  const ranges = new Map<string, string[]>();
  for (const { range, role } of admits) {
    if (range !== null) ranges.set(range, [...(ranges.get(range) ?? []), role]);
  }
  return sortBy(ranges, ([range]) => range).map(([range, roles]) => ({ range, roles: uniqueSorted(roles) }));
}
