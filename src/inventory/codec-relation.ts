// The shape of relations, columns and what hangs on them in inventory.json.

import { z } from 'zod';
import { RELATION_KINDS } from '../pg/object.js';
import { acl, flag, maybeText, name, texts, whole } from './codec-cluster.js';
import {
  type Column,
  type Constraint,
  type Index,
  type Policy,
  POLICY_COMMANDS,
  type Relation,
  type RelationName,
  type RoutineName,
  type Rule,
  type SequenceFact,
  type Trigger,
  type ViewRead,
} from './relation.js';

const relationName: z.ZodType<RelationName> = z.object({ schema: name, name });
const viewRead: z.ZodType<ViewRead> = z.object({ schema: name, name, columns: texts.optional() });
const routineName: z.ZodType<RoutineName> = z.object({ schema: name, signature: z.string() });
export const enabledState: z.ZodType<Trigger['enabled']> = z.enum(['origin', 'disabled', 'replica', 'always']);

export const relation: z.ZodType<Relation> = z.object({
  schema: name,
  name,
  kind: z.enum(RELATION_KINDS),
  owner: name,
  acl,
  comment: maybeText,
  extension: maybeText,
  persistence: z.enum(['permanent', 'unlogged', 'temporary']),
  rowSecurity: z.object({ enabled: flag, forced: flag }),
  partitionKey: maybeText,
  parents: z.array(relationName),
  partitionBound: maybeText,
  options: texts,
  definition: maybeText,
  reads: z.array(viewRead),
  calls: z.array(routineName),
  foreignServer: maybeText,
  populated: flag,
  ofType: maybeText,
  estimatedRows: z.number(),
});

export const column: z.ZodType<Column> = z.object({
  schema: name,
  relation: name,
  name,
  position: whole,
  type: z.string(),
  notNull: flag,
  default: maybeText,
  generated: z.enum(['stored', 'virtual']).nullable(),
  identity: z.enum(['always', 'by-default']).nullable(),
  collation: maybeText,
  acl,
  comment: maybeText,
  local: flag,
});

export const sequence: z.ZodType<SequenceFact> = z.object({
  schema: name,
  name,
  type: z.string(),
  start: z.string(),
  increment: z.string(),
  min: z.string(),
  max: z.string(),
  cache: z.string(),
  cycle: flag,
  ownedBy: z.object({ schema: name, relation: name, column: name }).nullable(),
});

export const constraint: z.ZodType<Constraint> = z.object({
  schema: name,
  relation: name,
  name,
  kind: z.enum(['primary-key', 'unique', 'foreign-key', 'check', 'exclusion', 'not-null', 'trigger']),
  columns: texts,
  references: z.object({ schema: name, relation: name, columns: texts }).nullable(),
  definition: z.string(),
  validated: flag,
  local: flag,
});

export const index: z.ZodType<Index> = z.object({
  schema: name,
  relation: name,
  name,
  unique: flag,
  primary: flag,
  columns: z.array(maybeText),
  partial: flag,
  definition: z.string(),
  constraint: maybeText,
  inherited: flag,
  // Inventories of before this was read say nothing: they were taken to be valid.
  valid: flag.default(true),
});

export const policy: z.ZodType<Policy> = z.object({
  schema: name,
  relation: name,
  name,
  command: z.enum(POLICY_COMMANDS),
  permissive: flag,
  roles: texts,
  forPublic: flag,
  using: maybeText,
  check: maybeText,
  comment: maybeText,
});

export const trigger: z.ZodType<Trigger> = z.object({
  schema: name,
  relation: name,
  name,
  function: routineName,
  enabled: enabledState,
  definition: z.string(),
  inherited: flag,
});

export const rule: z.ZodType<Rule> = z.object({
  schema: name,
  relation: name,
  name,
  enabled: enabledState,
  definition: z.string(),
});
