// Who may connect: lines of pg_hba.conf and pg_ident.conf, and databases that let nobody in. A file that one side could
// not read is no change.

import { itemsOf, type HbaFileRule, type Inventory } from '../../inventory/index.js';
import { objectRef } from '../../pg/object.js';
import type { AccessChange, Direction } from './model.js';

export function* connectionChanges(before: Inventory, after: Inventory): Generator<AccessChange> {
  if (bothRead(before, after, 'hbaRules')) yield* ruleChanges(before, after);
  if (bothRead(before, after, 'identMaps')) yield* mapChanges(before, after);
  const old = new Map(itemsOf(before.cluster.databaseFacts).map((fact) => [fact.name, fact.allowConnections]));
  for (const { name, allowConnections } of itemsOf(after.cluster.databaseFacts)) {
    if ((old.get(name) ?? allowConnections) === allowConnections) continue;
    yield {
      kind: 'connection',
      direction: allowConnections ? 'widening' : 'narrowing',
      object: objectRef('database', [name]),
      detail: allowConnections ? 'allows connections' : 'allows no connections',
    };
  }
}

function bothRead(before: Inventory, after: Inventory, section: 'hbaRules' | 'identMaps'): boolean {
  return before.cluster[section].status === 'read' && after.cluster[section].status === 'read';
}

/** A line that was added lets a system user be one more role, wherever it stands. */
function* mapChanges(before: Inventory, after: Inventory): Generator<AccessChange> {
  const [old, now] = [mapsOf(before), mapsOf(after)];
  for (const text of now) if (!old.has(text)) yield lineChange('widening', text, 'new line of pg_ident.conf');
  for (const text of old) if (!now.has(text)) yield lineChange('narrowing', text, 'line of pg_ident.conf is gone');
}

function mapsOf({ cluster }: Inventory): ReadonlySet<string> {
  return new Set(
    itemsOf(cluster.identMaps).flatMap((each) =>
      each.error === null ? [`${each.map} ${each.systemUser} ${each.databaseUser}`] : [],
    ),
  );
}

/** By content, in order; a line that only moved is neutral. */
function* ruleChanges(before: Inventory, after: Inventory): Generator<AccessChange> {
  const old = itemsOf(before.cluster.hbaRules).map(textOf);
  const now = itemsOf(after.cluster.hbaRules).map(textOf);
  for (const text of new Set(now))
    if (!old.includes(text)) yield lineChange(refuses(text) ? 'narrowing' : 'widening', text, 'new line');
  for (const text of new Set(old))
    if (!now.includes(text)) yield lineChange(refuses(text) ? 'widening' : 'narrowing', text, 'line is gone');
  const kept = now.filter((text) => old.includes(text));
  const order = old.filter((text) => now.includes(text));
  if (kept.join('\n') !== order.join('\n'))
    yield lineChange('widening', 'order', 'the lines’ order changed: the first match decides');
}

function lineChange(direction: Direction, text: string, detail: string): AccessChange {
  return { kind: 'connection', direction, object: objectRef('hba-line', [text]), detail };
}

function textOf(rule: HbaFileRule): string {
  const address = [rule.address, rule.netmask].filter((part) => part !== null).join(' ');
  return [
    rule.type ?? '?',
    words(rule.databases, rule.quoted?.databases),
    words(rule.users, rule.quoted?.users),
    address,
    rule.method ?? '?',
    ...rule.options,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** Quoted where the file quotes them: `all` and `"all"` are not the same. */
function words(names: readonly string[], quoted: readonly number[] = []): string {
  return names.map((name, at) => (quoted.includes(at) ? JSON.stringify(name) : name)).join(',');
}

function refuses(text: string): boolean {
  return text.split(' ').includes('reject');
}
