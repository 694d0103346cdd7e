import { describe, expect, it } from 'vitest';
import { memoryReader } from '../config-reader.js';
import { decide, parseHba, renderHba, shadowedRules, type HbaAttempt, type HbaFile } from './index.js';

function read(text: string, major = 18, others: Readonly<Record<string, string>> = {}): HbaFile {
  return parseHba(memoryReader({ '/c/pg_hba.conf': text, ...others }), '/c/pg_hba.conf', { major });
}

const cluster = { isMember: (user: string, role: string) => user === role || (user === 'ann' && role === 'staff') };
const base = { type: 'tcp', tls: true, database: 'app', user: 'ann', replication: false, address: '10.0.0.1' } as const;

function decidedLine(text: string, change: Partial<typeof base> | HbaAttempt = {}): string {
  const attempt: HbaAttempt = 'type' in change && change.type === 'local' ? change : { ...base, ...change };
  const decision = decide(read(text).rules, attempt, cluster);
  return decision.kind === 'implicit-reject' ? 'none' : `${decision.kind} ${decision.rule.line}`;
}

describe('decide', () => {
  it.each([
    ['host all all all trust\nhost all all all reject', 'rule 1'],
    ['hostnossl all all all trust\nhostssl all all all cert', 'rule 2'],
    ['host all +staff all trust', 'rule 1'],
    ['host all "+staff" all trust', 'none'],
    ['host "all" all all trust', 'none'],
    ['host samerole all all trust', 'none'],
    ['host all all 10.0.0.0/8 trust', 'rule 1'],
    ['host all all ::ffff:10.0.0.0/104 trust', 'none'],
    ['host all /^a.n$ all trust', 'rule 1'],
    ['host all /\\mann all trust', 'undecided 1'],
    ['host other all db.example.org trust\nhost all all db.example.org trust', 'undecided 2'],
    ['host all all samenet trust', 'undecided 1'],
    ['', 'none'],
  ])('%j', (text, expected) => {
    expect(decidedLine(text)).toBe(expected);
  });

  it('keeps physical replication apart from databases', () => {
    const physical: HbaAttempt = { ...base, replication: 'physical' };
    const text = 'host all all all trust\nhost replication all all trust';
    expect(decide(read(text).rules, physical, cluster)).toMatchObject({ rule: { line: 2 } });
    expect(decide(read(text).rules, { ...base, replication: 'logical' }, cluster)).toMatchObject({ rule: { line: 1 } });
  });

  it('judges host names when they are given', () => {
    const { rules } = read('host all all .Example.org trust');
    expect(decide(rules, { ...base, hostNames: ['db.example.ORG'] }, cluster).kind).toBe('rule');
    expect(decide(rules, { ...base, hostNames: ['.example.org'] }, cluster).kind).toBe('implicit-reject');
    expect(decide(rules, { ...base, hostNames: [] }, cluster).kind).toBe('implicit-reject');
  });
});

describe('shadowedRules', () => {
  it.each([
    ['host all all all reject\nhost app ann 10.0.0.1/32 trust', ['2<1']],
    ['host all all 10.0.0.0/8 md5\nhost all all 10.1.0.0/16 md5', ['2<1']],
    ['host all all 10.1.0.0/16 md5\nhost all all 10.0.0.0/8 md5', []],
    ['host all all 0.0.0.0/0 md5\nhost all all ::/0 md5', []],
    ['host all all all md5\nhost replication all all md5', []],
    ['host all,replication all all md5\nhost replication all all md5', ['2<1']],
    ['hostssl all all all md5\nhost all all all md5', []],
    ['host all all all md5\nhostnossl all all all md5\nlocal all all md5', ['2<1']],
    ['hostnogssenc all all all md5\nhostssl all all all md5', ['2<1']],
    ['host all +staff all md5\nhost all ann all md5', []],
    ['host all /^a all md5\nhost all /^a all md5\nhost all ann all md5', ['2<1']],
    ['host all all samehost md5\nhost all all samenet md5', []],
    ['host all all samenet md5\nhost all all samehost md5', ['2<1']],
    ['host app,web ann,bob all md5\nhost app bob all md5\nhost app,x bob all md5', ['2<1']],
  ])('%j', (text, expected) => {
    expect(shadowedRules(read(text).rules).map(({ rule, by }) => `${rule.line}<${by.line}`)).toEqual(expected);
  });
});

describe('renderHba', () => {
  it('quotes what would mean something else', () => {
    const { rules } = read(
      'host "all","a b",x,"say ""hi""" "+r",+"a b","all",all "samenet" ldap ldapserver=h "ldapbasedn=dc=x, dc=y"',
    );
    expect(renderHba(rules, 18)).toEqual({
      ok: true,
      value:
        'host "all","a b",x,"say ""hi""" "+r",+"a b","all",all "samenet" ldap ldapserver=h "ldapbasedn=dc=x, dc=y"\n',
    });
  });

  it.each([
    [{ kind: 'name', name: '/x' }, 18],
    [{ kind: 'regex', pattern: 'x' }, 15],
    [{ kind: 'name', name: 'a\nb' }, 18],
    [{ kind: 'name', name: '' }, 18],
  ] as const)('refuses what the file cannot say: %j', (database, major) => {
    const rule = {
      type: 'local',
      databases: [database],
      users: [],
      address: null,
      method: 'peer',
      options: [],
    } as const;
    const rendered = renderHba([{ ...rule, users: [{ kind: 'all' }] }], major);
    expect(rendered).toMatchObject({ ok: false, error: [{ code: 'hba-unsayable' }] });
    expect(renderHba([rule], 15)).toMatchObject({ ok: false });
  });

  it('says a leading slash as a plain name before 16', () => {
    const { rules } = read('local /x all peer', 15);
    expect(renderHba(rules, 15)).toEqual({ ok: true, value: 'local /x all peer\n' });
  });
});

describe('parseHba', () => {
  it('follows includes in order and keeps where each rule stands', () => {
    const file = read('include_dir conf.d\nlocal all @users trust', 18, {
      '/c/conf.d/b.conf': 'local b all trust',
      '/c/conf.d/a.conf': '\n\nlocal a \\\n all trust',
      '/c/conf.d/.c.conf': 'nonsense',
      '/c/conf.d/readme': 'nonsense',
      '/c/users': 'ann # x\n"+bob"',
    });
    expect(file.errors).toEqual([]);
    expect(file.rules.map((rule) => `${rule.file}:${rule.line}`)).toEqual([
      '/c/conf.d/a.conf:3',
      '/c/conf.d/b.conf:1',
      '/c/pg_hba.conf:2',
    ]);
    expect(file.rules[2]?.users).toEqual([
      { kind: 'name', name: 'ann' },
      { kind: 'name', name: '+bob' },
    ]);
  });

  it('does not follow includes before 16, nor a file that includes itself for ever', () => {
    expect(read('include x', 15)).toMatchObject({ loadable: false, errors: [{ line: 1 }] });
    expect(read('include pg_hba.conf', 16).errors[0]?.message).toContain('maximum nesting depth');
    expect(read('local all @pg_hba.conf trust', 14).loadable).toBe(false);
  });

  it('collects every error, and one makes the file unloadable', () => {
    const file = read('host all all all trust\nhost all\nhost all all 10.0.0.1 trust\nlocal all all cert');
    expect(file.rules).toHaveLength(1);
    expect(file.errors.map((error) => error.line)).toEqual([2, 3, 4]);
    expect(file.loadable).toBe(false);
  });
});
