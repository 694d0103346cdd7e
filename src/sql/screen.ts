// How a statement of an unknown author may be run on a scratch server (DESIGN §11). `ddl` runs no user
// code even for a superuser; `session` changes only the session; `data` may run user code and needs a
// NOSUPERUSER session; `held-back` is not run. What is not in the tables is held back.

import { asList, asRecord, child, textAt, type Tree } from './parse-tree.js';
import type { ParsedStatement } from './parse.js';
import { alterTableReason, createIndexReason, createTableReason, type CodeReason } from './screen-relation.js';
import { membershipAnswer, roleAnswer } from './screen-role.js';
import { alterRoutineScreening, createRoutineScreening, defineScreening, extensionProblem } from './screen-routine.js';
import { sessionSettingProblem, setConfigCall, setStatementProblem, storedSettingProblem } from './screen-settings.js';

export type Verdict = 'ddl' | 'session' | 'data' | 'held-back';

/**
 * `tag` is the parser's node tag; `reason` says why a statement is `data` or `held-back`. `caution`: it
 * runs nothing by itself, but gives a role power over the host: do it last, and never for the loader's role.
 */
export interface Screening {
  readonly verdict: Verdict;
  readonly tag: string;
  readonly reason?: string;
  readonly caution?: string;
}

type Answer = Omit<Screening, 'tag'>;

const DDL: Answer = { verdict: 'ddl' };
const SESSION: Answer = { verdict: 'session' };
const RUNS: Answer = { verdict: 'data', reason: 'it runs expressions, functions or triggers' };

const held = (reason: string): Answer => ({ verdict: 'held-back', reason });
const heldIf = (reason: string | undefined, otherwise: Answer): Answer =>
  reason === undefined ? otherwise : held(reason);
const dataIf = (reason: CodeReason): Answer => (reason === undefined ? DDL : { verdict: 'data', reason });

const ALWAYS_DDL = [
  'AlterCollationStmt',
  'AlterDefaultPrivilegesStmt',
  'AlterEnumStmt',
  'AlterForeignServerStmt',
  'AlterObjectDependsStmt',
  'AlterObjectSchemaStmt',
  'AlterOperatorStmt',
  'AlterOwnerStmt',
  'AlterPolicyStmt',
  'AlterPublicationStmt',
  'AlterSeqStmt',
  'AlterStatsStmt',
  'AlterTSConfigurationStmt',
  'AlterTSDictionaryStmt',
  'AlterTypeStmt',
  'AlterUserMappingStmt',
  'CommentStmt',
  'CompositeTypeStmt',
  'CreateCastStmt',
  'CreateDomainStmt',
  'CreateEnumStmt',
  'CreateForeignServerStmt',
  'CreateOpFamilyStmt',
  'CreatePolicyStmt',
  'CreatePublicationStmt',
  'CreateRangeStmt',
  'CreateSeqStmt',
  'CreateTrigStmt',
  'CreateUserMappingStmt',
  'DropOwnedStmt',
  'DropRoleStmt',
  'DropStmt',
  'DropUserMappingStmt',
  'GrantStmt',
  'ReassignOwnedStmt',
  'RenameStmt',
  'RuleStmt',
  'ViewStmt',
] as const;

const ALWAYS_DATA = [
  'CallStmt',
  'ClosePortalStmt',
  'ClusterStmt',
  'CreateConversionStmt',
  'DeclareCursorStmt',
  'DeleteStmt',
  'DoStmt',
  'ExecuteStmt',
  'ExplainStmt',
  'FetchStmt',
  'InsertStmt',
  'MergeStmt',
  'PrepareStmt',
  'RefreshMatViewStmt',
  'ReindexStmt',
  'TruncateStmt',
  'UpdateStmt',
  'VacuumStmt',
] as const;

const ALWAYS_SESSION = [
  'ConstraintsSetStmt',
  'DeallocateStmt',
  'ListenStmt',
  'LockStmt',
  'NotifyStmt',
  'UnlistenStmt',
  'VariableShowStmt',
] as const;

const ALWAYS_HELD: Readonly<Record<string, string>> = {
  AlterDatabaseStmt: 'databases are made by the loader',
  AlterDatabaseRefreshCollStmt: 'databases are made by the loader',
  AlterEventTrigStmt: 'event triggers run code at every DDL',
  AlterExtensionContentsStmt: 'it moves objects into an extension, whose scripts trust them',
  AlterExtensionStmt: 'an update runs other scripts than those of the source',
  AlterOpFamilyStmt: 'its functions run whenever an index is built, also for a superuser',
  AlterSubscriptionStmt: 'subscriptions connect to another server',
  AlterSystemStmt: 'the server is configured by the loader alone',
  AlterTableMoveAllStmt: 'tablespaces are directories of the host',
  AlterTableSpaceOptionsStmt: 'tablespaces are directories of the host',
  CheckPointStmt: 'the server is managed by the loader alone',
  CreateAmStmt: 'an access method is C code',
  CreateEventTrigStmt: 'event triggers run code at every DDL',
  CreateOpClassStmt: 'its functions run whenever an index is built, also for a superuser',
  CreatePLangStmt: 'languages come with extensions only',
  CreateSubscriptionStmt: 'subscriptions connect to another server',
  CreateTableSpaceStmt: 'tablespaces are directories of the host',
  CreateTransformStmt: 'a transform is C code',
  CreatedbStmt: 'databases are made by the loader',
  DiscardStmt: 'it would undo the limits of the loading session',
  DropSubscriptionStmt: 'subscriptions connect to another server',
  DropTableSpaceStmt: 'tablespaces are directories of the host',
  DropdbStmt: 'databases are made by the loader',
  ImportForeignSchemaStmt: 'it connects to another server',
  LoadStmt: 'it loads a library of the host into the server',
  SecLabelStmt: 'its provider is a library that is not known',
};

