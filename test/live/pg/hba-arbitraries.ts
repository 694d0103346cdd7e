// Generated pg_hba.conf lines, from well-formed to hostile, and connection attempts that meet them.

import * as fc from 'fast-check';
import { HBA_METHODS, type HbaAttempt } from '../../../src/pg/hba/index.js';

/** A file beside pg_hba.conf that lines name with `@`. */
export const INCLUDED = 'members.txt';

const name = fc.constantFrom(
  'all',
  'replication',
  'sameuser',
  'samerole',
  'r1',
  'r2',
  '+r1',
  'App db',
  'a,b',
  'x#y',
  'we"ird',
  '/^r',
  '@x',
  '',
);
const token = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      'all',
      'replication',
      'sameuser',
      'samerole',
      'r1',
      '+r1',
      '+"r1"',
      '/^r[12]$',
      'r1,r2',
      'r1 ,r2',
      ',r1,',
      `@${INCLUDED}`,
      '@nosuch',
      'r"1"',
      '"all"x',
    ),
  },
  { weight: 2, arbitrary: name.map((text) => `"${text.replaceAll('"', '""')}"`) },
  {
    weight: 1,
    arbitrary: fc.string({
      unit: fc.constantFrom('a', '"', ',', ' ', '#', '@', '+', '/', '\\', '\t', '='),
      maxLength: 6,
    }),
  },
);
const addressToken = fc.constantFrom(
  'all',
  '"all"',
  'samehost',
  'samenet',
  '127.0.0.1/32',
  '127.0.0.0/8',
  '10.1.2.3/0',
  '10.0.0.1',
  '127.1/8',
  '10.0.0.0 255.0.0.0',
  '10.0.0.0 255.0.255.0',
  '::1/128',
  'fe80::1/10',
  '::1 255.0.0.0',
  'localhost',
  '.example.org',
  'host/8',
  '10.0.0.1/33',
  '10.0.0.1/x',
  '1.2.3.4,5.6.7.8',
  '',
);
const methodToken = fc.constantFrom(...HBA_METHODS, 'trust,reject', 'nonsense', '"trust"', '');
const optionToken = fc.constantFrom(
  '',
  '',
  '',
  'map=m',
  'map="a b"',
  'clientcert=verify-ca',
  'clientcert=verify-full',
  'clientcert=1',
  'clientname=DN',
  'ldapserver=x ldapbasedn="dc=x"',
  'ldapserver=x',
  'radiusservers=127.0.0.1 radiussecrets=s',
  'include_realm=0',
  'map',
  'nosuch=1',
  'map=a,map=b',
  '# map=m',
);
const gap = fc.constantFrom(' ', '\t', '  ', ' \\\n ', ' , ');
export const ruleLine: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(
        fc.constantFrom(
          'local',
          'host',
          'host',
          'hostssl',
          'hostnossl',
          'hostnogssenc',
          '"host"',
          'host,local',
          'HOST',
        ),
        token,
        token,
        addressToken,
        methodToken,
        optionToken,
        gap,
      )
      .map(([type, database, user, address, method, option, space]) =>
        [type, database, user, ...(type === 'local' ? [] : [address]), method, option].join(space),
      ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      '# only',
      '  \\',
      'host all all all trust \\',
      `include ${INCLUDED}`,
      'include_if_exists nosuch.conf',
      'include nosuch.conf',
      'include a b',
      '\\',
      'local all all trust\r',
      'host all all all trust \\\\\n',
    ),
  },
);
export const plainRule: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('local', 'host', 'host', 'host', 'hostssl', 'hostnossl', 'hostnogssenc'),
    fc.constantFrom(
      'all',
      'all',
      '"all"',
      'replication',
      '"replication"',
      'sameuser',
      'samerole',
      'r1',
      '"App db",r1',
      '/^r[12]$',
      '/p d',
      '"/^r"',
      '"+r1"',
    ),
    fc.constantFrom(
      'all',
      'all',
      '"all"',
      'r1',
      'r2,r3',
      '+r1',
      '+r2',
      '+su',
      '+"r1"',
      '"+r1"',
      '/^r[[:digit:]]$',
      '+nosuch',
      'su',
      '"nosuch"',
    ),
    fc.constantFrom(
      'all',
      '127.0.0.0/8',
      '127.0.0.1/32',
      '127.0.0.0/30',
      '127.0.1.0/24',
      'samehost',
      'samenet',
      '127.0.0.2 255.0.0.255',
      '0.0.0.0/0',
      '::/0',
    ),
    fc.constantFrom('trust', 'reject', 'password', 'scram-sha-256'),
  )
  .map(([type, database, user, address, method]) =>
    [type, database, user, ...(type === 'local' ? [] : [address]), method].join(' '),
  );
export const anAttempt: fc.Arbitrary<HbaAttempt> = fc
  .record({
    type: fc.constantFrom('local', 'tcp', 'tcp', 'tcp'),
    tls: fc.boolean(),
    database: fc.constantFrom('r1', 'r2', 'r3', 'App db', 'all', 'replication', 'postgres', '+r1', '/^r'),
    user: fc.constantFrom('r1', 'r2', 'r3', 'su', 'nosuch', 'all', '+r1'),
    replication: fc.constantFrom<HbaAttempt['replication']>(false, false, 'physical', 'logical'),
    address: fc.constantFrom('127.0.0.1', '127.0.0.2', '127.0.1.5', '127.9.9.2'),
  })
  .map(({ type, tls, address, ...rest }): HbaAttempt =>
    type === 'local' ? { type: 'local', ...rest } : { type: 'tcp', tls, address, ...rest },
  );
