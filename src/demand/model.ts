// A demand is a fact that must (not) hold in the cluster, with its sources. Controls state demands;
// `plan` compares them with an inventory; `proof` negates them one control at a time.

import type { Source } from '../core/source.js';
import type { Grantee } from '../pg/grantee.js';
import type { HbaDatabase } from '../pg/hba/rule.js';
import type { ObjectRef } from '../pg/object.js';
import type { Privilege } from '../pg/privilege.js';
import type { Sql } from '../sql/sql.js';

/** Why a demand is there. `threats` are ids of the documents. */
export interface Because {
  readonly control: string;
  readonly threats: readonly string[];
  readonly sources: readonly Source[];
}

export interface Demand {
  readonly fact: Fact;
  readonly because: readonly Because[];
  /**
   * The fact gives access or makes something usable and refuses nothing by itself (a grant that a row
   * permits, ssl = on, a login that has to exist): a mutation leaves it in force.
   */
  readonly enables?: true;
}

export type Fact =
  | RoleFact
  | MembershipFact
  | RoleSettingFact
  | PrivilegeFact
  | DefaultPrivilegeFact
  | OwnerFact
  | SchemaFact
  | RowSecurityFact
  | PolicyFact
  | NoPolicyFact
  | ViewFact
  | ViewOptionFact
  | CreatedTableFact
  | RoutineFact
  | RoutineConfigFact
  | RoutineSecurityFact
  | IndexFact
  | TagFact
  | ExtensionDemandFact
  | SettingFact
  | PreloadFact
  | HbaAdmitFact
  | IdentMapFact
  | HbaRequireFact;

export type FactKind = Fact['kind'];
export type FactOf<K extends FactKind> = Extract<Fact, { readonly kind: K }>;

export interface RoleAttributes {
  readonly superuser?: boolean;
  readonly createRole?: boolean;
  readonly createDb?: boolean;
  readonly login?: boolean;
  readonly replication?: boolean;
  readonly bypassRls?: boolean;
  readonly inherit?: boolean;
  readonly connectionLimit?: number;
  /** VALID UNTIL: ISO 8601 in UTC as the inventory says it, or `infinity`. It limits logins by password alone. */
  readonly validUntil?: string;
}

/** The role exists with at least these attributes as given; attributes not named are left alone (NO… when created). */
export interface RoleFact {
  readonly kind: 'role';
  readonly role: string;
  readonly attributes: RoleAttributes;
}

export interface MembershipFact {
  readonly kind: 'membership';
  readonly role: string;
  readonly member: string;
  readonly present: boolean;
  /** Only when present. Before 16 only `admin` can be said. */
  readonly options?: { readonly admin: boolean; readonly inherit: boolean; readonly set: boolean };
}

/** ALTER ROLE/DATABASE … SET; value null = no such entry. */
export interface RoleSettingFact {
  readonly kind: 'role-setting';
  readonly role: string | null;
  readonly database: string | null;
  readonly name: string;
  readonly value: string | null;
  /** The value that a mutation puts in its place; without it, no entry. Not compared. */
  readonly without?: string;
}

/** A direct grant (not what membership gives). `present: false` also means that no grantor's grant of it is left. */
export interface PrivilegeFact {
  readonly kind: 'privilege';
  readonly grantee: Grantee;
  /** A column privilege has an object of kind `column`. */
  readonly object: ObjectRef;
  readonly privilege: Privilege;
  readonly present: boolean;
  readonly grantable: boolean;
}

export interface DefaultPrivilegeFact {
  readonly kind: 'default-privilege';
  readonly database: string;
  /** Who creates the objects. */
  readonly role: string;
  readonly schema: string | null;
  readonly objectKind: 'table' | 'sequence' | 'routine' | 'type' | 'schema';
  readonly grantee: Grantee;
  readonly privilege: Privilege;
  readonly present: boolean;
}

export interface OwnerFact {
  readonly kind: 'owner';
  readonly object: ObjectRef;
  readonly owner: string;
  /** Who must not own it: the role that a mutation gives it to. Not compared. */
  readonly insteadOf?: string;
  /** `insteadOf` is made for the mutation: no policy binds it (BYPASSRLS), and it holds these privileges. */
  readonly exemptWith?: readonly { readonly object: ObjectRef; readonly privilege: Privilege }[];
}

export interface SchemaFact {
  readonly kind: 'schema';
  readonly database: string;
  readonly schema: string;
  readonly owner: string;
}

export interface RowSecurityFact {
  readonly kind: 'row-security';
  readonly relation: ObjectRef;
  readonly enabled: boolean;
  readonly forced: boolean;
}

export interface PolicyFact {
  readonly kind: 'policy';
  readonly relation: ObjectRef;
  readonly name: string;
  readonly command: 'ALL' | 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';
  readonly permissive: boolean;
  readonly grantees: readonly Grantee[];
  readonly using: Sql | null;
  readonly check: Sql | null;
}

