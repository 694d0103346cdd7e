// pgBackRest's, Barman's and Odyssey's configuration and the service file of libpq: keys with values, in sections.
// https://pgbackrest.org/configuration.html, https://www.postgresql.org/docs/current/libpq-pgservice.html

import type { ClientConfig, CredentialUse } from '../../../inventory/index.js';
import { nameOf, readConninfo } from './connection-text.js';
import { foundAt, linesOf, unquoted, type FileText } from './found.js';
import { secretForm } from './secret-form.js';

const PAIR = /^\s*"?([\w.-]{1,80})"?\s*[=:]?\s*(.*?)\s*;?\s*$/u;
const SECRET =
  /(?:^|[-_])(?:password|passphrase|key-secret|s3-key|azure-key|cipher-pass|s3-token|secret_access_key|access_key|sr_check_password)$/u;

interface Entry {
  readonly line: number;
  readonly key: string;
  readonly value: string;
}

/** `use`: of the whole file. */
export function readIniFile({ path, text }: FileText, use: CredentialUse): readonly ClientConfig[] {
  const sections: Entry[][] = [[]];
  for (const [index, line] of linesOf(text).entries()) {
    if (/^\s*[#;]/u.test(line)) continue;
    if (/^\s*(?:\[|\}|\w+\s[^=]*\{)/u.test(line)) sections.push([]);
    const [, key = '', rest = ''] = PAIR.exec(line) ?? [];
    sections.at(-1)?.push({ line: index + 1, key, value: unquoted(rest) });
  }
  return sections.flatMap((section) => section.flatMap((entry) => entryOf(path, section, entry, use)));
}

function entryOf(
  file: string,
  section: readonly Entry[],
  { line, key, value }: Entry,
  use: CredentialUse,
): readonly ClientConfig[] {
  const place = { file, line, key };
  if (key.endsWith('conninfo')) {
    const connection = readConninfo(value);
    return [foundAt(place, /^streaming|^primary/u.test(key) ? 'replication' : use, connection.secret, connection)];
  }
  if (!SECRET.test(key) || value === '') return [];
  const of = (...names: readonly string[]): string | null =>
    nameOf(section.find((each) => names.includes(each.key))?.value);
  const named = { role: of('user', 'username'), database: of('dbname'), host: of('host') };
  return [foundAt(place, use, secretForm(value), named)];
}
