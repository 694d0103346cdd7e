// Gathers what a run found into the document that every renderer reads.

import { canonicalHash } from '../core/canonical-json.js';
import type { Diagnostic } from '../core/diagnostic.js';
import { auditNoise } from '../controls/audit/noise.js';
import type { Coverage } from '../controls/coverage.js';
import type { Intent } from '../intent/model.js';
import { stableInventory, withoutStatistics } from '../inventory/equal.js';
import type { Inventory } from '../inventory/index.js';
import type { Section } from '../inventory/section.js';
import { openRisksOf, postureAnswer, qualityAnswers, REPORT_FORMAT, type HardeningDocument } from '../report/index.js';
import type { CoverageRow, RunFacts } from '../report/document.js';
import type { HardeningDesign } from './design.js';
import type { DocumentFile } from './documents.js';
import type { Proving } from './proving.js';
import type { SourceReading } from './source.js';

export interface DocumentParts {
  readonly source: SourceReading;
  readonly documents: readonly DocumentFile[];
  readonly intent: Intent;
  readonly design: HardeningDesign;
  readonly proving: Proving;
  readonly diagnostics: readonly Diagnostic[];
  readonly files: readonly string[];
  readonly at: Date;
  readonly tool: string;
}

export function hardeningDocument(parts: DocumentParts): HardeningDocument {
  const { design, intent, proving } = parts;
  const noise = auditNoise(parts.source.inventory, design.design.controls);
  const facts = {
    formatVersion: REPORT_FORMAT,
    run: runFacts(parts),
    threats: intent.threats,
    boundaries: intent.boundaries,
    coverage: design.coverage.map((row) => coverageRow(row, intent)),
    removable: removableRows(design.unmapped),
    findings: design.assessment.findings,
    notAssessed: design.assessment.notAssessed,
    controls: design.design.controls,
    openRisks: design.design.openRisks,
    notes: design.design.notes,
    blocked: design.design.blocked,
    candidates: design.candidates,
    plan: design.plan,
    proof: { ...proving.proof, remarks: [...parts.source.remarks, ...proving.proof.remarks] },
    evidence: proving.evidence,
    stated: intent,
    ...(noise === null ? {} : { auditNoise: noise }),
    diagnostics: parts.diagnostics,
  } as const;
  const posture = postureAnswer(facts);
  const openRisks = openRisksOf(facts);
  const quality = qualityAnswers({ ...facts, openRisks });
  return { ...facts, openRisks, posture: posture.posture, postureReasons: posture.reasons, quality };
}

export function removableRows(unmapped: HardeningDesign['unmapped']): HardeningDocument['removable'] {
  return unmapped.map(({ what, reason, statement }) => ({ what, reason, statement: statement.text }));
}

export function coverageRow(row: Coverage, intent: Intent): CoverageRow {
  const { kind, id } = row.subject;
  const title =
    kind === 'threat'
      ? intent.threats.find((threat) => threat.id === id)?.title
      : intent.boundaries.find((boundary) => boundary.id === id)?.name;
  return { subject: row.subject, title: title ?? id, controls: row.controls, status: row.status, reason: row.accepted };
}

function runFacts(parts: DocumentParts): RunFacts {
  const { inventory } = parts.source;
  return {
    product: parts.intent.product,
    at: parts.at.toISOString(),
    tool: parts.tool,
    source: { kind: parts.source.kind, describe: parts.source.describe, major: inventory.server.major },
    documents: parts.documents.map(({ path, sha256 }) => ({
      file: path,
      sha256,
      status: parts.intent.documents.find((document) => document.file === path)?.status ?? null,
    })),
    inventorySha256: canonicalHash(stableInventory(inventory)),
    unreadable: unreadableSections(inventory),
    counts: countsOf(inventory, parts),
    files: parts.files,
  };
}

function unreadableSections(inventory: Inventory): RunFacts['unreadable'] {
  return [
    ...unreadableIn('', withoutStatistics(inventory.cluster)),
    ...inventory.databases.flatMap((database) => unreadableIn(`${database.name}.`, database)),
  ];
}

function unreadableIn(prefix: string, sections: object): RunFacts['unreadable'] {
  return Object.entries(sections).flatMap(([name, section]: [string, Section<unknown> | string]) =>
    typeof section !== 'string' && section.status === 'unreadable'
      ? [{ section: `${prefix}${name}`, reason: section.reason }]
      : [],
  );
}

function countsOf(inventory: Inventory, parts: DocumentParts): RunFacts['counts'] {
  const total = (pick: (database: Inventory['databases'][number]) => Section<unknown>): number =>
    inventory.databases.reduce((sum, database) => {
      const section = pick(database);
      return sum + (section.status === 'read' ? section.items.length : 0);
    }, 0);
  const { roles } = inventory.cluster;
  return [
    { what: 'databases', count: inventory.databases.length },
    { what: 'roles', count: roles.status === 'read' ? roles.items.length : 0 },
    { what: 'relations', count: total((database) => database.relations) },
    { what: 'routines', count: total((database) => database.routines) },
    { what: 'policies', count: total((database) => database.policies) },
    { what: 'threats', count: parts.intent.threats.length },
    { what: 'controls', count: parts.design.design.controls.length },
    { what: 'attacks', count: parts.proving.evidence.length },
  ];
}
