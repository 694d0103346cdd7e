// Functions and views that pass a literal key to a pgcrypto function.
// https://www.postgresql.org/docs/current/pgcrypto.html

import { scopeOf } from '../scope.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'encryption/key-in-code',
  title: 'An encryption key stands in a function or view',
  severity: 'high',
  confidence: 'medium',
  threats: ['credential-theft', 'restricted-data-disclosure'],
  references: ['https://www.postgresql.org/docs/current/pgcrypto.html'],
  needs: ['routines', 'relations'],
  doc: {
    what: 'Functions and views that pass a literal key to a pgcrypto function.',
    why: 'Everybody may read function bodies and view definitions, and every dump holds the key beside the data.',
    fix: 'Take the key from the session or the application; keep it in the key store.',
  },
  examples: [
    {
      title: 'a literal key',
      sql: `CREATE FUNCTION show(bytea) RETURNS text LANGUAGE plpgsql AS $f$ BEGIN RETURN pgp_sym_decrypt($1, 'correct horse'); END $f$`,
      expect: ['routine:public.show(bytea)'],
    },
    {
      title: 'the key is a parameter',
      sql: `CREATE FUNCTION show(bytea, text) RETURNS text LANGUAGE plpgsql AS $f$ BEGIN RETURN pgp_sym_decrypt($1, $2); END $f$`,
      expect: [],
    },
  ],
  check: ({ inventory }) => {
    const scope = scopeOf(inventory);
    const detail = 'A pgcrypto function gets a literal as key.';
    return [
      ...scope.routines
        .filter(({ item }) => LITERAL_KEY.test(item.body))
        .map(({ object }) => ({ subject: object, detail })),
      ...scope.relations
        .filter(({ item }) => LITERAL_KEY.test(item.definition ?? ''))
        .map(({ object }) => ({ subject: object, detail })),
    ];
  },
});

/** The key is the second argument; hmac() counts, since whoever knows its key can forge. */
const LITERAL_KEY =
  /\b(?:pgp_sym_(?:en|de)crypt(?:_bytea)?|(?:en|de)crypt(?:_iv)?|hmac)\s*\([^;,]{1,300},\s*E?'(?!'|(?:aes|bf|sha\d*|md5)')/iu;
