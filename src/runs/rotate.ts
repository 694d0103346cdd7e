// `rotate`: the next password of a credential that the documents state, as statements to review and run. With two logins
// that take turns no program is refused; SOURCE is only read.

import { canonicalJson } from '../core/canonical-json.js';
import { InputError } from '../core/input-error.js';
import type { Credential } from '../intent/operations.js';
import { itemsOf, type Role } from '../inventory/index.js';
import { scramVerifier } from '../pg/scram.js';
import { rotationScripts, turnOf, unlikeness, type Turn } from '../plan/rotation/index.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { checkOutputFolder, writeOutputFolder } from './output-folder.js';
import type { Progress } from './progress.js';
import { rotationDocument, rotationFiles, rotationText } from './rotation-document.js';
import { rotationPassword, type PasswordPlace } from './rotation-secret.js';
import { readSource } from './source.js';
import { readStatedIntent } from './stated-intent.js';

export interface RotateRun {
  readonly source: string;
  readonly docs: readonly string[];
  /** One of the credential's logins. */
  readonly login: string;
  readonly password: PasswordPlace;
  readonly overlapSeconds: number;
  readonly out: string;
  readonly force: boolean;
  readonly format: 'text' | 'json';
}

/** @throws InputError, OperationError */
export async function runRotate(
  run: RotateRun,
  progress: Progress,
): Promise<{ readonly exit: ExitCode; readonly result: string }> {
  await checkOutputFolder(run.out, run.force);
  const { intent } = await readStatedIntent(run.docs, progress);
  const credential = credentialOf(intent.credentials, run.login);
  const { inventory } = await readSource(run.source, {}, progress);
  const logins = rolesOf(itemsOf(inventory.cluster.roles), credential);
  const [one, other] = logins;
  const differences = one === undefined || other === undefined ? [] : unlikeness(inventory, one, other);
  if (differences.length > 0) throw unlike(credential, differences);
  const turn = turnNow(logins);
  const password = await rotationPassword(run.password);
  const terms = { days: credential.rotationDays, overlapSeconds: run.overlapSeconds };
  const document = rotationDocument(credential, turn, terms);
  const files = rotationFiles(document, rotationScripts(turn, scramVerifier(password), terms));
  await writeOutputFolder(run.out, files);
  progress({ stage: 'written', state: 'done', text: run.out });
  const result = run.format === 'json' ? `${canonicalJson(document, 2)}\n` : rotationText(document, run.out);
  return { exit: EXIT.clean, result };
}

function credentialOf(credentials: readonly Credential[], login: string): Credential {
  const found = credentials.find(({ logins }) => logins.includes(login));
  if (found !== undefined) return found;
  const known = [...new Set(credentials.flatMap(({ logins }) => logins))];
  throw InputError.of(
    'no-credential',
    `no credential of the documents names the login ${login}`,
    'who owns a password and how often it changes is the documents’ to say',
    known.length === 0 ? 'state it under Secrets & Key Management' : `choose one of ${known.join(', ')}, or state it`,
  );
}

function rolesOf(roles: readonly Role[], credential: Credential): readonly Role[] {
  const absent = credential.logins.filter((login) => !roles.some(({ name }) => name === login));
  if (absent.length === 0) return credential.logins.flatMap((login) => roles.filter(({ name }) => name === login));
  throw InputError.of(
    'no-login',
    `the server has no login ${absent.join(', ')}`,
    'two logins take turns only when both are there, with the same rights',
    'apply the plan first: it makes every login that the documents state',
  );
}

const SHOWN = 8;

function unlike({ credential }: Credential, differences: readonly string[]): InputError {
  const more = differences.length > SHOWN ? `; and ${differences.length - SHOWN} more` : '';
  return InputError.of(
    'logins-differ',
    `the logins of ${credential} are not alike: ${differences.slice(0, SHOWN).join('; ')}${more}`,
    'what only one of them may do would fail with every other rotation',
    'state both logins for the same actor, apply the plan, and try again',
  );
}

function turnNow(logins: readonly Role[]): Turn {
  const turn = turnOf(logins, new Date());
  if (turn.ok) return turn.value;
  throw InputError.of('no-turn', turn.error.what, turn.error.why, turn.error.fix);
}
