// What the files beside the SQL say about the server: they replace what the scratch server says of itself.
// hba lines are read by the scratch server (its pg_hba_file_rules is PostgreSQL's own reading of the file);
// settings start from the built-in defaults, and a later entry wins.

import { posix } from 'node:path';
import type { FolderSource, TextFile } from '../../collect/files/folder.js';
import {
  MASKED,
  readSection,
  unreadable,
  type HbaFileRule,
  type IdentFileMap,
  type Section,
  type Setting,
} from '../../inventory/index.js';
import { effectiveConf, parseConf } from '../../pg/conf.js';
import { memoryReader, type ConfigReader } from '../../pg/config-reader.js';
import { normaliseGuc } from '../../pg/guc-units.js';
import { parseIdentMap, type IdentRole, type IdentSystemUser } from '../../pg/ident-map.js';

export function readerOver(folder: FolderSource): ConfigReader {
  return memoryReader(Object.fromEntries(folder.others.map((file) => [absolute(file), file.text])));
}

function absolute(file: TextFile): string {
  return posix.join('/', file.path);
}

const SECRET = /passphrase|secret|passw(or)?d|token|conninfo|private_?key/iu;
const HOLDS_PASSWORD = /(pass|pwd|secret|token)[a-z_]*\s*[=:]|:\/\/[^/@\s]*:[^/@\s]*@/iu;

/** `scratch`: the settings that the scratch server has, for units, contexts and built-in defaults. */
export function fileSettings(folder: FolderSource, scratch: Section<Setting>): Section<Setting> {
  const { conf } = folder;
  if (conf === null) return unreadable('no postgresql.conf among the files');
  if (scratch.status !== 'read') return scratch;
  const entries = effectiveConf(parseConf(readerOver(folder), absolute(conf)));
  const known = new Set(scratch.items.map((setting) => setting.name.toLowerCase()));
  const listed = scratch.items.map((setting) => {
    const entry = entries.get(setting.name.toLowerCase());
    const value = entry === undefined ? (setting.bootValue ?? '') : asServerShows(entry.value, setting);
    const origin = entry === undefined ? 'default' : 'configuration file';
    return {
      ...setting,
      value: masked(setting.name, value),
      source: origin,
      sourceFile: entry === undefined ? null : conf.path,
      pendingRestart: false,
    };
  });
  const custom = [...entries.values()]
    .filter((entry) => !known.has(entry.name))
    .map((entry) => customSetting(entry.name, entry.value, conf.path));
  return readSection([...listed, ...custom]);
}

/** `128MB` as pg_settings shows it; the type is told from the built-in default. */
function asServerShows(value: string, { bootValue, unit }: Setting): string {
  const boot = bootValue ?? '';
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

function customSetting(name: string, value: string, file: string): Setting {
  return {
    name,
    value: masked(name, value),
    unit: null,
    source: 'configuration file',
    sourceFile: file,
    context: 'user',
    bootValue: null,
    pendingRestart: false,
  };
}

function masked(name: string, value: string): string {
  if (name === 'password_encryption' || value === '' || value === 'on' || value === 'off') return value;
  return SECRET.test(name) || HOLDS_PASSWORD.test(value) ? MASKED : value;
}

function isMain(rule: HbaFileRule): boolean {
  return posix.basename(rule.file) === 'pg_hba.conf';
}

/** `lead`: how many lines of the harness stand before the file's own. */
export function fileHbaRules(folder: FolderSource, scratch: Section<HbaFileRule>, lead: number): Section<HbaFileRule> {
  const { hba } = folder;
  if (hba === null) return unreadable('no pg_hba.conf among the files');
  if (scratch.status !== 'read') return scratch;
  const own = scratch.items.filter((rule) => !isMain(rule) || rule.line > lead);
  return readSection(
    own.map((rule) =>
      isMain(rule) ? { ...rule, file: hba.path, line: rule.line - lead } : { ...rule, file: posix.basename(rule.file) },
    ),
  );
}

export function fileIdentMaps(folder: FolderSource, major: number): Section<IdentFileMap> {
  const { ident } = folder;
  if (ident === null) return unreadable('no pg_ident.conf among the files');
  const parsed = parseIdentMap(readerOver(folder), absolute(ident), major);
  const maps = parsed.mappings.map((mapping) => ({
    file: ident.path,
    line: mapping.line,
    map: mapping.map,
    systemUser: systemUserText(mapping.systemUser),
    databaseUser: roleText(mapping.role),
    error: null,
  }));
  const errors = parsed.errors.map((error) => ({
    file: ident.path,
    line: error.line,
    map: '',
    systemUser: '',
    databaseUser: '',
    error: error.message,
  }));
  return readSection([...maps, ...errors]);
}

function systemUserText(user: IdentSystemUser): string {
  return user.kind === 'regex' ? `/${user.pattern}` : user.name;
}

function roleText(role: IdentRole): string {
  switch (role.kind) {
    case 'name':
      return role.name;
    case 'all':
      return 'all';
    case 'group':
      return `+${role.name}`;
    case 'regex':
      return `/${role.pattern}`;
  }
}
