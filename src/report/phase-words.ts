// What each phase of a plan is for.

import type { Phase } from '../plan/model.js';

export const PHASE_WORDS: { readonly [phase in Phase]: string } = {
  prepare: 'roles, schemas and extensions that the rest needs; nobody notices',
  expand: 'adds what is allowed; cuts nobody off',
  gate: 'the application must have changed before what follows',
  enforce: 'row security, column grants and owners: from here the engine refuses',
  contract: 'takes away what nobody may have',
  connection: 'TLS, passwords and host-based authentication',
  audit: 'what leaves a trace',
};
