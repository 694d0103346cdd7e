// Audit: which events leave a trace, where the trace goes, how long it stays and how tampering shows; and
// what is left out on purpose.

import { callout, codes, part, section, table, type Block, type Section } from '../blocks.js';
import type { ReportDocument } from '../plain.js';
import { settingRows } from '../settings.js';
import { evidenceMark, sourcesRich, stated, threatLinks } from '../words.js';
import { areaBlocks } from './area.js';
import { noiseBlocks } from './audit-noise.js';

export function auditSection(document: ReportDocument): Section {
  return section('audit', 'Audit', [
    ...areaBlocks(document, 'audit'),
    ...part('events', 'Events', eventTable(document)),
    ...part('audit-settings', 'Settings', settingRows(document, ['audit'])),
    ...noiseBlocks(document),
    ...part('audit-scope', 'What is left out', [
      callout(
        'info',
        'Only the event classes above are recorded. Ordinary reads and writes of applications are excluded on purpose: they are many, say little, and would bury what matters.',
      ),
    ]),
  ]);
}

function eventTable(document: ReportDocument): readonly Block[] {
  return table(
    ['Event', 'Class', 'Scope', 'Threats', 'Sink', 'Retention', 'Tamper evidence', 'Shown', 'Stated at'],
    document.stated.auditEvents.map((row) => {
      const shown = document.evidence.filter(
        (each) => each.attack.kind === 'audit' && each.attack.event === row.eventClass,
      );
      const best = shown.find((each) => each.status === 'holds') ?? shown[0];
      return [
        row.event,
        row.eventClass ?? stated(null),
        row.scope.length === 0 ? 'the cluster' : codes(row.scope.map((location) => location.text)),
        threatLinks(row.threats),
        stated(row.sink),
        stated(row.retention),
        stated(row.tamperEvidence),
        best === undefined ? 'no attack' : evidenceMark(best.status),
        sourcesRich([row.source]),
      ];
    }),
  );
}
