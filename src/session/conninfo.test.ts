import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parseConnectionSource, isConnectionSource } from './conninfo.js';
import type { Machine, MachineFile } from './conninfo-files.js';

interface Given {
  readonly variables?: { readonly [name: string]: string };
  readonly files?: { readonly [path: string]: string | MachineFile };
}

function machine({ variables = {}, files = {} }: Given = {}): Machine {
  return {
    variables,
    home: '/home/anna',
    userName: 'anna',
    exists: (path) => path in files,
    readFile: (path) => {
      const file = files[path];
      return typeof file === 'string' ? { text: file, mode: 0o600 } : file;
    },
  };
}

function target(text: string, given?: Given) {
  const parsed = parseConnectionSource(text, machine(given));
  if (!parsed.ok)
    throw new Error(parsed.error.map((problem) => `${problem.code}: ${problem.what}: ${problem.why}`).join());
  const { password, ...rest } = parsed.value.target;
  return { ...rest, password: password?.reveal() ?? null };
}

function codes(text: string, given?: Given) {
  const parsed = parseConnectionSource(text, machine(given));
  return parsed.ok ? [] : parsed.error.map((problem) => problem.code);
}

describe('isConnectionSource', () => {
  it.each(['postgresql://h/d', 'postgres://', 'host=h dbname=d', ' service = x', ''])('takes %j', (text) => {
    expect(isConnectionSource(text)).toBe(true);
  });
  it.each(['inventory.json', './dump', '/srv/a=b', 'color=red', 'mysql://h/d'])('leaves %j to others', (text) => {
    expect(isConnectionSource(text)).toBe(false);
  });
});

describe('connection URIs', () => {
  it('reads every part, percent-decoded', () => {
    expect(
      target('postgresql://us%40er:p%3Aw%2F@db.example:6432/my%20db?application_name=x%26y&connect_timeout=3'),
    ).toEqual({
      host: 'db.example',
      port: 6432,
      database: 'my db',
      user: 'us@er',
      password: 'p:w/',
      tls: { mode: 'prefer', authority: null },
      applicationName: 'x&y',
      connectTimeoutMs: 3000,
    });
  });

  it('takes the first of several hosts, IPv6, and sockets', () => {
    expect(target('postgres://a:1,b:2/d')).toMatchObject({ host: 'a', port: 1 });
    expect(target('postgres://[::1]:7/d')).toMatchObject({ host: '::1', port: 7 });
    expect(target('postgres://%2Fvar%2Frun/d')).toMatchObject({ host: '/var/run', port: 5432 });
    expect(target('postgres:///d?host=/tmp&port=9')).toMatchObject({ host: '/tmp', port: 9, database: 'd' });
  });

  it('falls back to the operating-system user, the user’s database and localhost', () => {
    expect(target('postgresql://')).toMatchObject({
      host: 'localhost',
      user: 'anna',
      database: 'anna',
      password: null,
    });
    expect(target('', { files: { '/tmp/.s.PGSQL.5432': '' } })).toMatchObject({ host: '/tmp' });
  });
});

describe('keyword/value pairs', () => {
  it('reads quotes, escapes and spaces', () => {
    expect(
      target("host = h dbname='my \\'db\\'' user=a\\ b password='' options='-c a.b=c\\\\ d --work-mem=1MB'"),
    ).toMatchObject({
      database: "my 'db'",
      user: 'a b',
      password: '',
      settings: { 'a.b': 'c d', work_mem: '1MB' },
    });
  });

  it.each([
    ['host', 'connection-string'],
    ["host='h", 'connection-string'],
    ['colour=red', 'connection-string'],
    ['port=0', 'port'],
    ['port=x sslmode=always', 'port,sslmode'],
    ['options=nonsense', 'options'],
    ['channel_binding=require', 'unsupported-parameter'],
    ['service=gone', 'service'],
  ])('refuses %s', (text, code) => {
    expect(codes(text).join()).toBe(code);
  });
});

