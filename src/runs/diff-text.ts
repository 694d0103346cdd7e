// A difference of access for a terminal, and as JSON.

import type { AccessChange, AccessDiff } from '../access/index.js';
import { printable } from '../core/printable.js';
import { describeGrantee, type Grantee } from '../pg/grantee.js';
import { describeObject } from '../pg/object.js';
import { pathText } from './access-text.js';
import type { ComparedNames } from './paired-databases.js';

const SIGN = { widening: '+', narrowing: '-', neutral: '=' } as const;

export function diffText(diff: AccessDiff, compared: ComparedNames | null): string {
  const names =
    compared === null ? [] : [printable(`= database ${compared.before} is compared with database ${compared.after}`)];
  const lines = diff.changes.flatMap((change) => [
    printable(`${SIGN[change.direction]} ${sentence(change)}`),
    ...('paths' in change ? change.paths.map((path) => printable(`      ${pathText(change.who, path)}`)) : []),
  ]);
  const total = `${diff.widening} widening, ${diff.narrowing} narrowing, ${diff.neutral} neutral`;
  return `${[...names, ...lines, total].join('\n')}\n`;
}

function sentence(change: AccessChange): string {
  switch (change.kind) {
    case 'privileges':
      return `${describeGrantee(change.who)}: ${change.privileges.join(', ')} on ${describeObject(change.object)} (${change.detail})`;
    case 'default-privileges':
    case 'role':
    case 'escalation':
      return `${describeGrantee(change.who)}: ${change.detail}`;
    case 'rows':
    case 'code':
    case 'setting':
    case 'sharing':
    case 'connection':
      return `${describeObject(change.object)}: ${change.detail}`;
    case 'unread':
      return change.detail;
  }
}

/** `compared`: the two names of the one database, when they differ. */
export function diffJson({ changes, ...summary }: AccessDiff, compared: ComparedNames | null): object {
  const rows = changes.map((change) => ('who' in change ? { ...change, who: whoJson(change.who) } : change));
  return { formatVersion: '1.0', ...(compared === null ? {} : { compared }), changes: rows, summary };
}

function whoJson(who: Grantee): string | { readonly public: true } {
  return who.kind === 'public' ? { public: true } : who.name;
}
