// The JSON Schema of the YAML form, for editors: built from the section readers, so that it cannot
// know other keys than they do. Validation with places is the reader's (document.ts).

import { z } from 'zod';
import { SECTION_KINDS, SECTION_READERS } from '../sections/registry.js';
import { columnsOf } from '../sections/recognise.js';
import type { SectionKind } from '../sections/section.js';

/** A value, or a list of names (what a Markdown cell gives as code spans). */
const name = z.union([z.string(), z.number()]);
const literal = z.strictObject({ text: z.string(), names: z.array(name).optional() });
const value = z.union([z.string(), z.number(), z.boolean(), z.array(name), literal, z.null()]);

const reason = z.union([z.string().min(1), z.array(z.string().min(1))]);

const decision = z.strictObject({
  id: z.string(),
  title: z.string(),
  status: z.string(),
  settles: z.array(z.string()),
});

function rowSchema(kind: SectionKind): z.ZodType {
  const columns = columnsOf(kind).map(([key, column]) => {
    const described = value.describe(column.doc);
    return [key, column.required === true ? described : described.optional()] satisfies [string, z.ZodType];
  });
  return z.strictObject(Object.fromEntries(columns));
}

/** What a YAML document may hold. */
export function intentSchema(): z.ZodType {
  const sections = SECTION_KINDS.map((kind): [string, z.ZodType] => [
    kind,
    z.array(rowSchema(kind)).describe(SECTION_READERS[kind].heading).optional(),
  ]);
  return z.strictObject({
    product: z.string().optional(),
    status: z.string().describe('approved, or a diagnostic is given').optional(),
    owner: z.string().optional(),
    version: z.union([z.string(), z.number()]).optional(),
    omitted: z
      .strictObject(Object.fromEntries(SECTION_KINDS.map((kind) => [kind, reason.optional()])))
      .describe('section: reason why it was left out on purpose')
      .optional(),
    decisions: z.array(decision).describe('accepted ADRs and the questions that they settle').optional(),
    ...Object.fromEntries(sections),
  });
}

/** JSON Schema 2020-12. */
export function intentJsonSchema(): object {
  return {
    ...z.toJSONSchema(intentSchema()),
    title: 'pgrampart intent',
    description: 'The security architecture of a product, as typed data. See docs/format.md.',
  };
}
