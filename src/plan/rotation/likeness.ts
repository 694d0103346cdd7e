// Two logins that take turns must be able to do the same: whatever only one of them may do fails, or comes
// back, with every rotation. Each difference is said in words; none means that programs notice nothing.

import { accessIndex, pairBits, wordsOf } from '../../access/index.js';
import { sortBy } from '../../core/order.js';
import { itemsOf, type HbaFileRule, type Inventory, type Role } from '../../inventory/index.js';
import { memberOf } from '../../inventory/member-of.js';
import { shownRule, userMatches } from '../../pg/hba/index.js';
import { objectKey } from '../../pg/object.js';

const ATTRIBUTES = ['superuser', 'inherit', 'createRole', 'createDb', 'replication', 'bypassRls'] as const;

/** @returns e.g. `only a: SELECT on table app.docs`; empty when the two are alike in everything that was read */
export function unlikeness(inventory: Inventory, one: Role, other: Role): readonly string[] {
  return [
    ...attributes(one, other),
    ...settings(inventory, one, other),
    ...memberships(inventory, one, other),
    ...privileges(inventory, one, other),
    ...lines(inventory, one, other),
  ];
}

function attributes(one: Role, other: Role): readonly string[] {
  const words = ATTRIBUTES.filter((name) => one[name] !== other[name]);
  return words.map((name) => `only ${one[name] ? one.name : other.name}: the attribute ${name}`);
}

function settings({ cluster }: Inventory, one: Role, other: Role): readonly string[] {
  const of = (role: Role): ReadonlySet<string> =>
    new Set(
      itemsOf(cluster.roleSettings)
        .filter((setting) => setting.role === role.name)
        .map(({ database, name, value }) => `${name} = ${value}${database === null ? '' : ` in ${database}`}`),
    );
  return onlyIn(of(one), of(other), one, other).map(({ who, what }) => `only ${who}: the setting ${what}`);
}

/** What each holds, through whatever. */
function privileges(inventory: Inventory, one: Role, other: Role): readonly string[] {
  const index = accessIndex(inventory);
  const bits = pairBits(index, { dense: true });
  const [left, right] = [bits.roles.indexOf(one.name), bits.roles.indexOf(other.name)];
  return sortBy([...index.securables()], ({ object }) => objectKey(object)).flatMap((securable) => {
    const { masks, places } = bits.of(securable);
    const mask = (place: number): number => (places.includes(place) ? (masks[place] ?? 0) : 0);
    const of = (place: number): ReadonlySet<string> => new Set(wordsOf(mask(place)));
    if (mask(left) === mask(right)) return [];
    const object = `${securable.object.kind} ${securable.object.path.join('.')}`;
    return onlyIn(of(left), of(right), one, other).map(({ who, what }) => `only ${who}: ${what} on ${object}`);
  });
}

function memberships({ cluster }: Inventory, one: Role, other: Role): readonly string[] {
  const of = (role: Role): ReadonlySet<string> =>
    new Set(
      itemsOf(cluster.memberships)
        .filter(({ member }) => member === role.name)
        .map((each) => `${each.role}${each.admin ? ' with ADMIN' : ''}`),
    );
  return onlyIn(of(one), of(other), one, other).map(({ who, what }) => `only ${who}: member of ${what}`);
}

/** Lines of pg_hba.conf that speak of one and not of the other; a line of its own that says the same is alike. */
function lines(inventory: Inventory, one: Role, other: Role): readonly string[] {
  const { major } = inventory.server;
  const cluster = { isMember: memberOf(inventory) };
  const speaksOf = (line: HbaFileRule, role: Role): boolean =>
    shownRule(line, major)?.users.some((user) => userMatches(user, role.name, cluster) === true) ?? false;
  const of = (role: Role): ReadonlySet<string> =>
    new Set(
      itemsOf(inventory.cluster.hbaRules)
        .filter((line) => speaksOf(line, role))
        .map(lineWords),
    );
  return onlyIn(of(one), of(other), one, other).map(({ who, what }) => `only ${who}: the line ${what}`);
}

function lineWords({ type, databases, address, netmask, method }: HbaFileRule): string {
  return [type, databases.join(','), address, netmask, method].filter((word) => word !== null).join(' ');
}

function onlyIn(
  left: ReadonlySet<string>,
  right: ReadonlySet<string>,
  one: Role,
  other: Role,
): readonly { readonly who: string; readonly what: string }[] {
  return [
    ...[...left].filter((what) => !right.has(what)).map((what) => ({ who: one.name, what })),
    ...[...right].filter((what) => !left.has(what)).map((what) => ({ who: other.name, what })),
  ];
}
