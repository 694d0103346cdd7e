// Evidence as it is published: an attack, what it met with its control, and what without.

import { z } from 'zod';
import type { ReportDocument, ReportEvidence } from '../plain.js';
import type { VerifyRow } from '../verify.js';
import { count, maybeText, missing, record, text, texts, word } from './words.js';

const observed: z.ZodType<ReportEvidence['observed']> = z.object({
  outcome: word<ReportEvidence['observed']['outcome']>(),
  sqlstate: maybeText,
  rows: z.number().nullable(),
  log: maybeText,
});

const common = {
  control: text,
  role: text,
  expected: text,
  observed,
  withoutControl: observed,
  status: z.enum(['holds', 'broken', 'vacuous', 'not-run']),
  reason: maybeText,
  server: z.object({ major: count, origin: z.enum(['embedded', 'system']) }),
  statements: texts,
} as const;

export const evidence: z.ZodType<ReportEvidence> = z.object({
  ...common,
  attack: record<ReportEvidence['attack']>(['id', 'kind', 'role', 'title'], 'attack'),
});

export const verifyRow: z.ZodType<VerifyRow> = z.object({
  ...common,
  attack: text,
  kind: word<VerifyRow['kind']>(),
  title: text,
});

export const posture: z.ZodType<ReportDocument['posture']> = z.enum(['hardened', 'unverified', 'not-hardened']);

export const proof: z.ZodType<ReportDocument['proof']> = z.object({
  ran: z.boolean(),
  remarks: texts,
  servers: z.array(
    z.object({
      purpose: z.enum(['clone', 'audit']),
      major: count,
      origin: z.enum(['embedded', 'system']),
      version: text,
    }),
  ),
  clones: z.array(
    z.object({
      database: text,
      relations: count,
      cloned: count,
      notCloned: z.array(missing),
      heldBack: z.array(missing),
    }),
  ),
  notSeeded: z.array(missing),
  secondPlanSteps: z.number().nullable(),
  undoRestored: z.boolean().nullable(),
  undoDifferences: texts,
  milliseconds: z.number(),
});
