// JSON Schemas (draft 2020-12) of what `access` answers, as published under schemas/.

import { z } from 'zod';
import { canonicalJson } from '../core/canonical-json.js';
import { ESCALATION_HOWS } from '../access/index.js';
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
  indirect: z
    .array(path)
    .describe('ways to the rows that need no privilege on the object: views, definer functions, …'),
  bySetRole: z
    .array(z.object({ role: z.string(), chain: z.array(z.string()) }))
    .describe('roles that it may become and that hold it'),
};

/** One privilege when it was asked for, else `answers` with all of the kind. */
export const ACCESS_SCHEMA: z.ZodType = z.union([
  z.object({ formatVersion: version, role, object, ...answer }),
  z.object({ formatVersion: version, role, object, answers: z.array(z.object(answer)) }),
]);

const everything = z.object({
  kind: z.enum(['everything', 'every-relation', 'every-schema']).describe('the last two in the compact form only'),
  path: z.array(z.string()),
});

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
  z.object({ kind: z.enum(['any-role', 'host', 'all-data', 'sessions']) }),
  z.object({ kind: z.literal('users-of'), object }),
  z.object({ kind: z.literal('remote'), server: z.string() }),
]);

export const ESCALATIONS_SCHEMA: z.ZodType = z.object({
  formatVersion: version,
  escalations: z.array(
    z.object({
      from: role,
      to: target,
      how: z.enum(ESCALATION_HOWS),
      through: object.nullable(),
      why: z.string(),
      stop: z.string(),
    }),
  ),
});

const change = z.looseObject({
  kind: z.enum([
    'privileges',
    'role',
    'escalation',
    'rows',
    'code',
    'connection',
    'default-privileges',
    'setting',
    'sharing',
    'unread',
  ]),
  direction: z.enum(['widening', 'narrowing', 'neutral']),
  who: role.optional(),
  object: object.nullable().optional(),
  privileges: z.array(z.string()).optional(),
  paths: z.array(path).optional(),
  detail: z.string(),
});
const count = z.number().int();

export const DIFF_SCHEMA: z.ZodType = z.object({
  formatVersion: version,
  compared: z.object({ before: z.string(), after: z.string() }).optional(),
  changes: z.array(change),
  summary: z.object({ widening: count, narrowing: count, neutral: count }),
});

export const LINEAGE_SCHEMA: z.ZodType = z.object({
  formatVersion: version,
  column: object,
  readers: z.array(z.string()),
  routes: z.array(
    z.object({
      channel: z.string(),
      through: z.array(object),
      confidence: z.enum(['certain', 'named']),
      readers: z.array(z.string()),
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
    { file: 'access-lineage.schema.json', content: published('pgrampart access --lineage', LINEAGE_SCHEMA) },
    { file: 'diff.schema.json', content: published('pgrampart diff', DIFF_SCHEMA) },
    { file: 'access-matrix.schema.json', content: published('pgrampart access --matrix', MATRIX_SCHEMA) },
  ];
}

function published(title: string, schema: z.ZodType): string {
  return `${canonicalJson({ title, ...z.toJSONSchema(schema, { io: 'input' }) }, 2)}\n`;
}
