// What the server's own files know of its standby and its archive: primary_conninfo, and the commands that fetch and
// store WAL, in which people write keys.
// https://www.postgresql.org/docs/current/runtime-config-replication.html#GUC-PRIMARY-CONNINFO

import type { ClientConfig, SecretForm } from '../../../inventory/index.js';
import { readConninfo, readUrl } from './connection-text.js';
import { foundAt, linesOf, type FileText } from './found.js';
import { secretForm } from './secret-form.js';

const LINE = /^\s*(\w+)\s*(?:=|\s)\s*(?:'((?:[^'\\]|''|\\.)*)'|([^\s#]+))/u;
const COMMANDS = ['restore_command', 'archive_command', 'recovery_end_command', 'archive_cleanup_command'];

export function readServerConf({ path, text }: FileText): readonly ClientConfig[] {
  return linesOf(text).flatMap((line, index): readonly ClientConfig[] => {
    const [, name = '', quoted, bare = ''] = LINE.exec(line) ?? [];
    const key = name.toLowerCase();
    const value = quoted?.replaceAll("''", "'") ?? bare;
    const place = { file: path, line: index + 1, key };
    if (value === '') return [];
    if (key === 'primary_conninfo') {
      const connection = readUrlOr(value);
      return [foundAt(place, 'replication', connection.secret, connection)];
    }
    return COMMANDS.includes(key) ? [foundAt(place, 'restore', commandForm(value))] : [];
  });
}

function readUrlOr(value: string): ReturnType<typeof readConninfo> {
  const url = /^postgres(?:ql)?:/u.test(value) ? readUrl(value) : null;
  return url === null ? readConninfo(value) : { ...url, words: new Set() };
}

/** Of each key, password and URL in it, the worst; a path is where something else keeps it. */
function commandForm(command: string): SecretForm {
  const named = command.matchAll(/(?:pass|pwd|secret|token|key)\w{0,40}\s?[=:]\s?(?:"([^"]*)"|([^\s"';]+))/giu);
  const inUrls = command.matchAll(/:\/\/[^/@\s:]{0,200}:([^/@\s]{1,200})@/gu);
  const forms = [...named, ...inUrls].map(([, one, other]) => {
    const value = one ?? other ?? '';
    return /^[/~%]/u.test(value) ? 'reference' : secretForm(value);
  });
  return forms.find((form) => form === 'clear') ?? forms.find((form) => form === 'reference') ?? 'none';
}
