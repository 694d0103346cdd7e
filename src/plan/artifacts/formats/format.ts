// What a migration is before it is said in a tool's format, and what a format is: one file of this folder
// that turns it into the tool's files. Every statement of a hand-off may stand in a transaction.

import type { Artifact } from '../artifact.js';

/** Statements of one step, each without its semicolon, under a comment whose lines begin with `--`. */
export interface MigrationPart {
  readonly comment: readonly string[];
  readonly statements: readonly string[];
}

/** What one component takes over in one database. */
export interface Migration {
  /** Letters, digits and dashes; one per plan. */
  readonly name: string;
  readonly component: string;
  readonly database: string | null;
  /** First line of every file; holds no line break. */
  readonly title: string;
  readonly up: readonly MigrationPart[];
  readonly down: readonly MigrationPart[];
}

/** When it was designed, for tools that order by time. */
export interface Stamp {
  readonly at: Date;
}

/** The files of one migration, relative to the output folder. */
export type MigrationFormat = (migration: Migration, stamp: Stamp) => readonly Artifact[];

/** `YYYYMMDDhhmmss`, in UTC. */
export function versionOf({ at }: Stamp): string {
  return at
    .toISOString()
    .replaceAll(/[^0-9]/gu, '')
    .slice(0, 14);
}

/** SQL to read: each part under its comment. */
export function linesOf(parts: readonly MigrationPart[]): readonly string[] {
  return parts.flatMap((part) => ['', ...part.comment, ...part.statements.map((each) => `${each};`)]);
}

/** Letters, digits and underscores. */
export function underscored(name: string): string {
  return name.replaceAll('-', '_');
}
