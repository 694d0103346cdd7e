// The sections of one database. Definitions (deparsed by the server) are here too, so that a
// representative clone can be rebuilt from an inventory alone.

import type { Acl } from '../pg/acl.js';
import type { ObjectRef } from '../pg/object.js';
import type { Section } from './section.js';
import type { Column, Constraint, Index, Policy, Relation, Rule, SequenceFact, Trigger } from './relation.js';
import type { DefinitionFact, ExtensionFact, Language, Routine, TypeFact } from './routine.js';
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

export interface DatabaseSections {
  readonly schemas: Section<Schema>;
  readonly relations: Section<Relation>;
  readonly columns: Section<Column>;
  readonly sequences: Section<SequenceFact>;
  readonly constraints: Section<Constraint>;
  readonly indexes: Section<Index>;
  readonly policies: Section<Policy>;
  readonly triggers: Section<Trigger>;
  readonly rules: Section<Rule>;
  readonly routines: Section<Routine>;
  readonly types: Section<TypeFact>;
  readonly languages: Section<Language>;
  readonly extensions: Section<ExtensionFact>;
  /** Casts, operators, aggregates, collations, text search parts, …: what a clone needs besides. */
  readonly definitions: Section<DefinitionFact>;
  readonly defaultPrivileges: Section<DefaultPrivilege>;
  readonly largeObjects: Section<LargeObject>;
  readonly eventTriggers: Section<EventTrigger>;
  readonly foreignDataWrappers: Section<ForeignDataWrapper>;
  readonly foreignServers: Section<ForeignServer>;
  readonly userMappings: Section<UserMapping>;
  readonly publications: Section<Publication>;
  readonly subscriptions: Section<Subscription>;
  readonly securityLabels: Section<SecurityLabel>;
}

export interface Schema {
  readonly name: string;
  readonly owner: string;
  readonly acl: Acl;
  readonly comment: string | null;
  /** The extension it belongs to, if any. */
  readonly extension: string | null;
}

export interface SecurityLabel {
  readonly object: ObjectRef;
  readonly provider: string;
  readonly label: string;
}
