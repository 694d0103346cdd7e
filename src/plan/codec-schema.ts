// The shape of plan.json (DESIGN §5). Fields may be added, never renamed; unknown ones are ignored, another
// major is refused.

import { z } from 'zod';
import { HAND_OFF_FORMATS } from './artifacts/formats/index.js';
import { canonicalJson } from '../core/canonical-json.js';
import type { FactKind } from '../demand/model.js';
import { OBJECT_KINDS, type ObjectKind } from '../pg/object.js';
import { FACT_KINDS } from './changes/table.js';
import { PHASES, type BlockedStep, type HandOff, type LockLevel, type Phase } from './model.js';

interface BaseJson {
  id: string;
  phase: Phase;
  segment: number;
  database: string | null;
  asRole: string | null;
  kind: FactKind;
  object: { kind: ObjectKind; path: string[]; database?: string | undefined } | null;
  title: string;
  lock: LockLevel;
  hazards: string[];
  restart?: boolean | undefined;
  reload?: boolean | undefined;
  handoff: HandOff | null;
  because: { control: string; threats: string[]; sources: { file: string; line: number; column: number }[] }[];
}

export interface SqlStepJson extends BaseJson {
  sql: string[];
  transactional: boolean;
  inverse: string[] | null;
}

export interface FileStepJson extends BaseJson {
  file: { name: 'pg_hba.conf' | 'pg_ident.conf' | 'postgresql.conf'; content: string };
  inverse: string | null;
}

export type StepJson = SqlStepJson | FileStepJson;

interface GateJson {
  phase: 'gate';
  object: { kind: ObjectKind; path: string[]; database?: string | undefined };
  needs: string;
  steps: string[];
}

export interface PlanJson {
  formatVersion: string;
  fingerprint: string;
  databases?: string[];
  steps: StepJson[];
  blocked: BlockedStep[];
  gates?: GateJson[] | undefined;
}

const source = z.object({ file: z.string(), line: z.number().int(), column: z.number().int() });

const because = z.object({ control: z.string(), threats: z.array(z.string()), sources: z.array(source) });

const object = z.object({
  kind: z.enum(OBJECT_KINDS),
  path: z.array(z.string()),
  database: z.string().optional(),
});

const handoff = z.object({
  to: z.literal('postgres-schema-and-migration'),
  component: z.string().nullable(),
  reason: z.string(),
  format: z.enum(HAND_OFF_FORMATS),
});

const LOCKS = [
  'none',
  'AccessShareLock',
  'RowExclusiveLock',
  'ShareUpdateExclusiveLock',
  'ShareLock',
  'ShareRowExclusiveLock',
  'AccessExclusiveLock',
] as const;

const base = {
  id: z.string(),
  phase: z.enum(PHASES),
  segment: z.number().int().describe('Steps of one segment commit together.'),
  database: z.string().nullable().describe('null: any database'),
  asRole: z.string().nullable().describe('The role that runs it (SET ROLE); null: whoever applies'),
  kind: z.enum([...FACT_KINDS]),
  object: object.nullable(),
  title: z.string(),
  lock: z.enum(LOCKS),
  hazards: z.array(z.string()),
  restart: z.boolean().optional(),
  reload: z.boolean().optional(),
  handoff: handoff.nullable(),
  because: z.array(because),
};

const sqlStep = z.object({
  ...base,
  sql: z.array(z.string()).describe('Statements in order, without a closing semicolon'),
  transactional: z.boolean().describe('false: refused inside a transaction block'),
  inverse: z.array(z.string()).nullable(),
});

const fileStep = z.object({
  ...base,
  file: z.object({ name: z.enum(['pg_hba.conf', 'pg_ident.conf', 'postgresql.conf']), content: z.string() }),
  inverse: z.string().nullable(),
});

export const planSchema: z.ZodType<PlanJson> = z.object({
  formatVersion: z.string().regex(/^1\.\d+$/u),
  fingerprint: z.string(),
  databases: z.array(z.string()).describe('Only these were read; absent when all were').exactOptional(),
  steps: z.array(z.union([sqlStep, fileStep])),
  blocked: z.array(z.object({ demand: z.string(), reason: z.string(), whoCan: z.string() })),
  gates: z
    .array(z.object({ phase: z.literal('gate'), object, needs: z.string(), steps: z.array(z.string()) }))
    .optional(),
});

/** JSON Schema (draft 2020-12) of plan.json; published as schemas/plan.schema.json. */
export function planJsonSchema(): string {
  const schema = z.toJSONSchema(planSchema, { io: 'input' });
  return `${canonicalJson({ title: 'pgrampart plan', ...schema }, 2)}\n`;
}
