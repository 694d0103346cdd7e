// Views in the order in which they read each other, so that chains of hundreds need one round; materialized
// views without data. https://www.postgresql.org/docs/current/sql-createview.html

import type { Relation } from '../../inventory/index.js';
import { emptySql, sql, type Sql } from '../../sql/sql.js';
import { verbatim } from '../../sql/verbatim.js';
import { keyOf, labelOf, nameOf } from './names.js';
import type { CloneScope } from './scope.js';
import { optionList } from './tables.js';
import type { Task } from './task.js';

export function viewTasks(scope: CloneScope): readonly Task[] {
  const views = scope.relations.filter(({ kind }) => kind === 'view' || kind === 'materialized-view');
  return inReadingOrder(views).map((view) => ({
    object: labelOf(view.kind === 'view' ? 'view' : 'materialized view', view),
    statement: createView(view),
    relation: true,
  }));
}

function createView(view: Relation): Sql {
  const query = verbatim(withoutSemicolon(view.definition ?? ''));
  const list = optionList(view.options);
  const options = list === null ? emptySql : sql` WITH (${list})`;
  if (view.kind === 'view') return sql`CREATE VIEW ${nameOf(view)}${options} AS ${query}`;
  return sql`CREATE MATERIALIZED VIEW ${nameOf(view)}${options} AS ${query} WITH NO DATA`;
}

/** pg_get_viewdef ends the query with a semicolon. */
function withoutSemicolon(definition: string): string {
  return definition.trimEnd().replace(/;$/u, '');
}

/** Depth first without recursion: chains may be as long as the database likes. */
export function inReadingOrder(views: readonly Relation[]): readonly Relation[] {
  const byName = new Map(views.map((view) => [keyOf(view.schema, view.name), view]));
  const done = new Set<string>();
  const ordered: Relation[] = [];
  for (const first of views) {
    const stack = [{ view: first, next: 0 }];
    const open = new Set([keyOf(first.schema, first.name)]);
    while (stack.length > 0) {
      const top = stack.at(-1);
      if (top === undefined) break;
      const read = top.view.reads[top.next];
      const key = keyOf(top.view.schema, top.view.name);
      if (read !== undefined && !done.has(key)) {
        top.next += 1;
        const readKey = keyOf(read.schema, read.name);
        const below = byName.get(readKey);
        if (below !== undefined && !done.has(readKey) && !open.has(readKey)) {
          stack.push({ view: below, next: 0 });
          open.add(readKey);
        }
        continue;
      }
      stack.pop();
      open.delete(key);
      if (!done.has(key)) ordered.push(top.view);
      done.add(key);
    }
  }
  return ordered;
}
