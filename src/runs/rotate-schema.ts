// JSON Schema (draft 2020-12) of what `rotate` answers, as published under schemas/.

import { z } from 'zod';
import { canonicalJson } from '../core/canonical-json.js';
import type { RotationDocument } from './rotation-document.js';

export const ROTATE_SCHEMA: z.ZodType<RotationDocument> = z.object({
  formatVersion: z.literal('1.0'),
  credential: z.string(),
  owner: z.string().nullable(),
  store: z.string().nullable(),
  usedBy: z.array(z.string()),
  incoming: z.string().describe('gets the new password'),
  outgoing: z.string().nullable().describe('shut afterwards; null: one login, or the first password'),
  withoutDowntime: z.boolean(),
  days: z.int().nullable().describe('null: the documents state no period'),
  overlapSeconds: z.int(),
  steps: z.array(z.object({ who: z.string(), what: z.string() })),
});

/** File name under schemas/ and its content. */
export function rotateJsonSchemas(): readonly { readonly file: string; readonly content: string }[] {
  const schema = z.toJSONSchema(ROTATE_SCHEMA, { io: 'input' });
  return [{ file: 'rotate.schema.json', content: `${canonicalJson({ title: 'pgrampart rotate', ...schema }, 2)}\n` }];
}
