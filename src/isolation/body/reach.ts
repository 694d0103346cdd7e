// What running a routine may touch, followed through everything that runs with it: routines it calls, views it reads,
// and for what it writes the triggers, rules, defaults and policies there. More than it really does, never less.

import { itemsOf, type Relation, type Routine } from '../../inventory/index.js';
import { asList, child, type Tree } from '../../sql/parse-tree.js';
import { relationKey, type World } from '../world.js';
import { codeOn } from './code-on.js';
import { factsOf, type Facts, type Name } from './facts.js';
import { ASKED, routineKey, type Reach, type WrittenRow } from './reached.js';
import { fragmentsOf } from './fragments.js';

/** C code that computes and does nothing else. */
const COMPUTING: ReadonlySet<string> = new Set(
  'pgcrypto uuid-ossp citext pg_trgm unaccent hstore ltree intarray fuzzystrmatch btree_gin btree_gist cube isn seg'.split(
    ' ',
  ),
);

/** @throws Unparsed */
export function reachOfRoutine(world: World, routine: Routine): Reach {
  const walk = new Walk(world);
  walk.routine(routine);
  return walk.reach(routineKey(routine));
}

/** Of a statement that somebody runs. @throws Unparsed */
export function reachOfText(world: World, text: string): Reach {
  const walk = new Walk(world);
  walk.text(text, ASKED);
  return walk.reach('');
}

/** Of a view's query and everything below it. @throws Unparsed */
export function reachOfView(world: World, view: Relation): Reach {
  const walk = new Walk(world);
  walk.relation(view);
  return walk.reach('');
}

class Walk {
  readonly #world: World;
  readonly #reads = new Map<string, Relation>();
  readonly #writes: WrittenRow[] = [];
  readonly #written = new Set<string>();
  readonly #routines = new Set<string>();
  readonly #opaque = new Set<string>();
  #tells = false;
  #by = ASKED;

  constructor(world: World) {
    this.#world = world;
    const { definitions } = world.database;
    const own = itemsOf(definitions).some(
      ({ kind, extension }) => (kind === 'operator' || kind === 'cast') && (extension ?? null) === null,
    );
    if (own) this.#opaque.add('operators and casts of the database’s own run code that no text names');
  }

  reach(self: string): Reach {
    return {
      reads: new Set(this.#reads.keys()),
      writes: this.#writes,
      routines: new Set([...this.#routines].filter((key) => key !== self)),
      opaque: [...this.#opaque],
      tells: this.#tells,
    };
  }

  routine(routine: Routine): void {
    const key = routineKey(routine);
    if (this.#routines.has(key)) return;
    this.#routines.add(key);
    const name = `${routine.schema}.${routine.name}`;
    const outer = this.#by;
    this.#by = key;
    const problem = this.#body(routine);
    this.#by = outer;
    if (problem !== null) this.#opaque.add(`${name}: ${problem}`);
  }

  #body({ language, body, extension, kind }: Routine): string | null {
    if (extension !== null) return COMPUTING.has(extension) ? null : `it is code of the extension ${extension}`;
    if (kind === 'aggregate' || kind === 'window') return `it is a function of kind ${kind}`;
    if (language === 'sql') return this.#sql(body);
    if (language !== 'plpgsql') return `it is written in ${language}`;
    const found = fragmentsOf(body);
    if (typeof found === 'string') return found;
    this.#tells ||= found.tells;
    for (const { kind: form, text } of found.fragments) {
      const problem = this.#parsed(form === 'expression' ? `SELECT ${text}` : text);
      if (problem !== null) return problem;
    }
    return null;
  }

  #sql(body: string): string | null {
    const atomic = /^\s*BEGIN ATOMIC\s([\s\S]*)\bEND\s*$/u.exec(body)?.[1] ?? body;
    return this.#parsed(atomic.replaceAll(/(^|;)\s*RETURN\s/gu, '$1 SELECT '));
  }

  text(text: string, what: string): void {
    const outer = this.#by;
    this.#by = what;
    const problem = this.#parsed(text);
    this.#by = outer;
    if (problem !== null) this.#opaque.add(`${what}: ${problem}`);
  }

  #parsed(text: string): string | null {
    const parsed = this.#world.parsed(text);
    if (!parsed.ok) return `it is not understood (${parsed.reason})`;
    for (const { kind, node } of parsed.statements) {
      if (kind === 'RuleStmt') this.#rule(node);
      else this.#facts(factsOf(kind, node));
    }
    return null;
  }

  #rule(node: Tree): void {
    for (const action of asList(child(node, 'actions'))) {
      for (const [kind, statement] of Object.entries(action ?? {})) {
        if (kind === 'NotifyStmt') this.#opaque.add('a rule sends a notification');
        this.#facts(factsOf(kind, statement));
      }
    }
  }

  #facts(facts: Facts): void {
    for (const each of facts.opaque) this.#opaque.add(each);
    for (const name of facts.reads) for (const found of this.#relations(name)) this.relation(found);
    for (const write of facts.writes) {
      for (const relation of this.#relations(write.target))
        this.#write({ ...write, relation, key: relationKey(relation.schema, relation.name), by: this.#by });
    }
    for (const name of facts.calls) this.#call(name);
  }

  /** Every relation that the name may mean. */
  #relations({ schema, name, perhaps }: Name): readonly Relation[] {
    if (schema === 'pg_catalog' || schema === 'information_schema') return [];
    if (schema === '' && (name === 'new' || name === 'old')) return [];
    const found = itemsOf(this.#world.database.relations).filter(
      (each) => each.name === name && (schema === '' || each.schema === schema),
    );
    if (found.length === 0 && !perhaps && !(schema === '' && name.startsWith('pg_')))
      this.#opaque.add(`${schema === '' ? name : `${schema}.${name}`} is not in the inventory`);
    return found;
  }

  relation(relation: Relation): void {
    const key = relationKey(relation.schema, relation.name);
    if (this.#reads.has(key)) return;
    this.#reads.set(key, relation);
    if (relation.definition !== null) this.text(relation.definition, `view ${relation.schema}.${relation.name}`);
    this.#policies(relation);
  }

  #policies({ schema, name, rowSecurity }: Relation): void {
    if (!rowSecurity.enabled) return;
    for (const { name: policy, using, check } of this.#world.policies(schema, name)) {
      for (const text of [using, check]) if (text !== null) this.text(`SELECT ${text}`, `policy ${policy}`);
    }
  }

  #write(write: WrittenRow): void {
    const { relation, key } = write;
    this.#writes.push(write);
    if (this.#written.has(key)) return;
    this.#written.add(key);
    this.#policies(relation);
    if (relation.definition !== null) this.text(relation.definition, `view ${relation.schema}.${relation.name}`);
    for (const column of this.#world.columns(relation.schema, relation.name))
      if (column.default !== null) this.text(`SELECT ${column.default}`, `default of ${column.name}`);
    for (const body of codeOn(this.#world, relation)) {
      if (body.routine === null) this.text(body.text, `rule ${body.name}`);
      else if (body.routine === undefined)
        this.#opaque.add(`the function of trigger ${body.name} is not in the inventory`);
      else this.routine(body.routine);
    }
  }

  #call({ schema, name, perhaps }: Name): void {
    if (schema === 'pg_catalog') return;
    const found = itemsOf(this.#world.database.routines).filter(
      (each) => each.name === name && (schema === '' || each.schema === schema),
    );
    for (const each of found) this.routine(each);
    if (found.length === 0 && schema !== '' && !perhaps) this.#opaque.add(`${schema}.${name} is not in the inventory`);
  }
}
