// A partition is a table of its own: read directly, the policies of its parent do not apply. Nobody gets
// a privilege on it, and row-level security without a policy denies everybody else, the owner included.
// https://www.postgresql.org/docs/current/ddl-rowsecurity.html

import type { Attack } from '../../attack/model.js';
import { controlOf, nothing, only, wish } from '../build.js';
import { defineControl, type ControlContext, type ControlDefinition } from '../model.js';
import { boundLogins } from './routes.js';
import { grantModel } from '../roles/grant-model.js';
import { titleOf, withdrawalFact, withdrawalsOf, type Withdrawal } from '../roles/withdrawals.js';
import { schemaRef } from '../scope.js';
import { isolatedRelations } from './isolated.js';

const identity = {
  id: 'isolation/partitions',
  area: 'isolation',
  title: 'Partitions of isolated tables are reached through their parent only',
} as const;

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: ['tenant-crossing'],
  design: (context, threats) => {
    const partitions = isolatedRelations(context).filter((each) => each.relation.partitionBound !== null);
    if (partitions.length === 0) return nothing;
    const withdrawals = withdrawalsOf(context, identity.id);
    const parts = {
      enforcedAt: partitions.map((each) => `partition ${each.object.path.join('.')}`),
      wishes: [
        ...partitions.map((each) =>
          wish({ kind: 'row-security', relation: each.object, enabled: true, forced: true }, [each.isolation.source]),
        ),
        ...withdrawals.map((each) => wish(withdrawalFact(each), [])),
      ],
      attacks: withdrawals.flatMap((each) => attacksOf(context, each)),
      residual: 'A partition attached later needs the same: attaching is a migration.',
      bypass: ['superusers', 'roles with BYPASSRLS'],
      openRisks: [
        {
          what: 'Partitions made after hardening',
          reason: 'a new partition inherits neither row-level security nor the withdrawn privileges',
          closedBy: 'the same two statements in the migration (or the partition manager) that creates it',
        },
      ],
    };
    return only(controlOf(context, identity, threats, parts));
  },
});

function attacksOf(context: ControlContext, withdrawal: Withdrawal): readonly Attack[] {
  const { grantee, object, privilege } = withdrawal;
  if (privilege !== 'SELECT') return [];
  const logins = boundLogins(context).map((login) => login.connection.login);
  const role = logins.find(
    (login) =>
      (grantee.kind === 'public' || login === grantee.name) &&
      grantModel(context).allows(login, schemaRef(object), 'USAGE'),
  );
  if (role === undefined) return [];
  const id = `${role}/select/${object.database ?? ''}.${object.path.join('.')}`;
  return [{ kind: 'use-privilege', id, role, title: titleOf(withdrawal, role), object, privilege, carrier: null }];
}
