// What `docs check` says to people: counts in words, and the marks of a draft once for each file.

import type { Diagnostic } from '../core/diagnostic.js';

/** One fact of each section, as a person would call it. */
export const SECTION_WORDS: { readonly [section: string]: string } = {
  threats: 'threat',
  boundaries: 'boundary',
  deployments: 'deployment',
  components: 'component',
  classifications: 'classification',
  authorizations: 'authorization',
  isolation: 'isolation statement',
  connections: 'connection',
  protections: 'protection',
  auditEvents: 'audit event',
  credentials: 'credential',
  zones: 'trust zone',
  endpoints: 'endpoint',
  compliance: 'compliance row',
  naming: 'naming rule',
};

export function counted(count: number, word: string): string {
  if (count === 1) return `1 ${word}`;
  return `${count} ${word.endsWith('y') ? `${word.slice(0, -1)}ies` : `${word}s`}`;
}

/** A draft has hundreds of marks: the first of each file speaks for all, so that no other problem is buried. */
export function withoutRepeatedMarks(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const marks = new Map<string, number>();
  for (const { code, source } of diagnostics) {
    if (code === 'unconfirmed' && source !== undefined) marks.set(source.file, (marks.get(source.file) ?? 0) + 1);
  }
  const told = new Set<string>();
  return diagnostics.flatMap((each): readonly Diagnostic[] => {
    if (each.code !== 'unconfirmed' || each.source === undefined) return [each];
    const count = marks.get(each.source.file) ?? 1;
    if (count === 1) return [each];
    if (told.has(each.source.file)) return [];
    told.add(each.source.file);
    const what = `${count} cells of this file are marked "unconfirmed" and state nothing.`;
    return [{ ...each, what, fix: 'Correct them if need be and remove the word "unconfirmed"; this is the first.' }];
  });
}
