// What a team has accepted for now, as files: waivers (YAML or JSON, each with a reason and an end) and a
// baseline (JSON, written by --write-baseline).

import { parse } from 'yaml';
import { z } from 'zod';
import { InputError } from '../core/input-error.js';
import type { Baseline, Waiver } from '../checks/baseline.js';
import { readInputFile } from './input-file.js';

const text = z.string().trim().min(1);

const waiversSchema: z.ZodType<{ readonly waivers: readonly Waiver[] }> = z.strictObject({
  waivers: z.array(
    z.strictObject({
      check: text,
      subject: text,
      reason: text,
      expires: z.iso.date(),
    }),
  ),
});

const baselineSchema: z.ZodType<Baseline> = z.object({
  formatVersion: z.literal('1.0'),
  findings: z.array(z.object({ check: z.string(), subject: z.string() })),
});

/** `waivers: [{check, subject, reason, expires}]`. @throws InputError */
export async function readWaivers(path: string): Promise<readonly Waiver[]> {
  const content = await readInputFile(path, 'the waiver file');
  return decode(path, content, parse, waiversSchema, 'each waiver has check, subject, reason and expires (YYYY-MM-DD)')
    .waivers;
}

/** @throws InputError */
export async function readBaseline(path: string): Promise<Baseline> {
  const content = await readInputFile(path, 'the baseline');
  return decode(
    path,
    content,
    JSON.parse,
    baselineSchema,
    'write it anew: pgrampart assess SOURCE --write-baseline FILE',
  );
}

function decode<T>(
  path: string,
  content: string,
  read: (text: string) => unknown,
  schema: z.ZodType<T>,
  fix: string,
): T {
  let value: unknown;
  try {
    value = read(content);
  } catch (error) {
    throw InputError.of('cannot-parse', `${path} cannot be parsed`, error instanceof Error ? error.message : '', fix);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new InputError(
    parsed.error.issues.slice(0, 20).map((issue) => ({
      code: 'wrong-shape',
      severity: 'error',
      what: `${path}: ${issue.path.map(String).join('.') || 'the file'} is not as it should be`,
      why: issue.message,
      fix,
    })),
  );
}
