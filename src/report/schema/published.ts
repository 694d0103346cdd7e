// JSON Schemas (draft 2020-12) of the documents that others build on, as published under schemas/.

import { z } from 'zod';
import { canonicalJson } from '../../core/canonical-json.js';
import { ASSESS_FORMAT, type AssessDocument } from '../assess.js';
import { COVERAGE_FORMAT, type CoverageDocument } from '../coverage.js';
import { VERIFY_FORMAT, type VerifyDocument } from '../verify.js';
import { coverageRow, finding, notAssessed, removable } from './assessed.js';
import { posture, verifyRow } from './evidence.js';
import { diagnostic, REPORT_SCHEMA } from './report.js';
import { count, text, texts } from './words.js';

export const ASSESS_SCHEMA: z.ZodType<AssessDocument> = z.object({
  formatVersion: z.literal(ASSESS_FORMAT),
  tool: text,
  findings: z.array(finding),
  notAssessed: z.array(notAssessed),
  coverage: z.array(coverageRow),
  unmapped: z.array(removable),
  diagnostics: z.array(diagnostic),
  summary: z.object({
    findings: count,
    bySeverity: z.object({ info: count, low: count, medium: count, high: count, critical: count }),
    notAssessed: count,
    gaps: texts,
  }),
});

export const VERIFY_SCHEMA: z.ZodType<VerifyDocument> = z.object({
  formatVersion: z.literal(VERIFY_FORMAT),
  posture,
  postureReasons: texts,
  evidence: z.array(verifyRow),
  summary: z.object({ total: count, holds: count, broken: count, vacuous: count, notRun: count }),
});

export const COVERAGE_SCHEMA: z.ZodType<CoverageDocument> = z.object({
  formatVersion: z.literal(COVERAGE_FORMAT),
  coverage: z.array(coverageRow),
  removable: z.array(removable),
});

/** File name under schemas/ and its content. */
export function reportJsonSchemas(): readonly { readonly file: string; readonly content: string }[] {
  return [
    { file: 'assess.schema.json', content: published('pgrampart assess', ASSESS_SCHEMA) },
    { file: 'coverage.schema.json', content: published('pgrampart coverage', COVERAGE_SCHEMA) },
    { file: 'report.schema.json', content: published('pgrampart report', REPORT_SCHEMA) },
    { file: 'verify.schema.json', content: published('pgrampart verify', VERIFY_SCHEMA) },
  ];
}

function published(title: string, schema: z.ZodType): string {
  return `${canonicalJson({ title, ...z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) }, 2)}\n`;
}
