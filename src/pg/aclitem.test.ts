import { describe, expect, it } from 'vitest';
import { parseAcl, parseAclItem } from './aclitem.js';
import { parseArrayText } from './array-text.js';

const role = (name: string) => ({ kind: 'role', name });

function granteeOf(text: string): unknown {
  const parsed = parseAclItem(text);
  return parsed.ok ? parsed.value[0]?.grantee : parsed.error;
}

describe('parseAclItem', () => {
  it('reads letters, grant options and the grantor', () => {
    expect(parseAclItem('anna=ar*w/otto')).toEqual({
      ok: true,
      value: [
        { grantee: role('anna'), grantor: 'otto', privilege: 'INSERT', grantable: false },
        { grantee: role('anna'), grantor: 'otto', privilege: 'SELECT', grantable: true },
        { grantee: role('anna'), grantor: 'otto', privilege: 'UPDATE', grantable: false },
      ],
    });
  });

  it('tells PUBLIC from a role called PUBLIC', () => {
    expect(granteeOf('=r/otto')).toEqual({ kind: 'public' });
    expect(granteeOf('PUBLIC=r/otto')).toEqual(role('PUBLIC'));
  });

  it.each([
    ['"a=b"', 'a=b'],
    ['"a/b"', 'a/b'],
    ['"say ""hi"""', 'say "hi"'],
    ['""""', '"'],
    ['"new\nline"', 'new\nline'],
    ['"=r/otto,x"', '=r/otto,x'],
    ['"ärger"', 'ärger'],
    ['ärger', 'ärger'],
  ])('reads the grantee %s', (written, name) => {
    expect(parseAclItem(`${written}=X/"gr/an=tor"`)).toEqual({
      ok: true,
      value: [{ grantee: role(name), grantor: 'gr/an=tor', privilege: 'EXECUTE', grantable: false }],
    });
  });

  it('finds the slash behind a quoted grantee that holds one', () => {
    expect(parseAclItem('"a=r/b"=w*/c')).toEqual({
      ok: true,
      value: [{ grantee: role('a=r/b'), grantor: 'c', privilege: 'UPDATE', grantable: true }],
    });
  });

  it.each(['', 'anna', 'anna=r', 'anna=Q/otto', '"anna=r/otto'])('refuses %j', (text) => {
    expect(parseAclItem(text).ok).toBe(false);
  });
});

describe('parseAcl', () => {
  it('reads an array whose elements are quoted once more', () => {
    const parsed = parseAcl('{=c/postgres,"\\"; drop table x; --\\"=c*/postgres"}');
    expect(parsed.ok && parsed.value.map((item) => [item.grantee, item.privilege, item.grantable])).toEqual([
      [{ kind: 'public' }, 'CONNECT', false],
      [role('; drop table x; --'), 'CONNECT', true],
    ]);
  });

  it('gives an empty list for an empty array', () => {
    expect(parseAcl('{}')).toEqual({ ok: true, value: [] });
  });

  it('sorts, whatever order the grants were made in', () => {
    expect(parseAcl('{b=r/o,a=w/o,=r/o}')).toEqual(parseAcl('{=r/o,a=w/o,b=r/o}'));
  });
});

describe('parseArrayText', () => {
  it.each([
    ['{a,b}', ['a', 'b']],
    ['{NULL,"NULL"}', [null, 'NULL']],
    ['{"a,b","c\\"d","e\\\\f","{"}', ['a,b', 'c"d', 'e\\f', '{']],
    ['{{a,"b c"},{NULL,d}}', ['a', 'b c', null, 'd']],
    ['[0:1]={a,b}', ['a', 'b']],
    ['{""}', ['']],
  ])('reads %s', (text, elements) => {
    expect(parseArrayText(text)).toEqual({ ok: true, value: elements });
  });

  it.each(['{"a', '{{a}', '{a"}}'])('refuses %s', (text) => {
    expect(parseArrayText(text).ok).toBe(false);
  });
});
