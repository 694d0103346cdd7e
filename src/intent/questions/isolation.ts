// Tables that look like tenants' data and have no isolation boundary: which rows belong to whom is
// the architecture's decision, not a guess from a column's name.

import { tenantKeyName, tenantRoots, type KeyReference } from '../../classify/tenant-keys.js';
import { pathToParent } from '../bind/isolation.js';
import { nameKey, type Catalog, type RelationEntry } from '../bind/catalog.js';
import type { AdrCandidate, AdrOption } from '../candidate.js';
import type { Source } from '../../core/source.js';
import type { IsolationStatement } from '../model.js';
import { listed, slug, type Question, type QuestionContext } from './question.js';
import { isOmitted } from '../omissions.js';

const OPTIONS: readonly AdrOption[] = [
  {
    title: 'Isolate by row-level security with this key and the carrier of the other tables',
    security:
      'The engine refuses rows of other tenants to every role but a superuser and BYPASSRLS, the owner included.',
    operations: 'Every session that reads the table must set its tenant; jobs over all tenants need a declared route.',
    performance: 'One comparison per row; an index that begins with the key keeps it within a few per cent.',
  },
  {
    title: 'Share the table between tenants on purpose',
    security: 'Every role with a grant sees the rows of all tenants: only for data that is no secret between them.',
    operations: 'Nothing to do; the classification must say so.',
    performance: 'No cost.',
  },
  {
    title: 'Keep the table from tenant sessions altogether',
    security: 'No tenant-facing role holds a grant, so nothing crosses; the component that uses it sees every row.',
    operations: 'Access only through the owning component.',
    performance: 'No cost.',
  },
];

interface Suspect {
  readonly entry: RelationEntry;
  readonly evidence: string;
  /** Of the statement that covers it and does not fit. */
  readonly source?: Source;
}

export const isolationQuestions: Question = (context) => {
  if (isOmitted(context.intent, 'isolation')) return [];
  const suspects = context.catalogs.flatMap((catalog) => suspectsIn(catalog, context));
  const lost = context.isolation.lost.map((entry) => ({
    ...sourceOf(context.isolation.covered.get(entry)),
    entry,
    evidence: `${entry.object.path.join('.')} is in the scope of an isolation statement, but has neither its tenant key nor a foreign key to an isolated table.`,
  }));
  if (context.intent.isolation.length === 0) return suspects.length === 0 ? [] : [strategy(suspects)];
  const several = context.catalogs.length > 1;
  const groups = bySchema([...suspects, ...lost]);
  return [...groups.values()].map((group) => candidate(group, several));
};

function sourceOf(statement: IsolationStatement | undefined): Pick<Suspect, 'source'> {
  return statement === undefined ? {} : { source: statement.source };
}

function bySchema(suspects: readonly Suspect[]): ReadonlyMap<string, readonly Suspect[]> {
  const groups = new Map<string, Suspect[]>();
  for (const suspect of suspects) {
    const key = nameKey(suspect.entry.object.database ?? '', suspect.entry.relation.schema);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [suspect]);
    else group.push(suspect);
  }
  return groups;
}

function suspectsIn(catalog: Catalog, context: QuestionContext): readonly Suspect[] {
  const { covered } = context.isolation;
  const roots = rootsOf(catalog, context);
  const found = new Map<RelationEntry, Suspect>();
  const open = [...catalog.relations.values()].filter(
    (entry) =>
      entry.relation.kind === 'table' && !entry.partition && (!covered.has(entry) || sharesSecrets(entry, context)),
  );
  for (const entry of open) {
    const evidence = keyEvidence(catalog, entry, roots);
    if (evidence !== null) found.set(entry, { entry, evidence });
  }
  // What hangs on a tenant's row is the tenant's too.
  const tenants = [...covered].filter(([, { shared }]) => !shared).map(([entry]) => entry);
  const reached = new Set([...tenants, ...found.keys()]);
  for (const entry of open) {
    const path = found.has(entry) ? null : pathToParent(catalog, entry, reached);
    if (path === null || isOptional(entry, path.columns)) continue;
    const name = entry.object.path.join('.');
    found.set(entry, {
      entry,
      evidence: `Every row of ${name} belongs to a row of ${path.parent.path.join('.')} (${path.columns.join(', ')}).`,
    });
  }
  return [...found.values()];
}

