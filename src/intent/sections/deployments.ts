// `## Deployment`: on what the cluster runs, which decides what can be set there and by whom.

import { HOST_ACCESS_WORDS, SUBSTRATE_WORDS } from '../words/lists.js';
import { readWord } from '../words/vocabulary.js';
import { defineSection, type Columns, type SectionReader } from './section.js';
import { nameOf, textOf, textOrNone } from './values.js';

type Key = 'cluster' | 'substrate' | 'version' | 'hostAccess' | 'zone';

const columns: Columns<Key> = {
  cluster: {
    header: 'Cluster',
    synonyms: ['database cluster', 'instance', 'server', 'database server'],
    doc: 'its name',
    required: true,
  },
  substrate: {
    header: 'Substrate',
    synonyms: ['platform', 'hosting', 'hosted on', 'runs on', 'provider', 'service'],
    doc: 'self-managed, rds, aurora, …',
    required: true,
  },
  version: {
    header: 'Version',
    synonyms: ['postgresql version', 'postgres version', 'major', 'major version'],
    doc: 'major version',
  },
  hostAccess: {
    header: 'Host access',
    synonyms: ['host access (files, sql only)', 'access to host'],
    doc: 'files or sql only',
  },
  zone: { header: 'Zone', synonyms: ['trust zone', 'network zone', 'network'], doc: 'name of a trust zone' },
};

export const deployments: SectionReader<'deployments', Key> = defineSection({
  kind: 'deployments',
  heading: 'Deployment',
  synonyms: [
    'deployments',
    'deployment substrate',
    'deployment model',
    'deployment architecture',
    'deployment environment',
    'database deployment',
    'hosting',
    'infrastructure',
    'clusters',
    'database clusters',
  ],
  columns,
  read: (row, report) => {
    const cluster = nameOf(row.cell('cluster'));
    if (cluster === null) return null;
    const version = /\d{1,2}/u.exec(textOf(row.cell('version')) ?? '')?.[0];
    return {
      cluster,
      substrate: readWord(SUBSTRATE_WORDS, row.cell('substrate'), report),
      version: version === undefined ? null : Number(version),
      hostAccess: readWord(HOST_ACCESS_WORDS, row.cell('hostAccess'), report),
      zone: textOrNone(row.cell('zone')),
      source: row.cell('cluster')?.source ?? row.source,
    };
  },
});
