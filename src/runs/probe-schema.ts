// JSON Schema (draft 2020-12) of what `probe` answers, as published under schemas/.

import { z } from 'zod';
import { canonicalJson } from '../core/canonical-json.js';
import { SEVERITIES } from '../core/severity.js';
import { ASKED_METHODS, TLS_VERSIONS } from '../wire/index.js';

const version = z.enum(TLS_VERSIONS);

const entrance = z.union([
  z.object({ kind: z.literal('admitted') }).describe('let in, nothing was asked'),
  z.object({ kind: z.literal('challenge'), method: z.enum(ASKED_METHODS), mechanisms: z.array(z.string()) }),
  z.object({ kind: z.literal('refused'), sqlstate: z.string(), message: z.string() }),
  z.object({ kind: z.literal('no-answer'), reason: z.string() }),
]);

const certificate = z.object({
  subject: z.string(),
  issuer: z.string(),
  names: z.string().nullable(),
  validFrom: z.iso.datetime(),
  validTo: z.iso.datetime(),
  key: z.string(),
  bits: z.int().nullable(),
  sha256: z.string(),
});

const chain = z.object({
  shown: z.array(certificate).describe('leaf first'),
  untrusted: z.string().nullable().describe('null: it leads to a trusted root'),
  forHost: z.boolean(),
  expired: z.boolean(),
});

const tls = z.object({
  versions: z.array(
    z.union([
      z.object({ version, kind: z.literal('accepted'), ciphers: z.array(z.string()) }),
      z.object({ version, kind: z.enum(['refused', 'untested']), reason: z.string() }),
    ]),
  ),
  certificate: chain.nullable(),
  direct: z.boolean().describe('TLS from the first byte, ALPN postgresql'),
});

export const PROBE_SCHEMA: z.ZodType = z.object({
  formatVersion: z.literal('1.0'),
  host: z.string(),
  port: z.int(),
  user: z.string(),
  database: z.string(),
  tls: tls.nullable(),
  gss: z.boolean(),
  plaintext: entrance,
  encrypted: entrance.nullable(),
  findings: z.array(z.object({ id: z.string(), severity: z.enum(SEVERITIES), title: z.string(), detail: z.string() })),
});

/** File name under schemas/ and its content. */
export function probeJsonSchemas(): readonly { readonly file: string; readonly content: string }[] {
  const schema = z.toJSONSchema(PROBE_SCHEMA, { io: 'input' });
  return [{ file: 'probe.schema.json', content: `${canonicalJson({ title: 'pgrampart probe', ...schema }, 2)}\n` }];
}
