// The smallest edit that makes it provable: the condition on the tenant key, ANDed to what lets rows through, and
// offered only when the solver then finds nothing more.

import type { Policy } from '../inventory/index.js';
import { questionOf, type Asked } from './question.js';
import type { Solver } from './solver.js';
import { World } from './world.js';

/** Whose a row must be, as SQL; null when the carrier is verified by code of somebody's own. */
export function tenantCondition({ world, relation, ownership }: Asked): string | null {
  const { key, carrier } = ownership;
  const { via } = carrier;
  const type = (schema: string, name: string, column: string): string =>
    world.columns(schema, name).find((each) => each.name === column)?.type ?? 'text';
  const carried = (wanted: string): string | null => {
    switch (carrier.kind) {
      case 'setting':
        return `nullif(current_setting(${literal(carrier.setting)}, true), '')::${wanted}`;
      case 'claim':
        return `nullif(nullif(current_setting(${literal(carrier.setting)}, true), '')::jsonb #>> '{${claimPath(carrier.claim)}}', '')::${wanted}`;
      case 'role':
        return `session_user::text::${wanted}`;
      case 'signed-setting':
        return null;
    }
  };
  if (via === undefined) {
    const own = carried(type(relation.schema, relation.name, key));
    return own === null ? null : `${ident(key)} = ${own}`;
  }
  const user = carried(type(via.schema, via.table, via.userColumn));
  if (user === null) return null;
  return `${ident(key)} IN (SELECT m.${ident(via.tenantColumn)} FROM ${ident(via.schema)}.${ident(via.table)} m WHERE m.${ident(via.userColumn)} = ${user})`;
}

/** With these policies in the place of its own the relation is proved. */
export async function isProvedWith(solver: Solver, asked: Asked, policies: readonly Policy[]): Promise<boolean> {
  const world = withPolicies(asked, policies);
  const question = await questionOf({ ...asked, world });
  if (question.reading.problem.notes.taints.size > 0) return false;
  return (await solver.ask(question.text, [])).kind === 'unsat';
}

/** The same database with other policies on the relation. */
export function withPolicies({ world, relation }: Asked, policies: readonly Policy[]): World {
  const { inventory, database } = world;
  if (database.policies.status !== 'read') return world;
  const others = database.policies.items.filter(
    (each) => each.schema !== relation.schema || each.relation !== relation.name,
  );
  const changed = { ...database, policies: { ...database.policies, items: [...others, ...policies] } };
  return new World(inventory, changed, world);
}

function claimPath(claim: string): string {
  return claim
    .split(/\s*(?:->>?|\.)\s*/u)
    .filter((step) => step !== '')
    .join(',');
}

export function ident(text: string): string {
  return /^[a-z_][a-z0-9_]*$/u.test(text) ? text : `"${text.replaceAll('"', '""')}"`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
