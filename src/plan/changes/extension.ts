// CREATE EXTENSION. One whose library must be preloaded is created after the restart that loads it.
// https://www.postgresql.org/docs/current/sql-createextension.html

import { itemsOf } from '../../inventory/section.js';
import { objectRef } from '../../pg/object.js';
import { Ident } from '../../sql/ident.js';
import { sql } from '../../sql/sql.js';
import type { BlockedStep } from '../model.js';
import {
  blockedStep,
  eachFact,
  sqlDraft,
  statements,
  type ChangeKind,
  type Context,
  type DemandOf,
  type Draft,
} from './kind.js';

export const extensionKind: ChangeKind<'extension'> = { plan: eachFact(planExtension), negate: () => [] };

function planExtension(
  { fact, because }: DemandOf<'extension'>,
  { situation, demands }: Context,
): Draft | BlockedStep | null {
  const database = situation.database(fact.database);
  const label = `extension ${fact.extension} in ${fact.database}`;
  if (database === undefined)
    return blockedStep(label, `database ${fact.database} was not read`, 'whoever may connect to it');
  if (itemsOf(database.extensions).some((each) => each.name === fact.extension)) return null;
  const preloaded = demands.some(({ fact: other }) => other.kind === 'preload' && other.library === fact.extension);
  // The search_path is empty when plans run, so the schema is always said.
  const schema = fact.schema ?? 'public';
  return sqlDraft({
    kind: 'extension',
    phase: preloaded ? 'audit' : 'prepare',
    rank: 10,
    object: objectRef('extension', [fact.extension], fact.database),
    title: `Create ${label}`,
    because,
    statements: statements(sql`CREATE EXTENSION ${Ident.of(fact.extension)} SCHEMA ${Ident.of(schema)}`),
    inverse: statements(sql`DROP EXTENSION ${Ident.of(fact.extension)}`),
  });
}
