// The files in which a platform is told what the demands ask for, and what it cannot be told.

import type { Demand } from '../../demand/model.js';
import { dialectOf, type Dialect, type Withheld } from '../dialects.js';
import { flagsFiles } from './flags.js';
import { parameterGroupFiles } from './parameter-group.js';
import { resourceFiles } from './resource.js';
import type { PlatformFile, PlatformTarget } from './target.js';
import { speak, type Spoken } from './wish.js';

export interface PlatformConfiguration {
  /** Relative to `config/<platform>/`. */
  readonly files: readonly PlatformFile[];
  readonly open: readonly Withheld[];
}

/** Null where the server's own files say it. `demands` merged. */
export function platformConfiguration(
  demands: readonly Demand[],
  target: PlatformTarget,
): PlatformConfiguration | null {
  const dialect = dialectOf(target.platform);
  if (dialect === undefined) return null;
  const spoken = speak(demands, dialect);
  return { files: FORMS[dialect.form](spoken, target), open: spoken.open };
}

const FORMS: { readonly [F in Dialect['form']]: (spoken: Spoken, target: PlatformTarget) => readonly PlatformFile[] } =
  {
    'parameter-group': parameterGroupFiles,
    flags: flagsFiles,
    resource: resourceFiles,
    list: ({ parameters, libraries, sources }) => [
      {
        path: 'parameters.json',
        text: `${JSON.stringify({ parameters: Object.fromEntries(parameters.map((each) => [each.name, each.value])), shared_preload_libraries: libraries, allowedSources: sources.map((each) => each.range) }, null, 2)}\n`,
      },
    ],
  };
