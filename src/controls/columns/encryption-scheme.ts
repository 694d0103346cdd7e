// Which of pgcrypto's two ways fits a column: one data key for writer and reader, kept wrapped, or the reader's public
// key for writers that never read. What decides is who may do what by the authorization rows.
// https://www.postgresql.org/docs/current/pgcrypto.html#PGCRYPTO-PGP-ENC-FUNCS

import type { BoundColumn } from '../../intent/bound.js';
import { uniqueSorted } from '../../core/order.js';
import { objectKey } from '../../pg/object.js';
import type { ControlContext } from '../model.js';

export function schemeOf(context: ControlContext, column: BoundColumn): string {
  const { readers, writers } = usersOf(context, column);
  const apart = writers.length > 0 && writers.every((each) => !readers.includes(each));
  return apart ? publicKey(writers, readers) : envelope();
}

/** A new data key wraps nothing but itself: rotating the master key rewrites no row. */
function envelope(): string {
  return [
    'Scheme: symmetric, with envelope keys. A data key of random bytes encrypts the rows (pgp_sym_encrypt($1, $2)); the',
    'master key, which never leaves the store, wraps it; beside each value stands the id of its data key, so that the master key',
    'rotates by wrapping again and the data key by writing new rows with the new one while old rows are rewritten in batches.',
  ].join(' ');
}

function publicKey(writers: readonly string[], readers: readonly string[]): string {
  const who = readers.length === 0 ? 'nobody by the authorization rows' : readers.join(', ');
  return [
    `Scheme: public key, since ${writers.join(', ')} may write it and not read it. The writers hold the public key only`,
    `(pgp_pub_encrypt($1, dearmor($2))), so that a stolen writer opens nothing; the secret key belongs to whoever reads it: ${who}.`,
    'A new pair rotates it: new rows under the new public key, the old secret key is kept until no row needs it.',
  ].join(' ');
}

interface Users {
  readonly readers: readonly string[];
  readonly writers: readonly string[];
}

function usersOf({ bound }: ControlContext, { object }: BoundColumn): Users {
  const [schema = '', relation = ''] = object.path;
  const table = objectKey({ ...object, kind: 'table', path: [schema, relation] });
  const own = bound.grants.filter(
    (grant) => objectKey(grant.object) === objectKey(object) || objectKey(grant.object) === table,
  );
  const having = (...wanted: readonly string[]): readonly string[] =>
    uniqueSorted(
      own.filter((grant) => grant.operations.some((each) => wanted.includes(each))).map((grant) => grant.actor),
    );
  return { readers: having('select'), writers: having('insert', 'update') };
}
