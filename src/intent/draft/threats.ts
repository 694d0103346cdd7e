// Boundaries that a cluster shows by itself, and the rows of the threats that cross them.

import { admitting } from './connections.js';
import type { Evidence } from './evidence.js';
import { codes, code, type DraftRow } from './markdown.js';
import { networkRules, replicates } from './threat-evidence.js';
import { THREATS, type Drafted } from './threat-list.js';

interface Boundary {
  readonly id: string;
  readonly from: string;
  readonly there: (evidence: Evidence) => boolean;
}

const BOUNDARIES: readonly Boundary[] = [
  { id: 'B-01', from: 'applications', there: ({ logins }) => logins.some((role) => !role.superuser) },
  { id: 'B-02', from: 'administrators', there: ({ logins }) => logins.some((role) => role.superuser) },
  { id: 'B-03', from: 'replication and backup', there: replicates },
  {
    id: 'B-04',
    from: 'any other network',
    there: ({ inventory }) => admitting(inventory).some((rule) => rule.type !== 'local'),
  },
];

export function boundaryRows(evidence: Evidence): readonly DraftRow[] {
  const everyTls = networkRules(evidence).every(({ type }) => type === 'hostssl');
  return BOUNDARIES.filter(({ there }) => there(evidence)).map(({ id, from }) => ({
    boundary: id,
    from,
    to: 'cluster',
    authentication: codes(methodsOf(evidence).map(code)),
    encryption: networkRules(evidence).length === 0 ? null : everyTls ? 'TLS' : 'TLS not required by every line',
  }));
}

function methodsOf({ inventory }: Evidence): readonly string[] {
  return [...new Set(admitting(inventory).flatMap(({ method }) => (method === null ? [] : [method])))].toSorted();
}

/** With the ids that the draft gives them. */
export function draftedThreats(evidence: Evidence): readonly (Drafted & { readonly id: string })[] {
  const drawn = new Set(BOUNDARIES.filter(({ there }) => there(evidence)).map(({ id }) => id));
  return THREATS.filter(({ there, boundary }) => drawn.has(boundary) && there(evidence)).map((threat, index) => ({
    ...threat,
    id: `T-${String(index + 1).padStart(2, '0')}`,
  }));
}

export function threatRows(evidence: Evidence): readonly DraftRow[] {
  return draftedThreats(evidence).map((threat) => ({
    id: threat.id,
    threat: threat.title,
    category: threat.category,
    kind: threat.kind,
    boundary: threat.boundary,
    severity: threat.severity,
  }));
}