export interface NoPolicyFact {
  readonly kind: 'no-policy';
  readonly relation: ObjectRef;
  readonly name: string;
  /** For people: what changes for a session. Not compared. */
  readonly effect?: string;
}

/** A view that we create, e.g. for masking. */
export interface ViewFact {
  readonly kind: 'view';
  readonly view: ObjectRef;
  readonly owner: string;
  readonly query: Sql;
  readonly securityBarrier: boolean;
  readonly securityInvoker: boolean;
  /** The same columns and types without what the view hides: what a mutation puts in its place. Not compared. */
  readonly unprotected?: Sql;
}

/** An existing view gets or loses an option. */
export interface ViewOptionFact {
  readonly kind: 'view-option';
  readonly view: ObjectRef;
  readonly option: 'security_invoker' | 'security_barrier';
  readonly value: boolean;
}

/** A table that we create for a control's own use, and leave empty. */
export interface CreatedTableFact {
  readonly kind: 'created-table';
  readonly table: ObjectRef;
  readonly owner: string;
  readonly columns: readonly { readonly name: string; readonly type: Sql; readonly notNull: boolean }[];
  readonly primaryKey: readonly string[];
}

/** A routine that we create. */
export interface RoutineFact {
  readonly kind: 'routine';
  /** path [schema, name(argtypes)] */
  readonly routine: ObjectRef;
  readonly owner: string;
  readonly returns: Sql;
  readonly language: 'sql' | 'plpgsql';
  readonly volatility: 'immutable' | 'stable' | 'volatile';
  readonly securityDefiner: boolean;
  readonly config: readonly { readonly name: string; readonly value: string }[];
  readonly parameters: readonly { readonly name: string; readonly type: Sql }[];
  readonly body: Sql;
}

/** An existing routine's `SET name = value` (pins search_path). */
export interface RoutineConfigFact {
  readonly kind: 'routine-config';
  readonly routine: ObjectRef;
  readonly name: string;
  /** As pg_proc.proconfig writes it: a search_path is a list of quoted-where-needed names, not one string. */
  readonly value: string;
}

export interface RoutineSecurityFact {
  readonly kind: 'routine-security';
  readonly routine: ObjectRef;
  readonly securityDefiner: boolean;
}

export interface IndexFact {
  readonly kind: 'index';
  readonly relation: ObjectRef;
  readonly columns: readonly string[];
  /** Name when it has to be made. */
  readonly name: string;
}

/** Classification written on the object: a comment that begins with `class: `, merged with what stands there. */
export interface TagFact {
  readonly kind: 'tag';
  readonly object: ObjectRef;
  readonly tag: string;
}

export interface ExtensionDemandFact {
  readonly kind: 'extension';
  readonly database: string;
  readonly extension: string;
  readonly schema: string | null;
}

/** A server setting (postgresql.conf, ALTER SYSTEM, parameter group). */
export interface SettingFact {
  readonly kind: 'setting';
  readonly name: string;
  readonly value: string;
  /** The value that a mutation puts in its place (e.g. `md5`); without it, the server's default. Not compared. */
  readonly without?: string;
}

/** The library is one of shared_preload_libraries. */
export interface PreloadFact {
  readonly kind: 'preload';
  readonly library: string;
}

/** One line of the host-based authentication file. */
/** The words `all` (every database) and `replication` (physical replication) are kinds; a database may have such a name. */
export type AdmittedDatabase = Extract<HbaDatabase, { readonly kind: 'all' | 'replication' | 'name' }>;

export interface HbaAdmitFact {
  readonly kind: 'hba-admit';
  readonly transport: 'local' | 'tcp';
  readonly database: AdmittedDatabase;
  readonly role: string;
  /** CIDR; null for local. */
  readonly range: string | null;
  /** `md5`: for a login whose verifier is still MD5; the server takes SCRAM on such a line as soon as it is not. */
  readonly method: 'scram-sha-256' | 'md5' | 'cert' | 'gss' | 'ldap' | 'peer';
  readonly options: readonly { readonly name: string; readonly value: string }[];
}

/** One map of pg_ident.conf: these external names and no other enter as the role. It is whole: the map has no other line. */
export interface IdentMapFact {
  readonly kind: 'ident-map';
  readonly map: string;
  readonly role: string;
  /** Sorted. One that begins with a slash is a regular expression. */
  readonly identities: readonly string[];
}

/**
 * A property of the whole file, so that each can be proved alone:
 * tls: every TCP line is hostssl; verified-method: no line but an admitted one is trust, ident, password or md5;
 * default-deny: nothing is admitted but the admit lines, and the file ends in explicit rejects.
 */
export interface HbaRequireFact {
  readonly kind: 'hba-require';
  readonly rule: 'tls' | 'verified-method' | 'default-deny';
}
