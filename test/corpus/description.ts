// What we say of one schema of the corpus, in our own words: its components, who works with it, and what
// keeps its tenants apart. documents/<schema>.yaml; everything else is read from the live inventory.

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';

export interface Description {
  readonly about: string;
  readonly components: readonly {
    readonly component: string;
    readonly tier: number;
    readonly schemas: readonly string[];
  }[];
  readonly actors: readonly DescribedActor[];
  readonly isolation: readonly DescribedIsolation[];
  /** Tables that all tenants share on purpose. */
  readonly shared: readonly string[];
}

export interface DescribedActor {
  readonly actor: string;
  /** A role of the schema, or a new one. */
  readonly login: string;
  readonly kind: 'service' | 'human' | 'job';
  readonly schemas: readonly string[];
  /** `write`: rows of every kind; `read`: SELECT; `redacted`: SELECT without restricted columns. */
  readonly access: 'write' | 'read' | 'redacted';
}

export interface DescribedIsolation {
  /** Whole schemas, or single tables. */
  readonly in: readonly string[];
  /** The first of these columns that a table has is its tenant key. */
  readonly keys: readonly string[];
  readonly carrier: string;
  /** Tables that hang on these through a NOT NULL reference are the tenant's too. */
  readonly follow: boolean;
}

const names = z.array(z.string());

const description: z.ZodType<Description> = z.strictObject({
  about: z.string(),
  components: z.array(z.strictObject({ component: z.string(), tier: z.number().int().min(0).max(3), schemas: names })),
  actors: z.array(
    z.strictObject({
      actor: z.string(),
      login: z.string(),
      kind: z.enum(['service', 'human', 'job']).default('service'),
      schemas: names,
      access: z.enum(['write', 'read', 'redacted']),
    }),
  ),
  isolation: z
    .array(z.strictObject({ in: names, keys: names, carrier: z.string(), follow: z.boolean().default(true) }))
    .default([]),
  shared: names.default([]),
});

/** @throws when the file is missing or does not have the shape above. */
export async function readDescription(folder: string, schema: string): Promise<Description> {
  const text = await readFile(`${folder}/${schema}.yaml`, 'utf8');
  return description.parse(parse(text));
}

export function descriptionFolder(): string {
  return fileURLToPath(new URL('documents', import.meta.url));
}
