// One concrete attempt, as a role, that a control must refuse. Pure data: `proof` gives each kind its
// statements, its expectation and what the leak looks like when the control is gone.

import type { EventClass } from '../pg/event-class.js';
import type { Carrier } from '../pg/carrier.js';
import type { ObjectRef } from '../pg/object.js';
import type { Privilege } from '../pg/privilege.js';

/** Every attack runs in a session whose user is `role` (or can become it); ids are unique within a control. */
interface AttackBase {
  readonly id: string;
  readonly role: string;
  readonly title: string;
}

export type Attack =
  | TenantAttack
  | ReadColumnAttack
  | MaskedColumnAttack
  | UsePrivilegeAttack
  | NewObjectAttack
  | BecomeRoleAttack
  | AttributeAttack
  | OwnerAttack
  | SearchPathAttack
  | LeakyViewAttack
  | ConnectAttack
  | WireAttack
  | AuditAttack
  | PasswordAttack
  | SettingAttack
  | ConnectionLimitAttack
  | SessionLimitAttack
  | PlantedNameAttack
  | LogLeakAttack
  | ReadStatisticsAttack;

export type AttackKind = Attack['kind'];
export type AttackOf<K extends AttackKind> = Extract<Attack, { readonly kind: K }>;

/**
 * As tenant A (or with no tenant at all) touch a row of tenant B. Refused: no row, or 42501.
 * Red: the canary of tenant B is read, changed, deleted, or a row is moved or planted there.
 */
export interface TenantAttack extends AttackBase {
  readonly kind: 'tenant';
  readonly relation: ObjectRef;
  readonly tenancy: TenantReach;
  readonly carrier: Carrier;
  readonly action: 'read' | 'insert' | 'update' | 'delete' | 'move';
  /** The session: as another tenant, with the carrier never set, or set to the empty string. */
  readonly session: 'other-tenant' | 'unset' | 'empty';
}

/** How a relation's rows belong to a tenant: by its own column, or by following a reference. */
export type TenantReach =
  | { readonly kind: 'column'; readonly column: string }
  | {
      readonly kind: 'reference';
      readonly columns: readonly string[];
      readonly parent: ObjectRef;
      readonly parentColumns: readonly string[];
      readonly reach: TenantReach;
    };

/** SELECT of one restricted column. Refused: 42501. Red: the seeded canary value is read. */
export interface ReadColumnAttack extends AttackBase {
  readonly kind: 'read-column';
  readonly column: ObjectRef;
  /** Tenant session to run in, where the relation is isolated: the seed's own tenant. */
  readonly carrier: Carrier | null;
}

/** SELECT of a column through the view that masks it. Holds: the canary of the source column is not in the result. Red: it is. */
export interface MaskedColumnAttack extends AttackBase {
  readonly kind: 'masked-column';
  readonly view: ObjectRef;
  readonly column: string;
  /** kind `column`: where the canary lies */
  readonly source: ObjectRef;
  readonly carrier: Carrier | null;
}

/** Use a privilege on an object for real (SELECT, INSERT, TRUNCATE, EXECUTE, CREATE in schema, CONNECT, …). Refused: 42501. */
export interface UsePrivilegeAttack extends AttackBase {
  readonly kind: 'use-privilege';
  readonly object: ObjectRef;
  readonly privilege: Privilege;
  readonly carrier: Carrier | null;
}

/**
 * `creator` makes an object as the default privileges then in force have it; `role`, who has USAGE on the
 * schema, uses it. Refused: 42501.
 */
export interface NewObjectAttack extends AttackBase {
  readonly kind: 'new-object';
  readonly database: string;
  readonly schema: string;
  readonly creator: string;
  readonly objectKind: 'table' | 'routine' | 'type';
}

/** SET ROLE. Refused: 42501. Red: current_user is the target. */
export interface BecomeRoleAttack extends AttackBase {
  readonly kind: 'become-role';
  readonly target: string;
}

/** Do what a role attribute would allow; catalog-only statements, so that no code of the database runs. */
export interface AttributeAttack extends AttackBase {
  readonly kind: 'attribute';
  readonly attribute: 'superuser' | 'create-role' | 'create-db' | 'replication' | 'bypass-rls' | 'login';
  /** bypass-rls: the relation to read across tenants. */
  readonly relation?: ObjectRef;
  readonly tenancy?: TenantReach;
}

