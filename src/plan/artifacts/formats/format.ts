// What a migration is before it is said in a tool's format, and what a format is: one file of this folder
// that turns it into the tool's files.

import type { Artifact } from '../artifact.js';

/** Statements of one step, each without its semicolon, under a comment whose lines begin with `--`. */
export interface MigrationPart {
  readonly comment: readonly string[];
  readonly statements: readonly string[];
}

/** What is done or not done as a whole. */
export interface MigrationUnit {
  /** `01`, `02` … in the order of running, all of one length; empty when there is only one. */
  readonly number: string;
  /** False: one step that PostgreSQL refuses inside a transaction (CREATE INDEX CONCURRENTLY). */
  readonly transactional: boolean;
  readonly up: readonly MigrationPart[];
  readonly down: readonly MigrationPart[];
}

/** What one component takes over in one database. */
export interface Migration {
  /** Letters, digits and dashes; one per plan. */
  readonly name: string;
  readonly component: string;
  readonly database: string | null;
  /** First line of every file; holds no line break. */
  readonly title: string;
  /** In the order of running; the way back runs them the other way round. */
  readonly units: readonly MigrationUnit[];
}

/** When it was designed, for tools that order by time. */
export interface Stamp {
  readonly at: Date;
}

/** The files of one migration, relative to the output folder. */
export type MigrationFormat = (migration: Migration, stamp: Stamp) => readonly Artifact[];

/** `YYYYMMDDhhmmss`, in UTC, a second later for each further unit. */
export function versionOf({ at }: Stamp, place = 0): string {
  return new Date(at.getTime() + place * 1000)
    .toISOString()
    .replaceAll(/[^0-9]/gu, '')
    .slice(0, 14);
}

/** The unit's own name: the migration's where there is only one. */
export function unitName(name: string, { number }: MigrationUnit): string {
  return number === '' ? name : `${name}-${number}`;
}

/** SQL to read: each part under its comment. */
export function linesOf(parts: readonly MigrationPart[]): readonly string[] {
  return parts.flatMap((part) => ['', ...part.comment, ...part.statements.map((each) => `${each};`)]);
}

/** A script that opens its own transaction, where one may. */
export function scriptText(title: string, { transactional }: MigrationUnit, parts: readonly MigrationPart[]): string {
  const lines = linesOf(parts);
  const body = transactional
    ? ['BEGIN;', "SET LOCAL search_path = '';", ...lines, 'COMMIT;']
    : ['-- Outside a transaction: PostgreSQL refuses it in one.', ...lines];
  return `${[`-- ${title}`, ...body].join('\n')}\n`;
}

/** Letters, digits and underscores. */
export function underscored(name: string): string {
  return name.replaceAll('-', '_');
}
