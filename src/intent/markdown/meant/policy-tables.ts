// Row-level policies in a table: `| Policy | Operation | Rule |`, where the name of the policy says who may.

import { nounsOf } from '../../words/head-nouns.js';
import { isOperation } from '../../words/operations.js';
import { speaksOfRole } from '../../sections/roles.js';
import { isAside } from '../../sections/meaning.js';
import type { TableBlock } from '../tables.js';
import type { Cells, MeantPlace, MeantRow } from './reader.js';

/** Who may is said before what may be done: `Only staff can read`, `Public read`, `Service role`. */
const ACTOR =
  /^(?:only |the |all |any |allow )*((?:[\p{L}-]+ ){0,2}[\p{L}-]+?)(?: (?:only|can|may|could|full|reads?|writes?|inserts?|selects?|updates?|deletes?|manages?|views?|access)\b.*)?$/iu;
/** `Customers read`: who may read, or what is read. */
const EITHER = /^[\p{L}-]+s (?:reads?|writes?|inserts?|selects?|updates?|deletes?|manages?|views?|access)$/iu;
const ALL = /^(?:all|any|\*|crud|full)\b/iu;

export function policyTable({ header, rows }: TableBlock, place: MeantPlace): readonly MeantRow[] {
  if (isAside(place)) return [];
  const heads = header.map(({ text }) => nounsOf(text).head);
  const [named, done] = [heads.indexOf('policy'), heads.findIndex((head) => OPERATIONS.has(head))];
  if (named < 0 || done < 0) return [];
  const operated = rows.filter((row) => isOperated(row[done]?.text ?? ''));
  if (operated.length < rows.length || rows.length === 0) return [];
  return rows.flatMap((row): readonly MeantRow[] => {
    const [policy, operations] = [row[named], row[done]];
    const actor = actorOf(policy?.text ?? '');
    if (policy === undefined || operations === undefined || actor === null) return [];
    const condition = row.find((cell, index) => index !== named && index !== done && cell.text !== '');
    const cells: Cells = new Map([
      ['actor', { ...policy, text: actor, spans: [] }],
      ['operations', { ...operations, source: policy.source }],
      ['condition', { ...(condition ?? policy), spans: [], source: policy.source }],
    ]);
    return [{ kind: 'authorizations', cells, source: policy.source }];
  });
}

function actorOf(name: string): string | null {
  const words = name.replace(/[`"“”]/gu, '').trim();
  const actor = EITHER.test(words) ? undefined : ACTOR.exec(words)?.[1];
  return actor !== undefined && speaksOfRole(actor) ? actor : null;
}

const OPERATIONS: ReadonlySet<string> = new Set(['operation', 'command', 'action', 'cmd', 'verb']);

function isOperated(text: string): boolean {
  return ALL.test(text) || text.split(/\s*[,/+&]\s*/u).every((part) => isOperation(part));
}
