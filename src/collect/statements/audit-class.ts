// The class under which pgaudit records a statement: what is neither read, write, function nor miscellaneous is
// DDL, and of that what concerns roles and privileges is ROLE. A server with pgaudit is asked in
// test/live/collect/audit-class.test.ts. https://github.com/pgaudit/pgaudit#session-audit-logging

import type { AuditClass } from '../../inventory/index.js';
import type { ParsedStatement } from '../../sql/parse.js';
import { child, textAt, type Tree } from '../../sql/parse-tree.js';

const MISC = [
  'CallStmt',
  'CheckPointStmt',
  'ClosePortalStmt',
  'ConstraintsSetStmt',
  'DeallocateStmt',
  'DiscardStmt',
  'ExecuteStmt',
  'ExplainStmt',
  'FetchStmt',
  'ListenStmt',
  'LoadStmt',
  'LockStmt',
  'NotifyStmt',
  'ReindexStmt',
  'TransactionStmt',
  'UnlistenStmt',
  'VacuumStmt',
  'VariableSetStmt',
  'VariableShowStmt',
] as const;

const WRITES = ['DeleteStmt', 'InsertStmt', 'MergeStmt', 'TruncateStmt', 'UpdateStmt'] as const;

const ROLES = [
  'AlterDefaultPrivilegesStmt',
  'AlterRoleSetStmt',
  'AlterRoleStmt',
  'CreateRoleStmt',
  'DropRoleStmt',
  'GrantRoleStmt',
  'GrantStmt',
] as const;

const BY_KIND: ReadonlyMap<string, AuditClass> = new Map<string, AuditClass>([
  ...MISC.map((kind) => [kind, 'misc'] as const),
  ...WRITES.map((kind) => [kind, 'write'] as const),
  ...ROLES.map((kind) => [kind, 'role'] as const),
  ['DeclareCursorStmt', 'read'],
  ['DoStmt', 'function'],
]);

export function auditClassOf({ kind, node }: Pick<ParsedStatement, 'kind' | 'node'>): AuditClass {
  if (kind === 'SelectStmt') return child(node, 'intoClause') === undefined ? 'read' : 'ddl';
  if (kind === 'CopyStmt') return child(node, 'is_from') === true ? 'write' : 'read';
  if (kind === 'RenameStmt') return isOfRole(node) ? 'role' : 'ddl';
  return BY_KIND.get(kind) ?? 'ddl';
}

function isOfRole(node: Tree): boolean {
  return textAt(node, 'renameType') === 'OBJECT_ROLE';
}
