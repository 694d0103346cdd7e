// pg_ident.conf as its own text says it, for servers that have no view of it (14) and for folders of files.
// https://www.postgresql.org/docs/current/functions-admin.html#FUNCTIONS-ADMIN-GENFILE

import { readSection, type IdentFileMap, type Section } from '../../inventory/index.js';
import { memoryReader } from '../../pg/config-reader.js';
import { parseIdentMap, roleText, systemUserText, type IdentFile } from '../../pg/ident-map.js';
import { sql } from '../../sql/sql.js';
import type { Snapshot } from '../snapshot.js';
import { readServerFile } from './server-file.js';

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

/** Before 15 whoever may read the server's files is told by the file. */
export async function withIdentFile(
  snapshot: Snapshot,
  section: Section<IdentFileMap>,
): Promise<Section<IdentFileMap>> {
  const { session, reader } = snapshot;
  if (section.status === 'read' || reader.major >= 15) return section;
  const answer = await session.query(sql`SELECT pg_catalog.current_setting('ident_file', true)`);
  const file = answer.rows[0]?.[0] ?? null;
  const text = file === null ? null : await readServerFile(snapshot, file);
  if (file === null || text === null) return section;
  return readSection(listedMaps(parseIdentMap(memoryReader({ [file]: text }), file, reader.major)));
}
