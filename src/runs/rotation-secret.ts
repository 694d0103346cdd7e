// The new password of a rotation: from a file, or made here and put into one that only its owner reads. It never
// stands on the command line, in the environment, in SQL or in output.

import { open, readFile } from 'node:fs/promises';
import { InputError } from '../core/input-error.js';
import { OperationError } from '../core/operation-error.js';
import { Secret } from '../core/secret.js';
import { randomPassword } from '../pg/scram.js';

/** Files: one that is made, or one that is read. */
export interface PasswordPlace {
  readonly make: string | null;
  readonly read: string | null;
}

/** @throws InputError; OperationError `file` */
export async function rotationPassword(place: PasswordPlace): Promise<Secret> {
  if (place.read !== null) return taken(place.read);
  if (place.make !== null) return made(place.make);
  throw InputError.of(
    'no-password',
    'where the new password comes from is not said',
    'it never stands on the command line',
    'add --new-password FILE to have one made, or --password-file FILE',
  );
}

/** 192 random bits, mode 0600; a file that is there is never replaced: it may hold the password in use. */
async function made(file: string): Promise<Secret> {
  const password = randomPassword();
  try {
    const handle = await open(file, 'wx', 0o600);
    await handle.writeFile(`${password.reveal()}\n`);
    await handle.close();
    return password;
  } catch (cause) {
    const reason =
      cause instanceof Error && 'code' in cause && cause.code === 'EEXIST'
        ? 'it is there already'
        : 'it cannot be written';
    const fix = 'name a new file with --new-password, in a folder that only you can read';
    throw new OperationError({ code: 'file', what: `cannot make ${file}: ${reason}`, fix, cause });
  }
}

const SHORTEST = 16;

async function taken(file: string): Promise<Secret> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    const fix = 'name a file that you may read with --password-file, or let one be made with --new-password';
    throw new OperationError({ code: 'file', what: `cannot read ${file}`, fix, cause });
  });
  const plain = text.replace(/\r?\n$/u, '');
  if (/^[\x21-\x7e]+$/u.test(plain) && plain.length >= SHORTEST) return new Secret(plain);
  throw InputError.of(
    'password-form',
    `the password in ${file} cannot be used`,
    `a verifier made here is the server's for printable ASCII without spaces, and ${SHORTEST} characters are the least for a program`,
    'let one be made with --new-password FILE',
  );
}
