// inventory.json: canonical on the way out, checked on the way in. A reader takes any minor version of the
// major it knows (fields it does not know are dropped) and refuses another major.

import { z } from 'zod';
import { canonicalJson } from '../core/canonical-json.js';
import type { Diagnostic } from '../core/diagnostic.js';
import { err, ok, type Result } from '../core/result.js';
import { clusterSections } from './codec-cluster.js';
import { databaseInventory } from './codec-database.js';
import { INVENTORY_FORMAT, type Inventory, type ServerFacts } from './model.js';

const serverFacts: z.ZodType<ServerFacts> = z.object({
  versionNum: z.number().int(),
  major: z.number().int(),
  endOfLife: z.string().nullable().exactOptional(),
  origin: z.enum(['live', 'files']),
  readAs: z.object({
    role: z.string(),
    superuser: z.boolean(),
    way: z
      .object({ database: z.string(), source: z.string().nullable(), tlsVersion: z.string().nullable() })
      .exactOptional(),
  }),
  substrateEvidence: z.array(z.string()),
  availableExtensions: z.array(z.string()),
  dataChecksums: z.boolean().nullable(),
});

export const inventorySchema: z.ZodType<Inventory> = z.object({
  formatVersion: z.literal(INVENTORY_FORMAT),
  server: serverFacts,
  cluster: clusterSections,
  databases: z.array(databaseInventory),
});

/** The same inventory, the same bytes. */
export function encodeInventory(inventory: Inventory): string {
  return `${canonicalJson(inventory, 1)}\n`;
}

export function decodeInventory(text: string): Result<Inventory, readonly Diagnostic[]> {
  const json = parseJson(text);
  if (!json.ok) return err([problem('inventory-json', 'the inventory is no JSON', json.error)]);
  const version = readVersion(json.value);
  if (!isKnownMajor(version)) return err([unknownVersion(version)]);
  const parsed = inventorySchema.safeParse(Object.assign({}, json.value, { formatVersion: INVENTORY_FORMAT }));
  return parsed.success ? ok(parsed.data) : err(parsed.error.issues.slice(0, MOST).map(toDiagnostic));
}

/** A broken file has one mistake repeated; twenty are enough to see it. */
const MOST = 20;

function parseJson(text: string): Result<unknown, string> {
  try {
    return ok(JSON.parse(text));
  } catch {
    return err('it is cut off, or it is another kind of file');
  }
}

function readVersion(json: unknown): string | undefined {
  if (typeof json !== 'object' || json === null || !('formatVersion' in json)) return undefined;
  return typeof json.formatVersion === 'string' ? json.formatVersion : undefined;
}

function isKnownMajor(version: string | undefined): boolean {
  return version?.split('.')[0] === INVENTORY_FORMAT.split('.')[0];
}

function unknownVersion(version: string | undefined): Diagnostic {
  const what =
    version === undefined
      ? 'the file is no inventory: it has no formatVersion'
      : 'the inventory has a format of another major version';
  const why =
    version === undefined
      ? 'every inventory says its format'
      : `it is ${version.slice(0, 20)}, this program reads ${INVENTORY_FORMAT}`;
  return problem('inventory-version', what, why);
}

function toDiagnostic(issue: z.core.$ZodIssue): Diagnostic {
  return problem('inventory-shape', `${issue.path.map(String).join('.')} is not as it should be`, issue.message);
}

function problem(code: string, what: string, why: string): Diagnostic {
  return { code, severity: 'error', what, why, fix: 'write it again: pgrampart inventory SOURCE' };
}

/** JSON Schema (draft 2020-12) of inventory.json; published as schemas/inventory.schema.json. */
export function inventoryJsonSchema(): string {
  const schema = z.toJSONSchema(inventorySchema, { io: 'input' });
  return `${canonicalJson({ title: 'pgrampart inventory', ...schema }, 2)}\n`;
}
