// pgbouncer.ini: `[databases]` lines are connection strings, `pool_mode` is for all or for one, and without a
// password in the line the pooler takes it from auth_file or asks for it with auth_query.
// https://www.pgbouncer.org/config.html

import type { ClientConfig } from '../../../inventory/index.js';
import { nameOf, readConninfo } from './connection-text.js';
import { foundAt, linesOf, type FileText } from './found.js';

interface Line {
  readonly line: number;
  readonly name: string;
  readonly text: string;
}

export function readPgBouncer({ path, text }: FileText): readonly ClientConfig[] {
  const databases: Line[] = [];
  const general = new Map<string, string>();
  let section = '';
  for (const [index, line] of linesOf(text).entries()) {
    if (/^\s*([;#]|$)/u.test(line)) continue;
    section = /^\s*\[(\w+)\]/u.exec(line)?.[1] ?? section;
    const pair = /^\s*([^=[\s]+)\s*=\s*(.*?)\s*$/u.exec(line);
    if (pair === null) continue;
    if (section === 'databases') databases.push({ line: index + 1, name: pair[1] ?? '', text: pair[2] ?? '' });
    else if (section === 'pgbouncer') general.set(pair[1] ?? '', pair[2] ?? '');
  }
  return databases.map((each) => entryOf(path, each, general));
}

function entryOf(path: string, { line, name, text }: Line, general: ReadonlyMap<string, string>): ClientConfig {
  const connection = readConninfo(text);
  const elsewhere = general.has('auth_file') || general.has('auth_query') ? 'reference' : 'none';
  return foundAt(
    { file: path, line, key: name },
    'pooler',
    connection.secret === 'none' ? elsewhere : connection.secret,
    {
      ...connection,
      database: connection.database ?? (name === '*' ? null : nameOf(name)),
      sslMode: general.get('server_tls_sslmode') ?? 'prefer',
      poolMode: /\bpool_mode\s*=\s*(\w+)/u.exec(text)?.[1] ?? general.get('pool_mode') ?? 'session',
    },
  );
}
