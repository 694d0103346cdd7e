// `## Data Classification`: how bad it is when others read it.

import { CLASSES } from '../model.js';
import type { Cell, Report } from '../row.js';
import { CLASS_WORDS, readClass, type ReadClass } from '../words/classes.js';
import { readText } from '../words/vocabulary.js';
import { locationsOf } from './locations.js';
import { defineSection, type Columns, type SectionReader } from './section.js';
import { textOf, textOrNone } from './values.js';

/** Titles of such a section, which also stand over the column of what is classified. */
const TITLES: readonly string[] = [
  'protected assets',
  'critical assets',
  'sensitive assets',
  'information assets',
  'assets to protect',
  'assets and data classification',
  'classification of data',
  'classification levels',
  'data classification levels',
  'data classes',
  'data categories',
  'data inventory',
  'pii inventory',
  'personal data',
  'data handling',
];

type Key = 'dataset' | 'location' | 'classification' | 'handling';

const columns: Columns<Key> = {
  dataset: {
    header: 'Dataset',
    synonyms: [
      'data',
      'data set',
      'data type',
      'data types',
      'data element',
      'data item',
      'data category',
      'information',
      'information asset',
      'asset',
      'assets',
      ...TITLES,
      'asset name',
      'field',
      'entity',
      'name',
      'examples',
      'data examples',
      'example data',
      'example',
      'includes',
      'what',
    ],
    doc: 'for people',
  },
  location: {
    header: 'Location',
    synonyms: [
      'where',
      'table',
      'tables',
      'column',
      'columns',
      'database location',
      'stored in',
      'storage',
      'storage location',
      'where it lives',
      'where stored',
    ],
    doc: '`schema.table` or `schema.table.column`; without one nothing can be protected',
  },
  classification: {
    header: 'Classification',
    synonyms: [
      'class',
      'data class',
      'data classification',
      'classification level',
      'sensitivity',
      'sensitivity level',
      'level',
      'tier',
      'confidentiality',
      'confidentiality level',
      'protection level',
      'criticality',
    ],
    doc: `${CLASSES.join(', ')}; restricted/PII marks personal data`,
    required: true,
  },
  handling: {
    header: 'Handling',
    synonyms: [
      'handling rules',
      'handling requirements',
      'protection',
      'protections',
      'controls',
      'requirements',
      'notes',
    ],
    doc: 'what follows from it',
  },
};

export const classifications: SectionReader<'classifications', Key> = defineSection({
  kind: 'classifications',
  heading: 'Data Classification',
  synonyms: [
    'classification',
    'data classification matrix',
    'data inventory and classification',
    'data sensitivity',
    'information classification',
    'sensitive data',
    'assets',
    'asset',
    ...TITLES,
    'data assets',
    'asset inventory',
  ],
  columns,
  names: { key: 'dataset', instead: ['location'], beside: ['classification'], least: 1 },
  read: (row, report) => {
    const location = row.cell('location');
    const dataset = textOf(row.cell('dataset')) ?? location?.text;
    if (dataset === undefined) return null;
    return {
      dataset,
      locations: locationsOf(location, report),
      ...classOf(row.cell('classification'), report),
      handling: textOrNone(row.cell('handling')),
      source: row.cell('classification')?.source ?? row.source,
    };
  },
});

function classOf(cell: Cell | undefined, report: Report): ReadClass {
  if (cell === undefined) return { dataClass: null, pii: false };
  const read = readClass(cell.text);
  return read.dataClass === null ? { ...read, dataClass: readText(CLASS_WORDS, cell, cell.text, report) } : read;
}
