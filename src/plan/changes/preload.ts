// shared_preload_libraries: one list, to which every demanded library is added behind what stands there.
// https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-SHARED-PRELOAD-LIBRARIES

import { uniteReasons } from '../../demand/merge.js';
import { objectRef } from '../../pg/object.js';
import { sql } from '../../sql/sql.js';
import { listItems, settingValue } from '../guc.js';
import type { Because } from '../../demand/model.js';
import type { Setting } from '../../inventory/cluster.js';
import { blockedStep, nothing, sqlDraft, type ChangeKind, type Draft } from './kind.js';
import { libraryElsewhere, managedPlatform } from './platform.js';
import { ALTER_SYSTEM_OFF, alterSystem, alterSystemOff, findSetting, formerSql } from './setting.js';

const NAME = 'shared_preload_libraries';

export const preloadKind: ChangeKind<'preload'> = {
  plan: (demands, { situation, options }) => {
    const present = findSetting(situation, NAME);
    const loaded = librariesOf(present);
    const missing = demands.filter(({ fact }) => !loaded.includes(fact.library));
    if (missing.length === 0) return nothing;
    const managed = managedPlatform(options);
    if (managed !== null) {
      return { drafts: [], blocked: missing.map(({ fact }) => libraryElsewhere(fact.library, managed)) };
    }
    const names = missing.map(({ fact }) => fact.library);
    if (alterSystemOff(situation)) {
      return { drafts: [], blocked: [blockedStep(`preload ${names.join(', ')}`, ...ALTER_SYSTEM_OFF)] };
    }
    if (present === undefined) {
      return {
        drafts: [],
        blocked: [
          blockedStep(`preload ${names.join(', ')}`, `${NAME} could not be read`, 'a role that may read all settings'),
        ],
      };
    }
    return {
      drafts: [draft([...loaded, ...names], present, uniteReasons(missing.flatMap((each) => each.because)))],
      blocked: [],
    };
  },
  negate: () => [],
  negation: (fact, { situation }) => {
    const present = findSetting(situation, NAME);
    const loaded = librariesOf(present);
    if (present === undefined || !loaded.includes(fact.library)) return null;
    return draft(
      loaded.filter((each) => each !== fact.library),
      present,
      [],
    );
  },
};

function librariesOf(setting: Setting | undefined): readonly string[] {
  return listItems(setting?.value ?? '').filter((each) => each !== '');
}

function draft(libraries: readonly string[], present: Setting, because: readonly Because[]): Draft {
  const list =
    libraries.length === 0 ? sql`''` : settingValue(NAME, libraries.map((each) => JSON.stringify(each)).join(', '));
  return sqlDraft({
    kind: 'preload',
    phase: 'audit',
    rank: 0,
    object: objectRef('setting', [NAME]),
    title: `Preload ${libraries.join(', ')}`,
    because,
    statements: [alterSystem(sql`SET shared_preload_libraries = ${list}`)],
    inverse: [formerSql(NAME, present)],
    activation: 'restart',
    hazards: [
      'takes a restart: every connection is cut',
      'a library that is not installed keeps the server from starting',
    ],
  });
}
