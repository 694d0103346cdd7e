// The report document as renderers see it: live (with `Sql` values) or read again from saved JSON (with
// their texts). Both are the same to a renderer.

import type { Fact, FactKind } from '../demand/model.js';
import type { Sql } from '../sql/sql.js';
import type { HardeningDocument } from './document.js';

export type SqlText = string | { readonly text: string };

export type Plain<T> = T extends Sql
  ? SqlText
  : T extends readonly (infer Item)[]
    ? readonly Plain<Item>[]
    : T extends object
      ? { readonly [K in keyof T]: Plain<T[K]> }
      : T;

export type ReportDocument = Plain<HardeningDocument>;
export type ReportControl = ReportDocument['controls'][number];
export type ReportEvidence = ReportDocument['evidence'][number];
export type ReportStep = ReportDocument['plan']['steps'][number];
export type ReportFact = Plain<Fact>;
export type ReportFactOf<K extends FactKind> = Extract<ReportFact, { readonly kind: K }>;

export function sqlText(sql: SqlText): string {
  return typeof sql === 'string' ? sql : sql.text;
}
