// pg_hba.conf as one step: its text, and whether the server's file says the same already.

import type { Diagnostic } from '../../core/diagnostic.js';
import { err, ok, type Result } from '../../core/result.js';
import type { HbaFileRule } from '../../inventory/cluster.js';
import { itemsOf } from '../../inventory/section.js';
import { uniteReasons } from '../../demand/merge.js';
import type { Demand } from '../../demand/model.js';
import { objectRef } from '../../pg/object.js';
import { hasDoubtfulWord, renderHba, shownRule, type RenderableRule } from '../../pg/hba/index.js';
import { blockedStep, nothing, type Context, type Draft, type Outcome } from '../changes/kind.js';
import { managedPlatform, rulesElsewhere } from '../changes/platform.js';
import type { PlanOptions } from '../options.js';
import type { Situation } from '../situation.js';
import { desiredRules, hbaDemands, type HbaRequirement } from './desired.js';
import { doubtOf, sameRules } from './same.js';

const HEAD = '# Host-based authentication. The first line that matches decides; the last lines refuse the rest.\n';

/** The rules that stand in the file under plan, without the scratch harness's own lines. */
export function presentRules(situation: Situation, options: PlanOptions): readonly RenderableRule[] {
  return presentLines(situation, options).flatMap((line) => shownRule(line, situation.major) ?? []);
}

function presentLines({ inventory }: Situation, { hbaLinesToSkip: skip = 0 }: PlanOptions): readonly HbaFileRule[] {
  return itemsOf(inventory.cluster.hbaRules).filter(({ line }) => line > skip);
}

/** The text of the file. `without`: one requirement left unmet. */
export function hbaText(
  demands: readonly Demand[],
  situation: Situation,
  options: PlanOptions,
  without: HbaRequirement | null = null,
): Result<string, readonly Diagnostic[]> {
  const rules = desiredRules(hbaDemands(demands), presentRules(situation, options), without);
  const rendered = renderHba(rules, situation.major);
  return rendered.ok ? ok(`${HEAD}${rendered.value}`) : err(rendered.error);
}

/** All admissions and requirements together. */
export function planHba({ situation, options, demands }: Context): Outcome {
  const own = demands.filter(({ fact }) => fact.kind === 'hba-admit' || fact.kind === 'hba-require');
  const { hbaRules } = situation.inventory.cluster;
  if (own.length === 0) return nothing;
  const managed = managedPlatform(options);
  if (managed !== null) {
    const rules = own.flatMap(({ fact }) => (fact.kind === 'hba-require' ? [fact.rule] : []));
    return { drafts: [], blocked: rulesElsewhere(rules, situation, managed) };
  }
  if (hbaRules.status === 'unreadable') {
    return {
      drafts: [],
      blocked: [blockedStep('pg_hba.conf', hbaRules.reason, 'a superuser, or whoever has the file')],
    };
  }
  const present = presentRules(situation, options);
  const desired = desiredRules(hbaDemands(own), present);
  const exactly = presentLines(situation, options).every((line) => !hasDoubtfulWord(line) || line.quoted !== undefined);
  const doubt = exactly ? [] : doubtOf(desired);
  if (sameRules(desired, present, exactly)) return { drafts: [], blocked: doubt };
  const text = hbaText(own, situation, options);
  if (!text.ok) {
    const reason = text.error.map((each) => each.what).join('; ');
    return { drafts: [], blocked: [blockedStep('pg_hba.conf', reason, 'whoever renames the database or role')] };
  }
  return { drafts: [hbaDraft(own, text.value, options)], blocked: doubt };
}

function hbaDraft(own: readonly Demand[], content: string, options: PlanOptions): Draft {
  const inverse = options.formerHba ?? null;
  return {
    action: 'file',
    kind: 'hba-require',
    phase: 'connection',
    rank: 90,
    database: null,
    asRole: null,
    object: objectRef('hba-line', ['pg_hba.conf']),
    title: 'Write pg_hba.conf',
    file: 'pg_hba.conf',
    content,
    inverse,
    lock: 'none',
    hazards: [
      'new connections that no line admits are refused; sessions that are connected stay',
      ...(inverse === null ? ['the former file could not be read: keep a copy, there is no way back without it'] : []),
    ],
    activation: 'reload',
    because: uniteReasons(own.flatMap((each) => each.because)),
  };
}
