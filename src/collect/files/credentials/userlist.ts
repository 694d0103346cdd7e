// auth_file of PgBouncer: "user" "password or verifier".
// https://www.pgbouncer.org/config.html#authentication-file-format

import type { ClientConfig } from '../../../inventory/index.js';
import { foundAt, linesOf, type FileText } from './found.js';
import { secretForm } from './secret-form.js';

const ENTRY = /^\s*"((?:[^"]|"")*)"\s+"((?:[^"]|"")*)"/u;

export function isUserlist(text: string): boolean {
  return linesOf(text.slice(0, 4096)).some((line) => ENTRY.test(line));
}

export function readUserlist({ path, text }: FileText): readonly ClientConfig[] {
  return linesOf(text).flatMap((line, index): readonly ClientConfig[] => {
    const [, role, secret] = ENTRY.exec(line) ?? [];
    if (role === undefined || secret === undefined) return [];
    const place = { file: path, line: index + 1, key: 'auth_file' };
    return [foundAt(place, 'pooler', secretForm(secret), { role: role.replaceAll('""', '"') })];
  });
}
