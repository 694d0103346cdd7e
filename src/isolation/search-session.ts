// Settings of a session in the random search: the carrier says one tenant, everything else is the attacker's.

import type { Carrier } from '../pg/carrier.js';
import { everySchema } from './candidate.js';
import type { Pool } from './pool.js';
import type { Asked, Question } from './question.js';
import type { JsonOrigin } from './value.js';

/** Claims that say when a token ends are numbers far ahead. */
const FAR = '4102444800';

export function randomSettings(
  asked: Asked,
  { reading }: Question,
  pool: Pool,
  ownPath: boolean,
): Readonly<Record<string, string>> {
  const { carrier } = asked.ownership;
  const found = new Map<string, string>();
  if (ownPath) found.set('search_path', everySchema(asked.world));
  for (const name of reading.problem.settings.keys()) if (pool.random.chance(0.8)) found.set(name, pool.text());
  const { jsonReads, jsonKeys } = reading.problem.notes;
  for (const [name, document] of documents([...jsonReads, ...jsonKeys], pool)) found.set(name, document);
  for (const name of carried(carrier, found)) found.delete(name);
  const own = pool.own(identityType(asked));
  if (carrier.kind === 'setting') found.set(carrier.setting.toLowerCase(), own);
  if (carrier.kind === 'claim') {
    const setting = carrier.setting.toLowerCase();
    const former: unknown = JSON.parse(
      found.get(setting)?.startsWith('{') === true ? (found.get(setting) ?? '{}') : '{}',
    );
    const root = typeof former === 'object' && former !== null ? { ...former } : {};
    found.set(setting, JSON.stringify({ ...root, ...nested(steps(carrier.claim), own) }));
  }
  return Object.fromEntries(found);
}

/** The carrier's own settings are not the attacker's to choose. */
function carried(carrier: Carrier, settings: ReadonlyMap<string, string>): readonly string[] {
  if (carrier.kind !== 'claim') return [];
  return [...settings.keys()].filter((name) => name.startsWith('request.jwt.claim.'));
}

function identityType({ world, relation, ownership }: Asked): string {
  const { via } = ownership.carrier;
  const [schema, name, wanted] =
    via === undefined ? [relation.schema, relation.name, ownership.key] : [via.schema, via.table, via.userColumn];
  return world.columns(schema, name).find((column) => column.name === wanted)?.type ?? 'text';
}

function documents(origins: readonly JsonOrigin[], pool: Pool): ReadonlyMap<string, string> {
  const roots = new Map<string, Record<string, unknown>>();
  for (const { base, path } of origins) {
    if (!base.startsWith('setting:') || path.length === 0) continue;
    const name = base.slice('setting:'.length);
    const root = roots.get(name) ?? {};
    const keys = path.map((step) => (typeof step === 'string' ? step : pool.other('uuid')));
    roots.set(name, merged(root, nested(keys, keys.at(-1) === 'exp' ? FAR : pool.text())));
  }
  return new Map([...roots].map(([name, root]) => [name, JSON.stringify(root)]));
}

function steps(claim: string): readonly string[] {
  return claim.split(/\s*(?:->>?|\.)\s*/u).filter((step) => step !== '');
}

function nested(keys: readonly string[], text: string): Record<string, unknown> {
  const [first = '', ...rest] = keys;
  return { [first]: rest.length === 0 ? text : nested(rest, text) };
}

function merged(left: Record<string, unknown>, right: Record<string, unknown>): Record<string, unknown> {
  const both = Object.entries(right).map(([key, value]): [string, unknown] => {
    const former = left[key];
    return [key, isObject(former) && isObject(value) ? merged(former, value) : value];
  });
  return { ...left, ...Object.fromEntries(both) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
