// What a fact is about, without what it says of it: two facts with the same key are the same wish
// or a contradiction.

import { objectKey } from '../pg/object.js';
import { granteeKey } from '../pg/grantee.js';
import type { Fact, FactOf } from './model.js';

export function factKey(fact: Fact): string {
  return JSON.stringify([fact.kind, ...parts(fact)]);
}

type ServerKind =
  | 'role'
  | 'membership'
  | 'role-setting'
  | 'setting'
  | 'preload'
  | 'hba-admit'
  | 'hba-require'
  | 'ident-map';
type ServerFact = FactOf<ServerKind>;
type Parts = readonly (string | null)[];

function parts(fact: Fact): Parts {
  switch (fact.kind) {
    case 'privilege':
      return [objectKey(fact.object), granteeKey(fact.grantee), fact.privilege];
    case 'default-privilege':
      return [fact.database, fact.role, fact.schema, fact.objectKind, granteeKey(fact.grantee), fact.privilege];
    case 'owner':
    case 'tag':
      return [objectKey(fact.object)];
    case 'schema':
      return [fact.database, fact.schema];
    case 'row-security':
      return [objectKey(fact.relation)];
    case 'policy':
    case 'no-policy':
      return [objectKey(fact.relation), fact.name];
    case 'created-table':
      return [objectKey(fact.table)];
    case 'view':
      return [objectKey(fact.view)];
    case 'view-option':
      return [objectKey(fact.view), fact.option];
    case 'routine':
    case 'routine-security':
      return [objectKey(fact.routine)];
    case 'routine-config':
      return [objectKey(fact.routine), fact.name];
    case 'index':
      return [objectKey(fact.relation), ...fact.columns];
    case 'extension':
      return [fact.database, fact.extension];
    default:
      return serverParts(fact);
  }
}

function serverParts(fact: ServerFact): Parts {
  switch (fact.kind) {
    case 'role':
      return [fact.role];
    case 'membership':
      return [fact.role, fact.member];
    case 'role-setting':
      return [fact.role, fact.database, fact.name];
    case 'setting':
      return [fact.name];
    case 'preload':
      return [fact.library];
    case 'hba-admit':
      return [fact.transport, JSON.stringify(fact.database), fact.role, fact.range];
    case 'hba-require':
      return [fact.rule];
    case 'ident-map':
      return [fact.map];
  }
}
