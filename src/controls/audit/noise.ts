// How much the designed audit would record in a day, and what it was kept from recording, from what pg_stat_statements
// counted. An estimate: where nothing can be said, why, and what to do. https://github.com/pgaudit/pgaudit#caveats

import { AUDIT_CLASSES, itemsOf, type Inventory, type StatementStatistics } from '../../inventory/index.js';
import type { Control } from '../model.js';
import { factorOfDay, secondsBetween } from './noise-sums.js';
import { classRow, controlNoise, recordedClasses, type NoiseRow } from './noise-row.js';

export type { NoiseRow } from './noise-row.js';

export interface AuditNoise {
  /** Null when there are figures. */
  readonly untold: { readonly why: string; readonly whatToDo: string } | null;
  /** What the figures stand on; null when there are none. */
  readonly basis: NoiseBasis | null;
  readonly recorded: readonly NoiseRow[];
  /** What it would cost to record the classes that nobody asked for: the reason for leaving them out. */
  readonly excluded: readonly NoiseRow[];
  /** What makes a figure too small, or uncertain. */
  readonly remarks: readonly string[];
}

export interface NoiseBasis {
  readonly since: string;
  readonly takenAt: string;
  /** Taken for the prefix and the fields of a record, beside the text of its statement. */
  readonly recordBytes: number;
}

/** Prefix, class, command and object of a line of the log; the text of the statement comes on top. */
const RECORD_BYTES = 200;

/** Null when no control audits anything. */
export function auditNoise(inventory: Inventory, controls: readonly Control[]): AuditNoise | null {
  const audit = controls.filter((control) => control.area === 'audit');
  if (audit.length === 0) return null;
  const found = statisticsOf(inventory);
  if ('why' in found) return { untold: found, basis: null, recorded: [], excluded: [], remarks: [] };
  const { statistics, since, perDay } = found;
  const { takenAt, sessions, trackUtility: utility } = statistics;
  const rates = { use: statistics.use, perDay, recordBytes: RECORD_BYTES };
  const input = { rates, inventory, utility, takenAt, sessions };
  const classes = new Set(audit.flatMap(recordedClasses));
  const left = classes.size === 0 ? [] : AUDIT_CLASSES.filter((each) => !classes.has(each));
  return {
    untold: null,
    basis: { since, takenAt, recordBytes: RECORD_BYTES },
    recorded: audit.flatMap((control) => controlNoise(control, input)),
    excluded: left.map((each) => classRow(null, each, input)),
    remarks: remarksOn(statistics),
  };
}

interface Usable {
  readonly statistics: StatementStatistics;
  readonly since: string;
  readonly perDay: number;
}

function statisticsOf(inventory: Inventory): Usable | { readonly why: string; readonly whatToDo: string } {
  const section = inventory.cluster.statementStatistics;
  if (section === undefined)
    return { why: 'The inventory holds no statement statistics.', whatToDo: 'Read the running server again.' };
  if (section.status === 'unreadable') return { why: `${section.reason}.`, whatToDo: remedyFor(inventory) };
  const [statistics] = section.items;
  if (statistics === undefined || statistics.since === null)
    return {
      why: 'pg_stat_statements does not say since when it counts.',
      whatToDo: 'ALTER EXTENSION pg_stat_statements UPDATE, then run again.',
    };
  const { since, takenAt } = statistics;
  const perDay = factorOfDay(since, takenAt);
  if (perDay === null)
    return {
      why: `pg_stat_statements has counted for ${Math.floor(secondsBetween(since, takenAt) / 60)} minutes: too short to say what a day holds.`,
      whatToDo: 'Run again after an hour at least, best after days of ordinary work.',
    };
  return { statistics, since, perDay };
}

function remedyFor({ server, databases }: Inventory): string {
  const created = databases.some((each) => itemsOf(each.extensions).some(({ name }) => name === 'pg_stat_statements'));
  const { role, superuser } = server.readAs;
  const grant = `GRANT pg_read_all_stats TO the reading role (${role}), with USAGE on the extension’s schema`;
  const enable =
    'add pg_stat_statements to shared_preload_libraries (restart), CREATE EXTENSION pg_stat_statements in one database';
  const parts = [...(created && !superuser ? [] : [enable]), ...(superuser ? [] : [grant])];
  const said = `${parts.join('; ')}; then run again after a day of ordinary work.`;
  return said.charAt(0).toUpperCase() + said.slice(1);
}

function remarksOn({ use, evictions, track, trackUtility, gone }: StatementStatistics): readonly string[] {
  const sum = (count: (each: StatementStatistics['use'][number]) => number): number =>
    use.reduce((total, each) => total + count(each), 0);
  const counted: readonly (readonly [number, string])[] = [
    [
      evictions ?? 0,
      'times counts were thrown away to make room (pg_stat_statements.max): the figures are lower bounds',
    ],
    [sum((each) => each.hidden), 'calls are hidden from the reading role'],
    [sum((each) => each.unparsed), 'calls could not be parsed, and stand in no class'],
    [sum((each) => each.ambiguous), 'times a name could be one of several relations; none of them is counted'],
    [
      sum((each) => each.unknown),
      'times a name was of no relation that was read (temporary, dropped, another database)',
    ],
    [gone, 'calls were of roles or databases that are gone'],
  ];
  return [
    ...(track === 'all'
      ? []
      : [`pg_stat_statements.track is ${track}: what functions execute is not counted, and pgaudit records it.`]),
    ...(trackUtility ? [] : ['pg_stat_statements.track_utility is off: schema and role changes are not counted.']),
    ...counted.flatMap(([count, what]) => (count === 0 ? [] : [`${count} ${what}.`])),
    'Statements that fail are recorded, but not counted; one that makes several objects leaves several records.',
    'A call is counted for the role as which it ran: after SET ROLE, and in a SECURITY DEFINER function, that is not the login.',
  ];
}
