// A checkout that the server's account cannot read, unpacked by an npm that ran no install script.

import { cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chooseServer, discoverServers, startScratch } from '../../../../src/proof/scratch/index.js';

const embedded = (await discoverServers()).filter((server) => server.origin === 'embedded');
const chosen = chooseServer(embedded, {});

function links(dir: string): readonly string[] {
  return readdirSync(dir).filter((name) => lstatSync(join(dir, name)).isSymbolicLink());
}

describe.runIf(chosen.ok)('embedded binaries', () => {
  if (!chosen.ok) return;
  const server = chosen.value;

  it('run although their folder is private and their library links are missing', async () => {
    const home = mkdtempSync(join(tmpdir(), 'scratch-stage-'));
    try {
      const native = join(home, 'private/native');
      mkdirSync(join(home, 'private'), { mode: 0o700 });
      const root = dirname(server.bindir);
      cpSync(root, native, { recursive: true, filter: (path) => !lstatSync(path).isSymbolicLink() });
      expect(links(join(native, 'lib'))).toEqual([]);
      expect(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')).toContain('libpq');
      const moved = {
        ...server,
        bindir: join(native, 'bin'),
        libdir: server.libdir.replace(root, native),
        sharedir: server.sharedir.replace(root, native),
      };
      const cluster = await startScratch({ server: moved });
      expect(cluster.isRunning).toBe(true);
      await cluster.stop();
      expect(links(join(native, 'lib'))).toEqual([]);
      expect(existsSync(cluster.dataDir)).toBe(false);
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });
});
