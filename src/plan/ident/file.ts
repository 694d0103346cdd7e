// pg_ident.conf as one step: the maps that are asked for, whole, before everything else that stands in the file. What no
// line needs any more stays: it is somebody's, and told as removable.
// https://www.postgresql.org/docs/current/auth-username-maps.html

import { uniqueSorted } from '../../core/order.js';
import { uniteReasons } from '../../demand/merge.js';
import type { Demand, IdentMapFact } from '../../demand/model.js';
import { itemsOf } from '../../inventory/section.js';
import { objectRef } from '../../pg/object.js';
import { systemUserOf } from '../../pg/ident-map.js';
import { renderIdent, type RenderableMapping } from '../../pg/ident-render.js';
import { blockedStep, nothing, type Context, type DemandOf, type Draft, type Outcome } from '../changes/kind.js';
import { managedPlatform } from '../changes/platform.js';
import type { BlockedStep } from '../model.js';
import type { Situation } from '../situation.js';
import { presentMaps, unsayableMaps } from './present.js';

const FILE = 'pg_ident.conf';
const HEAD =
  '# User name maps: which external name may enter as which role, for the lines of pg_hba.conf that name the map.\n';
const WHO_HAS_IT = 'a superuser, or whoever has the file';

export function planIdent(demands: readonly DemandOf<'ident-map'>[], { situation, options }: Context): Outcome {
  if (demands.length === 0) return nothing;
  const facts = demands.map(({ fact }) => fact);
  const managed = managedPlatform(options);
  if (managed !== null) return { drafts: [], blocked: facts.map((fact) => outOfReach(fact, managed.whoCan)) };
  const section = situation.inventory.cluster.identMaps;
  if (section.status === 'unreadable') return refused(section.reason, WHO_HAS_IT);
  const present = presentMaps(situation);
  if (isAsWanted(facts, present)) return nothing;
  const [unsayable] = unsayableMaps(situation);
  if (unsayable !== undefined) return refused(unsayable, WHO_HAS_IT);
  const text = renderIdent(wantedMaps(facts, present), situation.major);
  if (!text.ok) return refused(text.error.join('; '), 'whoever renames the role or states another external name');
  const because = uniteReasons(demands.flatMap((each) => each.because));
  return { drafts: [draftOf(`${HEAD}${text.value}`, options.formerIdent ?? null, because)], blocked: [] };
}

function refused(reason: string, whoCan: string): Outcome {
  return { drafts: [], blocked: [blockedStep(FILE, reason, whoCan)] };
}

function outOfReach({ map, role }: IdentMapFact, whoCan: string): BlockedStep {
  const reason = `the platform keeps ${FILE} to itself: ${role} cannot enter under an external name that is not its own`;
  return blockedStep(`${FILE}: map ${map}`, `${reason}; an open risk, closed by another authentication`, whoCan);
}

/** A map holds what is stated and nothing else; the order of lines means nothing, since any that fits lets in. */
function isAsWanted(facts: readonly IdentMapFact[], present: readonly RenderableMapping[]): boolean {
  const ours = new Set(facts.map(({ map }) => map));
  const wanted = facts.flatMap(linesOf).map(shownLine);
  const found = present.filter(({ map }) => ours.has(map)).map(shownLine);
  return JSON.stringify(uniqueSorted(wanted)) === JSON.stringify(uniqueSorted(found));
}

/** As the server lists it: whether `all` or `+group` is quoted it does not say, and only our own line names the map. */
function shownLine({ map, systemUser, role }: RenderableMapping): string {
  const system = systemUser.kind === 'regex' ? `/${systemUser.pattern}` : systemUser.name;
  const name = role.kind === 'name' ? role.name : role.kind === 'group' ? `+${role.name}` : JSON.stringify(role);
  return JSON.stringify([map, system, role.kind === 'all' ? 'all' : name]);
}

function wantedMaps(
  facts: readonly IdentMapFact[],
  present: readonly RenderableMapping[],
): readonly RenderableMapping[] {
  const ours = new Set(facts.map(({ map }) => map));
  return [...facts.flatMap(linesOf), ...present.filter(({ map }) => !ours.has(map))];
}

function linesOf({ map, role, identities }: IdentMapFact): readonly RenderableMapping[] {
  return identities.map((identity) => ({
    map,
    systemUser: systemUserOf(identity),
    role: { kind: 'name', name: role },
  }));
}

function draftOf(content: string, inverse: string | null, because: Draft['because']): Draft {
  return {
    action: 'file',
    kind: 'ident-map',
    phase: 'connection',
    // Before the lines of pg_hba.conf that name the maps.
    rank: 85,
    database: null,
    asRole: null,
    object: objectRef('hba-line', [FILE]),
    title: `Write ${FILE}`,
    file: FILE,
    content,
    inverse,
    lock: 'none',
    hazards: [
      'through these maps only the stated external names enter; sessions that are connected stay',
      ...(inverse === null ? ['the former file could not be read: keep a copy, there is no way back without it'] : []),
    ],
    activation: 'reload',
    because,
  };
}

/** The file as it is wanted, but for one map that takes any external name. */
export function widenedDraft(fact: IdentMapFact, demands: readonly Demand[], situation: Situation): Draft | null {
  const facts = demands.flatMap((demand) => (demand.fact.kind === 'ident-map' ? [demand.fact] : []));
  const present = presentMaps(situation);
  const wide = facts.map((each) => (each.map === fact.map ? { ...each, identities: ['/^.*$'] } : each));
  const [strong, weak] = [facts, wide].map((each) => renderIdent(wantedMaps(each, present), situation.major));
  if (strong?.ok !== true || weak?.ok !== true || itemsOf(situation.inventory.cluster.identMaps).length === 0)
    return null;
  const draft = draftOf(`${HEAD}${weak.value}`, `${HEAD}${strong.value}`, []);
  return { ...draft, title: `${FILE} with any external name for ${fact.role}` };
}
