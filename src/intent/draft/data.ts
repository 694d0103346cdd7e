// `data-architecture.md`: which component owns what, how its data is classified, whose rows are whose.

import type { DataKind } from '../../classify/data-kinds.js';
import { itemsOf } from '../../inventory/index.js';
import type { RelationEntry } from '../bind/catalog.js';
import type { Evidence, GuessedColumn, TaggedColumn } from './evidence.js';
import { code, codes, place, type DraftRow } from './markdown.js';

const CLASS: { readonly [K in DataKind]: string } = {
  'person-name': 'restricted/PII',
  email: 'restricted/PII',
  phone: 'restricted/PII',
  'postal-address': 'restricted/PII',
  'birth-date': 'restricted/PII',
  'national-id': 'restricted/PII',
  'bank-account': 'restricted',
  'payment-card': 'regulated',
  'ip-address': 'restricted/PII',
  geolocation: 'restricted/PII',
  health: 'regulated',
  'free-text': 'confidential',
  credential: 'restricted',
};

/** A column that needs protection by its class, guessed or stated in the schema. */
export interface SensitiveColumn {
  readonly schema: string;
  readonly relation: string;
  readonly column: string;
  readonly regulated: boolean;
}

/** Of class restricted or regulated. */
export function sensitiveColumns({ columns, tagged }: Evidence): readonly SensitiveColumn[] {
  const classed = [
    ...columns.map((each) => ({ ...each, word: CLASS[each.guess.kind] })),
    ...tagged.map((each) => ({ ...each, word: each.tag.word })),
  ];
  return classed
    .filter(({ word }) => /^(?:restricted|regulated)/u.test(word))
    .map(({ schema, relation, column, word }) => ({ schema, relation, column, regulated: word === 'regulated' }));
}

/** A component per schema: the nearest thing to ownership that a catalog shows. */
export function componentRows({ schemas, logins, columns, tagged, tenants }: Evidence): readonly DraftRow[] {
  const names = new Set(logins.filter((role) => !role.superuser).map((role) => role.name));
  return schemas.map(({ name, tables }) => ({
    component: code(name),
    tier: tierOf(
      columns.filter(({ schema }) => schema === name),
      tagged.filter(({ schema }) => schema === name),
      tenants.some(({ schema }) => schema === name),
    ),
    owns: place(name),
    connectsAs: codes(usersOf(tables, names).map(code)),
  }));
}

function usersOf(tables: readonly RelationEntry[], logins: ReadonlySet<string>): readonly string[] {
  const users = new Set<string>();
  for (const { relation } of tables) {
    const granted = (relation.acl ?? []).flatMap(({ grantee }) => (grantee.kind === 'role' ? [grantee.name] : []));
    for (const user of [relation.owner, ...granted]) if (logins.has(user)) users.add(user);
  }
  return [...users].toSorted();
}

/** The more it would hurt, the lower: regulated data or credentials, then tenants' or personal data, then the rest. */
function tierOf(columns: readonly GuessedColumn[], tagged: readonly TaggedColumn[], ofTenants: boolean): string {
  const critical =
    columns.some(({ guess }) => CLASS[guess.kind] === 'regulated' || guess.kind === 'credential') ||
    tagged.some(({ tag }) => tag.word === 'regulated');
  return critical ? '0' : ofTenants || columns.length + tagged.length > 0 ? '1' : '2';
}

/** One row per table and class. */
export function classificationRows({ columns }: Evidence): readonly DraftRow[] {
  const groups = new Map<string, GuessedColumn[]>();
  for (const each of columns) {
    const key = JSON.stringify([each.schema, each.relation, CLASS[each.guess.kind]]);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].map((group) => {
    const [first] = group;
    const kinds = [...new Set(group.map(({ guess }) => guess.kind.replaceAll('-', ' ')))];
    const reasons = [...new Set(group.map(({ guess }) => guess.reason))];
    return {
      dataset: kinds.join(', '),
      location: codes(group.map(({ schema, relation, column }) => place(schema, relation, column))),
      classification: first === undefined ? null : CLASS[first.guess.kind],
      handling: `drafted because ${reasons.slice(0, 3).join('; ')}`,
    };
  });
}

/** One row per tenant key; the carrier is what existing policies compare with, if they do. */
export function isolationRows(evidence: Evidence): readonly DraftRow[] {
  const { tenants, inventory } = evidence;
  const groups = new Map<string, string[]>();
  const sensitive = sensitiveColumns(evidence).filter(({ regulated }) => regulated);
  const regulated = new Set(sensitive.map(({ schema, relation }) => place(schema, relation)));
  for (const { schema, relation, key } of tenants) {
    const name = place(schema, relation);
    if (name !== null) groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  const setting = settingOfPolicies(inventory.databases.flatMap(({ policies }) => itemsOf(policies)));
  return [...groups].map(([key, tables]) => ({
    scope: codes(tables),
    tenantKey: code(key),
    carrier: setting === null ? null : `setting \`${setting}\``,
    tier: tables.some((table) => regulated.has(table)) ? '0' : '1',
  }));
}

function settingOfPolicies(policies: readonly { readonly using: string | null }[]): string | null {
  const found = new Set(
    policies.flatMap(({ using }) => {
      const name = /current_setting\('([a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)+)'/u.exec(using ?? '')?.[1];
      return name === undefined ? [] : [name];
    }),
  );
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
}
