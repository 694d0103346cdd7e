// `## Components`: who owns which data. One component owns a dataset, and no other writes to it.

import { locationsOf } from './locations.js';
import { defineSection, type Columns, type SectionReader } from './section.js';
import { namesOf, nameOf, tierOf } from './values.js';

type Key = 'component' | 'tier' | 'owns' | 'connectsAs';

const columns: Columns<Key> = {
  component: {
    header: 'Component',
    synonyms: [
      'service',
      'services',
      'microservice',
      'module',
      'component name',
      'service name',
      'module name',
      'subsystem',
      'building block',
      'name',
    ],
    doc: 'its name',
    required: true,
  },
  tier: {
    header: 'Tier',
    synonyms: ['criticality', 'service tier', 'component tier'],
    doc: '0 critical path, 1 important, 2 standard, 3 experimental',
  },
  owns: {
    header: 'Owns',
    synonyms: ['owned data', 'owns data', 'data owned', 'schema', 'schemas', 'data', 'datasets', 'tables'],
    doc: '`schema` or `schema.table`',
  },
  connectsAs: {
    header: 'Connects as',
    synonyms: ['login', 'logins', 'database user', 'database role', 'db user'],
    doc: 'login roles',
  },
};

export const components: SectionReader<'components', Key> = defineSection({
  kind: 'components',
  heading: 'Components',
  synonyms: [
    'component',
    'security surface inventory',
    'security surface',
    'component inventory',
    'component overview',
    'component list',
    'component catalogue',
    'component responsibilities',
    'components overview',
    'components and responsibilities',
    'system components',
    'service inventory',
    'service catalogue',
    'service catalog',
    'service overview',
    'services',
    'microservices',
    'modules',
    'module overview',
    'subsystems',
    'building blocks',
    'data ownership',
  ],
  columns,
  enough: [
    'Component',
    'Component name',
    'Service',
    'Service name',
    'Microservice',
    'Module',
    'Module name',
    'Subsystem',
  ],
  read: (row, report) => {
    const name = nameOf(row.cell('component'));
    if (name === null || SOURCE_FILE.test(name)) return null;
    return {
      name,
      tier: tierOf(row.cell('tier')),
      owns: locationsOf(row.cell('owns'), report),
      connectsAs: namesOf(row.cell('connectsAs')),
      source: row.cell('component')?.source ?? row.source,
    };
  },
});

/** `src/auth/guard.ts`: a file of the source is no component. */
const SOURCE_FILE =
  /^[\w@.-]+(?:\/[\w@.*-]+)*\.(?:[cm]?[jt]sx?|py|go|rs|java|kt|rb|php|cs|sql|sh|swift|dart|ya?ml|json|toml|md)$|\/.*\/$/u;
