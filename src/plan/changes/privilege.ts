// GRANT and REVOKE. All facts about one object are planned together, because PostgreSQL's own rules tie
// them: a column REVOKE under a table grant is void, a table REVOKE strikes column grants, a REVOKE by
// anyone but the grantor is a silent no-op. https://www.postgresql.org/docs/current/sql-revoke.html

import { uniteReasons } from '../../demand/merge.js';
import type { Because } from '../../demand/model.js';
import { granteeKey, describeGrantee } from '../../pg/grantee.js';
import { describeObject } from '../../pg/object.js';
import { sortBy } from '../../core/order.js';
import { aclMoves, moveDepth, type AclMove } from '../acl/transition.js';
import { aclStatements } from '../acl/render.js';
import { grantTarget } from '../acl/target.js';
import { lending } from '../acl/circular.js';
import { asGrantor } from '../acl/grantor.js';
import { asRole } from './owner-back.js';
import type { Statement } from '../../sql/statement.js';
import type { Protected } from '../protected.js';
import { protectedKey } from '../situation.js';
import { sqlDraft, type ChangeKind, type Context, type DemandOf, type Draft, type Outcome } from './kind.js';
import { possiblePrivileges, wantedFor } from './possible-privilege.js';

export const privilegeKind: ChangeKind<'privilege'> = {
  plan: (demands, context) => {
    const objects = new Map<string, DemandOf<'privilege'>[]>();
    for (const demand of demands) {
      const key = protectedKey(demand.fact.object);
      const group = objects.get(key);
      if (group === undefined) objects.set(key, [demand]);
      else group.push(demand);
    }
    // Schemas first: whether a grantor may look into one is asked when its objects are planned.
    const ordered = sortBy(objects, ([key, group]) => [isSchema(group) ? '0' : '1', key]);
    const outcomes = ordered.map(([, group]) => planObject(group, context));
    return { drafts: outcomes.flatMap((each) => each.drafts), blocked: outcomes.flatMap((each) => each.blocked) };
  },
  negate: (fact) => [{ ...fact, present: !fact.present, grantable: false }],
};

function planObject(group: readonly DemandOf<'privilege'>[], context: Context): Outcome {
  const { situation } = context;
  const [first] = group;
  const item = first === undefined ? undefined : situation.protected(first.fact.object);
  const { able, blocked } = possiblePrivileges(group, item, context);
  if (item === undefined || able.length === 0) return { drafts: [], blocked };
  const wanted = wantedFor(able, item, situation);
  const moves = aclMoves(item.acl, wanted);
  situation.setAcl(item.ref, wanted);
  const parts = isContainer(item) ? moves.flatMap(openingAndClosing) : moves;
  return { drafts: draftsOf(parts, item, able, context), blocked };
}

function draftsOf(
  moves: readonly AclMove[],
  item: Protected,
  demands: readonly DemandOf<'privilege'>[],
  context: Context,
): readonly Draft[] {
  const mixed = moves.some((move) => takes(move) && gives(move));
  const target = grantTarget(item);
  if (target === null) return [];
  return moves.flatMap((move) => {
    const taking = takes(move);
    const run = asGrantor(move.grantor, item, context.situation, context.rights);
    if (run === null) return [];
    const lend = lending(move, item, context);
    const whole = (made: readonly Statement[]): readonly Statement[] =>
      lend === null || run.asRole === null ? made : asRole(run.asRole, made);
    const said = (operations: AclMove['forward']): readonly Statement[] => {
      const made = whole(run.wrap(aclStatements(operations, target)));
      return lend === null ? made : lend(operations, made);
    };
    const depth = moveDepth(move, item.acl, item.owner);
    return sqlDraft({
      kind: 'privilege',
      phase: taking ? (mixed ? 'enforce' : 'contract') : 'expand',
      // Whoever depends on a grant option is revoked before the one who gave it, and granted after.
      rank: taking ? kindRank(item, false) - depth : grantRank(item, depth),
      object: item.ref,
      database: item.ref.database ?? null,
      asRole: lend === null ? run.asRole : null,
      title: moveTitle(move, item),
      because: reasonsFor(move, demands),
      statements: said(move.forward),
      inverse: said(move.backward),
      hazards: hazardsOf(move, demands),
    });
  });
}

function isContainer({ ref }: Protected): boolean {
  return ref.kind === 'schema' || ref.kind === 'database';
}

/** What is given on a container is needed before, what is taken until after everything in it was changed. */
function openingAndClosing(move: AclMove): readonly AclMove[] {
  if (!takes(move) || !gives(move)) return [move];
  const { forward, backward } = move;
  return [
    {
      ...move,
      forward: forward.filter((each) => each.verb === 'grant'),
      backward: backward.filter((each) => each.verb !== 'grant'),
    },
    {
      ...move,
      forward: forward.filter((each) => each.verb !== 'grant'),
      backward: backward.filter((each) => each.verb === 'grant'),
    },
  ];
}

function takes(move: AclMove): boolean {
  return move.forward.some((each) => each.verb !== 'grant');
}

function gives(move: AclMove): boolean {
  return move.forward.some((each) => each.verb === 'grant');
}

/** A schema is opened before anything in it is made or changed: who does that has to look into it. */
function grantRank(item: Protected, depth: number): number {
  return item.ref.kind === 'schema' ? 2 + depth / 1000 : kindRank(item, true) + depth;
}

/** Containers are opened before and closed after what they hold; 1000 leaves room for chains of grant options. */
function kindRank(item: Protected, granting: boolean): number {
  const container = item.ref.kind === 'database' ? 2 : item.ref.kind === 'schema' ? 1 : 0;
  return 10_000 + (granting ? -container : container) * 1000;
}

/** The facts that speak of this grantee and privilege; for grants that merely changed hands, all that took something. */
function reasonsFor(move: AclMove, demands: readonly DemandOf<'privilege'>[]): readonly Because[] {
  const key = granteeKey(move.grantee);
  const privileges = new Set(move.forward.map((each) => each.privilege));
  const own = demands.filter((each) => granteeKey(each.fact.grantee) === key && privileges.has(each.fact.privilege));
  const cited = own.length > 0 ? own : demands.filter((each) => !each.fact.present || !each.fact.grantable);
  return uniteReasons(cited.flatMap((each) => each.because));
}

function hazardsOf(move: AclMove, demands: readonly DemandOf<'privilege'>[]): readonly string[] {
  const key = granteeKey(move.grantee);
  const hazards: string[] = [];
  if (!demands.some((each) => granteeKey(each.fact.grantee) === key)) {
    hazards.push(
      `${describeGrantee(move.grantee)} keeps the privilege; its grantor changes, since the former grantor may no longer grant`,
    );
  }
  if (takes(move) && gives(move))
    hazards.push('SELECT * and whole-row references fail for this role: it must name its columns');
  return hazards;
}

function moveTitle(move: AclMove, item: Protected): string {
  const grantee = describeGrantee(move.grantee);
  const verb = !takes(move) ? `Grant to ${grantee}` : gives(move) ? `Narrow ${grantee}` : `Revoke from ${grantee}`;
  return `${verb} on ${describeObject(item.ref)}`;
}

function isSchema(group: readonly DemandOf<'privilege'>[]): boolean {
  return group[0]?.fact.object.kind === 'schema';
}
