// Policies that the server refuses to expand (42P17, infinite recursion): a policy with a subquery reads a
// relation whose own policies lead back to it. As fireRIRrules() in rewriteHandler.c walks: the policies of every
// table that is read, for SELECT, as whoever asks or as the owner of the view on the way; a table whose policies
// for the user have no subquery at all is expanded without looking back. What SQL functions read is no part of it:
// that is found out when they run. https://www.postgresql.org/docs/current/sql-createpolicy.html

import { fromNames, hasSubquery, type FromName } from '../sql/from-names.js';
import type { Policy, Relation } from '../inventory/index.js';

export interface PolicyWorld {
  readonly relation: (schema: string, name: string) => Relation | undefined;
  readonly policies: (relation: Relation) => readonly Policy[];
  /** Row security holds this user on this table. */
  readonly binds: (user: string, relation: Relation) => boolean;
  readonly isFor: (policy: Policy, user: string) => boolean;
  /** With whose rights the view reads for the user. */
  readonly readsAs: (view: Relation, user: string) => string;
}

export interface PolicyStep {
  readonly relation: Relation;
  /** Null: a view, expanded on the way. */
  readonly policy: Policy | null;
}

/** The steps from a policy to the relation that is met a second time. */
export interface Recursion {
  readonly path: readonly PolicyStep[];
  readonly again: Relation;
}

export const ROW_COMMANDS = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] as const;
export type RowCommand = (typeof ROW_COMMANDS)[number];

export interface PolicyRecursion extends Recursion {
  /** Of the policy's commands, those that fail whenever it is asked. */
  readonly commands: readonly RowCommand[];
}

/** What a user's statements meet that the policy is asked for; null when the server can expand it. */
export function recursionOf(
  world: PolicyWorld,
  user: string,
  relation: Relation,
  policy: Policy,
): PolicyRecursion | null {
  if (!world.binds(user, relation) || !world.isFor(policy, user)) return null;
  const found = ROW_COMMANDS.flatMap((command) => {
    if (!isAsked(world, user, relation, policy, command)) return [];
    const recursion = enter(world, user, textsFor(policy, command), [{ relation, policy }], new Set());
    return recursion === null ? [] : [{ command, recursion }];
  });
  const [first] = found;
  return first === undefined ? null : { ...first.recursion, commands: found.map(({ command }) => command) };
}

/** Without a permissive policy the answer is no, and restrictive ones are not looked at. */
function isAsked(world: PolicyWorld, user: string, relation: Relation, policy: Policy, command: RowCommand): boolean {
  const speaksOf = (each: Policy): boolean => each.command === 'ALL' || each.command === command;
  if (!speaksOf(policy)) return false;
  return (
    policy.permissive ||
    world.policies(relation).some((each) => each.permissive && speaksOf(each) && world.isFor(each, user))
  );
}

/** USING stands for a CHECK that is not there. */
function textsFor({ using, check }: Policy, command: RowCommand): readonly string[] {
  const texts = { SELECT: [using], DELETE: [using], INSERT: [check ?? using], UPDATE: [using, check ?? using] };
  return texts[command].filter((text) => text !== null);
}

function enter(
  world: PolicyWorld,
  user: string,
  texts: readonly string[],
  path: readonly PolicyStep[],
  done: Set<string>,
): Recursion | null {
  for (const { schema, name } of texts.flatMap((text) => namesIn(text))) {
    const relation = world.relation(schema, name);
    const found = relation === undefined ? null : visit(world, user, relation, path, done);
    if (found !== null) return found;
  }
  return null;
}

function visit(
  world: PolicyWorld,
  user: string,
  relation: Relation,
  path: readonly PolicyStep[],
  done: Set<string>,
): Recursion | null {
  if (relation.kind === 'view') return throughView(world, user, relation, path, done);
  if (relation.kind !== 'table' || !world.binds(user, relation)) return null;
  const texts = selectTexts(world, user, relation);
  if (!texts.some(({ text }) => isSubquery(text))) return null;
  if (path.some((step) => step.relation === relation)) return { path, again: relation };
  const key = JSON.stringify([user, relation.schema, relation.name]);
  if (done.has(key)) return null;
  for (const { policy, text } of texts) {
    const found = enter(world, user, [text], [...path, { relation, policy }], done);
    if (found !== null) return found;
  }
  done.add(key);
  return null;
}

function throughView(
  world: PolicyWorld,
  user: string,
  view: Relation,
  path: readonly PolicyStep[],
  done: Set<string>,
): Recursion | null {
  if (path.some((step) => step.relation === view)) return { path, again: view };
  const reader = world.readsAs(view, user);
  for (const { schema, name } of view.reads) {
    const relation = world.relation(schema, name);
    const steps = [...path, { relation: view, policy: null }];
    const found = relation === undefined ? null : visit(world, reader, relation, steps, done);
    if (found !== null) return found;
  }
  return null;
}

/** The conditions that reading one row has to meet; none when no permissive policy is there. */
function selectTexts(
  world: PolicyWorld,
  user: string,
  relation: Relation,
): readonly { readonly policy: Policy; readonly text: string }[] {
  const asked = world
    .policies(relation)
    .filter(({ command }) => command === 'ALL' || command === 'SELECT')
    .filter((policy) => world.isFor(policy, user))
    .flatMap((policy) => (policy.using === null ? [] : [{ policy, text: policy.using }]));
  return asked.some(({ policy }) => policy.permissive) ? asked : [];
}

const readings = new Map<string, { readonly names: readonly FromName[]; readonly subquery: boolean }>();
const MOST_READINGS = 20_000;

function reading(text: string): { readonly names: readonly FromName[]; readonly subquery: boolean } {
  const known = readings.get(text);
  if (known !== undefined) return known;
  const made = { names: fromNames(text), subquery: hasSubquery(text) };
  if (readings.size < MOST_READINGS) readings.set(text, made);
  return made;
}

export function namesIn(text: string): readonly FromName[] {
  return reading(text).names;
}

export function isSubquery(text: string | null): boolean {
  return text !== null && reading(text).subquery;
}

/** `a.t (policy p) → a.u (policy q) → a.t` */
export function describeRecursion({ path, again }: Recursion): string {
  const steps = path.map(({ relation, policy }) =>
    policy === null ? `view ${nameOf(relation)}` : `${nameOf(relation)} (policy ${policy.name})`,
  );
  return [...steps, nameOf(again)].join(' → ');
}

function nameOf({ schema, name }: Relation): string {
  return `${schema}.${name}`;
}
