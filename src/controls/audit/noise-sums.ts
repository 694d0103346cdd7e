// Sums of what pg_stat_statements counted, as records and bytes of a day, and who makes the most of them.

import type { AuditClass, ClassUse, StatementUse } from '../../inventory/index.js';

export interface Rates {
  readonly use: readonly StatementUse[];
  /** What a count has to be multiplied with to be that of a day. */
  readonly perDay: number;
  /** Of a record without its statement's text. */
  readonly recordBytes: number;
}

export interface NoiseFigures {
  readonly recordsPerDay: number;
  readonly bytesPerDay: number;
  readonly busiest: { readonly role: string; readonly database: string; readonly recordsPerDay: number } | null;
}

/** Of one role in one database. */
export interface Volume {
  readonly records: number;
  /** Of the statements' texts. */
  readonly bytes: number;
}

const DAY = 86_400;
/** Less says nothing of a day. */
const SHORTEST = 3600;

export function secondsBetween(since: string, takenAt: string): number {
  return Math.max(0, (Date.parse(takenAt) - Date.parse(since)) / 1000);
}

/** What a count has to be multiplied with to be that of a day; null: it was too short. */
export function factorOfDay(since: string, takenAt: string): number | null {
  const seconds = secondsBetween(since, takenAt);
  return seconds < SHORTEST ? null : DAY / seconds;
}

export const NOTHING: Volume = { records: 0, bytes: 0 };

export function figuresOf({ use, perDay, recordBytes }: Rates, volumeOf: (use: StatementUse) => Volume): NoiseFigures {
  const volumes = use.map((each) => ({ each, ...volumeOf(each) }));
  const records = volumes.reduce((sum, volume) => sum + volume.records, 0);
  const bytes = volumes.reduce((sum, volume) => sum + volume.bytes, 0);
  const most = volumes.reduce<(typeof volumes)[number] | null>(
    (best, volume) => (volume.records > (best?.records ?? 0) ? volume : best),
    null,
  );
  return {
    recordsPerDay: Math.round(records * perDay),
    bytesPerDay: Math.round((bytes + records * recordBytes) * perDay),
    busiest:
      most === null
        ? null
        : { role: most.each.role, database: most.each.database, recordsPerDay: Math.round(most.records * perDay) },
  };
}

/** `nested`: what runs inside of another statement is recorded as well, as pgaudit does and log_statement does not. */
export function classVolume(use: StatementUse, classes: readonly AuditClass[], nested: boolean): Volume {
  const volumes = use.classes
    .filter((each) => classes.includes(each.class))
    .map((each) => (nested ? { records: each.calls + each.nested, bytes: each.bytes } : topLevel(each)));
  return added(volumes);
}

function topLevel({ calls, nested, bytes }: ClassUse): Volume {
  return calls === 0 ? NOTHING : { records: calls, bytes: (bytes * calls) / (calls + nested) };
}

/** Per time that a statement names a relation: how many records follow. */
export type Weights = ReadonlyMap<string, { readonly reads: number; readonly blindUpdates: number }>;

export function weightKey(database: string, schema: string, name: string): string {
  return JSON.stringify([database, schema, name]);
}

export function relationVolume(use: StatementUse, weights: Weights): Volume {
  const records = use.relations.reduce((sum, { schema, name, reads, blindUpdates }) => {
    const weight = weights.get(weightKey(use.database, schema, name));
    return weight === undefined ? sum : sum + weight.reads * reads + weight.blindUpdates * blindUpdates;
  }, 0);
  const { records: calls, bytes } = classVolume(use, ['read', 'write'], true);
  return { records, bytes: calls === 0 ? 0 : (bytes / calls) * records };
}

function added(volumes: readonly Volume[]): Volume {
  return volumes.reduce(
    (sum, { records, bytes }) => ({ records: sum.records + records, bytes: sum.bytes + bytes }),
    NOTHING,
  );
}
