// An access answer for a terminal: each privilege with its verdict and every path, step by step.

import { printable } from '../core/printable.js';
import type { Channel, Path, PathStep } from '../access/index.js';
import { describeGrantee, type Grantee } from '../pg/grantee.js';
import { describeObject, type ObjectRef } from '../pg/object.js';
import type { AccessAnswer } from './access-answer.js';

export function accessText(role: Grantee, object: ObjectRef, answers: readonly AccessAnswer[]): string {
  const where = object.database === undefined ? '' : ` in ${object.database}`;
  const head = printable(`${describeGrantee(role)} on ${describeObject(object)}${where}`);
  return `${[head, ...answers.flatMap((answer) => answerLines(role, answer))].join('\n')}\n`;
}

function answerLines(role: Grantee, answer: AccessAnswer): readonly string[] {
  const verdict = answer.allowed ? 'allowed' : answer.holds ? 'held, but not usable' : 'not held';
  const note = answer.holds && !answer.usable ? ' (CONNECT, schema USAGE, or what the view reads is missing)' : '';
  return [
    `  ${answer.privilege.padEnd(12)} ${verdict}${note}`,
    ...answer.paths.map((path) => `      ${printable(pathText(role, path))}`),
    ...answer.indirect.map((path) => `      at its rows without it: ${printable(pathText(role, path))}`),
    ...answer.bySetRole.map(({ chain }) => `      by SET ROLE: ${printable(chain.join(' → '))}`),
  ];
}

export function pathText(role: Grantee, path: Path): string {
  return [describeGrantee(role), ...path.map(stepText)].join(' → ');
}

function stepText(step: PathStep): string {
  switch (step.via) {
    case 'superuser':
      return 'is a superuser';
    case 'membership':
      return `member of ${step.role}`;
    case 'database-owner':
      return `owner of database ${step.database}, so pg_database_owner`;
    case 'predefined-role':
      return `predefined role ${step.role}`;
    case 'owner':
      return `owner ${step.role}`;
    case 'public-default':
      return 'PUBLIC by default';
    case 'public':
      return `granted to PUBLIC by ${step.grantor}`;
    case 'grant':
      return `granted to ${step.role} by ${step.grantor}${optionText(step)}`;
    case 'parent':
    case 'view':
    case 'materialized-view':
    case 'definer-function':
    case 'copy':
    case 'publication':
    case 'foreign-table':
      return throughText(step);
    case 'column-grant':
      return `column granted to ${step.role ?? 'PUBLIC'} by ${step.grantor}${optionText(step)}`;
  }
}

function throughText({ via, object, as, confidence }: Extract<PathStep, { readonly via: Channel }>): string {
  const rights = as === null ? '' : ` with the rights of ${as}`;
  return `through ${via === 'parent' || via === 'copy' ? `${via} ` : ''}${describeObject(object)}${rights}${confidence === 'named' ? ' (its text names it)' : ''}`;
}

function optionText({ grantable }: { readonly grantable: boolean }): string {
  return grantable ? ' with grant option' : '';
}
