// The design as it is published: controls, what waits, what stays open, and the questions.

import { z } from 'zod';
import type { ReportControl, ReportDocument } from '../plain.js';
import { maybeText, objectRef, record, source, text, texts, word } from './words.js';

export const openRisk: z.ZodType<ReportDocument['openRisks'][number]> = z.object({
  what: text,
  reason: text,
  closedBy: text,
  threats: texts,
});

const noteShape = { title: text, text, sources: z.array(source) };

export const note: z.ZodType<ReportControl['notes'][number]> = z.object(noteShape);

const area = z.enum(['roles', 'isolation', 'columns', 'connection', 'audit', 'credentials', 'exposure']);

export const areaNote: z.ZodType<ReportDocument['notes'][number]> = z.object({ ...noteShape, area });

export const control: z.ZodType<ReportControl> = z.object({
  id: text,
  area,
  title: text,
  threats: texts,
  boundaries: texts,
  enforcedAt: texts,
  demands: z.array(record<ReportControl['demands'][number]>(['fact', 'because'], 'demand')),
  attacks: z.array(record<ReportControl['attacks'][number]>(['id', 'kind', 'role', 'title'], 'attack')),
  residual: text,
  bypass: texts,
  openRisks: z.array(openRisk),
  notes: z.array(note),
});

export const blocked: z.ZodType<ReportDocument['blocked'][number]> = z.object({
  demand: text,
  reason: text,
  whoCan: text,
  candidate: maybeText,
  threats: texts,
});

type Candidate = ReportDocument['candidates'][number];

export const candidate: z.ZodType<Candidate> = z.object({
  id: text,
  topic: word<Candidate['topic']>(),
  title: text,
  question: text,
  evidence: texts,
  options: z.array(z.object({ title: text, security: text, operations: text, performance: text })),
  recommendation: maybeText,
  blocks: z.array(
    z.object({ part: word<Candidate['blocks'][number]['part']>(), objects: z.array(objectRef), what: text }),
  ),
  sources: z.array(source),
});
