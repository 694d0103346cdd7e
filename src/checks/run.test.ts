import { describe, expect, it } from 'vitest';
import { inventoryOf } from '../../test/support/inventory.js';
import { readSection, unreadable } from '../inventory/index.js';
import { frameworks } from './frameworks/index.js';
import type { CheckDefinition } from './model.js';
import { checks } from './registry.js';
import { assess } from './run.js';

const trust = {
  file: 'pg_hba.conf',
  line: 1,
  type: 'host',
  databases: ['all'],
  users: ['all'],
  address: '0.0.0.0',
  netmask: '0.0.0.0',
  method: 'trust',
  options: [],
  error: null,
};

function checkOf(id: string): CheckDefinition {
  const found = checks.find((check) => check.id === id);
  if (found === undefined) throw new Error(`no check ${id}`);
  return found;
}

describe('assess', () => {
  it('names the threats of the documents by kind, and only those', () => {
    const inventory = inventoryOf({ cluster: { hbaRules: readSection([trust]) } });
    const threats = [
      { id: 'T2', kind: 'unauthorised-network-access' },
      { id: 'T1', kind: 'credential-theft' },
      { id: 'T3', kind: 'repudiation' },
      { id: 'T4', kind: null },
    ] as const;
    const { findings, notAssessed } = assess({ inventory, bound: null }, [checkOf('hba/trust')], { threats });
    expect(findings.map((finding) => finding.threats)).toEqual([['T1', 'T2']]);
    expect(notAssessed).toEqual([]);
  });

  it('never passes what it could not read', () => {
    const inventory = inventoryOf({
      cluster: { hbaRules: unreadable('permission denied for view pg_hba_file_rules') },
    });
    const { findings, notAssessed } = assess({ inventory, bound: null }, checks);
    const needing = checks.filter((check) => check.needs.includes('hbaRules')).map((check) => check.id);
    expect(notAssessed.map((each) => each.check)).toEqual(needing);
    expect(notAssessed[0]?.reason).toBe('hbaRules: permission denied for view pg_hba_file_rules');
    expect(findings.filter((finding) => needing.includes(finding.check))).toEqual([]);
  });

  it('still judges the database that could be read', () => {
    const readable = { database: 'one', tables: [{ name: 'app.t', rowSecurity: { enabled: true, forced: false } }] };
    const hidden = { database: 'two', sections: { relations: unreadable<never>('no CONNECT') } };
    const inventory = inventoryOf({ databases: [readable, hidden] });
    const { findings, notAssessed } = assess({ inventory, bound: null }, [checkOf('rls/not-forced')]);
    expect(findings.map((finding) => finding.subject.path)).toEqual([['app', 't']]);
    expect(notAssessed).toEqual([{ check: 'rls/not-forced', reason: 'relations of two: no CONNECT', partly: true }]);
  });

  it('says what of the roles was hidden only to the checks that look at it', () => {
    const role = { name: 'app', login: true, superuser: true } as const;
    const sketch = inventoryOf({ roles: [role] });
    const { roles } = sketch.cluster;
    const hidden = { ...roles, partial: 'pg_authid is readable by superusers only' };
    const inventory = { ...sketch, cluster: { ...sketch.cluster, roles: hidden } };
    const { findings, notAssessed } = assess({ inventory, bound: null }, checks);
    const looking = checks.filter((check) => check.looksAt?.includes('password-kind') === true);
    expect(notAssessed.map(({ check, partly }) => [check, partly])).toEqual(looking.map(({ id }) => [id, true]));
    expect(findings.map(({ check }) => check)).toContain('roles/superuser-login');
  });

  it('lets a check look only at what it needs', () => {
    const wrong = checks.filter((check) => check.looksAt !== undefined && !check.needs.includes('roles'));
    expect(wrong.map(({ id }) => id)).toEqual([]);
    const blind = checks.filter(
      (check) => /role\.password\b/u.test(check.check.toString()) && check.looksAt === undefined,
    );
    expect(blind.map(({ id }) => id)).toEqual([]);
  });

  it('gives the same bytes whatever the order of the checks', () => {
    const inventory = inventoryOf({ cluster: { hbaRules: readSection([trust]) }, settings: { ssl: 'off' } });
    const forward = assess({ inventory, bound: null }, checks);
    const backward = assess({ inventory, bound: null }, checks.toReversed());
    expect(JSON.stringify(backward)).toBe(JSON.stringify(forward));
  });
});

describe('the registry', () => {
  it('covers every topic of the specification at least twice', () => {
    const thin: string[] = [];
    for (const topic of 'roles memberships grants public ownership hba tls settings rls column-grants encryption audit network'.split(
      ' ',
    )) {
      if (countOf(topic) < 2) thin.push(topic);
    }
    expect(thin).toEqual([]);
  });

  it('has an example that fires and one that stays silent for every check', () => {
    const firing = checks.filter(({ examples }) => examples.some((example) => example.expect.length > 0));
    const silent = checks.filter(({ examples }) => examples.some((example) => example.expect.length === 0));
    expect(firing).toEqual(checks);
    expect(silent).toEqual(checks);
  });

  it('is what the framework mappings point at', () => {
    const known = new Set(checks.map((check) => check.id));
    const named = frameworks.flatMap((framework) => framework.controls.flatMap((control) => control.checks));
    expect(named.filter((id) => !known.has(id))).toEqual([]);
  });
});

function countOf(topic: string): number {
  return checks.filter((check) => check.id.startsWith(`${topic}/`)).length;
}
