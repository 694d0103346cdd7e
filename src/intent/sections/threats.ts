// `## Threat Model`: what the design defends against.

import { SEVERITY_WORDS } from '../words/lists.js';
import { THREAT_KIND_WORDS } from '../words/threat-kinds.js';
import { lookUp, readWord } from '../words/vocabulary.js';
import { defineSection, type Columns, type SectionReader } from './section.js';
import { nameOf, textOf, textOrNone } from './values.js';

type Key = 'id' | 'threat' | 'category' | 'kind' | 'boundary' | 'component' | 'severity' | 'residual';

const columns: Columns<Key> = {
  id: { header: 'ID', synonyms: ['#', 'no', 'ref', 'threat id', 'nr'], doc: 'unique, cited elsewhere', required: true },
  threat: {
    header: 'Threat',
    synonyms: ['title', 'description', 'threat description', 'scenario', 'threat scenario', 'name', '시나리오', '위협'],
    doc: 'one sentence',
    required: true,
  },
  category: {
    header: 'Category (STRIDE)',
    synonyms: ['category', 'stride', 'stride category', 'threat stride', '위협 stride'],
    doc: 'STRIDE category',
  },
  kind: { header: 'Kind', synonyms: ['threat kind', 'class'], doc: 'a word of the closed list of threat kinds' },
  boundary: { header: 'Boundary', synonyms: ['trust boundary'], doc: 'id of a boundary' },
  component: {
    header: 'Component',
    synonyms: ['target component', 'affected component', 'asset', 'target'],
    doc: 'name of a component',
  },
  severity: {
    header: 'Severity',
    synonyms: ['risk', 'rating', 'risk rating', 'impact'],
    doc: 'info, low, medium, high or critical',
  },
  residual: {
    header: 'Residual risk',
    synonyms: ['residual', 'remaining risk'],
    doc: 'what is left with every control in place',
  },
};

export const threats: SectionReader<'threats', Key> = defineSection({
  kind: 'threats',
  heading: 'Threat Model',
  synonyms: [
    'threats',
    'threat register',
    'threat catalogue',
    'threat catalog',
    'threat list',
    'threat analysis',
    'stride threat model',
    'identified threats',
    'threats and mitigations',
    'threat scenarios',
    'stride',
    'stride analysis',
    '위협',
    '위협 모델',
    '위협 및 완화',
    'bedrohungen',
    'bedrohungsmodell',
    'bedrohungsanalyse',
    'menaces',
    'amenazas',
    'modelo de amenazas',
  ],
  columns,
  read: (row, report) => {
    const id = nameOf(row.cell('id'));
    const title = textOf(row.cell('threat'));
    if (id === null || title === null) return null;
    const stated = row.cell('kind');
    return {
      id,
      title,
      category: textOrNone(row.cell('category')),
      // Without a kind column the title itself may be one of the certain words ("SQL injection").
      kind: stated === undefined ? lookUp(THREAT_KIND_WORDS, title) : readWord(THREAT_KIND_WORDS, stated, report),
      boundary: textOrNone(row.cell('boundary')),
      component: textOrNone(row.cell('component')),
      severity: readWord(SEVERITY_WORDS, row.cell('severity'), report),
      residual: textOrNone(row.cell('residual')),
      source: row.cell('id')?.source ?? row.source,
    };
  },
});
