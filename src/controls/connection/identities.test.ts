import { describe, expect, it } from 'vitest';
import { bindDocuments, type Sections } from '../../../test/support/intent.js';
import { inventoryOf } from '../../../test/support/inventory.js';
import { readSection } from '../../inventory/index.js';
import { capabilitiesOf } from '../../substrate/index.js';
import { designControls, type Design } from '../design.js';

const COLUMNS = 'Login | Actor | Kind | Database | Source | Authentication | External identity';

function designFor(...rows: readonly string[]): Design {
  const documents: Sections = {
    'Threat Model': ['ID | Threat | Kind | Severity', 'T1 | from anywhere | unauthorised-network-access | high'],
    Deployment: ['Cluster | Substrate | Host access', 'main | self-managed | files'],
    'Connection Model': [COLUMNS, ...rows],
  };
  const roles = [
    { name: 'app', login: true },
    { name: 'postgres', login: true, superuser: true },
  ];
  const old = { file: 'pg_ident.conf', line: 4, map: 'old', systemUser: 'x', databaseUser: 'app', error: null };
  const inventory = inventoryOf({ roles, cluster: { identMaps: readSection([old]) } });
  const bound = bindDocuments(documents, inventory);
  const capabilities = capabilitiesOf(bound.intent, inventory);
  return designControls({ bound, inventory, databases: ['app'], blocked: [], capabilities });
}

const app = (method: string, identity: string): string =>
  `\`app\` | shop | service | app | 10.0.0.0/8 | ${method} | ${identity}`;

/** Maps, the options of the lines, and why there is no map. */
function told(design: Design): readonly string[] {
  const facts = design.controls
    .filter(({ id }) => id === 'connection/default-deny-hba')
    .flatMap(({ demands }) => demands.map(({ fact }) => fact));
  return [
    ...facts.flatMap((fact) => (fact.kind === 'ident-map' ? [`${fact.map}: ${fact.identities.join(' | ')}`] : [])),
    ...facts.flatMap((fact) =>
      fact.kind === 'hba-admit' && fact.options.length > 0
        ? [`${fact.role} ${fact.options.map(({ name, value }) => `${name}=${value}`).join(' ')}`]
        : [],
    ),
    ...design.blocked.flatMap(({ demand, reason }) => (demand.startsWith('a map') ? [reason] : [])),
  ];
}

describe('external identities', () => {
  it.each([
    ['cert', '`web-1`, `web-2`', ['app: web-1 | web-2', 'app map=app']],
    ['cert', '`CN=web,OU=shop`', ['app: CN=web,OU=shop', 'app map=app clientname=DN']],
    ['gss', '`svc@EXAMPLE.COM`', ['app: svc@EXAMPLE.COM', 'app map=app']],
    ['cert', '`/^web-[0-9]+$`', ['app: /^web-[0-9]+$', 'app map=app']],
    ['cert', 'none', []],
    ['cert', '`app`', []],
  ])('%s, %s', (method, identity, expected) => {
    expect(told(designFor(app(method, identity)))).toEqual(expected);
  });

  it.each([
    ['cert', '`/web`', /no \^ and \$/u],
    ['cert', '`/^(web$`', /parentheses/u],
    ['cert', '`CN=web,OU=shop`, `web`', /both are stated/u],
    ['scram-sha-256', '`web`', /own password/u],
  ])('no map: %s, %s', (method, identity, why) => {
    const [reason, ...more] = told(designFor(app(method, identity)));
    expect(reason).toMatch(why);
    expect(more).toEqual([]);
  });

  it('of a superuser include his own name, and never a regular expression', () => {
    const row = (identity: string): string => `\`postgres\` | dba | break-glass | all | local | peer | ${identity}`;
    expect(told(designFor(row('`ann`')))).toEqual(['postgres: ann | postgres', 'postgres map=postgres']);
    expect(told(designFor(row('`/^dba-.*$`')))).toEqual([expect.stringMatching(/nobody stated/u)]);
  });

  it('say what holds where none is stated, and which maps nobody needs', () => {
    const { controls, notes } = designFor(app('cert', 'none'));
    const own = controls.flatMap((control) => control.notes).map(({ title, text }) => `${title}: ${text}`);
    expect(own.join()).toMatch(/No external identity is stated: .*app \(cert\)/u);
    expect(notes.map(({ text }) => text)).toContain('old (pg_ident.conf line 4)');
    const { controls: mapped } = designFor(app('cert', '`web`'));
    const control = mapped.find(({ id }) => id === 'connection/ident-maps');
    expect(control?.notes.map(({ text }) => text)).toEqual(['old (pg_ident.conf line 4)']);
  });
});
