// The facts that the controls demand, each once, with who demands it and where it is stated.

import { canonicalJson } from '../core/canonical-json.js';
import { compareText, uniqueSorted } from '../core/order.js';
import type { Source } from '../core/source.js';
import type { FactKind } from '../demand/model.js';
import type { ReportControl, ReportFact, ReportFactOf } from './plain.js';

export interface Demanded<K extends FactKind> {
  readonly fact: ReportFactOf<K>;
  readonly controls: readonly string[];
  readonly threats: readonly string[];
  readonly sources: readonly Source[];
}

/** In the order of the controls; `area` narrows to the controls of one area. */
export function demandedFacts<K extends FactKind>(
  controls: readonly ReportControl[],
  kind: K,
  area?: ReportControl['area'],
): readonly Demanded<K>[] {
  const found = new Map<string, Demanded<K>>();
  for (const control of controls) {
    if (area !== undefined && control.area !== area) continue;
    for (const demand of control.demands) {
      const { fact } = demand;
      if (!isKind(fact, kind)) continue;
      const key = canonicalJson(fact);
      const sources = demand.because.flatMap((each) => each.sources);
      found.set(key, joinedWith(found.get(key), { fact, controls: [control.id], threats: control.threats, sources }));
    }
  }
  return [...found.values()];
}

function joinedWith<K extends FactKind>(known: Demanded<K> | undefined, next: Demanded<K>): Demanded<K> {
  if (known === undefined) return { ...next, sources: uniqueSources(next.sources) };
  return {
    fact: known.fact,
    controls: uniqueSorted([...known.controls, ...next.controls]),
    threats: uniqueSorted([...known.threats, ...next.threats]),
    sources: uniqueSources([...known.sources, ...next.sources]),
  };
}

function isKind<K extends FactKind>(fact: ReportFact, kind: K): fact is ReportFactOf<K> {
  return fact.kind === kind;
}

export function uniqueSources(sources: readonly Source[]): readonly Source[] {
  const keyed = new Map(sources.map((source) => [`${source.file}:${source.line}`, source]));
  return [...keyed.values()].toSorted(
    (left, right) => compareText(left.file, right.file) || left.line - right.line || left.column - right.column,
  );
}

/** A map from a key to the items that have it, in order of first appearance. */
export function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}
