// What each carrier in use is worth: whether a session can forge it, and whether it survives a pooler.

import { uniqueSorted } from '../../core/order.js';
import type { ControlContext, DesignNote } from '../model.js';
import type { Isolated } from './isolated.js';
import { forgeability } from './predicate.js';

export function carrierNotes(context: ControlContext, roots: readonly Isolated[]): readonly DesignNote[] {
  const poolers = uniqueSorted(context.bound.intent.connections.flatMap((each) => each.pooler ?? []));
  const pooled = poolers.some((pooler) => pooler !== 'none');
  const notes = new Map<string, DesignNote>();
  for (const { isolation } of roots) {
    const title = `Carrier: ${carrierText(isolation.carrier)}`;
    if (notes.has(title)) continue;
    const text = [forgeability(context, isolation), poolerText(isolation.carrier.kind, pooled)].join(' ');
    notes.set(title, { title, text, sources: [isolation.source] });
  }
  const reached = roots.filter((root) => root.reach.kind === 'reference');
  if (reached.length > 0) {
    notes.set('reach', {
      title: 'Tables that reach their tenant through a reference',
      text: `${reached.map((root) => root.object.path.join('.')).join(', ')}: each row costs a look-up of its parent; a tenant key of their own would make it a comparison.`,
      sources: reached.map((root) => root.isolation.source).slice(0, 1),
    });
  }
  return [...notes.values()];
}

function carrierText(carrier: Isolated['isolation']['carrier']): string {
  const via = carrier.via === undefined ? '' : ` via ${carrier.via.schema}.${carrier.via.table}`;
  return carrier.kind === 'role' ? `role${via}` : `${carrier.kind.replace('-', ' ')} ${carrier.setting}${via}`;
}

function poolerText(kind: string, pooled: boolean): string {
  if (!pooled) return 'No pooler stands between the application and the server.';
  return kind === 'role'
    ? 'A transaction pooler needs SET LOCAL ROLE as the first statement of every transaction.'
    : 'A transaction pooler needs SET LOCAL as the first statement of every transaction: a session setting would reach the next tenant.';
}
