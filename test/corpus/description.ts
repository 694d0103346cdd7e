// What we say of one schema of the corpus, in our own words: its components, who works with it, and what
// keeps its tenants apart. documents/<schema>.yaml; everything else is read from the live inventory.

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';

const actor = z.strictObject({
  actor: z.string(),
  /** A role of the schema, or a new one. */
  login: z.string(),
  kind: z.enum(['service', 'human', 'job', 'migration', 'monitoring', 'retired']).default('service'),
  /** Schemas on which it works; none for a retired login. */
  schemas: z.array(z.string()).default([]),
  /** `write`: rows of every kind; `read`: SELECT; `redacted`: SELECT without restricted columns. */
  access: z.enum(['write', 'read', 'redacted', 'none']).default('write'),
});

const isolation = z.strictObject({
  /** Whole schemas, or single tables. */
  in: z.array(z.string()),
  /** The first of these columns that a table has is its tenant key. */
  keys: z.array(z.string()),
  carrier: z.string(),
  /** Tables that hang on these through a NOT NULL reference are the tenant's too. */
  follow: z.boolean().default(true),
});

const description = z.strictObject({
  about: z.string(),
  components: z.array(
    z.strictObject({ component: z.string(), tier: z.number().int().min(0).max(3), schemas: z.array(z.string()) }),
  ),
  actors: z.array(actor),
  isolation: z.array(isolation).default([]),
  /** Tables that all tenants share on purpose. */
  shared: z.array(z.string()).default([]),
});

export type Description = z.infer<typeof description>;
export type DescribedActor = z.infer<typeof actor>;
export type DescribedIsolation = z.infer<typeof isolation>;

/** @throws when the file is missing or does not have the shape above. */
export async function readDescription(folder: string, schema: string): Promise<Description> {
  const text = await readFile(`${folder}/${schema}.yaml`, 'utf8');
  return description.parse(parse(text));
}

export function descriptionFolder(): string {
  return fileURLToPath(new URL('documents', import.meta.url));
}
