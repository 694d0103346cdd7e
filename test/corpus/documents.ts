// The architecture documents of one schema of the corpus: what its description says, spelt out for the
// relations that the live inventory has.

import { itemsOf, type DatabaseInventory } from '../../src/inventory/index.js';
import type { DescribedActor, Description } from './description.js';
import { isTable, nameOf, restrictedColumns, tenantTables, type RestrictedColumn, type TenantTable } from './facts.js';
import { documentText, span, spans, type DocumentText, type Section } from './markdown.js';
import { platformSections } from './platform.js';

const TYPICAL_AUDITED = 5;

export interface DocumentWish {
  /** Where certificate, key and authority of the server lie. */
  readonly tlsFolder: string;
}

interface Facts {
  readonly product: string;
  readonly description: Description;
  readonly database: DatabaseInventory;
  readonly tenants: readonly TenantTable[];
  readonly restricted: readonly RestrictedColumn[];
}

export function writeDocuments(
  product: string,
  description: Description,
  database: DatabaseInventory,
  { tlsFolder }: DocumentWish = { tlsFolder: '/etc/corpus/tls' },
): readonly DocumentText[] {
  const schemas = new Set(description.components.flatMap((each) => each.schemas));
  const restricted = restrictedColumns(database, schemas);
  const facts: Facts = { product, description, database, tenants: tenantTables(description, database), restricted };
  const audited = [...new Set(restricted.map((each) => `${each.schema}\u0000${each.relation}`))]
    .slice(0, TYPICAL_AUDITED)
    .map((each) => each.split('\u0000'));
  const security = [components(facts), authorization(facts), isolation(facts)];
  return [
    documentText('security-architecture.md', product, `Security architecture of ${product}`, [
      ...platformSections({ description, database: database.name, audited, tlsFolder }),
      ...security,
    ]),
    documentText('data-architecture.md', product, `Data architecture of ${product}`, [
      classification(facts),
      protection(facts),
    ]),
  ];
}

function components({ description }: Facts): Section {
  return {
    heading: 'Components',
    prose: description.about,
    columns: ['Component', 'Tier', 'Owns', 'Connects as'],
    rows: description.components.map(({ component, tier, schemas }) => [
      component,
      String(tier),
      spans(schemas.map((schema) => [schema])),
      spans(description.actors.filter((actor) => writes(actor, schemas)).map(({ login }) => [login])) || 'none',
    ]),
  };
}

function writes(actor: DescribedActor, schemas: readonly string[]): boolean {
  return actor.access === 'write' && actor.schemas.some((schema) => schemas.includes(schema));
}

function authorization(facts: Facts): Section {
  return {
    heading: 'Authorization Architecture',
    prose: 'What is not listed is refused.',
    columns: ['Actor', 'Resource', 'Operations', 'Condition'],
    rows: facts.description.actors.flatMap((actor) => authorizationRows(facts, actor)),
  };
}

function authorizationRows(facts: Facts, actor: DescribedActor): readonly (readonly string[])[] {
  const whole = actor.schemas.map((schema) => `\`${schema}.*\``).join(', ');
  switch (actor.access) {
    case 'write':
      return [[actor.actor, whole, 'select, insert, update, delete', 'tenant of the request']];
    case 'read':
      return [[actor.actor, whole, 'select', 'tenant of the request']];
    case 'redacted':
      return redactedRows(facts, actor);
  }
}

/** Whole tables where nothing is restricted; else the columns that are not. */
function redactedRows({ database, restricted }: Facts, actor: DescribedActor): readonly (readonly string[])[] {
  const hidden = new Set(restricted.map((each) => `${each.schema}.${each.relation}.${each.column}`));
  const touched = new Set(restricted.map((each) => `${each.schema}.${each.relation}`));
  const tables = itemsOf(database.relations).filter(
    (each) => isTable(each) && each.partitionBound === null && actor.schemas.includes(each.schema),
  );
  const open = tables.filter((table) => !touched.has(nameOf(table)));
  const rows = tables
    .filter((table) => touched.has(nameOf(table)))
    .flatMap((table) => {
      const columns = itemsOf(database.columns)
        .filter((column) => column.schema === table.schema && column.relation === table.name)
        .filter((column) => !hidden.has(`${nameOf(table)}.${column.name}`));
      const names = columns.map((column) => [table.schema, table.name, column.name]);
      return names.length === 0 ? [] : [[actor.actor, spans(names), 'select', 'no direct identifiers']];
    });
  if (open.length === 0) return rows;
  return [
    [actor.actor, spans(open.map((each) => [each.schema, each.name])), 'select', 'tenant of the session'],
    ...rows,
  ];
}

function isolation({ tenants, description }: Facts): Section {
  const groups = new Map<string, TenantTable[]>();
  for (const table of tenants) {
    const id = JSON.stringify([table.statedKey, table.carrier]);
    groups.set(id, [...(groups.get(id) ?? []), table]);
  }
  const rows = [...groups.values()].map((group) => [
    spans(group.map(({ schema, name }) => [schema, name])),
    span(group[0]?.statedKey ?? ''),
    group[0]?.carrier ?? '',
    '1',
    'no tenant set: no rows',
    'alarm on SQLSTATE 42501',
  ]);
  const shared = description.shared.map((name) => name.split('.'));
  const common = shared.length === 0 ? [] : [[spans(shared), 'none', 'none', '2', 'none', 'none']];
  return {
    heading: 'Tenant Isolation Strategy',
    prose: 'The engine keeps tenants apart. A table without a key of its own reaches its tenant through its reference.',
    columns: ['Scope', 'Tenant key', 'Carrier', 'Tier', 'Failure mode', 'Detection'],
    rows: rows.length === 0 ? [] : [...rows, ...common],
  };
}

function classification({ description, restricted }: Facts): Section {
  const schemas = description.components.flatMap(({ component, schemas: owned }) =>
    owned.map((schema) => [`Data of ${component}`, span(schema), 'confidential', 'within the component']),
  );
  const columns = restricted.map(({ schema, relation, column, what }) => [
    what.replaceAll('-', ' '),
    span(schema, relation, column),
    'restricted/PII',
    'named actors only',
  ]);
  return {
    heading: 'Data Classification',
    prose: 'A column without a row of its own has the class of its schema.',
    columns: ['Dataset', 'Location', 'Classification', 'Handling'],
    rows: [...schemas, ...columns],
  };
}

function protection({ description, restricted }: Facts): Section {
  const readers = (schema: string): string =>
    description.actors
      .filter(({ access, schemas }) => (access === 'write' || access === 'read') && schemas.includes(schema))
      .map(({ actor }) => actor)
      .join(', ') || 'none';
  const bySchema = new Map<string, RestrictedColumn[]>();
  for (const each of restricted) bySchema.set(each.schema, [...(bySchema.get(each.schema) ?? []), each]);
  return {
    heading: 'Data Protection Rules',
    prose: 'Column grants are the first line everywhere.',
    columns: ['Location', 'Protection', 'Key custody', 'Readable by'],
    rows: [...bySchema].map(([schema, columns]) => [
      spans(columns.map((each) => [each.schema, each.relation, each.column])),
      'column grant',
      'none',
      readers(schema),
    ]),
  };
}
