// A scratch cluster's inventory as the cluster under test: without the harness's own pg_hba.conf lines
// (at the head of the file), roles and what they granted.

import { posix } from 'node:path';
import type { Acl, AclItem } from '../pg/acl.js';
import type { HbaFileRule, Inventory } from '../inventory/index.js';
import { filterSection, mapSection } from '../inventory/section.js';

export interface Harness {
  readonly hbaLines: number;
  /** Names of the harness's own roles. */
  readonly roles: readonly string[];
}

export function withoutHarness(inventory: Inventory, harness: Harness): Inventory {
  const { cluster } = inventory;
  const mine = new Set(harness.roles);
  const ours = (name: string | null): boolean => name !== null && mine.has(name);
  return {
    ...inventory,
    cluster: {
      ...cluster,
      roles: filterSection(cluster.roles, (role) => !ours(role.name)),
      memberships: filterSection(cluster.memberships, (each) => !ours(each.member) && !ours(each.role)),
      roleSettings: filterSection(cluster.roleSettings, (each) => !ours(each.role)),
      databaseFacts: mapSection(cluster.databaseFacts, (each) => ({ ...each, acl: foreignAcl(each.acl, mine) })),
      sessions: filterSection(cluster.sessions, (each) => !ours(each.role)),
      hbaRules: mapSection(
        filterSection(cluster.hbaRules, (rule) => rule.line > harness.hbaLines),
        (rule) => shifted(rule, harness.hbaLines),
      ),
    },
  };
}

function shifted(rule: HbaFileRule, lines: number): HbaFileRule {
  return lines === 0 ? rule : { ...rule, file: posix.basename(rule.file), line: rule.line - lines };
}

function foreignAcl(acl: Acl, mine: ReadonlySet<string>): Acl {
  return acl === null ? null : acl.filter((item) => !grantedTo(item, mine));
}

function grantedTo(item: AclItem, mine: ReadonlySet<string>): boolean {
  return item.grantee.kind === 'role' && mine.has(item.grantee.name);
}
