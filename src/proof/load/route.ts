// By whose hands a statement of a file is run: the builder's (an ordinary role), our superuser's (only kinds
// that evaluate nothing and create nothing that runs with its creator's rights), later (when no code of
// the file runs any more), or by nobody.

import type { ParsedStatement } from '../../sql/parse.js';
import { screenStatement } from '../../sql/screen.js';
import { asList, child, textAt } from '../../sql/parse-tree.js';
import { rolesIn } from './mentions.js';

export type Route =
  | { readonly by: 'builder' }
  | { readonly by: 'superuser' }
  | { readonly by: 'later' }
  | { readonly by: 'role'; readonly name: string; readonly superuser: boolean }
  | { readonly by: 'nobody'; readonly reason: string };

/** Nothing of these is evaluated, and nothing they create is executable. */
const SUPERUSER_KINDS: ReadonlySet<string> = new Set([
  'AlterDefaultPrivilegesStmt',
  'AlterOwnerStmt',
  'AlterRoleSetStmt',
  'AlterDatabaseSetStmt',
  'AlterRoleStmt',
  'CreateExtensionStmt',
  'CreateForeignServerStmt',
  'CreateFdwStmt',
  'CreateUserMappingStmt',
  'CreateRoleStmt',
  'GrantRoleStmt',
  'GrantStmt',
]);
/** Rows and calls: a schema is read from files, not its data. */
const DATA_KINDS: ReadonlySet<string> = new Set([
  'CallStmt',
  'CopyStmt',
  'DeleteStmt',
  'ExecuteStmt',
  'ExplainStmt',
  'InsertStmt',
  'MergeStmt',
  'PrepareStmt',
  'RefreshMatViewStmt',
  'SelectStmt',
  'TruncateStmt',
  'UpdateStmt',
  'VacuumStmt',
]);

export function routeStatement(parsed: ParsedStatement, superuser: string, data: boolean): Route {
  const { verdict, reason, caution } = screenStatement(parsed);
  const { kind, node } = parsed;
  if (kind === 'TransactionStmt') return { by: 'nobody', reason: '' };
  if (verdict === 'held-back') return { by: 'nobody', reason: reason ?? 'held back' };
  if (DATA_KINDS.has(kind) && verdict === 'data' && !data) return { by: 'nobody', reason: '' };
  if (!SUPERUSER_KINDS.has(kind) && !onlyChangesOwner(parsed)) return { by: 'builder' };
  const { names, whoever } = rolesIn(node);
  const role =
    kind === 'CreateRoleStmt'
      ? textAt(node, 'role')
      : kind.startsWith('AlterRole')
        ? textAt(node, 'role', 'rolename')
        : '';
  if (role === superuser) return { by: 'nobody', reason: 'the role stands for the superuser of the scratch server' };
  if (names.has(superuser)) return { by: 'later' };
  if (whoever) return { by: 'builder' };
  if (kind === 'CreateRoleStmt' || kind === 'AlterRoleStmt') {
    if (caution !== undefined && caution !== 'a superuser') return { by: 'later' };
    return { by: 'role', name: role, superuser: caution !== undefined };
  }
  return caution === undefined ? { by: 'superuser' } : { by: 'later' };
}

/** ALTER TABLE (VIEW, …) … OWNER TO is an ALTER TABLE to the parser. */
function onlyChangesOwner({ kind, node }: ParsedStatement): boolean {
  const commands = asList(child(node, 'cmds'));
  if (kind !== 'AlterTableStmt' || commands.length === 0) return false;
  return commands.every((command) => textAt(command, 'AlterTableCmd', 'subtype') === 'AT_ChangeOwner');
}
