// Network exposure: who can reach an endpoint at all. Trust zones are consumed from the platform's own
// documents and never changed here.

import { callout, codes, mark, part, section, table, type Block, type Inline, type Section } from '../blocks.js';
import { endpointGap } from '../endpoint-gap.js';
import type { ReportDocument } from '../plain.js';
import { sourcesRich, stated, yesNo } from '../words.js';
import { areaBlocks } from './area.js';

export function exposureSection(document: ReportDocument): Section {
  return section('exposure', 'Network exposure', [
    callout('info', 'Trust zones come from the platform’s documents. They are used here, never redesigned.'),
    ...areaBlocks(document, 'exposure'),
    ...part('endpoints', 'Endpoints', endpointTable(document)),
    ...part('zones', 'Trust zones', zoneTable(document)),
  ]);
}

function endpointTable(document: ReportDocument): readonly Block[] {
  return table(
    ['Endpoint', 'Zone', 'Allowed sources', 'Public', 'Exception', 'Verdict', 'Stated at'],
    document.stated.endpoints.map((row) => [
      row.endpoint,
      stated(row.zone),
      row.allowedSources.length === 0 ? stated(null) : codes(row.allowedSources),
      row.public === null ? stated(null) : yesNo(row.public),
      row.exception ?? '–',
      verdict(row),
      sourcesRich([row.source]),
    ]),
  );
}

function verdict(row: ReportDocument['stated']['endpoints'][number]): Inline {
  const gap = endpointGap(row);
  return gap === null ? mark('stated', 'good') : mark(gap, 'warn');
}

function zoneTable(document: ReportDocument): readonly Block[] {
  return table(
    ['Zone', 'Ranges', 'From document', 'Owner', 'Stated at'],
    document.stated.zones.map((row) => [
      row.zone,
      codes(row.ranges),
      stated(row.document),
      stated(row.owner),
      sourcesRich([row.source]),
    ]),
  );
}
