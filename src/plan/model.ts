// An ordered list of steps that brings a cluster from what it is to what is demanded, each with its way back.

import type { ObjectRef } from '../pg/object.js';
import type { Because, FactKind } from '../demand/model.js';
import type { Statement } from '../sql/statement.js';
import type { HandOffFormat } from './artifacts/formats/index.js';

export const PLAN_FORMAT = '1.0';

/** expand: adds, cuts nobody off. gate: the application must have changed. enforce: RLS, column grants. contract: takes away. */
export const PHASES = ['prepare', 'expand', 'gate', 'enforce', 'contract', 'connection', 'audit'] as const;
export type Phase = (typeof PHASES)[number];

export type LockLevel =
  | 'none'
  | 'AccessShareLock'
  | 'RowExclusiveLock'
  | 'ShareUpdateExclusiveLock'
  | 'ShareLock'
  | 'ShareRowExclusiveLock'
  | 'AccessExclusiveLock';

export interface HandOff {
  readonly to: 'postgres-schema-and-migration';
  readonly component: string | null;
  readonly reason: string;
  readonly format: HandOffFormat;
}

interface StepBase {
  readonly id: string;
  readonly phase: Phase;
  /** Steps of one segment commit together. */
  readonly segment: number;
  /** Null: any database. */
  readonly database: string | null;
  /** The role that runs it (SET ROLE), null: whoever applies. A REVOKE runs as the grantor. */
  readonly asRole: string | null;
  readonly kind: FactKind;
  readonly object: ObjectRef | null;
  readonly title: string;
  readonly lock: LockLevel;
  readonly hazards: readonly string[];
  readonly activation: 'none' | 'reload' | 'restart';
  readonly handoff: HandOff | null;
  readonly because: readonly Because[];
}

export interface SqlStep extends StepBase {
  readonly action: 'sql';
  readonly statements: readonly Statement[];
  /** Null: no way back, and `hazards` says so. */
  readonly inverse: readonly Statement[] | null;
}

export interface FileStep extends StepBase {
  readonly action: 'file';
  readonly file: 'pg_hba.conf' | 'pg_ident.conf' | 'postgresql.conf';
  readonly content: string;
  readonly inverse: string | null;
}

export type Step = SqlStep | FileStep;

export interface BlockedStep {
  readonly demand: string;
  readonly reason: string;
  readonly whoCan: string;
}

/** Before its steps are run, an application has to have changed. */
export interface Gate {
  readonly phase: 'gate';
  readonly object: ObjectRef;
  readonly needs: string;
  /** Ids of the steps that enforce it. */
  readonly steps: readonly string[];
}

export interface Plan {
  readonly formatVersion: typeof PLAN_FORMAT;
  /** Hash of the inventory parts that the plan was made from. */
  readonly fingerprint: string;
  /** The only databases that it was made from; absent when all were read. Whoever applies it reads the same. */
  readonly databases?: readonly string[];
  readonly steps: readonly Step[];
  readonly blocked: readonly BlockedStep[];
  /** Stand between `expand` and `enforce`; absent when nothing is enforced that an application would feel. */
  readonly gates?: readonly Gate[];
}
