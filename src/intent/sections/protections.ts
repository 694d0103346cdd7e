// `## Data Protection Rules`: what protects a column beyond the grants of its table, and who holds the key.

import { PROTECTIONS } from '../model.js';
import type { ProtectionKind } from '../model.js';
import type { Cell, Report } from '../row.js';
import { PROTECTION_WORDS } from '../words/lists.js';
import { readText } from '../words/vocabulary.js';
import { locationsOf } from './locations.js';
import { defineSection, type Columns, type SectionReader } from './section.js';
import { namesOf, textOrNone } from './values.js';

type Key = 'location' | 'protection' | 'keyCustody' | 'readableBy';

const columns: Columns<Key> = {
  location: {
    header: 'Location',
    synonyms: [
      'column',
      'columns',
      'where',
      'data',
      'data type',
      'data element',
      'field',
      'fields',
      'asset',
      'table',
      'encrypted value',
      'encrypted application value',
      'encrypted data',
      'encrypted field',
      'encrypted column',
      'masked field',
      'masked data',
    ],
    doc: '`schema.table.column`; a cluster for TDE',
    required: true,
  },
  protection: {
    header: 'Protection',
    synonyms: [
      'protections',
      'mechanism',
      'protected by',
      'protection method',
      'at rest',
      'method',
      'encryption',
      'encryption method',
      'algorithm',
      'technique',
      'masking',
      'control',
    ],
    doc: PROTECTIONS.join(', '),
    required: true,
  },
  keyCustody: {
    header: 'Key custody',
    synonyms: ['key', 'key holder', 'custody', 'key management'],
    doc: 'where the key is and who holds it',
  },
  readableBy: { header: 'Readable by', synonyms: ['readers', 'visible to', 'who reads'], doc: 'actors' },
};

export const protections: SectionReader<'protections', Key> = defineSection({
  kind: 'protections',
  heading: 'Data Protection Rules',
  synonyms: [
    'data protection',
    'column protection',
    'pii protection',
    'data protection architecture',
    'encryption',
    'encryption at rest',
    'data encryption',
    'field level encryption',
    'column encryption',
    'data masking',
    'masking',
    'masking rules',
    'pii handling',
    'data at rest',
    'sensitive data masking',
    'pii encryption',
    'encrypted fields',
    'encrypted columns',
    'application level encryption',
    'application layer encryption',
    'field encryption',
    'encryption at rest and in transit',
  ],
  columns,
  least: ['location'],
  names: { key: 'location', instead: [], beside: ['protection', 'keyCustody'], least: 2 },
  read: (row, report) => {
    const location = row.cell('location');
    if (location === undefined) return null;
    return {
      locations: locationsOf(location, report),
      protections: kindsOf(row.cell('protection'), report),
      keyCustody: textOrNone(row.cell('keyCustody')),
      readableBy: namesOf(row.cell('readableBy')),
      source: row.cell('protection')?.source ?? row.source,
    };
  },
});

function kindsOf(cell: Cell | undefined, report: Report): readonly ProtectionKind[] {
  if (cell === undefined) return [];
  const found = new Set<ProtectionKind>();
  for (const name of namesOf(cell).flatMap((part) => part.split(/\band\b|\+/iu))) {
    const kind = readText(PROTECTION_WORDS, cell, name.trim(), report);
    if (kind !== null) found.add(kind);
  }
  return PROTECTIONS.filter((kind) => found.has(kind));
}
