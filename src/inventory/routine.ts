// Routines, types, languages, extensions, and the rest of what a database defines.

import type { Acl } from '../pg/acl.js';
import type { ObjectRef } from '../pg/object.js';

export interface Routine {
  readonly schema: string;
  readonly name: string;
  /** Types of the input arguments, e.g. `integer, app.email` (oidvectortypes). Path element: `name(identityArguments)`. */
  readonly identityArguments: string;
  readonly kind: 'function' | 'procedure' | 'aggregate' | 'window';
  readonly owner: string;
  readonly acl: Acl;
  readonly language: string;
  readonly securityDefiner: boolean;
  readonly volatility: 'immutable' | 'stable' | 'volatile';
  readonly leakproof: boolean;
  readonly returns: string;
  /** Return type is trigger or event_trigger. */
  readonly returnsTrigger: boolean;
  /** proconfig as `name=value`. */
  readonly config: readonly string[];
  /** prosrc, or the deparsed body of BEGIN ATOMIC. */
  readonly body: string;
  /** pg_get_functiondef; null for aggregates (see `definitions`). */
  readonly definition: string | null;
  readonly comment: string | null;
  readonly extension: string | null;
}

export interface TypeFact {
  readonly schema: string;
  readonly name: string;
  readonly kind: 'enum' | 'domain' | 'composite' | 'range' | 'multirange' | 'base' | 'shell';
  readonly owner: string;
  readonly acl: Acl;
  readonly comment: string | null;
  readonly extension: string | null;
  /** A CREATE TYPE / CREATE DOMAIN statement rebuilt from the catalog; null where only C code could make it. */
  readonly definition: string | null;
}

export interface Language {
  readonly name: string;
  readonly owner: string;
  readonly trusted: boolean;
  readonly acl: Acl;
  readonly extension: string | null;
}

export interface ExtensionFact {
  readonly name: string;
  readonly schema: string;
  readonly version: string;
  readonly availableVersion: string | null;
  readonly owner: string;
  readonly trusted: boolean | null;
}

export const DEFINITION_KINDS = [
  'access-method',
  'aggregate',
  'cast',
  'collation',
  'conversion',
  'operator',
  'operator-class',
  'operator-family',
  'statistics',
  'text-search-configuration',
  'text-search-dictionary',
  'text-search-parser',
  'text-search-template',
  'transform',
] as const;

/** Something else that user code can define, as one statement that would create it. */
export interface DefinitionFact {
  readonly kind: (typeof DEFINITION_KINDS)[number];
  readonly schema: string | null;
  readonly name: string;
  readonly owner: string | null;
  /** Null when it cannot be rebuilt; `reason` then says why. */
  readonly definition: string | null;
  readonly reason: string | null;
  /** The extension it belongs to, if any: CREATE EXTENSION makes it. */
  readonly extension?: string | null;
  /** Further statements (ALTER TEXT SEARCH CONFIGURATION …, ALTER OPERATOR FAMILY …). */
  readonly also: readonly string[];
  readonly object?: ObjectRef;
}
