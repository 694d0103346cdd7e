// By whose hands a statement of a file is run: the builder's (an ordinary role), our superuser's (only kinds
// that evaluate nothing and create nothing that runs with its creator's rights), later (when no code of
// the file runs any more), or by nobody.

import type { ParsedStatement } from '../../sql/parse.js';
import { screenStatement } from '../../sql/screen.js';
import { asList, child, containsNode, textAt } from '../../sql/parse-tree.js';
import { saidInstead } from './instead.js';
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
  'CommentStmt',
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

const OF_CLUSTER: ReadonlySet<string> = new Set([
  'AlterDatabaseSetStmt',
  'AlterRoleSetStmt',
  'AlterRoleStmt',
  'CreateRoleStmt',
  'CreateTableSpaceStmt',
  'GrantRoleStmt',
  'SelectStmt',
  'TransactionStmt',
  'VariableSetStmt',
]);
const CLUSTER_OBJECTS: ReadonlySet<string> = new Set([
  'OBJECT_DATABASE',
  'OBJECT_PARAMETER_ACL',
  'OBJECT_ROLE',
  'OBJECT_TABLESPACE',
]);

/** Says nothing of the database in which it stands: a file of globals alone makes no database. */
export function isOfCluster({ kind, node }: ParsedStatement): boolean {
  const objects = ['objtype', 'objectType'].map((field) => textAt(node, field));
  return OF_CLUSTER.has(kind) || objects.some((tag) => CLUSTER_OBJECTS.has(tag));
}

/** SET or RESET SESSION AUTHORIZATION: the role, null for one's own again; undefined when it is another statement. */
export function sessionUser({ kind, node }: ParsedStatement): string | null | undefined {
  if (kind !== 'VariableSetStmt' || textAt(node, 'name') !== 'session_authorization') return undefined;
  return textAt(asList(child(node, 'args'))[0], 'A_Const', 'sval', 'sval') || null;
}

export function routeStatement(parsed: ParsedStatement, superuser: string, data: boolean): Route {
  const { verdict, reason, caution } = screenStatement(parsed);
  const { kind, node } = parsed;
  if (saidInstead(parsed) !== null) return { by: 'superuser' };
  if (kind === 'TransactionStmt') return { by: 'nobody', reason: '' };
  if (verdict === 'held-back') return { by: 'nobody', reason: reason ?? 'held back' };
  if (DATA_KINDS.has(kind) && verdict === 'data' && !data) return { by: 'nobody', reason: '' };
  if (!SUPERUSER_KINDS.has(kind) && !onlyChangesOwner(parsed) && !asksForSuperuser(parsed)) return { by: 'builder' };
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

/** A shell type; a publication of whole schemas or of everything. A row filter is an expression: never with our rights. */
function asksForSuperuser({ kind, node }: ParsedStatement): boolean {
  if (kind === 'DefineStmt') {
    const defined = asList(child(node, 'definition')).length + asList(child(node, 'args')).length;
    return textAt(node, 'kind') === 'OBJECT_TYPE' && defined === 0;
  }
  if (kind !== 'CreatePublicationStmt' && kind !== 'AlterPublicationStmt') return false;
  if (containsNode(node, new Set(['whereClause']))) return false;
  const objects = asList(child(node, 'pubobjects')).map((item) => textAt(item, 'PublicationObjSpec', 'pubobjtype'));
  return child(node, 'for_all_tables') === true || objects.some((type) => type.includes('SCHEMA'));
}

/** ALTER TABLE (VIEW, …) … OWNER TO is an ALTER TABLE to the parser. */
function onlyChangesOwner({ kind, node }: ParsedStatement): boolean {
  const commands = asList(child(node, 'cmds'));
  if (kind !== 'AlterTableStmt' || commands.length === 0) return false;
  return commands.every((command) => textAt(command, 'AlterTableCmd', 'subtype') === 'AT_ChangeOwner');
}
