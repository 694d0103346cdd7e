// Password files of libpq: host:port:database:user:password, `:` and `\` escaped.
// https://www.postgresql.org/docs/current/libpq-pgpass.html

import type { ClientConfig } from '../../../inventory/index.js';
import { nameOf } from './connection-text.js';
import { foundAt, linesOf, useByName, type FileText } from './found.js';
import { secretForm } from './secret-form.js';

export function readPgpass({ path, text }: FileText): readonly ClientConfig[] {
  return linesOf(text).flatMap((line, index): readonly ClientConfig[] => {
    if (/^\s*(?:#|$)/u.test(line)) return [];
    const [host, , database, role, ...rest] = fieldsOf(line);
    if (rest.length === 0) return [];
    const place = { file: path, line: index + 1, key: 'password file' };
    const use = database === 'replication' ? 'replication' : useByName(`${path} ${role ?? ''}`, 'application');
    const named = { host: plain(host), database: plain(database), role: plain(role) };
    return [foundAt(place, use, secretForm(rest.join(':')), named)];
  });
}

function fieldsOf(line: string): readonly string[] {
  const fields = [...line.matchAll(/((?:[^:\\]|\\.?)*)(:|$)/gu)].map(([, field = '']) => field);
  return fields.slice(0, -1).map((field) => field.replaceAll(/\\(.)/gu, '$1'));
}

function plain(field: string | undefined): string | null {
  return field === '*' ? null : nameOf(field);
}
