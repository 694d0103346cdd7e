// The shape of the sections of one database in inventory.json.

import { z } from 'zod';
import { OBJECT_KINDS, type ObjectRef } from '../pg/object.js';
import { acl, aclItem, flag, maybeText, name, sectionOf, texts } from './codec-cluster.js';
import {
  column,
  constraint,
  enabledState,
  index,
  policy,
  relation,
  rule,
  sequence,
  trigger,
} from './codec-relation.js';
import type { Schema, SecurityLabel } from './database.js';
import type { DatabaseInventory } from './model.js';
import type { DefinitionFact, ExtensionFact, Language, Routine, TypeFact } from './routine.js';
import { DEFINITION_KINDS } from './routine.js';
import type {
  DefaultPrivilege,
  EventTrigger,
  ForeignDataWrapper,
  ForeignServer,
  LargeObject,
  Publication,
  Subscription,
  UserMapping,
} from './sharing.js';

const objectRef: z.ZodType<ObjectRef> = z.object({
  kind: z.enum(OBJECT_KINDS),
  path: texts,
  database: z.string().exactOptional(),
});

const schema: z.ZodType<Schema> = z.object({ name, owner: name, acl, comment: maybeText, extension: maybeText });

const routine: z.ZodType<Routine> = z.object({
  schema: name,
  name,
  identityArguments: z.string(),
  kind: z.enum(['function', 'procedure', 'aggregate', 'window']),
  owner: name,
  acl,
  language: name,
  securityDefiner: flag,
  volatility: z.enum(['immutable', 'stable', 'volatile']),
  leakproof: flag,
  returns: z.string(),
  returnsTrigger: flag,
  config: texts,
  body: z.string(),
  definition: maybeText,
  comment: maybeText,
  extension: maybeText,
});

const typeFact: z.ZodType<TypeFact> = z.object({
  schema: name,
  name,
  kind: z.enum(['enum', 'domain', 'composite', 'range', 'multirange', 'base', 'shell']),
  owner: name,
  acl,
  comment: maybeText,
  extension: maybeText,
  definition: maybeText,
});

const language: z.ZodType<Language> = z.object({ name, owner: name, trusted: flag, acl, extension: maybeText });

const extension: z.ZodType<ExtensionFact> = z.object({
  name,
  schema: name,
  version: z.string(),
  availableVersion: maybeText,
  owner: name,
  trusted: flag.nullable(),
});

const definition: z.ZodType<DefinitionFact> = z.object({
  kind: z.enum(DEFINITION_KINDS),
  schema: maybeText,
  name,
  owner: maybeText,
  definition: maybeText,
  reason: maybeText,
  extension: maybeText.exactOptional(),
  also: texts,
  object: objectRef.exactOptional(),
});

const defaultPrivilege: z.ZodType<DefaultPrivilege> = z.object({
  role: name,
  schema: maybeText,
  objectKind: z.enum(['table', 'sequence', 'routine', 'type', 'schema', 'large-object']),
  acl: z.array(aclItem),
});

const largeObject: z.ZodType<LargeObject> = z.object({ oid: z.string(), owner: name, acl });

const eventTrigger: z.ZodType<EventTrigger> = z.object({
  name,
  event: z.string(),
  owner: name,
  function: z.string(),
  enabled: enabledState,
  tags: texts,
});

const wrapper: z.ZodType<ForeignDataWrapper> = z.object({ name, owner: name, acl, extension: maybeText });

const server: z.ZodType<ForeignServer> = z.object({ name, wrapper: name, owner: name, acl, optionNames: texts });

const userMapping: z.ZodType<UserMapping> = z.object({
  server: name,
  role: maybeText,
  optionNames: texts,
  hasPassword: flag.nullable(),
});

const publication: z.ZodType<Publication> = z.object({
  name,
  owner: name,
  allTables: flag,
  tables: z.array(z.object({ schema: name, name, filter: maybeText, columns: texts.nullable().exactOptional() })),
  schemas: texts,
  publishes: texts,
  viaRoot: flag.exactOptional(),
});

const subscription: z.ZodType<Subscription> = z.object({
  name,
  owner: name,
  enabled: flag,
  connectionHasPassword: flag.nullable(),
  publications: texts,
});

const securityLabel: z.ZodType<SecurityLabel> = z.object({
  object: objectRef,
  provider: z.string(),
  label: z.string(),
});

export const databaseInventory: z.ZodType<DatabaseInventory> = z.object({
  name,
  schemas: sectionOf(schema),
  relations: sectionOf(relation),
  columns: sectionOf(column),
  sequences: sectionOf(sequence),
  constraints: sectionOf(constraint),
  indexes: sectionOf(index),
  policies: sectionOf(policy),
  triggers: sectionOf(trigger),
  rules: sectionOf(rule),
  routines: sectionOf(routine),
  types: sectionOf(typeFact),
  languages: sectionOf(language),
  extensions: sectionOf(extension),
  definitions: sectionOf(definition),
  defaultPrivileges: sectionOf(defaultPrivilege),
  largeObjects: sectionOf(largeObject),
  eventTriggers: sectionOf(eventTrigger),
  foreignDataWrappers: sectionOf(wrapper),
  foreignServers: sectionOf(server),
  userMappings: sectionOf(userMapping),
  publications: sectionOf(publication),
  subscriptions: sectionOf(subscription),
  securityLabels: sectionOf(securityLabel),
});
