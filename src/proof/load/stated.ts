// Objects of a dump that are never made on a scratch server, as their statements say them: event triggers (their
// code would run at our DDL), subscriptions (they connect), extensions that reach elsewhere.

import { CONNINFO_HOLDS_PASSWORD } from '../../collect/secrets.js';
import { sortBy, uniqueSorted } from '../../core/order.js';
import {
  itemsOf,
  type DatabaseInventory,
  type EventTrigger,
  type ExtensionFact,
  type Subscription,
} from '../../inventory/index.js';
import { optionText, optionsAt, stringsAt, textAt, type Tree } from '../../sql/parse-tree.js';
import { extensionOf } from './extensions.js';
import type { Withheld } from './withheld.js';

type Statements = readonly Withheld[];

function ofKind(statements: Statements, kind: string): readonly Tree[] {
  return statements.flatMap(({ statement }) => (statement.kind === kind ? [statement.node] : []));
}

/** `fallback`: whoever loads the files. */
function ownerOf(statements: Statements, type: string, name: string, fallback: string): string {
  const given = ofKind(statements, 'AlterOwnerStmt').findLast(
    (node) => textAt(node, 'objectType') === type && textAt(node, 'object', 'String', 'sval') === name,
  );
  return textAt(given, 'newowner', 'rolename') || fallback;
}

const ENABLED = { O: 'origin', D: 'disabled', R: 'replica', A: 'always' } as const;

export function statedEventTriggers(
  statements: Statements,
  database: DatabaseInventory,
  superuser: string,
): readonly EventTrigger[] {
  const made = ofKind(statements, 'CreateEventTrigStmt').map((node): EventTrigger => {
    const name = textAt(node, 'trigname');
    const tags = optionsAt(node, 'whenclause').flatMap((each) =>
      each.name === 'tag' ? stringsAt(each.element, 'DefElem', 'arg', 'List', 'items') : [],
    );
    const change = ofKind(statements, 'AlterEventTrigStmt').findLast((each) => textAt(each, 'trigname') === name);
    const letter = textAt(change, 'tgenabled');
    return {
      name,
      event: textAt(node, 'eventname'),
      owner: ownerOf(statements, 'OBJECT_EVENT_TRIGGER', name, superuser),
      function: routineName(stringsAt(node, 'funcname'), database),
      enabled: letter === 'D' || letter === 'R' || letter === 'A' ? ENABLED[letter] : 'origin',
      tags: tags.map((tag) => tag.toUpperCase()),
    };
  });
  return sortBy(made, (item) => item.name);
}

/** As regproc prints it with an empty search_path. */
function routineName(words: readonly string[], database: DatabaseInventory): string {
  const [name = ''] = words.slice(-1);
  const schema = words.length > 1 ? words[0] : itemsOf(database.routines).find((each) => each.name === name)?.schema;
  return [schema ?? 'public', name]
    .map((word) => (/^[a-z_][a-z0-9_]*$/u.test(word) ? word : `"${word.replaceAll('"', '""')}"`))
    .join('.');
}

const PASSWORD = new RegExp(CONNINFO_HOLDS_PASSWORD, 'iu');

/** The connection string is judged here and goes no further. */
export function statedSubscriptions(statements: Statements, superuser: string): readonly Subscription[] {
  const made = ofKind(statements, 'CreateSubscriptionStmt').map((node): Subscription => {
    const name = textAt(node, 'subname');
    const option = (word: string): string | undefined => {
      const found = optionsAt(node, 'options').find((each) => each.name === word);
      return found === undefined ? undefined : (optionText(found.element) ?? 'true');
    };
    const changed = ofKind(statements, 'AlterSubscriptionStmt').findLast(
      (each) => textAt(each, 'subname') === name && textAt(each, 'kind') === 'ALTER_SUBSCRIPTION_ENABLED',
    );
    const enabled =
      changed === undefined ? option('enabled') !== 'false' && option('connect') !== 'false' : isOn(changed);
    return {
      name,
      owner: ownerOf(statements, 'OBJECT_SUBSCRIPTION', name, superuser),
      enabled,
      connectionHasPassword: PASSWORD.test(textAt(node, 'conninfo')),
      publications: stringsAt(node, 'publication'),
    };
  });
  return sortBy(made, (item) => item.name);
}

function isOn(node: Tree): boolean {
  const [option] = optionsAt(node, 'options');
  return option !== undefined && optionText(option.element) === 'true';
}

/** Installed, but not here: which version is not known, and what it brings is missing. */
export function statedExtensions(
  statements: Statements,
  known: readonly ExtensionFact[],
  superuser: string,
): readonly ExtensionFact[] {
  const names = new Set(known.map(({ name }) => name));
  const stated = statements.flatMap(({ statement }): readonly ExtensionFact[] => {
    if (statement.kind !== 'CreateExtensionStmt') return [];
    const { name, schema } = extensionOf(statement);
    if (names.has(name)) return [];
    names.add(name);
    return [{ name, schema: schema ?? 'public', version: '', availableVersion: null, owner: superuser, trusted: null }];
  });
  return sortBy([...known, ...stated], ({ name }) => name);
}

/** Wrappers that we made for such an extension belong to it. */
export function extensionNames(statements: Statements): readonly string[] {
  return uniqueSorted(
    statements.flatMap(({ statement }) =>
      statement.kind === 'CreateExtensionStmt' ? [extensionOf(statement).name] : [],
    ),
  );
}
