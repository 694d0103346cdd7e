// Which changes belong to the owners of the schema: they go to the team as migrations, since their own
// migration tool would otherwise undo them or stumble over them.

import type { FactKind } from '../demand/model.js';
import type { Draft } from './changes/kind.js';
import type { HandOff } from './model.js';
import type { PlanOptions } from './options.js';

const REASONS: Readonly<Partial<Record<FactKind, string>>> = {
  owner: 'who owns an object decides who may migrate it',
  'row-security': 'row security is part of the table’s definition',
  policy: 'policies are part of the table’s definition',
  'no-policy': 'policies are part of the table’s definition',
  view: 'views are part of the schema',
  'view-option': 'views are part of the schema',
  'created-table': 'tables are part of the schema',
  routine: 'functions are part of the schema',
  'routine-config': 'functions are part of the schema',
  'routine-security': 'functions are part of the schema',
  index: 'indexes are part of the table’s definition',
  tag: 'comments are part of the table’s definition',
};

export function handOffOf(options: PlanOptions): (draft: Draft) => HandOff | null {
  return (draft) => {
    const reason = REASONS[draft.kind];
    if (options.handOff === 'include' || reason === undefined || draft.object?.kind === 'database') return null;
    const component = draft.object === null ? null : (options.componentOf?.(draft.object) ?? null);
    return { to: 'postgres-schema-and-migration', component, reason, format: options.handOffFormat ?? 'sql' };
  };
}
