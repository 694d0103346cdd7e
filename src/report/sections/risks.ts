// Open risks: what is not proved, not enforceable, or not read, and what would close each.

import { paragraph, section, table, type Section } from '../blocks.js';
import { openRisksOf } from '../open-risks.js';
import type { ReportDocument } from '../plain.js';
import { threatLinks } from '../words.js';

export function risksSection(document: ReportDocument): Section {
  const risks = openRisksOf(document);
  return section('open-risks', 'Open risks', [
    ...(risks.length === 0 ? [paragraph('None is known.')] : []),
    ...table(
      ['Risk', 'Reason', 'Closed by', 'Threats'],
      risks.map((risk) => [
        risk.what,
        risk.reason,
        risk.closedBy,
        risk.threats.length === 0 ? '–' : threatLinks(risk.threats),
      ]),
    ),
  ]);
}
