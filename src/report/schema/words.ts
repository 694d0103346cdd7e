// Parts that every published document is made of.

import { z } from 'zod';
import { CONFIDENCES, SEVERITIES } from '../../core/severity.js';
import type { Source } from '../../core/source.js';
import type { ObjectRef } from '../../pg/object.js';

/** A word of a closed list that another room owns: a reader takes the words of a later minor version as well. */
export function word<T extends string>(): z.ZodType<T> {
  return z.custom<T>((value) => typeof value === 'string').meta({ type: 'string' });
}

/** A record whose inner form another schema publishes; `fields` must be there. */
export function record<T>(fields: readonly string[], title: string): z.ZodType<T> {
  const has = (value: unknown): boolean =>
    typeof value === 'object' && value !== null && fields.every((field) => Object.hasOwn(value, field));
  return z.custom<T>(has).meta({ type: 'object', required: [...fields], title });
}

export const text: z.ZodType<string> = z.string();
export const texts: z.ZodType<readonly string[]> = z.array(z.string());
export const maybeText: z.ZodType<string | null> = z.string().nullable();
export const count: z.ZodType<number> = z.number().int();
export const severity: z.ZodType<(typeof SEVERITIES)[number]> = z.enum(SEVERITIES);
export const confidence: z.ZodType<(typeof CONFIDENCES)[number]> = z.enum(CONFIDENCES);

export const source: z.ZodType<Source> = z.object({ file: text, line: count, column: count });

export const objectRef: z.ZodType<ObjectRef> = z.object({
  kind: word<ObjectRef['kind']>(),
  path: texts,
  database: z.string().exactOptional(),
});

export const missing: z.ZodType<{ readonly object: string; readonly reason: string }> = z.object({
  object: text,
  reason: text,
});
