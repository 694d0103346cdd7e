// `## Compliance Mapping`: which obligation is covered by what.

import { defineSection, type Columns, type SectionReader } from './section.js';
import { textOf, textOrNone } from './values.js';

type Key = 'regime' | 'control' | 'coveredBy' | 'gap' | 'owner';

const columns: Columns<Key> = {
  regime: {
    header: 'Regime',
    synonyms: ['regulation', 'standard', 'framework', 'law', 'legislation', 'compliance framework'],
    doc: 'GDPR, HIPAA, PCI DSS, SOC 2, …',
    required: true,
  },
  control: {
    header: 'Control',
    synonyms: [
      'requirement',
      'requirements',
      'control id',
      'criterion',
      'criteria',
      'article',
      'clause',
      'principle',
      'category',
      'section',
      'safeguard',
      'obligation',
      'right',
      'reference',
      'id',
    ],
    doc: 'its requirement',
    required: true,
  },
  coveredBy: {
    header: 'Covered by',
    synonyms: [
      'implementation',
      'implemented by',
      'how implemented',
      'measure',
      'measures',
      'mitigation',
      'control implementation',
      'how',
      'how we meet it',
      'how we comply',
      'how it is met',
      'approach',
      'evidence',
      'coverage',
      'compliance',
      'status',
    ],
    doc: 'what covers it',
  },
  gap: { header: 'Gap', synonyms: ['gaps', 'open'], doc: 'what is missing' },
  owner: { header: 'Owner', synonyms: ['owned by', 'responsible'], doc: 'who answers for it' },
};

export const compliance: SectionReader<'compliance', Key> = defineSection({
  kind: 'compliance',
  heading: 'Compliance Mapping',
  synonyms: [
    'compliance',
    'compliance matrix',
    'regulatory mapping',
    'compliance requirements',
    'compliance considerations',
    'regulatory compliance',
    'regulatory requirements',
    'control mapping',
    'controls mapping',
    'compliance controls',
    'compliance and standards',
    'standards compliance',
  ],
  columns,
  least: [],
  read: (row) => {
    const regime = textOf(row.cell('regime'));
    const control = textOf(row.cell('control'));
    const coveredBy = textOrNone(row.cell('coveredBy'));
    const gap = textOrNone(row.cell('gap'));
    // Half of the obligation suffices where the row says what became of it.
    if (regime === null || control === null) {
      if ((regime ?? control) === null || (coveredBy ?? gap) === null) return null;
    }
    return {
      regime,
      control,
      coveredBy,
      gap,
      owner: textOrNone(row.cell('owner')),
      source: row.source,
    };
  },
});
