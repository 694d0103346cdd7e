import { expect, test } from 'vitest';
import { objectRef, PUBLIC, roleGrantee, type Privilege } from '../../pg/index.js';
import { sql } from '../../sql/sql.js';
import type { PrivilegeFact } from '../../demand/model.js';
import { aclStatements } from './render.js';
import { aclState, type AclState, type Grant } from './state.js';
import { aclMoves } from './transition.js';
import { wantedAcl } from './wanted.js';

const COLUMNS = ['id', 'name', 'ssn'];

function grant(grantor: string, grantee: string, options: Partial<Grant> = {}): Grant {
  return { grantor, grantee: roleGrantee(grantee), privilege: 'SELECT', grantable: false, column: null, ...options };
}

function absent(grantee: string, column: string | null, privilege: Privilege = 'SELECT'): PrivilegeFact {
  const object =
    column === null ? objectRef('table', ['app', 'docs'], 'db') : objectRef('column', ['app', 'docs', column], 'db');
  return { kind: 'privilege', object, grantee: roleGrantee(grantee), privilege, present: false, grantable: false };
}

function moves(acl: AclState, facts: readonly PrivilegeFact[]): readonly string[] {
  const item = { ref: objectRef('table', ['app', 'docs'], 'db'), owner: 'o', acl, name: sql`t`, follows: null };
  return aclMoves(acl, wantedAcl(item, facts, COLUMNS)).flatMap((move) =>
    aclStatements(move.forward, sql`TABLE t`).map((each) => `${move.grantor}: ${each.sql.text}`),
  );
}

test('a column REVOKE under a table grant would be void: the other columns are granted instead', () => {
  expect(moves(aclState([grant('o', 'a')]), [absent('a', 'ssn')])).toEqual([
    'o: REVOKE SELECT ON TABLE t FROM "a"',
    'o: GRANT SELECT ("id", "name") ON TABLE t TO "a"',
  ]);
});

test('a table REVOKE strikes column grants of the same grantor: those that stay are granted again', () => {
  const acl = aclState([grant('o', 'a'), grant('o', 'a', { column: 'id' })]);
  expect(moves(acl, [absent('a', null)])).toEqual([
    'o: REVOKE SELECT ON TABLE t FROM "a"',
    'o: GRANT SELECT ("id") ON TABLE t TO "a"',
  ]);
});

test('each grantor revokes his own grant', () => {
  const acl = aclState([grant('o', 'b', { grantable: true }), grant('o', 'a'), grant('b', 'a')]);
  expect(moves(acl, [absent('a', null)])).toEqual([
    'b: REVOKE SELECT ON TABLE t FROM "a"',
    'o: REVOKE SELECT ON TABLE t FROM "a"',
  ]);
});

test('who loses only his grantor keeps the privilege, from the owner', () => {
  const acl = aclState([grant('o', 'b', { grantable: true }), grant('b', 'c', { grantable: true }), grant('c', 'd')]);
  expect(moves(acl, [absent('b', null)]).toSorted()).toEqual([
    'b: REVOKE SELECT ON TABLE t FROM "c"',
    'o: GRANT SELECT ON TABLE t TO "c" WITH GRANT OPTION',
    'o: REVOKE SELECT ON TABLE t FROM "b"',
  ]);
});

test('PUBLIC is not the role "PUBLIC"', () => {
  const acl = aclState([grant('o', 'PUBLIC'), { ...grant('o', 'x'), grantee: PUBLIC }]);
  expect(moves(acl, [{ ...absent('x', null), grantee: PUBLIC }])).toEqual(['o: REVOKE SELECT ON TABLE t FROM PUBLIC']);
});

test('the way back is the way there, reversed', () => {
  const acl = aclState([grant('o', 'a', { grantable: true })]);
  const item = { ref: objectRef('table', ['app', 'docs'], 'db'), owner: 'o', acl, name: sql`t`, follows: null };
  const [move] = aclMoves(acl, wantedAcl(item, [absent('a', 'ssn')], COLUMNS));
  expect(aclStatements(move?.backward ?? [], sql`TABLE t`).map((each) => each.sql.text)).toEqual([
    'REVOKE SELECT ("id", "name") ON TABLE t FROM "a"',
    'GRANT SELECT ON TABLE t TO "a" WITH GRANT OPTION',
  ]);
});
