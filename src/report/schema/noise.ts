// The estimate of what an audit writes, as it is published. Absent in reports of before, and where nothing is audited.

import { z } from 'zod';
import type { ReportDocument } from '../plain.js';
import { count, maybeText, text, texts } from './words.js';

type Noise = NonNullable<ReportDocument['auditNoise']>;

const row: z.ZodType<Noise['recorded'][number]> = z.object({
  control: maybeText,
  what: text,
  figures: z
    .object({
      recordsPerDay: count,
      bytesPerDay: count,
      busiest: z.object({ role: text, database: text, recordsPerDay: count }).nullable(),
    })
    .nullable(),
  note: maybeText,
});

export const auditNoise: z.ZodType<Noise> = z.object({
  untold: z.object({ why: text, whatToDo: text }).nullable(),
  basis: z.object({ since: text, takenAt: text, recordBytes: count }).nullable(),
  recorded: z.array(row),
  excluded: z.array(row),
  remarks: texts,
});