/** Settings kept on a role or a database. */
function storedSetting(node: Tree): Answer {
  return heldIf(storedSettingProblem(textAt(node, 'setstmt', 'name')), DDL);
}

const BY_CONTENT: Readonly<Record<string, (node: Tree) => Answer>> = {
  AlterDatabaseSetStmt: storedSetting,
  AlterDomainStmt: (node) =>
    textAt(node, 'subtype') === 'C' || textAt(node, 'subtype') === 'V' || textAt(node, 'subtype') === 'O'
      ? dataIf('a domain constraint is checked over existing rows')
      : DDL,
  AlterFdwStmt: foreignDataWrapper,
  AlterFunctionStmt: alterRoutineScreening,
  AlterRoleSetStmt: storedSetting,
  AlterRoleStmt: (node) => roleAnswer(node),
  CreateRoleStmt: (node) => roleAnswer(node),
  GrantRoleStmt: (node) => membershipAnswer(node),
  AlterTableStmt: (node) => dataIf(alterTableReason(node)),
  CopyStmt: copy,
  CreateExtensionStmt: (node) => heldIf(extensionProblem(node), DDL),
  CreateFdwStmt: foreignDataWrapper,
  CreateForeignTableStmt: (node) => dataIf(createTableReason(child(node, 'base'))),
  CreateFunctionStmt: createRoutineScreening,
  CreateSchemaStmt: schema,
  CreateStatsStmt: (node) =>
    asList(child(node, 'exprs')).some((item) => child(item, 'StatsElem', 'expr') !== undefined)
      ? dataIf('an expression is planned, which runs its immutable functions')
      : DDL,
  CreateStmt: (node) => dataIf(createTableReason(node)),
  CreateTableAsStmt: (node) => (child(node, 'into', 'skipData') === true ? DDL : RUNS),
  DefineStmt: defineScreening,
  IndexStmt: (node) => dataIf(createIndexReason(node)),
  SelectStmt: select,
  TransactionStmt: (node) =>
    textAt(node, 'kind').includes('PREPARE') ? held('prepared transactions outlive their session') : SESSION,
  VariableSetStmt: (node) => heldIf(setStatementProblem(node), SESSION),
};

function table(): ReadonlyMap<string, (node: Tree) => Answer> {
  const entries = new Map<string, (node: Tree) => Answer>(Object.entries(BY_CONTENT));
  for (const tag of ALWAYS_DDL) entries.set(tag, () => DDL);
  for (const tag of ALWAYS_DATA) entries.set(tag, () => RUNS);
  for (const tag of ALWAYS_SESSION) entries.set(tag, () => SESSION);
  for (const [tag, reason] of Object.entries(ALWAYS_HELD)) entries.set(tag, () => held(reason));
  return entries;
}

const TABLE = table();

/** The verdict on one parsed statement. Pure; knows nothing of the server's state (see each reason). */
export function screenStatement(parsed: Pick<ParsedStatement, 'kind' | 'node'>): Screening {
  return { ...screenNode(parsed.kind, parsed.node), tag: parsed.kind };
}

function screenNode(kind: string, node: Tree): Answer {
  return TABLE.get(kind)?.(node) ?? held('a kind of statement that is not known');
}

const RANK: readonly Verdict[] = ['ddl', 'session', 'data', 'held-back'];

/** CREATE SCHEMA with elements is as bad as the worst of them. */
function schema(node: Tree): Answer {
  let worst = DDL;
  for (const element of asList(child(node, 'schemaElts'))) {
    const [kind, inner] = Object.entries(asRecord(element) ?? {})[0] ?? ['', undefined];
    const answer = screenNode(kind, inner);
    if (RANK.indexOf(answer.verdict) > RANK.indexOf(worst.verdict)) worst = answer;
  }
  return worst;
}

function foreignDataWrapper(node: Tree): Answer {
  return asList(child(node, 'func_options')).length > 0
    ? held('its handler is C code, which comes with extensions only')
    : DDL;
}

function copy(node: Tree): Answer {
  if (child(node, 'is_program') === true) return held('COPY … PROGRAM runs a command on the host');
  return textAt(node, 'filename') === '' ? RUNS : held('COPY to or from a file of the host');
}

function select(node: Tree): Answer {
  const setting = setConfigCall(node);
  return setting === undefined ? RUNS : heldIf(sessionSettingProblem(setting.name, setting.value), SESSION);
}
