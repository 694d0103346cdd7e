import { describe, expect, it } from 'vitest';
import { bindDocuments, type Sections } from '../../../test/support/intent.js';
import { inventoryOf } from '../../../test/support/inventory.js';
import { readSection } from '../../inventory/index.js';
import type { Gap } from '../model.js';
import { check } from './listen-addresses.js';

const ENDPOINT = 'Endpoint | Zone | Allowed sources | Public';
const AT_ADDRESS: Sections = { 'Network Exposure': [ENDPOINT, '10.0.3.5:5432 | data | app | no'] };
const AT_NAME: Sections = { 'Network Exposure': [ENDPOINT, 'db.example:5432 | data | app | no'] };
const ZONE: Sections = { 'Trust Zones': ['Zone | Ranges | Source document | Owner', 'data | 10.0.0.0/16 | p | p'] };
const LOCAL: Sections = {
  'Connection Model': [
    'Login | Actor | Kind | Database | Source | Authentication',
    'app | shop | service | app | local | peer',
  ],
};

function gapsOf(value: string, documents: Sections, source = 'configuration file'): readonly Gap[] {
  const setting = { name: 'listen_addresses', value, unit: null, source, sourceFile: null, context: 'postmaster' };
  const settings = readSection([{ ...setting, bootValue: 'localhost', pendingRestart: false }]);
  const inventory = inventoryOf({ cluster: { settings } });
  return check.check({ inventory, bound: bindDocuments(documents, inventory) });
}

describe('listening beyond what is stated', () => {
  it.each([
    ['*', AT_ADDRESS, 1],
    ['10.0.3.5, 0.0.0.0', AT_ADDRESS, 1],
    ['::', AT_ADDRESS, 1],
    ['localhost, 10.0.3.6', AT_ADDRESS, 1],
    ['localhost, 127.0.0.9, ::1, 10.0.3.5', AT_ADDRESS, 0],
    ['db.example', AT_ADDRESS, 0],
    ['', AT_ADDRESS, 0],
    ['*', AT_NAME, 1],
    ['10.9.0.1', AT_NAME, 0],
    ['10.9.0.1', { ...AT_NAME, ...ZONE }, 1],
    ['10.0.3.5', { ...AT_NAME, ...ZONE }, 0],
    ['10.0.3.5', LOCAL, 1],
    ['localhost', LOCAL, 0],
    ['*', ZONE, 0],
    ['*', { ...AT_ADDRESS, Deployment: ['Cluster | Substrate', 'main | rds'] }, 0],
  ])('%s', (value, documents, count) => {
    expect(gapsOf(value, documents)).toHaveLength(count);
  });

  it('is doubtful where the host may have that one address alone', () => {
    expect(gapsOf('*', AT_NAME)[0]?.confidence).toBe('low');
    expect(gapsOf('*', AT_ADDRESS)[0]?.confidence).toBeUndefined();
  });

  it('asks for the stated addresses, from the command line by those who start the server', () => {
    expect(gapsOf('*', AT_ADDRESS)[0]?.remedy?.[0]?.fact).toMatchObject({ value: 'localhost, 10.0.3.5' });
    const [gap] = gapsOf('*', AT_ADDRESS, 'command line');
    expect(gap?.remedy).toBeUndefined();
    expect(gap?.fix).toMatch(/neither postgresql\.conf nor ALTER SYSTEM.*localhost, 10\.0\.3\.5/u);
  });
});
