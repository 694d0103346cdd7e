// One database of an inventory, indexed for reading policies: relations, columns, keys, routines, types,
// and the parsed form of every text. A text not yet parsed interrupts the reading (`Unparsed`), so that
// reading itself stays synchronous while the parser is not.

import { accessIndex, type AccessIndex } from '../access/index.js';
import { itemsOf, type Column, type Constraint, type DatabaseInventory, type Inventory } from '../inventory/index.js';
import type { Policy, Relation, Routine } from '../inventory/index.js';
import { parseSql, type ParsedStatement } from '../sql/parse.js';
import { baseType } from './types.js';

export class Unparsed extends Error {
  readonly text: string;
  constructor(text: string) {
    super('not parsed yet');
    this.text = text;
  }
}

export type Parsed =
  | { readonly ok: true; readonly statements: readonly ParsedStatement[] }
  | { readonly ok: false; readonly reason: string };

/** A text longer than this is not read: its parts are unknown. */
const MAX_TEXT = 60_000;

export class World {
  readonly inventory: Inventory;
  readonly database: DatabaseInventory;
  readonly access: AccessIndex;
  readonly enums: ReadonlySet<string>;
  /** Labels by type name. */
  readonly labels: ReadonlyMap<string, readonly string[]>;
  readonly #domains: ReadonlyMap<string, DomainEntry>;
  readonly #relations: ReadonlyMap<string, Relation>;
  readonly #columns: ReadonlyMap<string, readonly Column[]>;
  readonly #keys: ReadonlyMap<string, readonly Constraint[]>;
  readonly #policies: ReadonlyMap<string, readonly Policy[]>;
  readonly #routines: ReadonlyMap<string, readonly Routine[]>;
  readonly #children: ReadonlySet<string>;
  readonly #parsed: Map<string, Parsed>;

  /** `parsed` shares what another world has parsed. */
  constructor(inventory: Inventory, database: DatabaseInventory, parsed: World | null = null) {
    this.#parsed = parsed === null ? new Map<string, Parsed>() : parsed.#parsed;
    this.inventory = inventory;
    this.database = database;
    this.access = accessIndex(inventory);
    const relations = itemsOf(database.relations);
    this.#relations = new Map(relations.map((each) => [relationKey(each.schema, each.name), each]));
    this.#columns = grouped(itemsOf(database.columns), (each) => relationKey(each.schema, each.relation));
    this.#keys = grouped(itemsOf(database.constraints), (each) => relationKey(each.schema, each.relation));
    this.#policies = grouped(itemsOf(database.policies), (each) => relationKey(each.schema, each.relation));
    this.#routines = grouped(itemsOf(database.routines), (each) => relationKey(each.schema, each.name));
    const types = itemsOf(database.types);
    this.enums = new Set(types.flatMap((each) => (each.kind === 'enum' ? typeNames(each.schema, each.name) : [])));
    this.labels = new Map(types.flatMap((each) => (each.kind === 'enum' ? labelEntries(each) : [])));
    this.#domains = new Map(types.flatMap((each) => (each.kind === 'domain' ? domainEntries(each) : [])));
    this.#children = new Set(
      relations.flatMap((each) =>
        each.partitionBound === null ? each.parents.map((parent) => relationKey(parent.schema, parent.name)) : [],
      ),
    );
  }

  get schemas(): readonly string[] {
    return itemsOf(this.database.schemas).map((each) => each.name);
  }

  relation(schema: string, name: string): Relation | undefined {
    return this.#relations.get(relationKey(schema, name));
  }

  columns(schema: string, name: string): readonly Column[] {
    return this.#columns.get(relationKey(schema, name)) ?? [];
  }

  policies(schema: string, name: string): readonly Policy[] {
    return this.#policies.get(relationKey(schema, name)) ?? [];
  }

  constraints(schema: string, name: string): readonly Constraint[] {
    return this.#keys.get(relationKey(schema, name)) ?? [];
  }

  routines(schema: string, name: string): readonly Routine[] {
    return this.#routines.get(relationKey(schema, name)) ?? [];
  }

  /** Inheritance children can hold rows that the parent's keys do not know. */
  hasInheritingChildren(schema: string, name: string): boolean {
    return this.#children.has(relationKey(schema, name));
  }

  /** In one spelling, domains resolved to what they are made of. */
  type(type: string): string {
    return baseType(this.#domainChain(type).at(-1)?.base ?? type);
  }

  /** The definitions of the domain that the type is, and of those that it is made of. */
  domainsOf(type: string): readonly string[] {
    return this.#domainChain(type).map((each) => each.definition);
  }

  #domainChain(type: string): readonly DomainEntry[] {
    const found: DomainEntry[] = [];
    for (let at = this.#domains.get(baseType(type)); at !== undefined && found.length < 8;) {
      found.push(at);
      at = this.#domains.get(baseType(at.base));
    }
    return found;
  }

  /** @throws Unparsed */
  parsed(text: string): Parsed {
    if (text.length > MAX_TEXT) return { ok: false, reason: `a text of ${text.length} characters is not read` };
    const found = this.#parsed.get(text);
    if (found === undefined) throw new Unparsed(text);
    return found;
  }

  async parse(text: string): Promise<void> {
    const result = await parseSql(text);
    this.#parsed.set(
      text,
      result.ok ? { ok: true, statements: result.value } : { ok: false, reason: result.error.message },
    );
  }
}

export function relationKey(schema: string, name: string): string {
  return JSON.stringify([schema, name]);
}

function grouped<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const list = found.get(key(item));
    if (list === undefined) found.set(key(item), [item]);
    else list.push(item);
  }
  return found;
}

function typeNames(schema: string, name: string): readonly string[] {
  return [`${schema}.${name}`, `"${schema}"."${name}"`, `${schema}."${name}"`, `"${schema}".${name}`];
}

function labelEntries(type: { readonly schema: string; readonly name: string; readonly definition: string | null }) {
  const list = /AS ENUM\s*\(([\s\S]*)\)/iu.exec(type.definition ?? '')?.[1] ?? '';
  const labels = [...list.matchAll(/'((?:[^']|'')*)'/gu)].map((each) => (each[1] ?? '').replaceAll("''", "'"));
  return typeNames(type.schema, type.name).map((name): [string, readonly string[]] => [name, labels]);
}

interface DomainEntry {
  readonly base: string;
  readonly definition: string;
}

function domainEntries(type: { readonly schema: string; readonly name: string; readonly definition: string | null }) {
  const definition = type.definition ?? '';
  const base = /\bAS\s+(.+?)(?:\s+(?:COLLATE|DEFAULT|CONSTRAINT|NOT NULL|CHECK|NULL)\b|;|$)/isu.exec(definition)?.[1];
  return base === undefined
    ? []
    : typeNames(type.schema, type.name).map((name): [string, DomainEntry] => [name, { base, definition }]);
}
