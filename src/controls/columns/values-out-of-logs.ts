// Values of restricted columns stay out of the server's log: it takes neither the parameters of statements nor
// the details of errors, which quote the row or the key that failed. What remains of an error is its message.
// https://www.postgresql.org/docs/current/runtime-config-logging.html

import type { Attack } from '../../attack/model.js';
import type { BoundColumn } from '../../intent/bound.js';
import { Ident } from '../../sql/ident.js';
import { qualified, sql } from '../../sql/sql.js';
import { controlOf, enabling, nothing, only, wish } from '../build.js';
import { defineControl, type ControlContext, type ControlDefinition } from '../model.js';
import { statedLogins } from '../roles/actors.js';
import { isShut } from '../roles/emergency-logins.js';

const identity = {
  id: 'columns/values-out-of-logs',
  area: 'columns',
  title: 'The log holds no values of restricted columns',
} as const;

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: ['restricted-data-disclosure'],
  design: (context, threats) => {
    const columns = context.bound.columns.filter((each) => ['restricted', 'regulated'].includes(each.dataClass));
    if (columns.length === 0) return nothing;
    const sources = columns.flatMap((each) => each.sources.slice(0, 1)).slice(0, 3);
    const parts = {
      enforcedAt: ['server settings log_parameter_max_length and log_error_verbosity'],
      wishes: [
        wish({ kind: 'setting', name: 'log_parameter_max_length', value: '0', without: '-1' }, sources),
        wish({ kind: 'setting', name: 'log_error_verbosity', value: 'terse', without: 'default' }, sources),
        enabling({ kind: 'setting', name: 'log_parameter_max_length_on_error', value: '0', without: '-1' }, sources),
      ],
      attacks: attacksOf(context),
      residual:
        'A value that a program writes into the text of its statement is logged with it, and a message that quotes its input stays: values belong into parameters.',
      bypass: ['superusers, who can set both for their session', 'RAISE in a function, which logs what it is told to'],
      notes: [
        {
          title: 'Values of restricted columns in the planner’s statistics',
          text: `ANALYZE keeps values of a column, and of an index on an expression of it. A hand-off where the planner can do without: ${statisticsStatements(columns)}. That keeps ANALYZE from taking new ones; what it took before stays until the column is given its own type again (ALTER COLUMN … TYPE, which no view may use meanwhile) or, from 18 on, pg_clear_attribute_stats().`,
          sources,
        },
        {
          title: 'Where else values of restricted columns appear',
          text: 'pg_stat_activity shows the text of running statements to members of pg_read_all_stats, pg_stat_statements keeps it with constants replaced, and pg_stats shows values of a column to whoever may read it; a bound parameter stands in none of the first two.',
          sources,
        },
      ],
    };
    return only(controlOf(context, identity, threats, parts));
  },
});

const SHOWN = 5;

function statisticsStatements(columns: readonly BoundColumn[]): string {
  const shown = columns.slice(0, SHOWN).map(({ object: { path } }) => {
    const [schema = '', table = '', column = ''] = path;
    return sql`ALTER TABLE ${qualified(schema, table)} ALTER COLUMN ${Ident.of(column)} SET STATISTICS 0`.text;
  });
  return [...shown, ...(columns.length > SHOWN ? [`and ${columns.length - SHOWN} more`] : [])].join('; ');
}

/** Where tokens of a signed setting are kept out too, the parameters are that control's own. */
function attacksOf(context: ControlContext): readonly Attack[] {
  const signed = context.bound.relations.some((each) => each.isolation?.carrier.kind === 'signed-setting');
  for (const login of statedLogins(context)) {
    const role = login.connection.login;
    const [database] = context.databases.filter(
      (name) => login.databases.includes(name) || login.databases.includes('all'),
    );
    if (database === undefined || isShut(context, role)) continue;
    const kinds = signed ? (['error-detail'] as const) : (['error-detail', 'parameter'] as const);
    return kinds.map((through) => ({
      kind: 'log-leak',
      id: `${role}/${through}`,
      role,
      title: `${role}: a value of its statement stands in the log (${through})`,
      database,
      through,
    }));
  }
  return [];
}
