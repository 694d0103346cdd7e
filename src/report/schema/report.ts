// The saved report: what `report OUT` renders again.

import { z } from 'zod';
import { REPORT_FORMAT } from '../document.js';
import type { ReportDocument } from '../plain.js';
import { coverageRow, finding, notAssessed, removable } from './assessed.js';
import { blocked, candidate, control, areaNote, openRisk } from './design.js';
import { evidence, posture, proof } from './evidence.js';
import { auditNoise } from './noise.js';
import { count, maybeText, record, source, text, texts, word } from './words.js';

const run: z.ZodType<ReportDocument['run']> = z.object({
  product: maybeText,
  at: text,
  tool: text,
  source: z.object({ kind: z.enum(['live', 'inventory', 'files']), describe: text, major: count }),
  documents: z.array(z.object({ file: text, sha256: text, status: maybeText })),
  inventorySha256: text,
  unreadable: z.array(z.object({ section: text, reason: text })),
  counts: z.array(z.object({ what: text, count })),
  files: texts.exactOptional(),
});

export const diagnostic: z.ZodType<ReportDocument['diagnostics'][number]> = z.object({
  code: text,
  severity: z.enum(['error', 'warning', 'info']),
  what: text,
  why: text,
  fix: text,
  source: source.exactOptional(),
  length: count.exactOptional(),
});

const quality: z.ZodType<ReportDocument['quality'][number]> = z.object({
  id: word<ReportDocument['quality'][number]['id']>(),
  text,
  verdict: z.enum(['met', 'open-risk', 'gap']),
  because: texts,
  evidence: texts,
});

const STATED = [
  'auditEvents',
  'authorizations',
  'classifications',
  'components',
  'compliance',
  'connections',
  'credentials',
  'deployments',
  'endpoints',
  'isolation',
  'omitted',
  'protections',
  'zones',
] as const;

export const REPORT_SCHEMA: z.ZodType<ReportDocument> = z.object({
  formatVersion: z.literal(REPORT_FORMAT),
  run,
  posture,
  postureReasons: texts,
  threats: z.array(record<ReportDocument['threats'][number]>(['id', 'title', 'kind', 'severity', 'source'], 'threat')),
  boundaries: z.array(record<ReportDocument['boundaries'][number]>(['id', 'name', 'source'], 'boundary')),
  coverage: z.array(coverageRow),
  removable: z.array(removable),
  findings: z.array(finding),
  notAssessed: z.array(notAssessed),
  controls: z.array(control),
  openRisks: z.array(openRisk),
  notes: z.array(areaNote),
  blocked: z.array(blocked),
  candidates: z.array(candidate),
  plan: record<ReportDocument['plan']>(['formatVersion', 'fingerprint', 'steps', 'blocked'], 'plan'),
  proof,
  evidence: z.array(evidence),
  stated: record<ReportDocument['stated']>(STATED, 'what the documents state'),
  auditNoise: auditNoise.exactOptional(),
  quality: z.array(quality),
  diagnostics: z.array(diagnostic),
});
