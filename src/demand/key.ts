// What a fact is about, without what it says of it: two facts with the same key are the same wish
// or a contradiction.

import { objectKey } from '../pg/object.js';
import { granteeKey } from '../pg/grantee.js';
import type { Fact } from './model.js';

export function factKey(fact: Fact): string {
  return JSON.stringify([fact.kind, ...parts(fact)]);
}

function parts(fact: Fact): readonly (string | null)[] {
  switch (fact.kind) {
    case 'role':
      return [fact.role];
    case 'membership':
      return [fact.role, fact.member];
    case 'role-setting':
      return [fact.role, fact.database, fact.name];
    case 'privilege':
      return [objectKey(fact.object), granteeKey(fact.grantee), fact.privilege];
    case 'default-privilege':
      return [fact.database, fact.role, fact.schema, fact.objectKind, granteeKey(fact.grantee), fact.privilege];
    case 'owner':
      return [objectKey(fact.object)];
    case 'schema':
      return [fact.database, fact.schema];
    case 'row-security':
      return [objectKey(fact.relation)];
    case 'policy':
    case 'no-policy':
      return [objectKey(fact.relation), fact.name];
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
    case 'tag':
      return [objectKey(fact.object)];
    case 'extension':
      return [fact.database, fact.extension];
    case 'setting':
      return [fact.name];
    case 'preload':
      return [fact.library];
    case 'hba-admit':
      return [fact.transport, fact.database, fact.role, fact.range];
    case 'hba-require':
      return [fact.rule];
  }
}
