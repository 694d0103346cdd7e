// Privileges, the letters that aclitem writes for them, and which kinds know which.
// https://www.postgresql.org/docs/current/ddl-priv.html (tables 5.1 and 5.2)

import type { ObjectKind } from './object.js';

export const PRIVILEGES = [
  'SELECT',
  'INSERT',
  'UPDATE',
  'DELETE',
  'TRUNCATE',
  'REFERENCES',
  'TRIGGER',
  'MAINTAIN',
  'EXECUTE',
  'USAGE',
  'CREATE',
  'CONNECT',
  'TEMPORARY',
  'SET',
  'ALTER SYSTEM',
] as const;
export type Privilege = (typeof PRIVILEGES)[number];

export const PRIVILEGE_LETTERS: { readonly [letter: string]: Privilege } = {
  r: 'SELECT',
  a: 'INSERT',
  w: 'UPDATE',
  d: 'DELETE',
  D: 'TRUNCATE',
  x: 'REFERENCES',
  t: 'TRIGGER',
  m: 'MAINTAIN',
  X: 'EXECUTE',
  U: 'USAGE',
  C: 'CREATE',
  c: 'CONNECT',
  T: 'TEMPORARY',
  s: 'SET',
  A: 'ALTER SYSTEM',
};

export function isPrivilege(word: string): word is Privilege {
  return PRIVILEGES.some((privilege) => privilege === word);
}

const TABLE: readonly Privilege[] = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'];

/** All privileges of a kind on the given major; empty for kinds without an ACL. */
export function privilegesOf(kind: ObjectKind, major: number): readonly Privilege[] {
  switch (kind) {
    case 'table':
    case 'view':
    case 'materialized-view':
    case 'foreign-table':
      return major >= 17 ? [...TABLE, 'MAINTAIN'] : TABLE;
    case 'sequence':
      return ['SELECT', 'UPDATE', 'USAGE'];
    case 'column':
      return ['SELECT', 'INSERT', 'UPDATE', 'REFERENCES'];
    case 'database':
      return ['CREATE', 'CONNECT', 'TEMPORARY'];
    case 'schema':
      return ['CREATE', 'USAGE'];
    case 'routine':
      return ['EXECUTE'];
    case 'language':
    case 'type':
    case 'foreign-data-wrapper':
    case 'foreign-server':
      return ['USAGE'];
    case 'tablespace':
      return ['CREATE'];
    case 'large-object':
      return ['SELECT', 'UPDATE'];
    case 'parameter':
      return major >= 15 ? ['SET', 'ALTER SYSTEM'] : [];
    default:
      return [];
  }
}
