// `## Trust Zones`: network ranges, taken over from the platform's own document and never written by us.

import ipaddr from 'ipaddr.js';
import type { Cell, Report } from '../row.js';
import { defineSection, type Columns, type SectionReader } from './section.js';
import { nameOf, namesOf, textOrNone } from './values.js';

type Key = 'zone' | 'ranges' | 'document' | 'owner';

const columns: Columns<Key> = {
  zone: {
    header: 'Zone',
    synonyms: ['trust zone', 'security zone', 'name', 'network zone', 'network', 'segment'],
    doc: 'its name',
    required: true,
  },
  ranges: {
    header: 'Ranges',
    synonyms: [
      'range',
      'cidr',
      'cidrs',
      'ranges (cidr)',
      'cidr range',
      'cidr block',
      'cidr blocks',
      'ip range',
      'ip ranges',
      'address range',
      'addresses',
      'subnets',
      'subnet',
    ],
    doc: 'CIDR ranges',
    required: true,
  },
  document: {
    header: 'Source document',
    synonyms: ['source', 'document', 'defined in'],
    doc: 'where the platform defines it',
  },
  owner: { header: 'Owner', synonyms: ['owned by', 'responsible'], doc: 'who may change it' },
};

export const zones: SectionReader<'zones', Key> = defineSection({
  kind: 'zones',
  heading: 'Trust Zones',
  synonyms: [
    'network zones',
    'zones',
    'network trust zones',
    'network segments',
    'security zones',
    'network segmentation',
    'networks',
    'ip ranges',
  ],
  columns,
  read: (row, report) => {
    const zone = nameOf(row.cell('zone'));
    if (zone === null) return null;
    const cell = row.cell('ranges');
    return {
      zone,
      ranges: namesOf(cell).filter((range) => isRange(range, cell, report)),
      document: textOrNone(row.cell('document')),
      owner: textOrNone(row.cell('owner')),
      source: cell?.source ?? row.source,
    };
  },
});

function isRange(text: string, cell: Cell | undefined, report: Report): boolean {
  if (ipaddr.isValidCIDR(text) || ipaddr.isValid(text)) return true;
  report({
    code: 'unreadable-range',
    severity: 'warning',
    what: `"${text.slice(0, 60)}" is no network range.`,
    why: 'A zone admits connections by address; a name or a range that cannot be read admits nobody.',
    fix: 'Write CIDR ranges such as 10.20.1.0/24, separated by commas.',
    ...(cell === undefined ? {} : { source: cell.source, length: cell.text.length }),
  });
  return false;
}
