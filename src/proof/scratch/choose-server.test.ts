import { describe, expect, it } from 'vitest';
import { chooseServer } from './choose-server.js';
import type { ServerBinaries } from './binaries.js';

function server(part: Partial<ServerBinaries>): ServerBinaries {
  return {
    major: 18,
    version: '18.4',
    bindir: '/b',
    libdir: '/l',
    sharedir: '/s',
    origin: 'embedded',
    pgaudit: false,
    contrib: [],
    ...part,
  };
}

const embedded18 = server({});
const embedded15 = server({ major: 15, version: '15.18' });
const system15 = server({ major: 15, version: '15.20', origin: 'system', pgaudit: true });

describe('chooseServer', () => {
  it('takes the embedded server of the wanted major', () => {
    expect(chooseServer([embedded18, system15, embedded15], { major: 15 })).toEqual({ ok: true, value: embedded15 });
  });

  it('takes the highest major when none is wanted', () => {
    expect(chooseServer([system15, embedded18], {})).toEqual({ ok: true, value: embedded18 });
  });

  it('takes the newest minor of two alike', () => {
    const older = server({ version: '18.3', bindir: '/old' });
    expect(chooseServer([older, embedded18], { major: 18 })).toEqual({ ok: true, value: embedded18 });
  });

  it('takes a system server, of another major if it must, for pgaudit', () => {
    const need = { pgaudit: true };
    expect(chooseServer([embedded18, embedded15, system15], { major: 15, need })).toEqual({
      ok: true,
      value: system15,
    });
    expect(chooseServer([embedded18, system15], { need })).toEqual({ ok: true, value: system15 });
  });

  it('says why there is none and what would help', () => {
    expect(chooseServer([], {})).toMatchObject({ ok: false, error: { kind: 'no-server' } });
    expect(chooseServer([embedded18, system15], { major: 14 })).toMatchObject({
      ok: false,
      error: { kind: 'no-such-major', what: 'no server binaries of PostgreSQL 14 were found (found: 15, 18)' },
    });
    expect(chooseServer([embedded18], { major: 18, need: { pgaudit: true } })).toMatchObject({
      ok: false,
      error: { kind: 'no-pgaudit', fix: 'apt-get install postgresql-18 postgresql-18-pgaudit' },
    });
  });
});
