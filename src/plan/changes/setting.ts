// ALTER SYSTEM SET. Whether a reload or a restart makes it effective follows from the setting's context.
// https://www.postgresql.org/docs/current/view-pg-settings.html

import type { Setting } from '../../inventory/cluster.js';
import { itemsOf } from '../../inventory/section.js';
import { objectRef } from '../../pg/object.js';
import { sql, type Sql } from '../../sql/sql.js';
import type { Statement } from '../../sql/statement.js';
import { listItems, sameValue, settingName, settingValue } from '../guc.js';
import type { BlockedStep } from '../model.js';
import type { Situation } from '../situation.js';
import { managedPlatform, settingElsewhere } from './platform.js';
import { blockedStep, eachFact, sqlDraft, type ChangeKind, type Context, type DemandOf, type Draft } from './kind.js';
import { weakValue } from './weak-value.js';

export const settingKind: ChangeKind<'setting'> = {
  plan: eachFact(planSetting),
  negate: (fact, situation, former) => {
    if (fact.without !== undefined) return [{ ...fact, value: fact.without }];
    const value = weakValue(
      fact,
      findSetting(situation, fact.name) ?? null,
      former === null ? null : (findSetting(former, fact.name) ?? null),
    );
    return value === null ? [] : [{ ...fact, value }];
  },
};

export function findSetting(situation: Situation, name: string): Setting | undefined {
  const wanted = name.toLowerCase();
  return itemsOf(situation.inventory.cluster.settings).find((each) => each.name.toLowerCase() === wanted);
}

/** From 17 on the files' owner may keep ALTER SYSTEM for himself. */
export function alterSystemOff(situation: Situation): boolean {
  return findSetting(situation, 'allow_alter_system')?.value === 'off';
}

export const ALTER_SYSTEM_OFF = [
  'allow_alter_system is off: said in config/settings.conf',
  'whoever edits the server’s files',
] as const;

function planSetting(demand: DemandOf<'setting'>, context: Context): Draft | BlockedStep | null {
  const { fact } = demand;
  const label = `${fact.name} = ${fact.value}`;
  const present = findSetting(context.situation, fact.name);
  const managed = managedPlatform(context.options);
  if (managed !== null) {
    const is = present !== undefined && sameValue(fact.name, present.value, fact.value, present.unit);
    return is ? null : settingElsewhere(label, fact.name, managed);
  }
  if (present === undefined) {
    return willBeKnown(fact.name, context)
      ? settingDraft(demand, null, fact.value)
      : blockedStep(
          label,
          `this server shows no setting ${fact.name}`,
          'a role that may read all settings, on a server whose version and libraries have it',
        );
  }
  if (sameValue(fact.name, present.value, fact.value, present.unit)) return null;
  if (alterSystemOff(context.situation)) return blockedStep(label, ...ALTER_SYSTEM_OFF);
  if (present.context === 'internal')
    return blockedStep(label, 'it is fixed when the server is built or initialised', 'nobody at run time');
  if (present.source === 'command line' || present.source === 'environment variable') {
    return blockedStep(
      label,
      `it is set by the ${present.source}, which ALTER SYSTEM does not override`,
      'whoever starts the server',
    );
  }
  return settingDraft(demand, present, fact.value);
}

/** A library's settings appear only when it is loaded. */
function willBeKnown(name: string, { situation, demands }: Context): boolean {
  const library = name.split('.')[0] ?? '';
  if (!name.includes('.')) return false;
  const loaded = listItems(findSetting(situation, 'shared_preload_libraries')?.value ?? '');
  return loaded.includes(library) || demands.some(({ fact }) => fact.kind === 'preload' && fact.library === library);
}

function settingDraft({ fact, because }: DemandOf<'setting'>, present: Setting | null, value: string): Draft {
  const audit = fact.name.includes('.') || fact.name.startsWith('log_') || fact.name.startsWith('logging_');
  return sqlDraft({
    kind: 'setting',
    phase: audit ? 'audit' : 'connection',
    rank: audit ? 20 : 0,
    object: objectRef('setting', [fact.name]),
    title: `Set ${fact.name} = ${value}`,
    because,
    statements: [alterSystem(sql`SET ${settingName(fact.name)} = ${settingValue(fact.name, value)}`)],
    inverse: [formerSql(fact.name, present)],
    activation: present?.context === 'postmaster' ? 'restart' : 'reload',
    hazards: present?.context === 'postmaster' ? ['takes a restart: every connection is cut'] : [],
  });
}

/** What ALTER SYSTEM had said comes back; what stood in a file shows again once ALTER SYSTEM is silent. */
export function formerSql(name: string, present: Setting | null): Statement {
  const said = present?.sourceFile?.endsWith('postgresql.auto.conf') === true;
  return said && present !== null
    ? alterSystem(sql`SET ${settingName(name)} = ${settingValue(name, present.value)}`)
    : alterSystem(sql`RESET ${settingName(name)}`);
}

export function alterSystem(action: Sql): Statement {
  return { sql: sql`ALTER SYSTEM ${action}`, transactional: false };
}
