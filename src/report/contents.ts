// What the report says, in its order: the posture and the figures first, then the design by area, then the
// remedy, then the proof, then what is open.

import { code, link, plural, section, list, type Contents, type Rich, type Section } from './blocks.js';
import type { ReportDocument } from './plain.js';
import { auditSection } from './sections/audit.js';
import { candidatesSection } from './sections/candidates.js';
import { columnsSection } from './sections/columns.js';
import { complianceSection } from './sections/compliance.js';
import { connectionSection } from './sections/connection.js';
import { coverageSection } from './sections/coverage.js';
import { evidenceSection } from './sections/evidence.js';
import { exposureSection } from './sections/exposure.js';
import { findingsSection } from './sections/findings.js';
import { isolationSection } from './sections/isolation.js';
import { planSection } from './sections/plan.js';
import { provenanceSection } from './sections/provenance.js';
import { qualitySection } from './sections/quality.js';
import { risksSection } from './sections/risks.js';
import { rolesSection } from './sections/roles.js';
import { rotationSection } from './sections/rotation.js';
import { figuresOf } from './figures.js';
import { postureWords } from './words.js';

export function contentsOf(document: ReportDocument): Contents {
  const posture = postureWords(document.posture);
  return {
    title: `Security hardening: ${document.run.product ?? document.run.source.describe}`,
    lead: posture.lead,
    badge: { text: `Posture: ${posture.text}`, tone: posture.tone },
    facts: [
      { label: 'Source', value: [code(document.run.source.describe), ` (PostgreSQL ${document.run.source.major})`] },
      { label: 'Collected', value: document.run.at },
      { label: 'Documents', value: plural(document.run.documents.length, 'file') },
      { label: 'Written by', value: document.run.tool },
    ],
    figures: figuresOf(document),
    sections: [
      ...nextSections(document),
      coverageSection(document),
      rolesSection(document),
      isolationSection(document),
      columnsSection(document),
      connectionSection(document),
      auditSection(document),
      rotationSection(document),
      exposureSection(document),
      planSection(document),
      candidatesSection(document),
      evidenceSection(document),
      risksSection(document),
      qualitySection(document),
      complianceSection(document),
      findingsSection(document),
      provenanceSection(document),
    ],
  };
}

const SHOWN_REASONS = 12;

/** Why the posture is no better, and what a reader has to do. */
function nextSections(document: ReportDocument): readonly Section[] {
  const reasons = document.postureReasons.slice(0, SHOWN_REASONS);
  const more = document.postureReasons.length - reasons.length;
  const items: readonly Rich[] = [
    ...reasons,
    ...(more > 0 ? [`and ${plural(more, 'more reason')}`] : []),
    ...(document.candidates.length === 0
      ? []
      : [
          [
            'Decide ',
            link(plural(document.candidates.length, 'ADR candidate'), 'candidates'),
            ': parts wait for them.',
          ],
        ]),
    ['Hand the migrations to the owners of the schema, then apply the rest: see ', link('the plan', 'plan'), '.'],
  ];
  return [section('next', 'What stands in the way, and what to do next', list(items))];
}
