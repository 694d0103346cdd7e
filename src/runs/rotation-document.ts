// What a rotation does, in which order, and who does what: as data, as text, and as the heads of its scripts.

import { printable } from '../core/printable.js';
import type { Credential } from '../intent/operations.js';
import type { RotationScripts, RotationTerms, Turn } from '../plan/rotation/index.js';
import type { OutputFile } from './output-folder.js';

export interface RotationDocument {
  readonly formatVersion: '1.0';
  readonly credential: string;
  readonly owner: string | null;
  readonly store: string | null;
  readonly usedBy: readonly string[];
  /** Gets the new password. */
  readonly incoming: string;
  /** Shut afterwards; null: the credential has one login, or this is its first password. */
  readonly outgoing: string | null;
  /** Whether no program is refused on the way. */
  readonly withoutDowntime: boolean;
  readonly days: number | null;
  readonly overlapSeconds: number;
  readonly steps: readonly { readonly who: string; readonly what: string }[];
}

export function rotationDocument(credential: Credential, turn: Turn, terms: RotationTerms): RotationDocument {
  const { credential: name, owner, store, usedBy } = credential;
  return {
    formatVersion: '1.0',
    credential: name,
    owner,
    store,
    usedBy,
    incoming: turn.incoming,
    outgoing: turn.outgoing?.login ?? null,
    withoutDowntime: !turn.alone,
    ...terms,
    steps: stepsOf(credential, turn, terms),
  };
}

function stepsOf(credential: Credential, turn: Turn, terms: RotationTerms): RotationDocument['steps'] {
  const owner = credential.owner ?? 'the owner of the credential (not stated)';
  const programs = credential.usedBy.length === 0 ? 'the programs' : credential.usedBy.join(', ');
  const store = credential.store ?? 'the secret store (not stated)';
  const changeOver = `take login ${turn.incoming} and its password from ${store}, and connect anew`;
  const issue = { who: owner, what: 'run 1-issue.sql as a role that may alter the logins' };
  const put = { who: owner, what: `put the new password into ${store}` };
  if (turn.outgoing === null) {
    const gap = 'from then until the programs have the new password, who connects with the former one is refused';
    return [
      put,
      { ...issue, what: turn.alone ? `${issue.what}; ${gap}` : issue.what },
      { who: programs, what: changeOver },
    ];
  }
  const former = turn.outgoing.login;
  const within = `within ${terms.overlapSeconds} seconds: after that ${former} is refused by the server`;
  return [
    issue,
    put,
    { who: programs, what: `${changeOver}, ${within}` },
    {
      who: owner,
      what: `run 2-retire.sql: it refuses while a session as ${former} is open, then takes its password away`,
    },
    { who: owner, what: `if the programs cannot change over: run undo.sql, and ${former} goes on as before` },
  ];
}

export function rotationFiles(document: RotationDocument, scripts: RotationScripts): readonly OutputFile[] {
  const { issue, retire, undo } = scripts;
  const { incoming, outgoing } = document;
  const title = `Rotation of ${document.credential}`;
  return [
    fileOf('1-issue.sql', `${title}: ${incoming} gets its password`, issue.text),
    ...(retire === null ? [] : [fileOf('2-retire.sql', `${title}: ${outgoing ?? ''} is shut`, retire.text)]),
    ...(undo === null ? [] : [fileOf('undo.sql', `${title}: back to ${outgoing ?? ''}`, undo.text)]),
  ];
}

function fileOf(path: string, title: string, text: string): OutputFile {
  return { path, text: `-- ${printable(title)}\n\\set ON_ERROR_STOP on\n${text}\n` };
}

export function rotationText(document: RotationDocument, folder: string): string {
  const { credential, incoming, outgoing, days } = document;
  const lines = [
    `${credential}: ${outgoing === null ? incoming : `${outgoing} gives way to ${incoming}`}`,
    days === null
      ? 'The documents state no period, so the new password has no end.'
      : `The new password lasts ${days} days.`,
    '',
    ...document.steps.map(({ who, what }, index) => `${index + 1}. ${who}: ${what}`),
    '',
    `Scripts: ${folder} (they hold a verifier, no password)`,
  ];
  return `${lines.map(printable).join('\n')}\n`;
}
