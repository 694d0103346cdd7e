// The regimes' controls as the documents map them; this report adds nothing to the mapping.

import { section, table, paragraph, type Section } from '../blocks.js';
import type { ReportDocument } from '../plain.js';
import { sourcesRich, stated } from '../words.js';

export function complianceSection(document: ReportDocument): Section {
  const rows = document.stated.compliance;
  return section('compliance', 'Compliance mapping', [
    ...(rows.length === 0 ? [paragraph('The documents map no regime.')] : []),
    ...table(
      ['Regime', 'Control', 'Covered by', 'Gap', 'Owner', 'Stated at'],
      rows.map((row) => [
        stated(row.regime),
        stated(row.control),
        stated(row.coveredBy),
        row.gap ?? '–',
        stated(row.owner),
        sourcesRich([row.source]),
      ]),
    ),
  ]);
}
