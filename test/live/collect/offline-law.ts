// Offline = live: a section of the files is the live one; one that says what it lacks holds nothing else than the
// live one; one that files cannot show says so. What even a complete dump leaves out is named here, and in docs.

import { basename } from 'node:path';
import { canonicalJson } from '../../../src/core/canonical-json.js';
import { stableInventory, type DatabaseInventory, type Inventory, type Section } from '../../../src/inventory/index.js';

/** Sections that a folder without large objects never shows. */
export const UNSHOWN: readonly string[] = ['sessions', 'replicationSlots', 'clientConfigs', 'largeObjects'];
/** Facts of single items: a dump says neither. */
const UNSAID: readonly string[] = ['populated', 'estimatedRows', 'notRead'];
/** Of an extension's version only its schema is in a dump, of what it brings nothing. */
const VERSION: readonly string[] = ['version', 'availableVersion', 'trusted'];

export interface Verdict {
  readonly differences: readonly string[];
  /** Items of the live inventory that the files show too. */
  readonly equal: number;
  /** Sections that say what they lack. */
  readonly partial: readonly string[];
}

export function judge(live: Inventory, files: Inventory): Verdict {
  const [mine, theirs] = [stableInventory(live), stableInventory(files)];
  const found = new Findings();
  const known = new Set(theirs.databases.map((each) => each.name));
  for (const [name, section] of Object.entries(mine.cluster))
    found.compare('cluster', name, ofDatabases(name, section, known), sectionAt(theirs.cluster, name));
  for (const database of mine.databases) {
    const other = theirs.databases.find((each) => each.name === database.name);
    if (other === undefined) found.differences.push(`database ${database.name} is not in the files`);
    else compareDatabases(found, database, other);
  }
  return found;
}

function compareDatabases(found: Findings, live: DatabaseInventory, files: DatabaseInventory): void {
  for (const [name, section] of Object.entries(live)) {
    if (typeof section !== 'string') found.compare(live.name, name, section, sectionAt(files, name));
  }
}

function sectionAt(sections: object, name: string): Section<unknown> {
  const found = Object.entries(sections).find(([each]) => each === name)?.[1];
  if (found === undefined || typeof found === 'string') throw new Error(`no section ${name}`);
  return found;
}

/** Files show the databases that they create. */
function ofDatabases(name: string, section: Section<unknown>, known: ReadonlySet<string>): Section<unknown> {
  if (name !== 'databaseFacts' || section.status !== 'read') return section;
  return { ...section, items: section.items.filter((item) => known.has(nameOf(item))) };
}

function nameOf(item: unknown): string {
  return typeof item === 'object' && item !== null && 'name' in item ? String(item.name) : '';
}

class Findings implements Verdict {
  readonly differences: string[] = [];
  readonly partial: string[] = [];
  equal = 0;

  compare(place: string, name: string, live: Section<unknown>, files: Section<unknown>): void {
    if (live.status !== 'read') {
      // Before 15 no view shows pg_ident.conf: there the files know more.
      if (name !== 'identMaps') this.differences.push(`${place}.${name}: unreadable live`);
      return;
    }
    if (files.status === 'unreadable') {
      if (!UNSHOWN.includes(name)) this.differences.push(`${place}.${name}: ${files.reason}`);
      return;
    }
    if (UNSHOWN.includes(name) && name !== 'largeObjects') return;
    const mine = live.items.filter((item) => isSaid(name, item, files)).map((item) => plain(name, item));
    const theirs = files.items.map((item) => plain(name, item));
    const [there, here] = [new Set(theirs), new Set(mine)];
    const lacking = mine.filter((item) => !there.has(item));
    const guessed = name === 'settings' && files.partial !== undefined ? undecided(live) : new Set<string>();
    const extra = files.items
      .map((item) => [nameOf(item), plain(name, item)] as const)
      .flatMap(([who, item]) => (here.has(item) || guessed.has(who) ? [] : [item]));
    this.equal += mine.length - lacking.length;
    if (files.partial !== undefined) this.partial.push(name);
    else this.differences.push(...lacking.map((item) => `${place}.${name} only live: ${item}`));
    if (files.partial === undefined && lacking.length + extra.length === 0 && mine.join('\n') !== theirs.join('\n'))
      this.differences.push(`${place}.${name}: another order`);
    this.differences.push(...extra.map((item) => `${place}.${name} only in the files: ${item}`));
  }
}

/** Without a CSV of pg_settings, files say what they set and what was left at its default. */
function isSaid(name: string, item: unknown, files: Section<unknown>): boolean {
  if (name !== 'settings' || files.status !== 'read' || files.partial === undefined) return true;
  const source = fieldOf(item, 'source');
  return source === 'configuration file' || source === 'default';
}

/** What the command line, the environment or the server itself decided, and parameters of no loaded library. */
function undecided(live: Section<unknown> & { readonly status: 'read' }): ReadonlySet<string> {
  const decided = live.items.filter(
    (item) => !['configuration file', 'default'].includes(String(fieldOf(item, 'source'))),
  );
  return new Set([...decided.map(nameOf), 'app.jwt_secret']);
}

function fieldOf(item: unknown, field: string): unknown {
  return Object.entries(typeof item === 'object' && item !== null ? item : {}).find(([key]) => key === field)?.[1];
}

function plain(section: string, item: unknown): string {
  if (typeof item !== 'object' || item === null) return canonicalJson(item);
  const left = section === 'extensions' ? [...UNSAID, ...VERSION] : UNSAID;
  const kept = Object.entries(item).flatMap(([key, value]): readonly (readonly [string, unknown])[] => {
    if (left.includes(key) || (section === 'subscriptions' && key === 'enabled')) return [];
    const isFile = (key === 'file' || key === 'sourceFile') && typeof value === 'string';
    return [[key, isFile ? basename(value) : value]];
  });
  return canonicalJson(Object.fromEntries(kept));
}
