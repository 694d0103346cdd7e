// What pg_hba_file_rules leaves out: whether a word that looks like a keyword or a group is quoted, and so a name.
// Whoever may read the server's files is told by the file; its text goes no further than this.
// https://www.postgresql.org/docs/current/functions-admin.html#FUNCTIONS-ADMIN-GENFILE

import { uniqueSorted } from '../../core/order.js';
import type { HbaFileRule, Section } from '../../inventory/index.js';
import { memoryReader } from '../../pg/config-reader.js';
import { hasDoubtfulWord, quotedWords, tokenizeAuthFile, type AuthLine } from '../../pg/hba/index.js';
import type { Snapshot } from '../snapshot.js';
import { readServerFile } from './server-file.js';

export async function withQuotes(snapshot: Snapshot, section: Section<HbaFileRule>): Promise<Section<HbaFileRule>> {
  if (section.status !== 'read') return section;
  const files = uniqueSorted(section.items.flatMap((rule) => (hasDoubtfulWord(rule) ? [rule.file] : [])));
  const lines = new Map<string, AuthLine>();
  for (const file of files) {
    const text = await readServerFile(snapshot, file);
    if (text === null) continue;
    // Included files are in the view under their own names; here they only say that they cannot be opened.
    const own = tokenizeAuthFile(memoryReader({ [file]: text }), file, snapshot.reader.major);
    for (const line of own) lines.set(placeOf(line), line);
  }
  return { ...section, items: section.items.map((rule) => told(rule, lines.get(placeOf(rule)))) };
}

function placeOf({ file, line }: { readonly file: string; readonly line: number }): string {
  return `${line} ${file}`;
}

function told(rule: HbaFileRule, line: AuthLine | undefined): HbaFileRule {
  const quoted = line === undefined || !hasDoubtfulWord(rule) ? null : quotedWords(line, rule);
  return quoted === null ? rule : { ...rule, quoted };
}
