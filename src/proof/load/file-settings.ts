// Settings from files: a CSV of pg_settings says them all; without one, postgresql.conf with its includes and
// postgresql.auto.conf over the built-in defaults, a later entry winning. What the command line, the environment
// and the server itself set is then unknown, and left out rather than taken from the scratch server.

import { maskedText } from '../../collect/files/masked-text.js';
import { readSettingsCsv } from '../../collect/files/settings-csv.js';
import type { FolderSource } from '../../collect/files/folder.js';
import { sortBy } from '../../core/order.js';
import { unreadable, type Section, type Setting } from '../../inventory/index.js';
import { effectiveConf, parseConf, type ConfEntry } from '../../pg/conf.js';
import { normaliseGuc } from '../../pg/guc-units.js';
import { absolute, readerOver } from './file-sections.js';

/** `scratch`: the settings that the scratch server has, for units, contexts and built-in defaults. */
export function fileSettings(folder: FolderSource, scratch: Section<Setting>): Section<Setting> {
  if (scratch.status !== 'read') return scratch;
  const known = new Map(scratch.items.map((setting) => [setting.name.toLowerCase(), setting]));
  const { entries, problems } = readConf(folder);
  if (folder.settingsCsv !== null) return readSettingsCsv(folder.settingsCsv.text, known, entries);
  if (folder.conf === null) return unreadable('neither postgresql.conf nor a CSV of pg_settings among the files');
  const listed = scratch.items.flatMap((setting) => fromFiles(setting, entries) ?? []);
  const custom = [...entries.values()].filter((entry) => !known.has(entry.name)).map(customSetting);
  const items = sortBy([...listed, ...custom], (setting) => setting.name);
  return { status: 'read', items, partial: [NO_CSV, ...problems].join('; ') };
}

const NO_CSV =
  'without a CSV of pg_settings, what the command line, the environment and the server itself set is not known';

interface Conf {
  readonly entries: ReadonlyMap<string, ConfEntry>;
  readonly problems: readonly string[];
}

/** postgresql.auto.conf is read last. */
function readConf(folder: FolderSource): Conf {
  const reader = readerOver(folder);
  const files = [folder.conf, folder.autoConf].flatMap((file) =>
    file === null ? [] : [parseConf(reader, absolute(file))],
  );
  const entries = effectiveConf({ entries: files.flatMap((file) => file.entries), errors: [] });
  const problems = files
    .flatMap((file) => file.errors)
    .map(({ source, message }) => `${source.file.slice(1)}:${source.line} ${message}`);
  return { entries, problems };
}

/** Undefined where only the server knows: what it derives, and where its files are. */
function fromFiles(setting: Setting, entries: Conf['entries']): Setting | undefined {
  const entry = entries.get(setting.name.toLowerCase());
  if (entry === undefined && (setting.context === 'internal' || setting.bootValue === null)) return undefined;
  if (COMPUTED.includes(setting.name) && (entry === undefined || entry.value === setting.bootValue)) return undefined;
  const value = entry === undefined ? shownDefault(setting, entries) : asServerShows(entry.value, setting);
  return {
    ...setting,
    value: maskedText(setting.name, value),
    source: entry === undefined ? 'default' : 'configuration file',
    sourceFile: entry === undefined ? null : entry.source.file.slice(1),
    pendingRestart: false,
  };
}

/** From the machine and from other settings, when nothing else is said. */
const COMPUTED: readonly string[] = [
  'commit_timestamp_buffers',
  'io_max_concurrency',
  'max_stack_depth',
  'subtransaction_buffers',
  'transaction_buffers',
  'wal_buffers',
];

/** Printed in octal by the server. */
const OCTAL: readonly string[] = ['log_file_mode', 'unix_socket_permissions'];

function shownDefault({ name, bootValue }: Setting, entries: Conf['entries']): string {
  const boot = bootValue ?? '';
  if (
    name === 'archive_command' &&
    /^(?:on|always|true|yes|1)$/iu.exec(entries.get('archive_mode')?.value ?? '') === null
  )
    return '(disabled)';
  return OCTAL.includes(name) ? `0${Number(boot).toString(8)}` : boot;
}

/** `128MB` as pg_settings shows it; the type is told from the built-in default. */
function asServerShows(value: string, { name, bootValue, unit }: Setting): string {
  const boot = bootValue ?? '';
  if (OCTAL.includes(name)) return value;
  const isNumber = unit !== null || /^-?\d+(\.\d+)?$/u.test(boot);
  const vartype = isNumber
    ? boot.includes('.')
      ? 'real'
      : 'integer'
    : boot === 'on' || boot === 'off'
      ? 'bool'
      : 'string';
  return normaliseGuc(value, { vartype, unit }) ?? value;
}

function customSetting({ name, value, source }: ConfEntry): Setting {
  return {
    name,
    value: maskedText(name, value),
    unit: null,
    source: 'configuration file',
    sourceFile: source.file.slice(1),
    context: 'user',
    bootValue: null,
    pendingRestart: false,
  };
}
