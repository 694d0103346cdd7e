// The semantic difference of two inventories: changes of access, each widening, narrowing or neutral.

import { sortBy } from '../../core/order.js';
import { withoutStatistics, type Inventory, type Section } from '../../inventory/index.js';
import { describeGrantee } from '../../pg/grantee.js';
import { objectKey } from '../../pg/object.js';
import { accessIndex } from '../access-index.js';
import { codeChanges } from './code.js';
import { connectionChanges } from './connection.js';
import { defaultChanges } from './defaults.js';
import type { AccessChange, AccessDiff, Direction } from './model.js';
import { privilegeChanges } from './privileges.js';
import { escalationChanges, roleChanges } from './roles.js';
import { rowChanges } from './rows.js';
import { settingChanges } from './settings.js';
import { sharingChanges } from './sharing.js';

export type { AccessChange, AccessDiff, Direction } from './model.js';

const RANK: { readonly [direction in Direction]: string } = { widening: '0', narrowing: '1', neutral: '2' };

/** `before` and `after` of the same cluster; databases by name. */
export function accessDiff(before: Inventory, after: Inventory): AccessDiff {
  const found: readonly AccessChange[] = [
    ...roleChanges(before, after),
    ...privilegeChanges(accessIndex(before), accessIndex(after)),
    ...escalationChanges(before, after),
    ...rowChanges(before, after),
    ...codeChanges(before, after),
    ...connectionChanges(before, after),
    ...defaultChanges(before, after),
    ...settingChanges(before, after),
    ...sharingChanges(before, after),
    ...unread(before, 'before'),
    ...unread(after, 'after'),
  ];
  const changes = sortBy(found, (change) => [
    RANK[change.direction],
    change.kind,
    whoOf(change),
    objectOf(change),
    change.detail,
  ]);
  const count = (direction: Direction): number => changes.filter((change) => change.direction === direction).length;
  return { changes, widening: count('widening'), narrowing: count('narrowing'), neutral: count('neutral') };
}

function whoOf(change: AccessChange): string {
  return 'who' in change ? describeGrantee(change.who) : '';
}

function objectOf(change: AccessChange): string {
  return 'object' in change && change.object !== null ? objectKey(change.object) : '';
}

function* unread(inventory: Inventory, side: string): Generator<AccessChange> {
  const places: readonly (readonly [string, object])[] = [
    ['the cluster', withoutStatistics(inventory.cluster)],
    ...inventory.databases.map(({ name, ...sections }) => [`database ${name}`, sections] as const),
  ];
  for (const [place, sections] of places) {
    for (const [section, content] of Object.entries(sections)) {
      if (!isUnread(content)) continue;
      yield {
        kind: 'unread',
        direction: 'neutral',
        detail: `${section} of ${place} could not be read ${side}: ${content.reason}`,
      };
    }
  }
}

function isUnread(section: unknown): section is Extract<Section<never>, { readonly status: 'unreadable' }> {
  return typeof section === 'object' && section !== null && 'status' in section && section.status === 'unreadable';
}
