// The privilege that an operation of an authorization row needs. One word each: the documents use
// PostgreSQL's own.

import type { Privilege } from '../pg/privilege.js';
import type { Operation } from './model.js';

export const PRIVILEGE_OF: { readonly [O in Operation]: Privilege } = {
  select: 'SELECT',
  insert: 'INSERT',
  update: 'UPDATE',
  delete: 'DELETE',
  truncate: 'TRUNCATE',
  references: 'REFERENCES',
  trigger: 'TRIGGER',
  maintain: 'MAINTAIN',
  execute: 'EXECUTE',
  usage: 'USAGE',
  create: 'CREATE',
  connect: 'CONNECT',
  temporary: 'TEMPORARY',
};
