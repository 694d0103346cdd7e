// Who may connect, from the files beside the SQL: they replace what the scratch server says of itself. hba lines
// are read by the scratch server, whose pg_hba_file_rules is PostgreSQL's own reading of the file.

import { posix } from 'node:path';
import { listedMaps } from '../../collect/cluster/ident-file.js';
import type { FolderSource, TextFile } from '../../collect/files/folder.js';
import { readSection, unreadable, type HbaFileRule, type IdentFileMap, type Section } from '../../inventory/index.js';
import { memoryReader, type ConfigReader } from '../../pg/config-reader.js';
import { parseIdentMap } from '../../pg/ident-map.js';
import { readOtherBuilds } from './other-build.js';

export function readerOver(folder: FolderSource): ConfigReader {
  return memoryReader(Object.fromEntries(folder.others.map((file) => [absolute(file), file.text])));
}

export function absolute(file: TextFile): string {
  return posix.join('/', file.path);
}

/** What the scratch server says of the file, and how many lines of the harness stand before the file's own. */
export interface ShownRules {
  readonly scratch: Section<HbaFileRule>;
  readonly lead: number;
  readonly major: number;
}

export function fileHbaRules(folder: FolderSource, { scratch, lead, major }: ShownRules): Section<HbaFileRule> {
  const { hba } = folder;
  if (hba === null) return unreadable('no pg_hba.conf among the files');
  if (scratch.status !== 'read') return scratch;
  // The harness's own lines are of the main file, whatever else it includes.
  const main = scratch.items.find((rule) => rule.line <= lead)?.file ?? '';
  const own = scratch.items.filter((rule) => rule.file !== main || rule.line > lead);
  const place = posix.dirname(hba.path);
  const placed = own.map((rule) =>
    rule.file === main
      ? { ...rule, file: hba.path, line: rule.line - lead }
      : { ...rule, file: posix.join(place, posix.relative(posix.dirname(main), rule.file)) },
  );
  return readSection(readOtherBuilds(placed, hba, major));
}

/** Files that the rules may name, by their path from pg_hba.conf. Configuration of applications is not among them. */
export function ruleFiles(folder: FolderSource): readonly TextFile[] {
  const { hba } = folder;
  if (hba === null) return [];
  const place = posix.dirname(hba.path);
  return folder.others.flatMap((file) => {
    const path = posix.relative(place, file.path);
    const named = path !== '' && !path.startsWith('..') && !OTHER.test(path);
    return named ? [{ path, text: file.text }] : [];
  });
}

const OTHER =
  /(?:^|\/)(?:\.|(?:postgresql(?:\.auto)?|settings|pg_hba|pg_ident)\.conf$)|\.(?:env|ini|json|ya?ml|properties|csv)$/u;

export function fileIdentMaps(folder: FolderSource, major: number): Section<IdentFileMap> {
  const { ident } = folder;
  if (ident === null) return unreadable('no pg_ident.conf among the files');
  const listed = listedMaps(parseIdentMap(readerOver(folder), absolute(ident), major));
  return readSection(listed.map((each) => ({ ...each, file: each.file.slice(1) })));
}
