// JSON Schemas (draft 2020-12) of what `access` answers, as published under schemas/.

import { z } from 'zod';
import { canonicalJson } from '../core/canonical-json.js';
import { OBJECT_KINDS } from '../pg/object.js';
import { PRIVILEGES } from '../pg/privilege.js';

const version = z.literal('1.0');
const role = z.union([z.string(), z.object({ public: z.literal(true) })]);
const object = z.object({ kind: z.enum(OBJECT_KINDS), path: z.array(z.string()), database: z.string().optional() });
const path = z.array(z.looseObject({ via: z.string() }));
const answer = {
  privilege: z.enum(PRIVILEGES),
  holds: z.boolean().describe('as has_*_privilege says'),
  usable: z.boolean().describe('also CONNECT, schema USAGE and what a view reads'),
  allowed: z.boolean().describe('the same as usable'),
  paths: z.array(path),
};

/** One privilege when it was asked for, else `answers` with all of the kind. */
export const ACCESS_SCHEMA: z.ZodType = z.union([
  z.object({ formatVersion: version, role, object, ...answer }),
  z.object({ formatVersion: version, role, object, answers: z.array(z.object(answer)) }),
]);

const everything = z.object({ kind: z.literal('everything'), path: z.array(z.string()) });

export const MATRIX_SCHEMA: z.ZodType = z.object({
  formatVersion: version,
  grants: z.array(
    z.object({
      role,
      object: z.union([object, everything]),
      privileges: z.array(z.string()).describe('upper case; a grantable one is repeated with a star'),
    }),
  ),
});

const target = z.union([
  z.object({ kind: z.literal('role'), name: z.string() }),
  z.object({ kind: z.enum(['any-role', 'host']) }),
]);

export const ESCALATIONS_SCHEMA: z.ZodType = z.object({
  formatVersion: version,
  escalations: z.array(
    z.object({
      from: role,
      to: target,
      how: z.string(),
      through: object.nullable(),
      why: z.string(),
      stop: z.string(),
    }),
  ),
});

/** File name under schemas/ and its content. */
export function accessJsonSchemas(): readonly { readonly file: string; readonly content: string }[] {
  return [
    { file: 'access.schema.json', content: published('pgrampart access', ACCESS_SCHEMA) },
    {
      file: 'access-escalations.schema.json',
      content: published('pgrampart access --escalations', ESCALATIONS_SCHEMA),
    },
    { file: 'access-matrix.schema.json', content: published('pgrampart access --matrix', MATRIX_SCHEMA) },
  ];
}

function published(title: string, schema: z.ZodType): string {
  return `${canonicalJson({ title, ...z.toJSONSchema(schema, { io: 'input' }) }, 2)}\n`;
}
