// Does the server read in pg_ident.conf what was written? Its view says so from 15 on; on 14 the file is read again, by
// whoever may. A file with one refused line is not loaded at all: the former maps stay in force.
// https://www.postgresql.org/docs/current/view-pg-ident-file-mappings.html

import { uniqueSorted } from '../core/order.js';
import { memoryReader } from '../pg/config-reader.js';
import { parseIdentMap, roleText, systemUserText } from '../pg/ident-map.js';
import type { FileStep, Step } from '../plan/model.js';
import { sql } from '../sql/sql.js';
import type { Session } from '../session/index.js';

const FILE = '/pg_ident.conf';

/** Sentences; none when the maps are as written, or this role may not look. */
export async function wrongMaps(steps: readonly Step[], session: Session): Promise<readonly string[]> {
  const written = steps.findLast((step): step is FileStep => step.action === 'file' && step.file === 'pg_ident.conf');
  if (written === undefined) return [];
  const found = (await fromView(session)) ?? (await fromFile(session));
  if (found === null) return [];
  const refused = found.flatMap(({ line, error }) => (error === null ? [] : [`pg_ident.conf line ${line}: ${error}`]));
  if (refused.length > 0) return refused;
  const wanted = linesOf(written.content, await majorOf(session)).map(({ text }) => text);
  const same = JSON.stringify(uniqueSorted(found.map(({ text }) => text))) === JSON.stringify(uniqueSorted(wanted));
  return same ? [] : ['pg_ident.conf: the server reads other maps than were written'];
}

interface ReadLine {
  readonly line: string;
  readonly text: string;
  readonly error: string | null;
}

async function fromView(session: Session): Promise<readonly ReadLine[] | null> {
  const found = await session.attempt(sql`SELECT line_number, map_name, sys_name, pg_username, error
    FROM pg_catalog.pg_ident_file_mappings ORDER BY line_number`);
  if (!found.ok) return null;
  return found.value.rows.map(([line, map, system, role, error]) => ({
    line: line ?? '?',
    text: JSON.stringify([map, system, role]),
    error: error ?? null,
  }));
}

async function fromFile(session: Session): Promise<readonly ReadLine[] | null> {
  const found = await session.attempt(sql`SELECT pg_catalog.encode(
    pg_catalog.pg_read_binary_file(pg_catalog.current_setting('ident_file')), 'base64')`);
  if (!found.ok) return null;
  const text = Buffer.from(found.value.rows[0]?.[0] ?? '', 'base64').toString('utf8');
  return linesOf(text, await majorOf(session));
}

function linesOf(text: string, major: number): readonly ReadLine[] {
  const { mappings, errors } = parseIdentMap(memoryReader({ [FILE]: text }), FILE, major);
  return [
    ...mappings.map(({ line, map, systemUser, role }) => ({
      line: String(line),
      text: JSON.stringify([map, systemUserText(systemUser), roleText(role)]),
      error: null,
    })),
    ...errors.map(({ line, message }) => ({ line: String(line), text: '', error: message })),
  ];
}

async function majorOf(session: Session): Promise<number> {
  const { rows } = await session.query(sql`SELECT pg_catalog.current_setting('server_version_num')`);
  return Math.floor(Number(rows[0]?.[0]) / 10_000);
}
