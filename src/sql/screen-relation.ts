// Which CREATE TABLE, ALTER TABLE and CREATE INDEX evaluate expressions of the file's author: a default
// that fills existing rows, a check over them, a partition bound or key, an index expression.

import { asList, child, containsNode, textAt, type Tree } from './parse-tree.js';

/** Why the statement may run user code; undefined when it certainly does not. */
export type CodeReason = string | undefined;

const CALLS: ReadonlySet<string> = new Set(['FuncCall', 'A_Expr', 'SubLink', 'CoalesceExpr', 'CaseExpr', 'TypeCast']);

export function createTableReason(node: Tree): CodeReason {
  if (child(node, 'partbound') !== undefined)
    return 'a partition bound is evaluated, and rows of the default partition checked';
  const keys = asList(child(node, 'partspec', 'partParams'));
  if (keys.some((key) => child(key, 'PartitionElem', 'expr') !== undefined)) {
    return 'an expression of the partition key is planned, which runs its immutable functions';
  }
  const elements = [...asList(child(node, 'tableElts')), ...asList(child(node, 'constraints'))];
  return elements.some((element) => exclusionWithExpression(child(element, 'Constraint')))
    ? 'an index expression is planned, which runs its immutable functions'
    : undefined;
}

export function createIndexReason(node: Tree): CodeReason {
  const params = [...asList(child(node, 'indexParams')), ...asList(child(node, 'indexIncludingParams'))];
  const hasExpression = params.some((param) => child(param, 'IndexElem', 'expr') !== undefined);
  return hasExpression || child(node, 'whereClause') !== undefined
    ? 'an index expression or predicate is evaluated over the rows'
    : undefined;
}

const INERT_COMMANDS: ReadonlySet<string> = new Set([
  'AT_AddIdentity',
  'AT_AddInherit',
  'AT_AddOf',
  'AT_AlterConstraint',
  'AT_ChangeOwner',
  'AT_ClusterOn',
  'AT_ColumnDefault',
  'AT_DetachPartition',
  'AT_DetachPartitionFinalize',
  'AT_DisableRowSecurity',
  'AT_DisableRule',
  'AT_DisableTrig',
  'AT_DisableTrigAll',
  'AT_DisableTrigUser',
  'AT_DropCluster',
  'AT_DropColumn',
  'AT_DropConstraint',
  'AT_DropExpression',
  'AT_DropIdentity',
  'AT_DropInherit',
  'AT_DropNotNull',
  'AT_DropOf',
  'AT_EnableAlwaysRule',
  'AT_EnableAlwaysTrig',
  'AT_EnableReplicaRule',
  'AT_EnableReplicaTrig',
  'AT_EnableRowSecurity',
  'AT_EnableRule',
  'AT_EnableTrig',
  'AT_EnableTrigAll',
  'AT_EnableTrigUser',
  'AT_ForceRowSecurity',
  'AT_GenericOptions',
  'AT_AlterColumnGenericOptions',
  'AT_NoForceRowSecurity',
  'AT_ReplicaIdentity',
  'AT_ResetOptions',
  'AT_ResetRelOptions',
  'AT_SetCompression',
  'AT_SetIdentity',
  'AT_SetNotNull',
  'AT_SetOptions',
  'AT_SetRelOptions',
  'AT_SetStatistics',
  'AT_SetStorage',
]);

export function alterTableReason(node: Tree): CodeReason {
  for (const command of asList(child(node, 'cmds'))) {
    const reason = alterCommandReason(child(command, 'AlterTableCmd'));
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function alterCommandReason(command: Tree): CodeReason {
  const subtype = textAt(command, 'subtype') || 'AT_AddColumn';
  if (INERT_COMMANDS.has(subtype)) return undefined;
  if (subtype === 'AT_AddConstraint') return constraintReason(child(command, 'def', 'Constraint'));
  if (subtype === 'AT_AddColumn') return addColumnReason(child(command, 'def', 'ColumnDef'));
  if (subtype === 'AT_AttachPartition') {
    // A partitioned index has no bound, and attaching one looks at no row.
    return child(command, 'def', 'PartitionCmd', 'bound') === undefined
      ? undefined
      : 'rows are checked against the partition bound';
  }
  return `${subtype} may rewrite or check existing rows`;
}

function constraintReason(constraint: Tree): CodeReason {
  const kind = textAt(constraint, 'contype');
  if (kind === 'CONSTR_PRIMARY' || kind === 'CONSTR_UNIQUE' || kind === 'CONSTR_NOTNULL') return undefined;
  if (kind === 'CONSTR_EXCLUSION') {
    return exclusionWithExpression(constraint) ? 'an index expression is evaluated over the rows' : undefined;
  }
  const isChecked = child(constraint, 'skip_validation') !== true;
  if (!isChecked) return undefined;
  return kind === 'CONSTR_FOREIGN'
    ? 'a foreign key is checked over existing rows, with casts of the author'
    : 'the constraint is checked over existing rows';
}

function exclusionWithExpression(constraint: Tree): boolean {
  return (
    child(constraint, 'where_clause') !== undefined ||
    asList(child(constraint, 'exclusions')).some((pair) => containsNode(pair, new Set(['expr'])))
  );
}

/** A column without default, check, identity or domain fills nothing; a domain's default cannot be told from its name. */
function addColumnReason(column: Tree): CodeReason {
  const constraints = asList(child(column, 'constraints'));
  const fills = constraints.some((each) => {
    const kind = textAt(each, 'Constraint', 'contype');
    const expression = child(each, 'Constraint', 'raw_expr');
    return (
      kind === 'CONSTR_CHECK' ||
      kind === 'CONSTR_GENERATED' ||
      kind === 'CONSTR_FOREIGN' ||
      containsNode(expression, CALLS)
    );
  });
  if (fills) return 'a default, check or reference of the new column is evaluated over existing rows';
  const names = asList(child(column, 'typeName', 'names'));
  return names.length > 1 && textAt(names[0], 'String', 'sval') === 'pg_catalog' ? undefined : domainReason(column);
}

function domainReason(column: Tree): CodeReason {
  const names = asList(child(column, 'typeName', 'names')).map((name) => textAt(name, 'String', 'sval'));
  return names.length === 1 && BUILT_IN.has(names[0] ?? '')
    ? undefined
    : 'the type of the new column may be a domain with a default or check';
}

/** Types people write without `pg_catalog` and that the grammar does not qualify by itself. */
const BUILT_IN: ReadonlySet<string> = new Set([
  'text',
  'uuid',
  'jsonb',
  'json',
  'date',
  'bytea',
  'timestamptz',
  'inet',
  'cidr',
  'oid',
  'name',
]);
