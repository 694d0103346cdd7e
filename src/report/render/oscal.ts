// Evidence as an OSCAL assessment result (NIST, 1.1): each attack an observation, each control a finding
// that is satisfied or not, each open risk a risk. Identifiers are derived from content: same run, same bytes.
// https://pages.nist.gov/OSCAL-Reference/models/v1.1.2/assessment-results/json-reference/

import { canonicalHash, canonicalJson } from '../../core/canonical-json.js';
import { printable } from '../../core/printable.js';
import { openRisksOf } from '../open-risks.js';
import type { ReportControl, ReportDocument, ReportEvidence } from '../plain.js';
import { evidenceOf, provedBy, tallyOf, tallyWords } from '../tally.js';
import { observedWords } from '../words.js';

export function renderOscal(document: ReportDocument): string {
  const risks = openRisksOf(document).map((risk) => ({
    uuid: uuidOf('risk', [risk.what, risk.reason]),
    title: printable(risk.what),
    description: printable(risk.reason),
    statement: printable(`Closed by: ${risk.closedBy}`),
    status: 'open',
  }));
  const result = {
    uuid: uuidOf('result', [document.run.inventorySha256, document.run.at]),
    title: `Attacks on a scratch cluster: ${printable(document.run.source.describe)}`,
    description:
      document.postureReasons.map(printable).join(' ') || 'Every control held, and failed once it was removed.',
    start: document.run.at,
    'reviewed-controls': { 'control-selections': [{ 'include-all': {} }] },
    ...nonEmpty(
      'observations',
      document.evidence.map((row) => observationOf(document, row)),
    ),
    ...nonEmpty('risks', risks),
    ...nonEmpty(
      'findings',
      document.controls.map((control) => findingOf(document, control)),
    ),
  };
  const results = {
    uuid: uuidOf('results', [document.run.inventorySha256, document.run.at]),
    metadata: {
      title: `Security hardening: ${printable(document.run.product ?? document.run.source.describe)}`,
      'last-modified': document.run.at,
      version: document.formatVersion,
      'oscal-version': '1.1.2',
    },
    'import-ap': { href: 'security-hardening.md' },
    results: [result],
  };
  return `${canonicalJson({ 'assessment-results': results }, 2)}\n`;
}

/** OSCAL forbids empty arrays. */
function nonEmpty(name: string, items: readonly object[]): { readonly [name: string]: readonly object[] } {
  return items.length === 0 ? {} : { [name]: items };
}

function observationOf(document: ReportDocument, row: ReportEvidence): object {
  const seen = `with the control: ${observedWords(row.observed)}; without: ${observedWords(row.withoutControl)}`;
  return {
    uuid: observationId(row),
    title: printable(row.attack.title),
    description: printable(`${row.status}: ${seen}${row.reason === null ? '' : ` (${row.reason})`}`),
    methods: ['TEST'],
    collected: document.run.at,
  };
}

function findingOf(document: ReportDocument, control: ReportControl): object {
  const rows = evidenceOf(document, control.id);
  const tally = tallyOf(rows);
  return {
    uuid: uuidOf('finding', [control.id]),
    title: printable(control.title),
    description: tallyWords(tally),
    target: {
      type: 'objective-id',
      'target-id': control.id.replaceAll('/', '_'),
      status: { state: provedBy(tally) === 'proved' ? 'satisfied' : 'not-satisfied' },
    },
    ...nonEmpty(
      'related-observations',
      rows.map((row) => ({ 'observation-uuid': observationId(row) })),
    ),
  };
}

function observationId(row: ReportEvidence): string {
  return uuidOf('observation', [row.control, row.attack.id, row.role]);
}

/** A version 8 identifier (RFC 9562: vendor-specific, here a hash), so that it can be made again. */
function uuidOf(kind: string, parts: readonly string[]): string {
  const hash = canonicalHash([kind, ...parts]);
  const variant = '89ab'[Number.parseInt(hash.slice(16, 17), 16) % 4] ?? '8';
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
