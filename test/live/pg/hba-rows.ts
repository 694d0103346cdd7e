// What we read of a file, in the columns of pg_hba_file_rules.
// https://www.postgresql.org/docs/current/view-pg-hba-file-rules.html

import { canonicalAddress, maskOfPrefix, type HbaAddress, type HbaFile } from '../../../src/pg/hba/index.js';

/** Where the tests' main file lies for the parser. */
export const FILE = '/conf/pg_hba.conf';

/** `line` as if the harness lines were not there. */
export interface ServerRow {
  readonly line: number;
  readonly file: string;
  readonly rule: readonly unknown[] | 'refused';
}

export function sortRows(rows: readonly ServerRow[]): readonly ServerRow[] {
  return rows.toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
}

function place(each: { readonly file: string; readonly line: number }): Pick<ServerRow, 'file' | 'line'> {
  return { file: each.file === FILE ? 'main' : 'other', line: each.line };
}

export function ourRows(file: HbaFile): readonly ServerRow[] {
  const rules = file.rules.map((rule): ServerRow => {
    const options = rule.options
      .filter(({ name }) => name === 'map' || name === 'clientcert')
      .map(({ name, value }) => `${name}=${value}`);
    if (rule.method === 'cert' && !options.includes('clientcert=verify-full')) options.push('clientcert=verify-full');
    const databases = rule.databases.map((each) =>
      each.kind === 'name' ? each.name : each.kind === 'regex' ? `/${each.pattern}` : each.kind,
    );
    const users = rule.users.map((each) => {
      if (each.kind === 'all') return 'all';
      return each.kind === 'name' ? each.name : each.kind === 'group' ? `+${each.name}` : `/${each.pattern}`;
    });
    return {
      ...place(rule),
      rule: [rule.type, databases, users, ...addressColumns(rule.address), rule.method, options.toSorted()],
    };
  });
  const errors = file.errors.map((error): ServerRow => ({ ...place(error), rule: 'refused' }));
  return sortRows([...rules, ...errors]);
}

function addressColumns(address: HbaAddress | null): readonly (string | null)[] {
  if (address === null) return [null, null];
  if (address.kind === 'host') return [address.name, null];
  if (address.kind === 'suffix') return [address.suffix, null];
  if (address.kind === 'masked') return [address.address, address.netmask];
  if (address.kind !== 'cidr') return [address.kind, null];
  return [address.address, canonicalAddress(maskOfPrefix(address.prefix, address.address.includes(':') ? 16 : 4))];
}
