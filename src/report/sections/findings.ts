// Gaps of the source as it was found, worst first, each against the threats that it feeds.

import { SEVERITIES } from '../../core/severity.js';
import {
  callout,
  code,
  details,
  mark,
  paragraph,
  part,
  plural,
  section,
  table,
  type Block,
  type Rich,
  type Section,
} from '../blocks.js';
import type { ReportDocument } from '../plain.js';
import { groupBy } from '../statements.js';
import { objectCode, severityMark, threatLinks } from '../words.js';

type Finding = Omit<ReportDocument['findings'][number], 'remedy'>;
export interface Found {
  readonly findings: readonly Finding[];
  readonly notAssessed: ReportDocument['notAssessed'];
  /** Threats that the report has an anchor for; none in an assessment without a matrix. */
  readonly threats?: readonly { readonly id: string }[];
}

export function findingsSection(document: Found): Section {
  return section('findings', 'Findings in the source', [
    ...(document.findings.length === 0 ? [paragraph('No gap was found.')] : []),
    ...SEVERITIES.toReversed().flatMap((severity) => severityBlocks(document, severity)),
    ...part('not-assessed', 'Not assessed', [
      ...(document.notAssessed.length === 0
        ? []
        : [callout('warn', 'What could not be assessed is no pass. Findings in the rest of a check stand.')]),
      ...table(
        ['Check', 'Left out', 'Reason'],
        document.notAssessed.map((row) => [code(row.check), row.partly ? 'a part' : 'all of it', row.reason]),
      ),
    ]),
  ]);
}

function severityBlocks(document: Found, severity: Finding['severity']): readonly Block[] {
  const found = document.findings.filter((finding) => finding.severity === severity);
  if (found.length === 0) return [];
  const checks = groupBy(found, (finding) => finding.check);
  const inner = [...checks.values()].map((group) => checkBlock(group, document.threats !== undefined));
  return [details([severityMark(severity), ` ${plural(found.length, 'finding')}`], inner, severity === 'critical')];
}

function threatsCell(finding: Finding, linked: boolean): Rich {
  if (finding.threats.length === 0) return finding.threatKinds.join(', ');
  return linked ? threatLinks(finding.threats) : finding.threats.join(', ');
}

function checkBlock(group: readonly Finding[], linked: boolean): Block {
  const [first] = group;
  if (first === undefined) return paragraph('');
  return details(
    [code(first.check), ` ${first.title} (${group.length})`],
    [
      paragraph([mark('fix', 'info'), ` ${first.fix}`]),
      ...table(
        ['Subject', 'What was found', 'Confidence', 'Threats'],
        group.map((finding): readonly Rich[] => [
          [objectCode(finding.subject), ` (${finding.subject.kind})`],
          finding.detail,
          finding.confidence,
          threatsCell(finding, linked),
        ]),
      ),
      ...(first.references.length === 0
        ? []
        : [paragraph(['References: ', ...first.references.flatMap((url) => [code(url), ' '])])]),
    ],
  );
}
