// Statements that cannot both hold. Each is an error of its own: which of the two is meant is the
// owners' decision, and enforcing either would be a guess.

import { formatSource, type Source } from '../core/source.js';
import type { Location } from './location.js';
import type { Intent } from './model.js';
import type { Report } from './row.js';
import { writeCarrier } from './words/carrier.js';

interface Statement {
  /** What it is about; equal keys are about the same thing. */
  readonly key: string;
  /** What it says; equal values agree. */
  readonly value: string;
  readonly source: Source;
}

interface Rule {
  readonly code: string;
  readonly what: (key: string, first: string, second: string) => string;
  readonly fix: string;
  readonly statements: (intent: Intent) => readonly Statement[];
}

const RULES: readonly Rule[] = [
  {
    code: 'duplicate-id',
    what: (key) => `The id ${key} stands for two different things.`,
    fix: 'Give one of them another id; others cite it.',
    statements: (intent) => [
      ...intent.threats.map(({ id, title, kind, source }) => ({
        key: `threat ${id}`,
        value: JSON.stringify([title, kind]),
        source,
      })),
      ...intent.boundaries.map(({ id, from, to, source }) => ({
        key: `boundary ${id}`,
        value: JSON.stringify([from, to]),
        source,
      })),
    ],
  },
  {
    code: 'two-classes',
    what: (key, first, second) => `\`${key}\` is classified as ${first} and as ${second}.`,
    fix: 'Keep one row for it.',
    statements: (intent) =>
      intent.classifications.flatMap(({ locations, dataClass, source }) =>
        dataClass === null
          ? []
          : locations.map((location) => ({ key: locationKey(location), value: dataClass, source })),
      ),
  },
  {
    code: 'two-owners',
    what: (key, first, second) => `\`${key}\` is owned by ${first} and by ${second}.`,
    fix: 'One component owns a dataset and no other writes to it: remove it from one of them.',
    statements: (intent) =>
      intent.components.flatMap(({ name, owns }) =>
        owns.map((location) => ({ key: locationKey(location), value: name, source: location.source })),
      ),
  },
  {
    code: 'two-isolations',
    what: (key, first, second) => `\`${key}\` is isolated by ${first} and by ${second}.`,
    fix: 'Keep one row for it.',
    statements: (intent) =>
      intent.isolation.flatMap(({ scope, tenantKey, carrier, shared }) =>
        scope.map((location) => ({
          key: locationKey(location),
          value: shared
            ? 'nothing, shared on purpose'
            : `${tenantKey ?? 'no key'} with ${carrier === null ? 'no carrier' : writeCarrier(carrier)}`,
          source: location.source,
        })),
      ),
  },
  {
    code: 'two-kinds-of-login',
    what: (key, first, second) => `The login \`${key}\` is ${first} and ${second}.`,
    fix: 'Use a login per purpose, or correct one of the rows.',
    statements: (intent) =>
      intent.connections.flatMap(({ login, kind, source }) =>
        kind === null ? [] : [{ key: login, value: kind, source }],
      ),
  },
  {
    code: 'two-substrates',
    what: (key, first, second) => `The cluster \`${key}\` runs on ${first} and on ${second}.`,
    fix: 'Keep one row for it.',
    statements: (intent) =>
      intent.deployments.flatMap(({ cluster, substrate, source }) =>
        substrate === null ? [] : [{ key: cluster, value: substrate, source }],
      ),
  },
];

export function findContradictions(intent: Intent, report: Report): void {
  for (const rule of RULES) {
    const first = new Map<string, Statement>();
    for (const statement of rule.statements(intent)) {
      const known = first.get(statement.key);
      if (known === undefined) first.set(statement.key, statement);
      else if (known.value !== statement.value) {
        report({
          code: rule.code,
          severity: 'error',
          what: rule.what(statement.key, known.value, statement.value),
          why: `The other statement is at ${formatSource(known.source)}; both cannot hold.`,
          fix: rule.fix,
          source: statement.source,
        });
      }
    }
  }
}

/** Names without quotes compare in lower case, as PostgreSQL folds them. */
function locationKey(location: Location): string {
  // `app.*` is all of `app`.
  const text = location.wildcard ? location.text.replace(/\.\*$/u, '') : location.text;
  return text.includes('"') ? text : text.toLowerCase();
}
