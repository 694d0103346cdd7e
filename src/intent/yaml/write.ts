// Intent → the YAML form. The law: reading it again gives the same facts, at other places.

import { stringify } from 'yaml';
import type { Intent } from '../model.js';
import { columnsOf } from '../sections/recognise.js';
import { SECTION_KINDS } from '../sections/registry.js';
import type { SectionKind } from '../sections/section.js';
import { WRITERS, type WrittenRow } from './written-rows.js';

/** One document. `status` is approved only when every document is; other heads are the first document's. */
export function writeIntent(intent: Intent): string {
  const document: Record<string, unknown> = { ...headOf(intent) };
  for (const kind of SECTION_KINDS) {
    const rows = rowsOf(intent, kind);
    if (rows.length > 0) document[kind] = rows;
  }
  if (intent.omitted.length > 0) document['omitted'] = omittedOf(intent);
  const decisions = intent.decisions.map(({ id, title, status, settles }) => ({ id, title, status, settles }));
  if (decisions.length > 0) document['decisions'] = decisions;
  return stringify(document, { lineWidth: 0, aliasDuplicateObjects: false });
}

function rowsOf<K extends SectionKind>(intent: Intent, kind: K): readonly WrittenRow[] {
  const facts: Intent[K] = intent[kind];
  const required = new Set(columnsOf(kind).flatMap(([key, column]) => (column.required === true ? [key] : [])));
  return facts.map((fact) => {
    const row = Object.entries(writeFact(kind, fact));
    return Object.fromEntries(row.filter(([key, value]) => value !== null || required.has(key)));
  });
}

function writeFact<K extends SectionKind>(kind: K, fact: Intent[K][number]): WrittenRow {
  return WRITERS[kind](fact);
}

function headOf({ product, documents }: Intent): Record<string, string> {
  const [first] = documents;
  const other = documents.find(({ status }) => status?.toLowerCase() !== 'approved');
  const head = {
    product,
    status: other === undefined ? (first?.status ?? null) : other.status,
    owner: first?.owner ?? null,
    version: first?.version ?? null,
  };
  return Object.fromEntries(Object.entries(head).flatMap(([key, value]) => (value === null ? [] : [[key, value]])));
}

/** A section may be left out for several reasons. */
function omittedOf({ omitted }: Intent): Record<string, string | readonly string[]> {
  const reasons = new Map<string, string[]>();
  for (const { section, reason } of omitted) reasons.set(section, [...(reasons.get(section) ?? []), reason]);
  return Object.fromEntries(
    [...reasons].map(([section, texts]) => [section, texts.length === 1 ? (texts[0] ?? '') : texts]),
  );
}
