// Which servers a proof runs on: the source's own major, or the nearest that is here (and said so); a
// second one with pgaudit when the controls ask for it and the first has none.

import { err, ok, type Result } from '../../core/result.js';
import { isMajor } from '../../pg/version.js';
import { chooseServer, type NoServer, type ServerBinaries } from '../scratch/index.js';

/** `auto`, `embedded`, `system`, `none` or a major version. */
export type ScratchWish = string;

export interface ProofServers {
  readonly main: ServerBinaries;
  readonly pgaudit: ServerBinaries | { readonly missing: string } | null;
  /** What stands in for the source. */
  readonly remarks: readonly string[];
}

export function chooseServers(
  servers: readonly ServerBinaries[],
  wish: ScratchWish,
  major: number,
  needsPgaudit: boolean,
): Result<ProofServers, NoServer> {
  const wished = servers.filter((server) => !isOrigin(wish) || wish === server.origin);
  const wanted = Number.isInteger(Number(wish)) ? Number(wish) : major;
  const exact = chooseServer(
    wished.filter((server) => server.major === wanted),
    {},
  );
  const main = exact.ok ? exact : chooseServer(nearest(wished, wanted), {});
  if (!main.ok) return main;
  const remarks =
    main.value.major === major
      ? []
      : [`the source is PostgreSQL ${major}; PostgreSQL ${main.value.major} stands in for it`];
  return ok({ main: main.value, pgaudit: pgauditServer(servers, main.value, needsPgaudit), remarks });
}

function isOrigin(wish: string): boolean {
  return wish === 'embedded' || wish === 'system';
}

/** A later major first: it refuses more than an earlier one, never less. */
function nearest(servers: readonly ServerBinaries[], major: number): readonly ServerBinaries[] {
  const later = servers.filter((server) => server.major > major).map((server) => server.major);
  const earlier = servers.filter((server) => server.major < major).map((server) => server.major);
  const best = later.length > 0 ? Math.min(...later) : Math.max(...earlier, 0);
  return servers.filter((server) => server.major === best);
}

function pgauditServer(
  servers: readonly ServerBinaries[],
  main: ServerBinaries,
  needed: boolean,
): ProofServers['pgaudit'] {
  if (!needed || main.pgaudit) return null;
  const same = isMajor(main.major) ? chooseServer(servers, { major: main.major, need: { pgaudit: true } }) : err(null);
  const any = same.ok ? same : chooseServer(servers, { need: { pgaudit: true } });
  return any.ok ? any.value : { missing: `${any.error.what}: ${any.error.fix}` };
}
