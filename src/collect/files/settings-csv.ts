// pg_settings as CSV with a header, from COPY or psql --csv: what the server itself says of its settings. What the
// session that wrote it had set for itself is no setting of the server, as in a live reading.
// https://www.postgresql.org/docs/current/view-pg-settings.html

import { sortBy } from '../../core/order.js';
import { unreadable, type Section, type Setting } from '../../inventory/index.js';
import type { ConfEntry } from '../../pg/conf.js';
import { OWN_STATE_NAMES } from '../cluster/settings.js';
import { parseCsv } from './csv.js';
import { maskedText } from './masked-text.js';

/** A CSV that is one of pg_settings. */
export function isSettingsCsv(text: string): boolean {
  const header = text
    .slice(0, text.search(/\r?\n|$/u))
    .split(',')
    .map((word) => word.replaceAll('"', '').trim());
  return header.includes('name') && header.includes('setting');
}

/**
 * `known`: of a server of the same major, by name in lower case, for columns that were not written. `entries`: what
 * the files say, where the writing role's own settings cover it.
 */
export function readSettingsCsv(
  text: string,
  known: ReadonlyMap<string, Setting>,
  entries: ReadonlyMap<string, ConfEntry>,
): Section<Setting> {
  const [header = [], ...rows] = parseCsv(text);
  const items = rows.flatMap((row): readonly Setting[] => {
    const cells = new Map(header.map((name, place) => [name.trim(), row[place] ?? '']));
    const name = cells.get('name') ?? '';
    return name === '' || OWN_STATE_NAMES.includes(name) ? [] : [settingOf(name, cells, known, entries)];
  });
  if (items.length === 0) return unreadable('the CSV of pg_settings has no rows');
  const section = { status: 'read', items: sortBy(items, (item) => item.name) } as const;
  return items.some((item) => item.name === 'config_file') ? section : { ...section, partial: HIDDEN };
}

const HIDDEN = 'the role that wrote the CSV of pg_settings could not see superuser-only settings';

function settingOf(
  name: string,
  cells: ReadonlyMap<string, string>,
  known: ReadonlyMap<string, Setting>,
  entries: ReadonlyMap<string, ConfEntry>,
): Setting {
  const like = known.get(name.toLowerCase());
  const cell = (column: string): string | null => cells.get(column) || null;
  const boot = cell('boot_val') ?? like?.bootValue ?? null;
  const said = cell('source') ?? 'default';
  const entry = COVERED.includes(said) ? entries.get(name.toLowerCase()) : undefined;
  const value = entry?.value ?? valueOf(said, cells, boot);
  const isDefault = said === 'client' || (said === 'session' && value === boot);
  return {
    name,
    value: maskedText(name, value),
    unit: cells.has('unit') ? cell('unit') : (like?.unit ?? null),
    source: entry !== undefined ? 'configuration file' : isDefault ? 'default' : said,
    sourceFile: entry === undefined ? cell('sourcefile') : entry.source.file.slice(1),
    context: cell('context') ?? like?.context ?? 'user',
    bootValue: boot === null ? null : maskedText(name, boot),
    pendingRestart: /^(?:t|true|on)$/iu.test(cells.get('pending_restart') ?? ''),
  };
}

/** Set by the writing session, its role or its database. */
const COVERED: readonly string[] = ['session', 'client', 'user', 'database', 'database user'];

function valueOf(source: string, cells: ReadonlyMap<string, string>, boot: string | null): string {
  const setting = cells.get('setting') ?? '';
  if (source === 'session') return cells.get('reset_val') ?? setting;
  return source === 'client' ? (boot ?? '') : setting;
}
