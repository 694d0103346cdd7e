// The quality check about testing: the four tests that the specification names, each with evidence that
// holds and turned red, or an open risk that says which one is missing.

import type { ReportEvidence } from '../plain.js';
import { answerOf, openRisk, type Answer, type Parts } from './answer.js';
import { proofOfRows } from './proved.js';

interface NamedTest {
  readonly what: string;
  readonly is: (row: ReportEvidence) => boolean;
}

const NAMED_TESTS: readonly NamedTest[] = [
  { what: 'restricted columns', is: ({ attack }) => attack.kind === 'read-column' },
  { what: 'rows of another tenant', is: ({ attack }) => attack.kind === 'tenant' },
  { what: 'connections without TLS', is: ({ attack }) => attack.kind === 'connect' && attack.with === 'plaintext' },
  { what: 'audited events in the sink', is: ({ attack }) => attack.kind === 'audit' },
];

export function testedAnswer(parts: Parts): Answer {
  if (!parts.proof.ran) {
    return answerOf([openRisk('No representative environment: each control is listed as an open risk.')], []);
  }
  const remarks = NAMED_TESTS.flatMap(({ what, is }) => proofOfRows(parts.evidence.filter(is), what));
  const rows = NAMED_TESTS.flatMap(({ is }) =>
    parts.evidence.filter((row) => is(row) && row.status === 'holds').slice(0, 3),
  );
  return answerOf(remarks, rows);
}
