// Settings of the server, of roles and of databases. Most say nothing about who may do what: neutral. Those that do
// have a direction; what is searched or loaded, and by that what code runs, is called widening until somebody looked.
// https://www.postgresql.org/docs/current/runtime-config.html

import { itemsOf, type Inventory } from '../../inventory/index.js';
import { objectRef } from '../../pg/object.js';
import type { AccessChange, Direction } from './model.js';

export function* settingChanges(before: Inventory, after: Inventory): Generator<AccessChange> {
  const [old, now] = [valuesOf(before), valuesOf(after)];
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const [was, is] = [old.get(key), now.get(key)];
    if (was?.value === is?.value) continue;
    const { name, scope } = is ?? was ?? { name: '', scope: '' };
    // A server that was not read, or another version's setting: nothing to compare.
    if (scope === '' && (was === undefined || is === undefined)) continue;
    yield {
      kind: 'setting',
      direction: directionOf(name, was?.value, is?.value),
      object: objectRef('setting', [name]),
      detail: `${shown(was?.value)} → ${shown(is?.value)}${scope}`,
    };
  }
}

interface Value {
  readonly name: string;
  readonly value: string;
  readonly scope: string;
}

/** Where a server has its files, and what it computes, is not the same anywhere. */
const OF_THE_PLACE = /^(?:config_file|data_directory|hba_file|ident_file|external_pid_file|server_version(?:_num)?)$/u;

function valuesOf({ cluster }: Inventory): ReadonlyMap<string, Value> {
  const server = itemsOf(cluster.settings).flatMap(({ name, value, context }): readonly Value[] =>
    context === 'internal' || OF_THE_PLACE.test(name) ? [] : [{ name, value, scope: '' }],
  );
  const own = itemsOf(cluster.roleSettings).map(({ role, database, name, value }): Value => {
    const who = role === null ? 'every role' : `role ${role}`;
    return { name, value, scope: ` for ${who}${database === null ? '' : ` in database ${database}`}` };
  });
  return new Map([...server, ...own].map((each) => [JSON.stringify([each.name.toLowerCase(), each.scope]), each]));
}

function shown(value: string | undefined): string {
  return value === undefined ? 'not set' : value === '' ? '(empty)' : value;
}

/** From open to closed. */
const LADDERS: { readonly [name: string]: readonly string[] } = {
  allow_system_table_mods: ['on', 'off'],
  db_user_namespace: ['on', 'off'],
  krb_caseins_users: ['on', 'off'],
  password_encryption: ['md5', 'scram-sha-256'],
  session_replication_role: ['replica', 'local', 'origin'],
  ssl: ['off', 'on'],
  ssl_min_protocol_version: ['', 'TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'],
  transform_null_equals: ['on', 'off'],
};

/** What code is found, loaded or run; where one may connect; whom a setting names. */
const UNDECIDED =
  /_command$|_libraries$|library_path$|^(?:search_path|listen_addresses|unix_socket_\w+|role|session_authorization|jit_provider|extension_control_path|ssl_(?:ca|cert|key|crl)_\w+|ssl_(?:tls13_)?ciphers|pgaudit\.role)$/u;

function directionOf(name: string, before: string | undefined, after: string | undefined): Direction {
  const ladder = LADDERS[name];
  const [from, to] = [before, after].map((value) => ladder?.indexOf(value ?? '') ?? -1);
  if (ladder !== undefined && from !== undefined && to !== undefined && from >= 0 && to >= 0)
    return to < from ? 'widening' : 'narrowing';
  return ladder !== undefined || UNDECIDED.test(name) ? 'widening' : 'neutral';
}
