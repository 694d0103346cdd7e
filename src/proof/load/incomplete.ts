// Which sections a statement that was not taken over would have changed: they say that they are read in part, and
// where the first such statement stands. What is not in the tables could have changed anything.

import { formatSource } from '../../core/index.js';
import type { Inventory, Section, SectionName } from '../../inventory/index.js';
import { textAt, type Tree } from '../../sql/parse-tree.js';
import type { Withheld } from './withheld.js';

type Sections = readonly SectionName[];

const TABLE: Sections = ['relations', 'columns', 'constraints', 'indexes'];
/** What an extension may bring. */
const BROUGHT: Sections = ['extensions', 'relations', 'routines', 'types', 'definitions', 'languages'];

const BY_KIND: { readonly [kind: string]: Sections } = {
  AlterDatabaseSetStmt: ['roleSettings'],
  AlterDefaultPrivilegesStmt: ['defaultPrivileges'],
  AlterDomainStmt: ['types'],
  AlterEnumStmt: ['types'],
  AlterEventTrigStmt: [],
  AlterFunctionStmt: ['routines'],
  AlterOpFamilyStmt: ['definitions'],
  AlterPolicyStmt: ['policies'],
  AlterPublicationStmt: ['publications'],
  AlterRoleSetStmt: ['roleSettings'],
  AlterRoleStmt: ['roles'],
  AlterSeqStmt: ['sequences'],
  AlterSubscriptionStmt: ['subscriptions'],
  AlterTableStmt: TABLE,
  CompositeTypeStmt: ['types'],
  CreateAmStmt: ['definitions'],
  CreateCastStmt: ['definitions'],
  CreateConversionStmt: ['definitions'],
  CreateDomainStmt: ['types'],
  CreateEnumStmt: ['types'],
  CreateEventTrigStmt: [],
  CreateExtensionStmt: BROUGHT,
  CreateFdwStmt: ['foreignDataWrappers'],
  CreateForeignServerStmt: ['foreignServers'],
  CreateForeignTableStmt: TABLE,
  CreateFunctionStmt: ['routines'],
  CreateOpClassStmt: ['definitions'],
  CreateOpFamilyStmt: ['definitions'],
  CreatePLangStmt: ['languages'],
  CreatePolicyStmt: ['policies'],
  CreatePublicationStmt: ['publications'],
  CreateRangeStmt: ['types'],
  CreateRoleStmt: ['roles'],
  CreateSchemaStmt: ['schemas'],
  CreateSeqStmt: ['sequences', 'relations'],
  CreateStatsStmt: ['definitions'],
  CreateStmt: TABLE,
  CreateSubscriptionStmt: [],
  CreateTableAsStmt: TABLE,
  CreateTableSpaceStmt: ['tablespaces'],
  CreateTransformStmt: ['definitions'],
  CreateTrigStmt: ['triggers'],
  CreateUserMappingStmt: ['userMappings'],
  GrantRoleStmt: ['memberships'],
  IndexStmt: ['indexes'],
  RuleStmt: ['rules'],
  SecLabelStmt: ['securityLabels'],
  ViewStmt: TABLE,
};

const BY_OBJECT: { readonly [tag: string]: Sections } = {
  OBJECT_AGGREGATE: ['routines', 'definitions'],
  OBJECT_COLUMN: ['columns'],
  OBJECT_DATABASE: ['databaseFacts'],
  OBJECT_DOMAIN: ['types'],
  OBJECT_EVENT_TRIGGER: [],
  OBJECT_EXTENSION: [],
  OBJECT_FDW: ['foreignDataWrappers'],
  OBJECT_FOREIGN_SERVER: ['foreignServers'],
  OBJECT_FOREIGN_TABLE: ['relations'],
  OBJECT_FUNCTION: ['routines'],
  OBJECT_LANGUAGE: ['languages'],
  OBJECT_LARGEOBJECT: ['largeObjects'],
  OBJECT_MATVIEW: ['relations'],
  OBJECT_PARAMETER_ACL: ['parameterAcls'],
  OBJECT_POLICY: ['policies'],
  OBJECT_PROCEDURE: ['routines'],
  OBJECT_PUBLICATION: ['publications'],
  OBJECT_ROLE: ['roles'],
  OBJECT_ROUTINE: ['routines'],
  OBJECT_SCHEMA: ['schemas'],
  OBJECT_SEQUENCE: ['relations'],
  OBJECT_SUBSCRIPTION: [],
  OBJECT_TABLE: ['relations', 'columns'],
  OBJECT_TABLESPACE: ['tablespaces'],
  OBJECT_TYPE: ['types'],
  OBJECT_VIEW: ['relations'],
};

/** Statements that name the kind of their object. */
const OBJECT_FIELDS = ['objtype', 'objectType', 'renameType', 'kind'] as const;
const OF_OBJECTS: readonly string[] = [
  'AlterObjectSchemaStmt',
  'AlterOwnerStmt',
  'CommentStmt',
  'DefineStmt',
  'GrantStmt',
  'RenameStmt',
];

/** Of a statement that this parser does not know (a newer server's), by its first words; '' when they do not tell. */
export function guessedKind(text: string): string {
  if (/^\s*CREATE\s+(?:UNLOGGED\s+)?TABLE\b/iu.test(text)) return 'CreateStmt';
  return /^\s*ALTER\s+TABLE\b/iu.test(text) ? 'AlterTableStmt' : '';
}

/** Undefined: anything in the database. */
function touched(kind: string, node: Tree): Sections | undefined {
  if (!OF_OBJECTS.includes(kind)) return BY_KIND[kind];
  const tag = OBJECT_FIELDS.map((field) => textAt(node, field)).find((text) => text !== '') ?? '';
  return BY_OBJECT[tag] ?? (kind === 'GrantStmt' ? undefined : ['definitions']);
}

/** What SQL can change of the whole cluster. */
const OF_CLUSTER: Sections = ['roles', 'memberships', 'roleSettings', 'databaseFacts', 'tablespaces', 'parameterAcls'];

/** The sections say what of the files is not in them. */
export function markIncomplete(inventory: Inventory, withheld: readonly Withheld[]): Inventory {
  return {
    ...inventory,
    cluster: markEach(inventory.cluster, withheld, OF_CLUSTER),
    databases: inventory.databases.map((database) => {
      const mine = withheld.filter((item) => item.database === database.name);
      return markEach(database, mine, Object.keys(database));
    }),
  };
}

/** `among`: what a statement of unknown effect could have changed. */
function markEach<S extends object>(sections: S, withheld: readonly Withheld[], among: readonly string[]): S {
  const marked: { [section: string]: unknown } = {};
  for (const [name, section] of Object.entries(sections)) {
    const missing = withheld.filter(({ statement: { kind, node } }) =>
      (touched(kind, node) ?? among).some((other) => other === name),
    );
    if (missing.length > 0) marked[name] = inPart(section, missing);
  }
  return Object.assign({}, sections, marked);
}

function inPart(section: unknown, missing: readonly Withheld[]): unknown {
  const [first] = missing;
  if (!isRead(section) || first === undefined) return section;
  const count = missing.length === 1 ? 'one statement' : `${missing.length} statements`;
  const said = `${count} of the files could not be taken over, first ${formatSource(first.source)}: ${first.reason}`;
  return { ...section, partial: section.partial === undefined ? said : `${section.partial}; ${said}` };
}

function isRead(section: unknown): section is Extract<Section<unknown>, { readonly status: 'read' }> {
  return typeof section === 'object' && section !== null && 'status' in section && section.status === 'read';
}
