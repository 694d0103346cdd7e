// Columns that the client encrypts: a design with its key custody, and what cannot be shown here. The
// key never enters SQL text, a function, a setting or a log, so no statement of ours contains one.
// https://www.postgresql.org/docs/current/pgcrypto.html (security limitations)

import type { BoundColumn } from '../../intent/bound.js';
import { nothing } from '../build.js';
import {
  defineControl,
  type ControlContext,
  type ControlDefinition,
  type ControlOutcome,
  type DesignNote,
  type OpenRisk,
} from '../model.js';
import { schemeOf } from './encryption-scheme.js';

export const control: ControlDefinition = defineControl({
  id: 'columns/pgcrypto-columns',
  area: 'columns',
  title: 'Encrypted columns and the custody of their keys',
  counters: ['restricted-data-disclosure', 'media-theft', 'insider-administrator'],
  design: (context, threats): ControlOutcome => {
    const columns = context.bound.columns.filter((each) => each.protections.includes('pgcrypto'));
    if (columns.length === 0) return nothing;
    return {
      ...nothing,
      openRisks: columns.map((each) => riskOf(each, threats)),
      notes: columns.map((each) => noteOf(context, each)),
    };
  },
});

const HOPS = [
  'client: holds the key in memory while it works',
  'statement: the key travels as a bound parameter, never in the text',
  'server log: log_parameter_max_length = 0 and log_parameter_max_length_on_error = 0, so that parameters stay out',
  'pg_stat_activity and pg_stat_statements: show the text with its placeholders only',
  'function body: no key stands in the source of a routine',
].join('; ');

function noteOf(context: ControlContext, column: BoundColumn): DesignNote {
  const name = column.object.path.join('.');
  const custody = column.keyCustody ?? 'not stated: a question to security';
  return {
    title: `Encryption of ${name}`,
    text: [
      `Key custody: ${custody}.`,
      `Hops: ${HOPS}.`,
      schemeOf(context, column),
      'Hand-off: a new bytea column, written by the client’s own statements, filled by a job that holds the key, then the clear column is dropped.',
      'It defends the column against stolen files and backups and against whoever reads the table; not against whoever reads the memory of the server or of the client, nor against the holder of the key.',
    ].join(' '),
    sources: column.sources,
  };
}

function riskOf(column: BoundColumn, threats: readonly string[]): OpenRisk {
  const name = column.object.path.join('.');
  return {
    what: `${name} is stored in the clear until its client encrypts it`,
    reason: 'encryption needs the application’s key and a change of the application: no engine setting does it',
    closedBy: `the hand-off for ${name}, then a read of the column by a role without the key`,
    threats,
  };
}
