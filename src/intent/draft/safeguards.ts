// Protection of sensitive columns, audit events and tiers, drafted from what was recognised: a start for
// people, who know the sinks, the keys and how long records are kept.

import { itemsOf } from '../../inventory/index.js';
import type { EventClass } from '../../pg/event-class.js';
import type { ThreatKind } from '../../pg/threat-kind.js';
import { nameKey, catalogsOf } from '../bind/catalog.js';
import { readersOf } from './access.js';
import { sensitiveColumns, type SensitiveColumn } from './data.js';
import type { Evidence } from './evidence.js';
import { code, codes, place, type DraftRow } from './markdown.js';
import { draftedThreats } from './threats.js';

/** One row for each table with restricted or regulated columns. Key custody is for people to state. */
export function protectionRows(evidence: Evidence): readonly DraftRow[] {
  const groups = new Map<string, SensitiveColumn[]>();
  for (const each of sensitiveColumns(evidence)) {
    const key = nameKey(each.schema, each.relation);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  const entries = new Map(catalogsOf(evidence.inventory).flatMap((catalog) => [...catalog.relations]));
  return [...groups].map(([key, columns]) => {
    const entry = entries.get(key);
    return {
      location: codes(columns.map(({ schema, relation, column }) => place(schema, relation, column))),
      protection: 'column grant',
      readableBy: entry === undefined ? null : codes(readersOf(entry, evidence).map(code)),
    };
  });
}

interface DraftedEvent {
  readonly event: EventClass;
  readonly threats: readonly ThreatKind[];
  readonly scope?: (evidence: Evidence) => string | null;
}

const EVENTS: readonly DraftedEvent[] = [
  { event: 'ddl', threats: ['repudiation', 'search-path-hijack'] },
  { event: 'role-change', threats: ['repudiation', 'privilege-escalation', 'excess-privilege'] },
  { event: 'failed-authentication', threats: ['credential-guessing', 'unauthorised-network-access'] },
  { event: 'privileged-access', threats: ['insider-administrator', 'audit-evasion'] },
  { event: 'privileged-read', threats: ['restricted-data-disclosure'], scope: regulatedTables },
];

/** Events for threats that were drafted; the sink is where the server logs today. */
export function auditRows(evidence: Evidence): readonly DraftRow[] {
  const ids = new Map(draftedThreats(evidence).map(({ id, kind }) => [kind, id]));
  const settings = new Map(itemsOf(evidence.inventory.cluster.settings).map(({ name, value }) => [name, value]));
  const sink = settings.get('log_destination') ?? '';
  return EVENTS.flatMap(({ event, threats, scope }): readonly DraftRow[] => {
    const cited = threats.flatMap((kind) => ids.get(kind) ?? []);
    const where = scope === undefined ? code('main') : scope(evidence);
    if (cited.length === 0 || where === null) return [];
    return [{ event, scope: where, threat: cited.join(', '), sink: /^[a-z, ]+$/u.test(sink) ? sink : null }];
  });
}

function regulatedTables(evidence: Evidence): string | null {
  const names = sensitiveColumns(evidence)
    .filter(({ regulated }) => regulated)
    .map(({ schema, relation }) => place(schema, relation));
  return codes([...new Set(names)]);
}