/** Rows that no tenant may see of another are not shared by a word: the class and the sharing contradict. */
function sharesSecrets(entry: RelationEntry, { isolation, classes }: QuestionContext): boolean {
  if (isolation.covered.get(entry)?.shared !== true) return false;
  const stated = [classes.relations.get(entry), ...(classes.columns.get(entry)?.values() ?? [])];
  return stated.some((each) => each?.dataClass === 'restricted' || each?.dataClass === 'regulated');
}

function isOptional(entry: RelationEntry, columns: readonly string[]): boolean {
  return columns.some((name) => entry.columns.find((column) => column.name === name)?.notNull !== true);
}

/** Tables whose rows are the tenants: those that stated keys point to, and those that the shape of keys shows. */
function rootsOf(catalog: Catalog, context: QuestionContext): ReadonlySet<string> {
  const references: KeyReference[] = [];
  const roots = new Set<string>();
  for (const entry of catalog.relations.values()) {
    const table = nameKey(entry.relation.schema, entry.relation.name);
    const stated = context.isolation.bound.get(entry)?.tenantKey ?? null;
    for (const { columns, references: target } of entry.foreignKeys) {
      const [column] = columns;
      if (column === undefined || columns.length !== 1 || target === null) continue;
      const to = nameKey(target.schema, target.relation);
      references.push({ table, column, target: to });
      if (column === stated && to !== table) roots.add(to);
    }
  }
  for (const root of tenantRoots(references, (target) => target.split('\u0000')[1] ?? '')) roots.add(root);
  return roots;
}

function keyEvidence(catalog: Catalog, entry: RelationEntry, roots: ReadonlySet<string>): string | null {
  const name = entry.object.path.join('.');
  const sure = entry.columns.find((column) => tenantKeyName(column.name) === 'sure');
  if (sure !== undefined) return `${name} has the column ${sure.name}, which looks like a tenant key.`;
  for (const { columns, references } of entry.foreignKeys) {
    if (references === null || columns.length !== 1) continue;
    const target = nameKey(references.schema, references.relation);
    if (!roots.has(target) || target === nameKey(entry.relation.schema, entry.relation.name)) continue;
    return `${name}.${columns[0] ?? ''} references ${references.schema}.${references.relation}, whose rows are the tenants.`;
  }
  const root = nameKey(entry.relation.schema, entry.relation.name);
  return roots.has(root) ? `The rows of ${name} are the tenants of other tables of ${catalog.database}.` : null;
}

function candidate(group: readonly Suspect[], several: boolean): AdrCandidate {
  const [first] = group;
  const schema = first?.entry.relation.schema ?? '';
  const tables = group.map(({ entry }) => entry.relation.name);
  const database = several ? [first?.entry.object.database ?? ''] : [];
  const names = group.map(({ entry }) => entry.object.path.join('.'));
  return {
    id: slug('isolation-of', ...database, schema, ...(tables.length === 1 ? tables : [])),
    topic: 'isolation',
    title: `Isolation boundary of ${listed(names)}`,
    question: `Which tenant do the rows of ${listed(names)} belong to, and must the engine keep them apart?`,
    evidence: group.slice(0, 50).map(({ evidence }) => evidence),
    options: OPTIONS,
    recommendation:
      'Isolate by row-level security: tenant data of tier 0 or regulated data is isolated by the engine, never by the application alone.',
    blocks: [
      {
        part: 'isolation',
        objects: group.map(({ entry }) => entry.object),
        what: 'Row-level security, its index and its attacks on these tables',
      },
    ],
    sources: [...new Set(group.flatMap(({ source }) => source ?? []))],
  };
}

function strategy(suspects: readonly Suspect[]): AdrCandidate {
  return {
    id: 'tenant-isolation-strategy',
    topic: 'isolation',
    title: 'Tenant isolation strategy',
    question:
      'The database looks like one of many tenants. What keeps their rows apart, and how does tenant identity reach the engine?',
    evidence: suspects.slice(0, 50).map(({ evidence }) => evidence),
    options: OPTIONS,
    recommendation: 'State scope, tenant key and carrier for every tenant table, and let the engine isolate them.',
    blocks: [
      {
        part: 'isolation',
        objects: suspects.map(({ entry }) => entry.object),
        what: 'Row-level security on every tenant table',
      },
    ],
    sources: [],
  };
}
