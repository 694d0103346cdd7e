// pg_ident.conf as its own text says it, for servers that have no view of it (14) and for folders of files.
// https://www.postgresql.org/docs/current/functions-admin.html#FUNCTIONS-ADMIN-GENFILE

import { uniqueSorted } from '../../core/order.js';
import { readSection, type IdentFileMap, type Section } from '../../inventory/index.js';
import { memoryReader } from '../../pg/config-reader.js';
import { hasDoubtfulRole, parseIdentMap, roleText, systemUserText, type IdentFile } from '../../pg/ident-map.js';
import type { Snapshot } from '../snapshot.js';
import { pathOfIdentFile, readServerFile } from './server-file.js';

/** As the view would list them; what it refuses has an error and no names. */
export function listedMaps({ mappings, errors }: IdentFile): readonly IdentFileMap[] {
  return [
    ...mappings.map(({ file, line, map, systemUser, role }) => ({
      file,
      line,
      map,
      systemUser: systemUserText(systemUser),
      databaseUser: roleText(role),
      error: null,
    })),
    ...errors.map(({ file, line, message }) => ({
      file,
      line,
      map: '',
      systemUser: '',
      databaseUser: '',
      error: message,
    })),
  ];
}

/** Before 15 whoever may read the server's files is told by the file; from 16 on it tells which words are quoted. */
export async function withIdentFile(
  snapshot: Snapshot,
  section: Section<IdentFileMap>,
): Promise<Section<IdentFileMap>> {
  const { major } = snapshot.reader;
  if (section.status === 'read') return major >= 16 ? withQuotedRoles(snapshot, section) : section;
  if (major >= 15) return section;
  const file = await pathOfIdentFile(snapshot);
  const text = file === null ? null : await readServerFile(snapshot, file);
  if (file === null || text === null) return section;
  return readSection(listedMaps(parseIdentMap(memoryReader({ [file]: text }), file, major)));
}

async function withQuotedRoles(
  snapshot: Snapshot,
  section: Extract<Section<IdentFileMap>, { readonly status: 'read' }>,
): Promise<Section<IdentFileMap>> {
  const files = uniqueSorted(section.items.flatMap((each) => (hasDoubtfulRole(each) ? [each.file] : [])));
  const quoted = new Map<string, boolean>();
  for (const file of files) {
    const text = await readServerFile(snapshot, file);
    const own =
      text === null ? [] : parseIdentMap(memoryReader({ [file]: text }), file, snapshot.reader.major).mappings;
    for (const { line, role } of own) quoted.set(`${line} ${file}`, role.kind === 'name');
  }
  return {
    ...section,
    items: section.items.map((each) => {
      const known = hasDoubtfulRole(each) ? quoted.get(`${each.line} ${each.file}`) : undefined;
      return known === undefined ? each : { ...each, quoted: known };
    }),
  };
}
