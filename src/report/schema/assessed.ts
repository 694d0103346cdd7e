// What assessing gives: findings, what could not be assessed, and the coverage matrix.

import { z } from 'zod';
import type { ReportDocument } from '../plain.js';
import { confidence, maybeText, objectRef, record, severity, text, texts, word } from './words.js';

type Finding = ReportDocument['findings'][number];
type Coverage = ReportDocument['coverage'][number];

export const finding: z.ZodType<Finding> = z.object({
  check: text,
  severity,
  confidence,
  subject: objectRef,
  title: text,
  detail: text,
  threats: texts,
  threatKinds: z.array(word<Finding['threatKinds'][number]>()),
  references: texts,
  fix: text,
  remedy: z.array(record<NonNullable<Finding['remedy']>[number]>(['fact', 'because'], 'demand')).exactOptional(),
});

export const notAssessed: z.ZodType<ReportDocument['notAssessed'][number]> = z.object({
  check: text,
  reason: text,
  partly: z.boolean(),
});

export const coverageRow: z.ZodType<Coverage> = z.object({
  subject: z.object({ kind: z.enum(['threat', 'boundary']), id: text }),
  title: text,
  controls: z.array(z.object({ id: text, enforcedAt: texts, residual: text })),
  status: z.enum(['covered', 'partial', 'gap', 'blocked', 'open-risk']),
  reason: maybeText,
});

export const removable: z.ZodType<ReportDocument['removable'][number]> = z.object({
  what: text,
  statement: text,
  reason: text,
});
