// The rules that stand in pg_hba.conf now, from what pg_hba_file_rules shows. The view has lost quotes: a
// name that was quoted to escape a keyword reads as the keyword, which is the wider meaning.
// https://www.postgresql.org/docs/current/view-pg-hba-file-rules.html

import type { HbaFileRule } from '../../inventory/cluster.js';
import {
  addressBytes,
  HBA_METHODS,
  HBA_TYPES,
  maskedAddress,
  type HbaAddress,
  type HbaDatabase,
  type HbaUser,
  type RenderableRule,
} from '../../pg/hba/index.js';

/**
 * Null for a line that the server refused: it then has an error and nothing else. With an error and all its
 * fields it only cannot match just now (hostssl while ssl is off, fill_hba_line in hbafuncs.c).
 */
export function existingRule(line: HbaFileRule, major: number): RenderableRule | null {
  const type = HBA_TYPES.find((each) => each === line.type);
  const method = HBA_METHODS.find((each) => each === line.method);
  if (type === undefined || method === undefined) return null;
  const address = type === 'local' ? null : addressOf(line);
  if (type !== 'local' && address === null) return null;
  return {
    type,
    databases: line.databases.map((name) => databaseOf(name, major)),
    users: line.users.map((name) => userOf(name, major)),
    address,
    method,
    options: line.options.map((option) => splitOption(option)),
  };
}

function databaseOf(name: string, major: number): HbaDatabase {
  if (name === 'all' || name === 'sameuser' || name === 'samerole' || name === 'replication') return { kind: name };
  if (name === 'samegroup') return { kind: 'samerole' };
  return major >= 16 && name.startsWith('/') ? { kind: 'regex', pattern: name.slice(1) } : { kind: 'name', name };
}

function userOf(name: string, major: number): HbaUser {
  if (name === 'all') return { kind: 'all' };
  if (name.startsWith('+')) return { kind: 'group', name: name.slice(1) };
  return major >= 16 && name.startsWith('/') ? { kind: 'regex', pattern: name.slice(1) } : { kind: 'name', name };
}

function addressOf(line: HbaFileRule): HbaAddress | null {
  const { address, netmask } = line;
  if (address === null) return null;
  if (address === 'all' || address === 'samehost' || address === 'samenet') return { kind: address };
  const [host, prefix] = address.split('/');
  const bytes = addressBytes(host ?? '');
  if (bytes === undefined)
    return address.startsWith('.') ? { kind: 'suffix', suffix: address } : { kind: 'host', name: address };
  if (prefix !== undefined) return { kind: 'cidr', address: host ?? '', prefix: Number(prefix) };
  const mask = addressBytes(netmask ?? '');
  return mask === undefined ? null : maskedAddress(bytes, mask);
}

function splitOption(option: string): { readonly name: string; readonly value: string } {
  const at = option.indexOf('=');
  return at < 0 ? { name: option, value: '' } : { name: option.slice(0, at), value: option.slice(at + 1) };
}