/** Use ownership: switch row security off, drop a policy, grant to oneself, alter the table. Refused: 42501. */
export interface OwnerAttack extends AttackBase {
  readonly kind: 'owner';
  readonly object: ObjectRef;
  readonly action: 'disable-row-security' | 'grant-to-self' | 'alter' | 'drop';
}

/**
 * Shadow a name that a definer routine uses: create an object of the same name where the caller's
 * search_path finds it first, call the routine. Refused: the routine's own objects are used, or 42501.
 */
export interface SearchPathAttack extends AttackBase {
  readonly kind: 'search-path';
  readonly routine: ObjectRef;
}

/**
 * Read another tenant's rows through a view or a definer routine that reads the isolated table. A routine
 * is called with the values of the other tenant's seeded row, one after another.
 */
export interface LeakyViewAttack extends AttackBase {
  readonly kind: 'leaky-view';
  readonly view: ObjectRef;
  readonly relation: ObjectRef;
  readonly tenancy: TenantReach;
  readonly carrier: Carrier;
}

/** Open a session that the host-based authentication must refuse. Red: the session is there. */
export interface ConnectAttack extends AttackBase {
  readonly kind: 'connect';
  readonly database: string;
  readonly from: ConnectSource;
  /** `other-certificate`: signed by the same authority, for a name that nobody states. */
  readonly with:
    | 'plaintext'
    | 'no-password'
    | 'wrong-source'
    | 'unknown-database'
    | 'tls'
    | 'replication'
    | 'other-certificate';
}

/** `range` is the documents' CIDR; proof maps it to a loopback address that stands for it. */
export type ConnectSource = { readonly kind: 'range'; readonly range: string } | { readonly kind: 'outside' };

/** TLS of the server itself: old protocol versions, a wrong host name, an unknown authority. */
export interface WireAttack extends AttackBase {
  readonly kind: 'wire';
  readonly attempt: 'tls-1.0' | 'tls-1.1' | 'tls-1.2' | 'wrong-host-name' | 'unknown-authority';
  readonly from: ConnectSource;
}

/**
 * Do something that must leave a line in the sink. Holds: the line is there. Red: no line.
 * The action itself need not be refused.
 */
export interface AuditAttack extends AttackBase {
  readonly kind: 'audit';
  readonly event: EventClass;
  readonly through: 'pgaudit' | 'native';
  /** The object that the action touches, where the event has one. */
  readonly object?: ObjectRef;
  readonly carrier?: Carrier;
}

/** What is stored for a password: set one and look at its form; log in after VALID UNTIL. */
export interface PasswordAttack extends AttackBase {
  readonly kind: 'password';
  readonly attempt: 'stored-as-md5' | 'after-valid-until' | 'guess-without-delay';
}

/** Change at session level what must not be changed there. */
export interface SettingAttack extends AttackBase {
  readonly kind: 'setting';
  readonly setting: string;
  readonly value: string;
}

/** Open one session more than the role may have at once. Refused: 53300. Red: the session is there. */
export interface ConnectionLimitAttack extends AttackBase {
  readonly kind: 'connection-limit';
  readonly database: string;
  readonly limit: number;
}

/**
 * Outlast the limit with which the role's sessions start. Proof runs it on a small scale: the limit that is in
 * force and the waiting are divided alike. Refused: 57014 (statement), 25P03 (idle in a transaction).
 */
export interface SessionLimitAttack extends AttackBase {
  readonly kind: 'session-limit';
  readonly database: string;
  readonly setting: SessionLimit;
  /** The limit that is demanded. */
  readonly milliseconds: number;
}

export type SessionLimit = 'statement_timeout' | 'idle_in_transaction_session_timeout';

/**
 * `planter`, who may create in the schema, puts a function there that fits a call better than the system's own of
 * the same name; `role` makes that call without naming a schema. Refused: the system's answer. Red: the planted one.
 */
export interface PlantedNameAttack extends AttackBase {
  readonly kind: 'planted-name';
  /** kind `schema` */
  readonly schema: ObjectRef;
  readonly planter: string;
}

/**
 * A value is bound to a statement that the server logs: because all statements of the role are logged
 * (`parameter`), or because it fails on the value (`error-detail`). Red: the value stands in the log.
 */
export interface LogLeakAttack extends AttackBase {
  readonly kind: 'log-leak';
  readonly database: string;
  readonly through: 'parameter' | 'error-detail';
}

/** Read the planner's statistics of a column that the role must not read. Refused: no row. Red: the canary. */
export interface ReadStatisticsAttack extends AttackBase {
  readonly kind: 'read-statistics';
  /** kind `column` */
  readonly column: ObjectRef;
}
