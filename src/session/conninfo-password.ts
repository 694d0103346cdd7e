// Where the password comes from: the connection string, PGPASSWORD, or a password file that only its owner
// may read. https://www.postgresql.org/docs/current/libpq-pgpass.html

import { join } from 'node:path';
import type { Diagnostic } from '../core/diagnostic.js';
import { Secret } from '../core/secret.js';
import { findPassword, isExposed, type Machine, type PasswordKey } from './conninfo-files.js';
import type { Parameters } from './conninfo-words.js';

export interface FoundSecret {
  readonly secret: Secret | null;
  readonly warnings: readonly Diagnostic[];
}

export function findSecret(parameters: Parameters, machine: Machine, key: PasswordKey): FoundSecret {
  const said = parameters.get('password');
  if (said !== undefined) return { secret: new Secret(said), warnings: [] };
  const file = machine.readFile(parameters.get('passfile') ?? join(machine.home, '.pgpass'));
  if (file === undefined) return { secret: null, warnings: [] };
  if (isExposed(file)) return { secret: null, warnings: [EXPOSED] };
  const found = findPassword(file.text, key);
  return { secret: found === undefined ? null : new Secret(found), warnings: [] };
}

const EXPOSED: Diagnostic = {
  code: 'password-file',
  severity: 'warning',
  what: 'the password file is ignored',
  why: 'group or others may read it; libpq ignores such a file, and so do we',
  fix: 'take the permissions away: chmod 0600',
};
