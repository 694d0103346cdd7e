import { expect, it } from 'vitest';
import { MASKED } from '../../inventory/index.js';
import { readOtherBuilds } from './other-build.js';

const text = `local all all peer
host shop anna 10.0.0.0/8 ldap ldapserver=ldap.example ldapbasedn="dc=shop" ldapbindpasswd=hunter2
host all +staff samenet gss include_realm=0
host all all 10.1.0.0/16 scram
`;
const nothing = { type: null, databases: [], users: [], address: null, netmask: null, method: null, options: [] };
const refused = (line: number, error: string) => ({ file: 'etc/pg_hba.conf', line, ...nothing, error });

it('a line that only this build refuses is read, and a wrong one stays refused', () => {
  const rules = [
    refused(2, 'invalid authentication method "ldap": not supported by this build'),
    refused(3, 'invalid authentication method "gss": not supported by this build'),
    refused(4, 'invalid authentication method "scram"'),
  ];
  const [ldap, gss, wrong] = readOtherBuilds(rules, { path: 'etc/pg_hba.conf', text }, 18);
  expect(ldap).toMatchObject({
    line: 2,
    type: 'host',
    databases: ['shop'],
    users: ['anna'],
    address: '10.0.0.0',
    netmask: '255.0.0.0',
    method: 'ldap',
    options: ['ldapserver=ldap.example', 'ldapbasedn=dc=shop', `ldapbindpasswd=${MASKED}`],
    error: null,
  });
  expect(gss).toMatchObject({ users: ['+staff'], address: 'samenet', netmask: null, method: 'gss', error: null });
  expect(wrong).toEqual(rules[2]);
});
