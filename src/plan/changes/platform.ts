// Where a platform keeps ALTER SYSTEM and pg_hba.conf to itself: the demand is said in its own files, or it
// is not enforced there. Either way somebody else acts, so the plan lists it with who can.

import type { HbaRequireFact } from '../../demand/model.js';
import { dialectOf, platformOf, type Dialect, type Saying } from '../../substrate/index.js';
import type { BlockedStep } from '../model.js';
import type { PlanOptions } from '../options.js';
import type { Situation } from '../situation.js';
import { itemsOf } from '../../inventory/section.js';
import { blockedStep } from './kind.js';

interface Managed {
  readonly dialect: Dialect;
  readonly place: string;
  readonly whoCan: string;
}

/** Null where we may write the server's own files or ALTER SYSTEM. */
export function managedPlatform({ platform }: PlanOptions): Managed | null {
  const dialect = platform === undefined ? undefined : dialectOf(platform);
  const known = platform === undefined ? undefined : platformOf(platform);
  if (dialect === undefined || known === undefined) return null;
  return { dialect, place: `config/${known.name}/ (${known.settingsIn})`, whoCan: known.whoCan };
}

/** For a setting that has not its value yet. */
export function settingElsewhere(label: string, name: string, { dialect, place, whoCan }: Managed): BlockedStep {
  const withheld = dialect.withheld.find((each) => each.name === name);
  if (withheld !== undefined)
    return blockedStep(label, `${withheld.reason}: an open risk, closed by ${withheld.closedBy}`, 'nobody there');
  if (dialect.brings.includes(name)) return blockedStep(label, 'the platform sets it itself', whoCan);
  return blockedStep(label, `ALTER SYSTEM is the platform’s: said in ${place}`, whoCan);
}

export function libraryElsewhere(library: string, { dialect, place, whoCan }: Managed): BlockedStep {
  const saying = Object.hasOwn(dialect.libraries, library) ? dialect.libraries[library] : undefined;
  const how =
    saying?.by === 'parameter' ? `${saying.parameter.name} = ${saying.parameter.value}` : 'a library to preload';
  return blockedStep(`preload ${library}`, `${how}, said in ${place}`, whoCan);
}

export function rulesElsewhere(
  rules: readonly HbaRequireFact['rule'][],
  situation: Situation,
  { dialect, place, whoCan }: Managed,
): readonly BlockedStep[] {
  const sayings = { tls: dialect.tls, 'verified-method': dialect.verifiedMethod, 'default-deny': dialect.defaultDeny };
  return rules.flatMap((rule) => {
    const saying = sayings[rule];
    if (saying.by === 'platform' || holds(saying, situation)) return [];
    if (saying.by !== 'nothing') return [blockedStep(`pg_hba.conf: ${rule}`, `said in ${place}`, whoCan)];
    return [
      blockedStep(`pg_hba.conf: ${rule}`, `${saying.reason}: an open risk, closed by ${saying.closedBy}`, whoCan),
    ];
  });
}

function holds(saying: Saying, situation: Situation): boolean {
  if (saying.by !== 'parameter') return false;
  const { name, value } = saying.parameter;
  const found = itemsOf(situation.inventory.cluster.settings).find((each) => each.name === name);
  return found?.value === value || (value === '1' && found?.value === 'on');
}
