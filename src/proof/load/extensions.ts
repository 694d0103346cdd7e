// CREATE EXTENSION of a file, before anything else of the files is there: no object of theirs can stand in the way
// of an extension's script. An extension that reaches elsewhere is not installed; the wrapper that it would have
// brought is made without a handler, so that servers, mappings and foreign tables are there and connect nowhere.

import { describeProblem } from '../clone/task.js';
import type { Session } from '../../session/index.js';
import { Ident } from '../../sql/ident.js';
import type { ParsedStatement } from '../../sql/parse.js';
import { optionText, optionsAt, textAt } from '../../sql/parse-tree.js';
import { sql, type Sql } from '../../sql/sql.js';

/** The foreign-data wrapper that an extension makes. */
const WRAPPERS: { readonly [extension: string]: string } = {
  dblink: 'dblink_fdw',
  file_fdw: 'file_fdw',
  mysql_fdw: 'mysql_fdw',
  oracle_fdw: 'oracle_fdw',
  postgres_fdw: 'postgres_fdw',
  redis_fdw: 'redis_fdw',
  tds_fdw: 'tds_fdw',
};

export function wrapperOf(extension: string): string | undefined {
  return WRAPPERS[extension.toLowerCase()];
}

export function extensionOf({ node }: Pick<ParsedStatement, 'node'>): {
  readonly name: string;
  readonly schema: string | null;
} {
  const option = optionsAt(node, 'options').find((each) => each.name === 'schema');
  const schema = option === undefined ? undefined : optionText(option.element);
  return { name: textAt(node, 'extname'), schema: schema ?? null };
}

/** Why the server refused it; null when it is there. */
export async function installExtension(superuser: Session, text: Sql): Promise<string | null> {
  const outcome = await superuser.attempt(text);
  return outcome.ok ? null : describeProblem(outcome.error);
}

export async function makeWrapper(superuser: Session, extension: string): Promise<void> {
  const wrapper = wrapperOf(extension);
  if (wrapper !== undefined) await superuser.attempt(sql`CREATE FOREIGN DATA WRAPPER ${Ident.of(wrapper)}`);
}
