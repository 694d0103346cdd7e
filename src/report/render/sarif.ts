// `findings.sarif`: SARIF 2.1.0 for code scanning. A database object has a logical location; the physical
// one is the inventory that was read, or the configuration file whose line it is.
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html

import { canonicalHash, canonicalJson } from '../../core/canonical-json.js';
import { printable } from '../../core/printable.js';
import { SEVERITIES, type Severity } from '../../core/severity.js';
import type { ReportDocument } from '../plain.js';
import { groupBy } from '../statements.js';
import { objectWords } from '../words.js';

type Finding = Omit<ReportDocument['findings'][number], 'remedy'>;

/** An assessment is one as well. */
export interface SarifInput {
  readonly findings: readonly Finding[];
  readonly notAssessed: ReportDocument['notAssessed'];
  readonly tool: string;
}

export function renderSarif(document: ReportDocument): string {
  return sarifOf({ findings: document.findings, notAssessed: document.notAssessed, tool: document.run.tool });
}

export function sarifOf(input: SarifInput): string {
  const rules = [...groupBy(input.findings, (finding) => finding.check)].map(([id, group]) => ruleOf(id, group));
  const index = new Map(rules.map((rule, position) => [rule.id, position]));
  const [name, version] = input.tool.split(' ');
  const driver = { name: name ?? 'pgrampart', ...(version === undefined ? {} : { version }), rules };
  const run = {
    tool: { driver },
    columnKind: 'utf16CodeUnits',
    results: input.findings.map((finding) => resultOf(finding, index.get(finding.check) ?? 0)),
    invocations: [{ executionSuccessful: true, toolExecutionNotifications: input.notAssessed.map(notification) }],
  };
  const log = { version: '2.1.0', $schema: 'https://json.schemastore.org/sarif-2.1.0.json', runs: [run] };
  return `${canonicalJson(log, 2)}\n`;
}

interface Rule {
  readonly id: string;
  readonly [key: string]: unknown;
}

function ruleOf(id: string, group: readonly Finding[]): Rule {
  const worst = group
    .map((each) => SEVERITIES.indexOf(each.severity))
    .reduce((left, right) => Math.max(left, right), 0);
  const severity = SEVERITIES[worst] ?? 'info';
  const [first] = group;
  const help = first?.references.find((reference) => reference.startsWith('https://'));
  return {
    id,
    shortDescription: { text: messageText(first?.title ?? id) },
    help: { text: messageText(first?.fix ?? '') },
    ...(help === undefined ? {} : { helpUri: help }),
    defaultConfiguration: { level: levelOf(severity) },
    properties: { 'security-severity': SCORES[severity], tags: ['security', ...(first?.threatKinds ?? [])] },
  };
}

/** The scale that code hosts sort by. */
const SCORES: { readonly [severity in Severity]: string } = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '3.0',
  info: '0.0',
};

function levelOf(severity: Severity): 'error' | 'warning' | 'note' {
  if (severity === 'critical' || severity === 'high') return 'error';
  return severity === 'medium' ? 'warning' : 'note';
}

const CONFIGURATION: { readonly [kind: string]: string } = { 'hba-line': 'pg_hba.conf' };

function resultOf(finding: Finding, ruleIndex: number): object {
  const uri = CONFIGURATION[finding.subject.kind] ?? 'inventory.json';
  const name = [finding.subject.database, ...finding.subject.path].filter((each) => each !== undefined).join('.');
  return {
    ruleId: finding.check,
    ruleIndex,
    level: levelOf(finding.severity),
    message: { text: messageText(`${finding.title}: ${objectWords(finding.subject)}. ${finding.detail}`) },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri }, region: { startLine: 1 } },
        logicalLocations: [{ fullyQualifiedName: printable(name), kind: finding.subject.kind }],
      },
    ],
    partialFingerprints: { 'subject/v1': canonicalHash([finding.check, finding.subject]) },
    properties: {
      confidence: finding.confidence,
      severity: finding.severity,
      threats: finding.threats.map(printable),
      threatKinds: finding.threatKinds,
    },
  };
}

function notification(row: { readonly check: string; readonly reason: string }): object {
  return { level: 'warning', message: { text: messageText(`${row.check} was not assessed: ${row.reason}`) } };
}

/** Brackets make links and braces placeholders in a SARIF message (§3.11.5, §3.11.6): both are escaped. */
function messageText(text: string): string {
  return printable(text)
    .replace(/[\\[\]]/gu, (sign) => `\\${sign}`)
    .replace(/[{}]/gu, (sign) => sign + sign);
}
