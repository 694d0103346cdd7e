// `## Threat Model`: what the design defends against.

import { strideCategory } from './stride.js';
import { codedTitle, isCode } from '../words/coded.js';
import { SEVERITY_WORDS } from '../words/lists.js';
import { THREAT_KIND_WORDS } from '../words/threat-kinds.js';
import { lookUp, readWord } from '../words/vocabulary.js';
import { defineSection, type Columns, type SectionReader } from './section.js';
import { nameOf, textOf, textOrNone } from './values.js';

type Key = 'id' | 'threat' | 'category' | 'kind' | 'boundary' | 'component' | 'severity' | 'residual';

const columns: Columns<Key> = {
  id: {
    header: 'ID',
    synonyms: ['#', 'no', 'ref', 'threat id', 'nr', 'risk id', 'tid', 'code'],
    doc: 'unique, cited elsewhere; without one, the threat in its own words',
    required: true,
  },
  threat: {
    header: 'Threat',
    synonyms: [
      'threats',
      'threat name',
      'threat title',
      'title',
      'threat description',
      'threat scenario',
      'attack scenario',
      'attack',
      'abuse case',
      'scenario',
      'name',
      'description',
      'risk description',
      'threat type',
      'threat vector',
      'attack type',
      'vulnerability',
      'example',
    ],
    doc: 'one sentence',
    required: true,
  },
  category: {
    header: 'Category (STRIDE)',
    synonyms: ['category', 'stride', 'stride category', 'threat category', 'threat stride', 'type'],
    doc: 'STRIDE category',
  },
  kind: { header: 'Kind', synonyms: ['threat kind', 'class'], doc: 'a word of the closed list of threat kinds' },
  boundary: { header: 'Boundary', synonyms: ['trust boundary', 'boundary crossed'], doc: 'id of a boundary' },
  component: {
    header: 'Component',
    synonyms: [
      'target component',
      'affected component',
      'affected asset',
      'asset',
      'assets',
      'target',
      'element',
      'component asset',
      'affected',
    ],
    doc: 'name of a component',
  },
  severity: {
    header: 'Severity',
    synonyms: ['risk', 'risk level', 'risk rating', 'rating', 'priority', 'criticality', 'impact'],
    doc: 'info, low, medium, high or critical',
  },
  residual: {
    header: 'Residual risk',
    synonyms: ['residual', 'remaining risk', 'remaining'],
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
    'threat modeling',
    'threat modelling',
    'threat modeling stride',
    'threat landscape',
    'threat matrix',
    'threat table',
    'threat enumeration',
    'threat inventory',
    'threat summary',
    'threats and controls',
    'threats and countermeasures',
    'threats considered',
    'threats addressed',
    'threats in scope',
    'in scope threats',
    'attack scenarios',
    'attack vectors',
    'abuse cases',
    'risk register',
    'risks and mitigations',
    'security risks',
    'security threats',
    'attacks',
    'attack vectors and mitigations',
    'attacks and mitigations',
    'attacks and defenses',
    'attacks and defences',
    'attack trees',
    'known attacks',
    'attacks considered',
    'threats mitigated',
    'mitigated threats',
    'what we defend against',
    'what we protect against',
    'threats we defend against',
    'attack catalog',
    'attack catalogue',
    'attack vector catalogue',
    'stride per component',
    'stride per element',
    'stride threats',
    'risks and controls',
    'risk analysis',
    'risk assessment',
    'threat assessment',
    'key risks',
    'misuse cases',
    'what can go wrong',
    'what could go wrong',
    'what may go wrong',
    'what might go wrong',
    'threats and risks',
    'risks and threats',
    'risks and countermeasures',
    'top risks',
    'security concerns',
    'attack patterns',
    'misuse scenarios',
    'abuse scenarios',
    'failure scenarios',
    'threat mitigations',
    'threat mitigation',
    'attack mitigations',
  ],
  columns,
  enough: ['Threat', 'Threats', 'Threat vector', 'Threat scenario', 'Attack scenario', 'Attack', 'Abuse case'],
  least: ['threat'],
  read: (row, report) => {
    const said = textOf(row.cell('threat'));
    const stated = nameOf(row.cell('id'));
    // A table that only cites ids tells nothing new.
    if (said === null || (stated === null && isCode(said))) return null;
    const { id, title } =
      stated === null ? (codedTitle(said) ?? { id: said, title: said }) : { id: stated, title: said };
    const kind = row.cell('kind');
    return {
      id,
      title,
      category: textOrNone(row.cell('category')) ?? strideCategory(title),
      // Without a kind column the title itself may be one of the certain words ("SQL injection").
      kind: kind === undefined ? lookUp(THREAT_KIND_WORDS, title) : readWord(THREAT_KIND_WORDS, kind, report),
      boundary: textOrNone(row.cell('boundary')),
      component: textOrNone(row.cell('component')),
      severity: readWord(SEVERITY_WORDS, row.cell('severity'), report),
      residual: textOrNone(row.cell('residual')),
      source: (row.cell('id') ?? row.cell('threat'))?.source ?? row.source,
    };
  },
});
