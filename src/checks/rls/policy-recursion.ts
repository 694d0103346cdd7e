// Policies that the server cannot expand: a subquery leads back to the table that they stand on.
// https://www.postgresql.org/docs/current/errcodes-appendix.html (42P17)

import { itemsOf, type DatabaseInventory, type Inventory, type Relation } from '../../inventory/index.js';
import { describeRecursion, recursionOf } from '../../isolation/recursion.js';
import { relationsInCircles } from '../../isolation/recursion-graph.js';
import { ANYBODY, presentWorld, type PresentWorld } from '../../isolation/recursion-world.js';
import { scopeOf } from '../scope.js';
import { type CheckDefinition, defineCheck, type Gap } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'rls/policy-recursion',
  title: 'Policies of a table recurse: every statement that they are asked for fails',
  severity: 'high',
  confidence: 'high',
  threats: ['tenant-crossing'],
  references: ['https://www.postgresql.org/docs/current/sql-createpolicy.html'],
  needs: ['relations', 'policies', 'roles', 'memberships'],
  doc: {
    what: 'Policies whose subqueries lead back to their own table, directly, through the policies of others, or through views.',
    why: 'The server refuses each statement with 42P17. What works all the same works past the policies: as a superuser, as a role with BYPASSRLS or as the owner, and applications are then given such a role.',
    fix: 'Say the tenant by a column of the table itself, or read the other table in a SECURITY DEFINER routine whose owner is bound to one tenant.',
  },
  examples: [
    {
      title: 'a policy that reads its own table',
      sql: `CREATE TABLE m (team int, who name); ALTER TABLE m ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON m USING (team IN (SELECT x.team FROM m x WHERE x.who = current_user))`,
      expect: ['table:public.m'],
    },
    {
      title: 'a policy that reads another table',
      sql: `CREATE TABLE m (team int, who name); CREATE TABLE n (team int); ALTER TABLE n ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON n USING (team IN (SELECT m.team FROM m WHERE m.who = current_user))`,
      expect: [],
    },
  ],
  check: ({ inventory }) => {
    const judged = new Set(scopeOf(inventory).relations.map(({ item }) => item));
    return inventory.databases.flatMap((database) => {
      const relations = itemsOf(database.relations).filter(relationsInCircles(database));
      const world = relations.length === 0 ? null : presentWorld(inventory, database);
      if (world === null) return [];
      return relations
        .filter((relation) => judged.has(relation))
        .flatMap((relation) => gapOf(inventory, database, world, relation));
    });
  },
});

function gapOf(
  inventory: Inventory,
  database: DatabaseInventory,
  world: PresentWorld,
  relation: Relation,
): readonly Gap[] {
  const met = world.policies(relation).flatMap((policy) => {
    for (const user of world.users) {
      const recursion = recursionOf(world, user, relation, policy);
      if (recursion === null) continue;
      const who = user === ANYBODY ? '' : `, for ${user}`;
      return [`${recursion.commands.join(', ')}${who}: ${describeRecursion(recursion)}`];
    }
    return [];
  });
  const subject = scopeOf(inventory).relation(database.name, relation.schema, relation.name)?.object;
  if (met.length === 0 || subject === undefined) return [];
  return [{ subject, detail: `The server refuses to expand (42P17): ${met.join('; ')}.` }];
}
