// What objects that do not exist yet will be open to: ALTER DEFAULT PRIVILEGES of both sides. A missing global entry is
// the kind's built-in default; an entry of a schema adds to it.
// https://www.postgresql.org/docs/current/sql-alterdefaultprivileges.html

import { itemsOf, type DefaultPrivilege, type Inventory } from '../../inventory/index.js';
import { effectiveAcl, type AclItem } from '../../pg/acl.js';
import { granteeKey, type Grantee } from '../../pg/grantee.js';
import { objectRef, type ObjectKind } from '../../pg/object.js';
import type { AccessChange } from './model.js';

interface Entry {
  readonly role: string;
  readonly schema: string | null;
  readonly kind: ObjectKind;
  readonly database: string;
  readonly items: readonly AclItem[] | undefined;
}

export function* defaultChanges(before: Inventory, after: Inventory): Generator<AccessChange> {
  const [old, now] = [entriesOf(before), entriesOf(after)];
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const any = now.get(key) ?? old.get(key);
    if (any === undefined) continue;
    const [had, has] = [wordsOf(any, old.get(key), before), wordsOf(any, now.get(key), after)];
    yield* compared(any, had, has);
  }
}

function entriesOf(inventory: Inventory): ReadonlyMap<string, Entry> {
  return new Map(
    inventory.databases.flatMap((database) =>
      itemsOf(database.defaultPrivileges).map((each): readonly [string, Entry] => [
        JSON.stringify([database.name, each.role, each.schema, each.objectKind]),
        { role: each.role, schema: each.schema, kind: each.objectKind, database: database.name, items: each.acl },
      ]),
    ),
  );
}

interface Word {
  readonly who: Grantee;
  readonly text: string;
}

/** By grantee and privilege; the grant option as one of its own. The owner's own are no gain. */
function wordsOf(any: Entry, entry: Entry | undefined, { server }: Inventory): ReadonlyMap<string, Word> {
  const builtIn = any.schema === null ? effectiveAcl(any.kind, any.role, null, server.major) : [];
  const found = new Map<string, Word>();
  for (const { grantee, privilege, grantable } of entry?.items ?? builtIn) {
    if (grantee.kind === 'role' && grantee.name === any.role) continue;
    const add = (text: string): void => void found.set(`${granteeKey(grantee)} ${text}`, { who: grantee, text });
    add(privilege);
    if (grantable) add(`${privilege}*`);
  }
  return found;
}

const PLURALS: { readonly [K in DefaultPrivilege['objectKind']]: string } = {
  'large-object': 'large objects',
  routine: 'routines',
  schema: 'schemas',
  sequence: 'sequences',
  table: 'tables',
  type: 'types',
};

function* compared(
  { role, schema, kind, database }: Entry,
  had: ReadonlyMap<string, Word>,
  has: ReadonlyMap<string, Word>,
): Generator<AccessChange> {
  const plural = Object.entries(PLURALS).find(([each]) => each === kind)?.[1] ?? kind;
  const place = schema === null ? `in ${database}` : `in schema ${schema} of ${database}`;
  const object = schema === null ? objectRef('database', [database]) : objectRef('schema', [schema], database);
  const said = { kind: 'default-privileges', object } as const;
  for (const [key, { who, text }] of has) {
    if (had.has(key)) continue;
    yield { ...said, direction: 'widening', who, detail: `${text} on ${plural} that ${role} will create ${place}` };
  }
  for (const [key, { who, text }] of had) {
    if (has.has(key)) continue;
    yield { ...said, direction: 'narrowing', who, detail: `no ${text} on ${plural} that ${role} will create ${place}` };
  }
}