describe('where values come from', () => {
  const files = {
    '/home/anna/.pg_service.conf': '# x\n[other]\nhost=no\n[prod]\nhost=svc\nport=7\nuser=svcuser\n[more]\nhost=no\n',
  };

  it('the string beats the service, the service beats the environment', () => {
    const variables = { PGSERVICE: 'prod', PGHOST: 'env', PGUSER: 'envuser', PGDATABASE: 'envdb', PGPASSWORD: 'envpw' };
    expect(target('user=said', { variables, files })).toMatchObject({
      host: 'svc',
      port: 7,
      user: 'said',
      database: 'envdb',
      password: 'envpw',
    });
  });

  it('a password file is matched field by field, first line first', () => {
    const pgpass = '# h:1:d:u:no\nother:*:*:*:no\nh:5432:d\\:1:*:pass\\:word\\\\\n*:*:*:*:last\n';
    const given = { files: { '/home/anna/.pgpass': pgpass } };
    expect(target('host=h dbname=d:1', given).password).toBe('pass:word\\');
    expect(target('host=x', given).password).toBe('last');
    expect(target('host=/tmp', { files: { '/home/anna/.pgpass': 'localhost:*:*:*:sock' } }).password).toBe('sock');
    expect(target('passfile=/p', { files: { '/p': '*:*:*:*:own' } }).password).toBe('own');
  });

  it('a password file that others may read is ignored, and said', () => {
    const parsed = parseConnectionSource(
      'host=h',
      machine({ files: { '/home/anna/.pgpass': { text: '*:*:*:*:x', mode: 0o640 } } }),
    );
    expect(parsed.ok && parsed.value.target.password).toBe(null);
    expect(parsed.ok && parsed.value.warnings.map((warning) => warning.code)).toEqual(['password-file']);
  });
});

describe('TLS', () => {
  const files = { '/ca.pem': 'CA', '/home/anna/.postgresql/root.crt': 'HOME' };
  it.each([
    ['', {}, { mode: 'prefer', authority: null }],
    ['sslmode=disable', {}, { mode: 'disable', authority: null }],
    ['sslmode=require', {}, { mode: 'require', authority: null }],
    ['sslmode=require', { files }, { mode: 'verify-ca', authority: 'HOME' }],
    ['sslmode=verify-full sslrootcert=/ca.pem', { files }, { mode: 'verify-full', authority: 'CA' }],
    ['sslmode=verify-full', { files }, { mode: 'verify-full', authority: 'HOME' }],
    ['sslrootcert=system', {}, { mode: 'verify-full', authority: null }],
    [
      'sslmode=require ssl_min_protocol_version=tlsv1.3',
      {},
      { mode: 'require', authority: null, minVersion: 'TLSv1.3' },
    ],
  ])('%s', (text, given, tls) => {
    expect(target(`host=h ${text}`, given).tls).toEqual(tls);
  });

  it('verifies the name although it connects to the address', () => {
    const parsed = target('host=db.example hostaddr=10.0.0.1 sslmode=verify-full sslrootcert=/ca.pem', { files });
    expect(parsed).toMatchObject({ host: '10.0.0.1', tls: { serverName: 'db.example' } });
  });

  it.each([
    ['sslmode=verify-full', 'sslrootcert'],
    ['sslrootcert=/missing', 'sslrootcert'],
    ['sslcert=/missing', 'sslcert'],
  ])('refuses %s without the file', (text, code) => {
    expect(codes(`host=h ${text}`)).toEqual([code]);
  });

  it('refuses a client key that others may read', () => {
    const exposed = { '/c': 'C', '/k': { text: 'K', mode: 0o644 } };
    expect(codes('host=h sslcert=/c sslkey=/k', { files: exposed })).toEqual(['sslkey']);
  });
});

it('no message repeats a secret', () => {
  const sources = [
    "host=h password='hunter2",
    'postgres://u:hunter2@[h/d',
    'postgres://u:hunter2@h/d?x=hunter2',
    'password=hunter2 port=0',
  ];
  for (const source of sources) {
    expect(inspect(parseConnectionSource(source, machine()), { depth: 9 })).not.toContain('hunter2');
  }
  expect(inspect(parseConnectionSource('postgres://u:hunter2@h/d', machine()), { depth: 9 })).not.toContain('hunter2');
});
