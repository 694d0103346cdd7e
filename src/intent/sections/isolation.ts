// `## Tenant Isolation Strategy`: what keeps the rows of tenants apart, and how identity gets there.

import type { Carrier } from '../../pg/carrier.js';
import type { Cell, Report } from '../row.js';
import { readCarrier, saysShared } from '../words/carrier.js';
import { saysNone } from '../words/normal.js';
import { locationsOf } from './locations.js';
import { defineSection, type Columns, type SectionReader } from './section.js';
import { nameOf, textOrNone, tierOf } from './values.js';

type Key = 'scope' | 'tenantKey' | 'carrier' | 'tier' | 'failureMode' | 'detection';

const columns: Columns<Key> = {
  scope: {
    header: 'Scope',
    synonyms: ['location', 'table', 'tables', 'applies to', 'resource', 'schema'],
    doc: '`schema.*`, `schema.table`',
    required: true,
  },
  tenantKey: {
    header: 'Tenant key',
    synonyms: ['tenant column', 'tenant id', 'isolation key', 'key', 'key column', 'discriminator', 'tenant id column'],
    doc: 'the column that names the tenant',
    required: true,
  },
  carrier: {
    header: 'Carrier',
    synonyms: ['identity carrier', 'tenant identity', 'mechanism', 'carried by'],
    doc: 'setting app.tenant_id · claim request.jwt.claims -> tenant_id · role · signed setting app.token; … via app.members(user_id -> tenant_id); none, or shared, for rows that all tenants share on purpose',
  },
  tier: { header: 'Tier', synonyms: ['criticality'], doc: '0 to 3' },
  failureMode: {
    header: 'Failure mode',
    synonyms: ['failure', 'on failure', 'fails'],
    doc: 'what happens without a tenant',
  },
  detection: { header: 'Detection', synonyms: ['detected by', 'monitoring', 'alarm'], doc: 'how a failure is noticed' },
};

export const isolation: SectionReader<'isolation', Key> = defineSection({
  kind: 'isolation',
  heading: 'Tenant Isolation Strategy',
  synonyms: [
    'tenant isolation',
    'isolation strategy',
    'multi tenancy',
    'multitenancy',
    'tenancy',
    'tenant isolation model',
    'data isolation',
    'tenant isolation rules',
    'tenant separation',
    'multi tenant isolation',
    'row level security',
    'rls',
    'row level security rls',
    'postgresql rls',
    'postgres rls',
    'supabase rls',
    'database rls',
    'isolation model',
    'isolation rules',
    'isolation mechanism',
    'isolation mechanisms',
    'tenancy model',
    'multi tenancy model',
    'multi tenant model',
    'multi tenant data isolation',
    'user isolation',
    'workspace isolation',
    'organization isolation',
    'tenant data isolation',
    'tenant boundary',
    'tenant scoping',
  ],
  columns,
  read: (row, report) => {
    const scope = row.cell('scope');
    if (scope === undefined) return null;
    const [keyCell, carrierCell] = [row.cell('tenantKey'), row.cell('carrier')];
    const shared = isShared(keyCell, carrierCell);
    const key = shared ? null : nameOf(keyCell);
    return {
      scope: locationsOf(scope, report),
      tenantKey: key === null ? null : (key.split('.').at(-1) ?? key),
      carrier: shared ? null : carrierOf(carrierCell, report),
      shared,
      tier: tierOf(row.cell('tier')),
      failureMode: textOrNone(row.cell('failureMode')),
      detection: textOrNone(row.cell('detection')),
      source: scope.source,
    };
  },
});

/** A key without a carrier is no such statement: there are tenants, and nothing says who is here. */
function isShared(key: Cell | undefined, carrier: Cell | undefined): boolean {
  if (carrier === undefined) return key !== undefined && !saysNone(key.text) && saysShared(key.text);
  const keyless = key === undefined || saysShared(key.text);
  return saysShared(carrier.text) && (keyless || !saysNone(carrier.text));
}

function carrierOf(cell: Cell | undefined, report: Report): Carrier | null {
  if (cell === undefined) return null;
  const carrier = readCarrier(cell.text);
  if (carrier !== null) return carrier;
  report({
    code: 'unknown-carrier',
    severity: 'warning',
    what: `"${cell.text.slice(0, 60)}" is no carrier.`,
    why: 'The policies compare the tenant key with what the carrier holds; prose cannot be compared with.',
    fix: 'Write `setting app.tenant_id`, `claim request.jwt.claims -> tenant_id`, `role` or `signed setting app.token`.',
    source: cell.source,
    length: cell.text.length,
  });
  return null;
}
