// The files in which a managed platform is told the demands that ALTER SYSTEM and pg_hba.conf cannot say there.

import type { Demand } from '../../demand/model.js';
import { renderHba } from '../../pg/hba/index.js';
import { platformConfiguration } from '../../substrate/index.js';
import { desiredRules, hbaDemands } from '../hba/desired.js';
import type { Artifact } from './artifact.js';

export interface PlatformWish {
  readonly platform: string;
  readonly major: number;
  /** Of the cluster; made fit where the platform wants letters, digits and dashes. */
  readonly name: string;
}

/** None where the server's own files say it. */
export function platformFiles(demands: readonly Demand[], wish: PlatformWish): readonly Artifact[] {
  const rules = renderHba(desiredRules(hbaDemands(demands), []), wish.major);
  const name = wish.name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-|-$/gu, '')
    .slice(0, 50);
  const said = platformConfiguration(demands, {
    platform: wish.platform,
    major: wish.major,
    name: name === '' ? 'database' : name,
    port: 5432,
    hbaLines: rules.ok ? rules.value.split('\n') : [],
  });
  return (said?.files ?? []).map(({ path, text }) => ({ path: `config/${wish.platform}/${path}`, text }));
}
