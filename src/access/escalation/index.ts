// The escalation graph's edges, from every kind of way.

import { sortBy } from '../../core/order.js';
import type { Inventory } from '../../inventory/index.js';
import { granteeKey } from '../../pg/grantee.js';
import { accessIndex } from '../access-index.js';
import { attributeEdges } from './attributes.js';
import { grantEdges } from './grants.js';
import { hookEdges } from './hooks.js';
import { membershipEdges } from './memberships.js';
import { targetKey, type EscalationEdge } from './model.js';
import { routineEdges } from './routines.js';

export { ESCALATION_HOWS, targetKey, type EscalationEdge, type EscalationHow, type EscalationTarget } from './model.js';

/** Sorted, each once; direct edges only: the graph's closure is the caller's. */
export function escalationEdges(inventory: Inventory): readonly EscalationEdge[] {
  const facts = { inventory, access: accessIndex(inventory), major: inventory.server.major };
  const edges = [membershipEdges, attributeEdges, routineEdges, hookEdges, grantEdges].flatMap((ways) => ways(facts));
  const once = new Map(edges.map((edge) => [JSON.stringify(keyOf(edge)), edge]));
  return sortBy(once.values(), keyOf);
}

function keyOf(edge: EscalationEdge): readonly string[] {
  return [granteeKey(edge.from), edge.how, targetKey(edge.to), edge.through?.path.join('.') ?? ''];
}
