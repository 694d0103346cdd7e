// Foreign servers, mappings and tables without any option: they stand for the privileges on them and can
// connect to nothing. Publications; subscriptions and event triggers never.

import { reachProblem } from '../../sql/screen-routine.js';
import { itemsOf, type Publication, type Relation } from '../../inventory/index.js';
import { Ident } from '../../sql/ident.js';
import { emptySql, join, keyword, qualified, sql, type Sql } from '../../sql/sql.js';
import { Literal } from '../../sql/literal.js';
import { verbatim } from '../../sql/verbatim.js';
import type { CloneLog } from './log.js';
import { labelOf, list, nameOf } from './names.js';
import { columnsOf, type CloneScope } from './scope.js';
import type { Task } from './task.js';

/** Run by superuser: wrappers of extensions only, whose validators are the server's own code. */
export function serverTasks(scope: CloneScope): readonly Task[] {
  const servers = itemsOf(scope.database.foreignServers).map((server) => ({
    object: `foreign server ${server.name}`,
    statement: sql`CREATE SERVER ${Ident.of(server.name)} FOREIGN DATA WRAPPER ${Ident.of(server.wrapper)}`,
  }));
  const mappings = itemsOf(scope.database.userMappings).map((mapping) => {
    const role = mapping.role === null ? sql`PUBLIC` : sql`${Ident.of(mapping.role)}`;
    return {
      object: `user mapping of ${mapping.role ?? 'PUBLIC'} for ${mapping.server}`,
      statement: sql`CREATE USER MAPPING FOR ${role} SERVER ${Ident.of(mapping.server)}`,
    };
  });
  return [...servers, ...mappings];
}

/**
 * Wrappers outside extensions, and those of extensions that reach the network and are not installed here:
 * made without a handler, so that servers and tables stand for the privileges on them.
 */
export function wrapperTasks(scope: CloneScope): readonly Task[] {
  return itemsOf(scope.database.foreignDataWrappers)
    .filter((wrapper) => wrapper.extension === null || reachProblem(wrapper.extension) !== undefined)
    .map((wrapper) => ({
      object: `foreign-data wrapper ${wrapper.name}`,
      statement: sql`CREATE FOREIGN DATA WRAPPER ${Ident.of(wrapper.name)} NO HANDLER NO VALIDATOR`,
    }));
}

export function foreignTableTasks(scope: CloneScope): readonly Task[] {
  return scope.relations
    .filter((relation) => relation.kind === 'foreign-table')
    .map((relation) => ({
      object: labelOf('foreign table', relation),
      statement: createForeignTable(scope, relation),
      relation: true,
    }));
}

function createForeignTable(scope: CloneScope, relation: Relation): Sql {
  const columns = columnsOf(scope, relation).map((column) => {
    const strict = column.notNull ? sql` NOT NULL` : emptySql;
    return sql`${Ident.of(column.name)} ${verbatim(column.type)}${strict}`;
  });
  return sql`CREATE FOREIGN TABLE ${nameOf(relation)} (${join(columns, sql`, `)}) SERVER ${Ident.of(relation.foreignServer ?? '')}`;
}

export function publicationTasks(scope: CloneScope): readonly Task[] {
  return itemsOf(scope.database.publications).map((publication) => ({
    object: `publication ${publication.name}`,
    statement: createPublication(publication),
  }));
}

function createPublication(publication: Publication): Sql {
  const viaRoot = publication.viaRoot ? sql`, publish_via_partition_root = true` : emptySql;
  const publishes = sql` WITH (publish = ${Literal.of(publication.publishes.join(', '))}${viaRoot})`;
  return sql`CREATE PUBLICATION ${Ident.of(publication.name)}${publicationTarget(publication)}${publishes}`;
}

function publicationTarget(publication: Publication): Sql {
  if (publication.allTables) return sql` ${keyword('FOR ALL TABLES')}`;
  const tables = publication.tables.map((table) => {
    const filter = table.filter === null ? emptySql : sql` WHERE (${verbatim(table.filter)})`;
    const named = table.columns ?? null;
    const columns = named === null ? emptySql : sql` (${list(named)})`;
    return sql`${qualified(table.schema, table.name)}${columns}${filter}`;
  });
  const schemas = publication.schemas.length === 0 ? [] : [sql`TABLES IN SCHEMA ${list(publication.schemas)}`];
  const parts = [...(tables.length === 0 ? [] : [sql`TABLE ${join(tables, sql`, `)}`]), ...schemas];
  return parts.length === 0 ? emptySql : sql` FOR ${join(parts, sql`, `)}`;
}

export function holdBackActive(scope: CloneScope, log: CloneLog): void {
  for (const trigger of itemsOf(scope.database.eventTriggers)) {
    log.heldBack(`event trigger ${trigger.name}`, 'an event trigger would run its code in every statement of ours');
  }
  for (const subscription of itemsOf(scope.database.subscriptions)) {
    log.heldBack(`subscription ${subscription.name}`, 'a subscription connects to another server');
  }
  for (const label of itemsOf(scope.database.securityLabels)) {
    log.heldBack(`security label on ${label.object.path.join('.')}`, `provider ${label.provider} is not loaded`);
  }
  for (const language of itemsOf(scope.database.languages)) {
    const built = ['c', 'internal', 'sql'].includes(language.name);
    if (language.extension === null && !built)
      log.heldBack(`language ${language.name}`, 'a language outside an extension needs C code of its own');
  }
}
