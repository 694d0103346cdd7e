// JSON Schema (draft 2020-12) of what `docs check --format json` answers, as published under schemas/.

import { z } from 'zod';
import { canonicalJson } from '../core/canonical-json.js';
import { SECTION_KINDS } from '../intent/sections/registry.js';

const SOURCE = z.object({
  file: z.string(),
  line: z.int().min(1),
  column: z.int().min(1).describe('in UTF-16 code units'),
});

const DIAGNOSTIC = z.object({
  code: z.string().describe('stable, kebab-case'),
  severity: z.enum(['error', 'warning', 'info']),
  what: z.string(),
  why: z.string(),
  fix: z.string(),
  source: SOURCE.optional(),
  length: z.int().min(1).optional().describe('characters from the column on; 1 when absent'),
});

export const DOCS_CHECK_SCHEMA: z.ZodType = z.object({
  formatVersion: z.literal('1.0'),
  diagnostics: z.array(DIAGNOSTIC),
  summary: z.object({
    documents: z.int(),
    errors: z.int(),
    warnings: z.int(),
    stated: z
      .object(Object.fromEntries(SECTION_KINDS.map((kind) => [kind, z.int()])))
      .describe('facts by section, under the keys of the YAML form'),
  }),
});

/** File name under schemas/ and its content. */
export function docsCheckJsonSchemas(): readonly { readonly file: string; readonly content: string }[] {
  const schema = z.toJSONSchema(DOCS_CHECK_SCHEMA, { io: 'input' });
  return [
    { file: 'docs-check.schema.json', content: `${canonicalJson({ title: 'pgrampart docs check', ...schema }, 2)}\n` },
  ];
}
