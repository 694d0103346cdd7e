// What one audit control would record: by the settings and grants that it demands.

import {
  AUDIT_CLASSES,
  type AuditClass,
  type Inventory,
  type SessionCount,
  type StatementUse,
} from '../../inventory/index.js';
import type { Control } from '../model.js';
import { auditedObjects } from './noise-objects.js';
import {
  classVolume,
  factorOfDay,
  figuresOf,
  NOTHING,
  relationVolume,
  type NoiseFigures,
  type Rates,
} from './noise-sums.js';

export interface NoiseRow {
  /** Null: no control records it. */
  readonly control: string | null;
  readonly what: string;
  /** Null: nothing can be said, and `note` why. */
  readonly figures: NoiseFigures | null;
  readonly note: string | null;
}

export interface NoiseInput {
  readonly rates: Rates;
  readonly inventory: Inventory;
  /** pg_stat_statements.track_utility: off, schema and role changes were not counted. */
  readonly utility: boolean;
  readonly takenAt: string;
  readonly sessions: readonly SessionCount[];
}

export const CLASS_WORDS: { readonly [name in AuditClass]: string } = {
  read: 'reads (READ)',
  write: 'writes (WRITE)',
  function: 'anonymous blocks (FUNCTION)',
  role: 'changes of roles and privileges (ROLE)',
  ddl: 'schema changes (DDL)',
  misc: 'everything else (MISC)',
};

const NOT_COUNTED = 'not counted: pg_stat_statements.track_utility is off';
/** `log_statement = ddl` counts both as DDL. */
const NATIVE: { readonly [value: string]: readonly AuditClass[] | undefined } = {
  ddl: ['ddl', 'role'],
  mod: ['ddl', 'role', 'write'],
  all: AUDIT_CLASSES,
};

/** Also for a class that no control records. */
export function classRow(control: string | null, name: AuditClass, { rates, utility }: NoiseInput): NoiseRow {
  const counted = utility || name === 'read' || name === 'write';
  const figures = counted ? figuresOf(rates, (use) => classVolume(use, [name], true)) : null;
  return { control, what: CLASS_WORDS[name], figures, note: counted ? null : NOT_COUNTED };
}

export function controlNoise(control: Control, input: NoiseInput): readonly NoiseRow[] {
  const rows = sessionClasses(control).map((each) => classRow(control.id, each, input));
  return [
    ...rows,
    ...objectRows(control, input),
    ...nativeRows(control, input),
    ...loginRows(control, input),
    ...connectionRows(control, input),
    ...refusalRows(control),
  ];
}

/** The classes of pgaudit.log, or what log_statement has of them. */
export function recordedClasses(control: Control): readonly AuditClass[] {
  return [...sessionClasses(control), ...(NATIVE[settingOf(control, 'log_statement') ?? ''] ?? [])];
}

function sessionClasses(control: Control): readonly AuditClass[] {
  const named = (settingOf(control, 'pgaudit.log') ?? '').split(',').map((each) => each.trim());
  return AUDIT_CLASSES.filter((each) => named.includes(each) || named.includes('all'));
}

function settingOf({ demands }: Control, name: string): string | undefined {
  return demands.flatMap(({ fact }) => (fact.kind === 'setting' && fact.name === name ? [fact.value] : []))[0];
}

function objectRows(control: Control, { rates, inventory }: NoiseInput): readonly NoiseRow[] {
  const audited = auditedObjects(control, inventory);
  if (audited === null) return [];
  const { relations, weights } = audited;
  const what = `statements that touch one of ${relations} audited relations`;
  return [{ control: control.id, what, figures: figuresOf(rates, (use) => relationVolume(use, weights)), note: null }];
}

function nativeRows(control: Control, { rates, utility }: NoiseInput): readonly NoiseRow[] {
  const value = settingOf(control, 'log_statement') ?? '';
  const classes = NATIVE[value];
  if (classes === undefined) return [];
  const figures = utility ? figuresOf(rates, (use) => classVolume(use, classes, false)) : null;
  return [{ control: control.id, what: `log_statement = ${value}`, figures, note: utility ? null : NOT_COUNTED }];
}

function loginRows(control: Control, { rates, utility }: NoiseInput): readonly NoiseRow[] {
  const logins = new Set(
    control.demands.flatMap(({ fact }) =>
      fact.kind === 'role-setting' && fact.name === 'log_statement' && fact.role !== null && fact.value === 'all'
        ? [fact.role]
        : [],
    ),
  );
  if (logins.size === 0) return [];
  const volumeOf = (use: StatementUse) => (logins.has(use.role) ? classVolume(use, AUDIT_CLASSES, false) : NOTHING);
  const note = utility ? null : 'reads and writes only: pg_stat_statements.track_utility is off';
  const what = `every statement of ${[...logins].join(', ')}`;
  return [{ control: control.id, what, figures: figuresOf(rates, volumeOf), note }];
}

/** Received, authenticated, authorised, and gone again. */
const RECORDS_OF_CONNECTION = 4;

function connectionRows(control: Control, { rates, sessions, takenAt }: NoiseInput): readonly NoiseRow[] {
  if (settingOf(control, 'log_connections') === undefined) return [];
  const row = { control: control.id, what: `connections, with ${RECORDS_OF_CONNECTION} records each` };
  const known = sessions.flatMap(({ sessions: count, since }) => {
    const factor = since === null ? null : factorOfDay(since, takenAt);
    return factor === null ? [] : [count * factor];
  });
  const untold = sessions.length - known.length;
  const note = `of ${untold} of ${sessions.length} databases the server does not say since when it counts (pg_stat_database.stats_reset), or since less than an hour`;
  if (known.length === 0) return [{ ...row, figures: null, note }];
  const records = known.reduce((sum, each) => sum + each, 0) * RECORDS_OF_CONNECTION;
  const figures = {
    recordsPerDay: Math.round(records),
    bytesPerDay: Math.round(records * rates.recordBytes),
    busiest: null,
  };
  return [{ ...row, figures, note: untold === 0 ? null : note }];
}

function refusalRows(control: Control): readonly NoiseRow[] {
  if (settingOf(control, 'log_min_messages') === undefined) return [];
  const note = 'the server does not count them; each leaves one record';
  return [{ control: control.id, what: 'refused logins', figures: null, note }];
}
