// The shape of the statement statistics in inventory.json.

import { z } from 'zod';
import { AUDIT_CLASSES, type StatementStatistics, type StatementUse } from './statements.js';

const name = z.string();
const whole = z.number().int();

const use: z.ZodType<StatementUse> = z.object({
  database: name,
  role: name,
  classes: z.array(z.object({ class: z.enum(AUDIT_CLASSES), calls: whole, nested: whole, bytes: whole })),
  relations: z.array(z.object({ schema: name, name, reads: whole, writes: whole, blindUpdates: whole })),
  hidden: whole,
  unparsed: whole,
  ambiguous: whole,
  unknown: whole,
});

export const statementStatistics: z.ZodType<StatementStatistics> = z.object({
  takenAt: z.string(),
  since: name.nullable(),
  evictions: whole.nullable(),
  track: z.string(),
  trackUtility: z.boolean(),
  use: z.array(use),
  gone: whole,
  sessions: z.array(z.object({ database: name, sessions: whole, since: name.nullable() })),
});
