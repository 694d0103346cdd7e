import { describe, expect, it } from 'vitest';
import { bindDocuments, type Sections } from '../../../test/support/intent.js';
import { inventoryOf, type InventorySketch } from '../../../test/support/inventory.js';
import { capabilitiesOf } from '../../substrate/index.js';
import { designControls, type Design } from '../design.js';

const ID = 'credentials/short-lived';

function designOn(substrate: string, authentication: string, sketch: InventorySketch = {}): Design {
  const documents: Sections = {
    'Threat Model': [
      'ID | Threat | Kind | Severity',
      'T1 | stolen | credential-theft | high',
      'T2 | too much | excess-privilege | high',
    ],
    Deployment: ['Cluster | Substrate | Host access', `main | ${substrate} | sql only`],
    'Connection Model': [
      'Login | Actor | Kind | Database | Source | Authentication',
      `\`web\` | api | service | app | 10.0.0.0/8 | ${authentication}`,
    ],
  };
  const roles = [{ name: 'web', login: true }, { name: 'rds_iam' }, { name: 'rds_superuser' }];
  const inventory = inventoryOf({ roles, ...sketch });
  const bound = bindDocuments(documents, inventory);
  return designControls({
    bound,
    inventory,
    databases: inventory.databases.map((each) => each.name),
    blocked: [],
    capabilities: capabilitiesOf(bound.intent, inventory),
  });
}

function memberships(design: Design): readonly string[] {
  return design.controls
    .flatMap((each) => each.demands.map(({ fact }) => ({ fact, id: each.id })))
    .flatMap(({ fact, id }) =>
      fact.kind === 'membership' && fact.role === 'rds_iam' ? [`${id} ${fact.member} ${fact.present}`] : [],
    );
}

function blockedTokens(design: Design): readonly string[] {
  return design.blocked
    .filter((each) => each.demand.includes('token'))
    .map((each) => `${each.reason} | ${each.whoCan}`);
}

describe('a login that the documents let in by IAM', () => {
  it('becomes a member of rds_iam on RDS and Aurora, and a password beside it is said', () => {
    for (const substrate of ['RDS', 'Aurora'])
      expect(memberships(designOn(substrate, 'iam'))).toEqual([`${ID} web true`]);
    const roles = [{ name: 'web', login: true, password: { kind: 'md5' } as const }, { name: 'rds_iam' }];
    const risks = designOn('RDS', 'iam', { roles }).controls.find(({ id }) => id === ID)?.openRisks ?? [];
    expect(risks.map(({ what }) => what)).toEqual(['No token of web was tried', 'web has a password beside its token']);
  });

  it('waits where the role of the platform is not there', () => {
    const design = designOn('RDS', 'iam', { roles: [{ name: 'web', login: true }] });
    expect(memberships(design)).toEqual([]);
    expect(blockedTokens(design).join()).toMatch(
      /rds_iam .* not in this cluster .*iam_database_authentication_enabled/u,
    );
  });

  it('is made by the platform on Cloud SQL and Azure: said as it is said there', () => {
    expect(blockedTokens(designOn('Cloud SQL', 'iam')).join()).toMatch(
      /google_sql_user.*"web".*CLOUD_IAM.*cloudsql\.iam_authentication/u,
    );
    expect(blockedTokens(designOn('Azure Flexible Server', 'iam')).join()).toMatch(
      /pgaadauth_create_principal\('web', false, false\).*Entra administrator/u,
    );
  });

  it('cannot come in so on a platform without, and is told what can be done instead', () => {
    for (const substrate of ['self-managed', 'CloudNativePG'])
      expect(blockedTokens(designOn(substrate, 'iam')).join()).toMatch(/no identity service.*cert.*oauth/u);
  });
});

describe('a login by password', () => {
  it('is told that the platform offers tokens, and nothing is demanded', () => {
    const design = designOn('RDS', 'scram-sha-256');
    expect(memberships(design)).toEqual([]);
    expect(design.notes.map(({ title }) => title)).toContain('The platform offers logins by token');
    expect(designOn('self-managed', 'scram-sha-256').notes.map(({ title }) => title)).not.toContain(
      'The platform offers logins by token',
    );
  });

  it('leaves rds_iam only where the documents say password', () => {
    const sketch = (): InventorySketch => ({ memberships: [{ role: 'rds_iam', member: 'web' }] });
    expect(memberships(designOn('RDS', 'scram-sha-256', sketch()))).toEqual(['roles/memberships web false']);
    expect(memberships(designOn('RDS', '', sketch()))).toEqual([]);
    expect(memberships(designOn('RDS', 'iam', sketch()))).toEqual([`${ID} web true`]);
  });
});
