// The headings around a place in a document: which section they open, what they state for everything
// under them, and which of them is a fact of its own.

import type { Cell } from '../row.js';
import { recogniseHeading, speaksOfAttacks, type HeadingKind } from '../sections/headings.js';
import { isOverMeasures } from '../sections/listing-headings.js';
import { isLocalHeading, isPractice } from '../sections/local-headings.js';
import { regimeOf } from '../sections/regimes.js';
import { roleOfHeading } from '../sections/roles.js';
import { isSeverityHeading } from '../sections/severities.js';
import { strideCategory } from '../sections/stride.js';
import { classOfHeading } from '../words/classes.js';
import { normalHeading } from '../words/normal.js';
import { goesWrong } from '../words/threatening.js';
import { headingCell, isTelling, listsUnder, type Entry, type EntryKind } from './entries.js';
import { categoryEntry, entryOf } from './entry-forms.js';
import { mixedCategories } from './heading-groups.js';
import { MODEL } from './prose-threats.js';
import type { Heading } from './scan.js';
import { isOutline, listedRole, tier } from './stated-headings.js';

export interface Open {
  readonly text: string;
  readonly depth: number;
  readonly kind: HeadingKind | null;
  readonly entry: Entry | null;
  /** The heading's words when it is the section's own and no title of the whole document. */
  readonly heading: string | null;
  /** The heading is the title of the whole document. */
  readonly title: boolean;
  /** A category of STRIDE: a threat only among headings that are, when nothing else stands under it. */
  readonly category: Entry | null;
  /** What the heading says of every row under it, by column key. */
  readonly defaults: ReadonlyMap<string, Cell>;
}

const NONE: ReadonlyMap<string, Cell> = new Map();

export class OpenHeadings {
  readonly entries: Entry[] = [];
  readonly #open: Open[] = [];
  readonly #file: string;
  /** The first heading is the title when it is of the first level; so is the only one of that level. */
  readonly #title: Heading | null;
  /** Names of categories beside more headings that are none: each is one of what stands there. */
  readonly #mixed: ReadonlySet<number>;

  constructor(file: string, headings: readonly Heading[]) {
    this.#file = file;
    this.#mixed = mixedCategories(headings);
    const first = headings.filter(({ depth }) => depth === 1);
    this.#title = first.length === 1 || first[0] === headings[0] ? (first[0] ?? null) : null;
  }

  get last(): Open | null {
    return this.#open.at(-1) ?? null;
  }

  /** The words of all headings around, the nearest first. */
  get around(): readonly string[] {
    return this.#open.map(({ text }) => text).toReversed();
  }

  /** A heading that is no section's own belongs to the section around it. */
  enter(heading: Heading): void {
    while ((this.last?.depth ?? 0) >= heading.depth) this.#open.pop();
    const around = this.last;
    const own = recogniseHeading(heading.text) ?? (regimeOf(heading.text) === null ? null : 'compliance');
    this.#open.push(this.#tells(heading, around) ?? this.#section(heading, around, own));
  }

  /** `#### Mitigations` under a threat, or a heading that is itself a threat. */
  #tells(heading: Heading, around: Open | null): Open | null {
    const { depth, text } = heading;
    const outer = around?.kind ?? null;
    if (outer === 'aside' || outer === 'omitted') return null;
    if (around === null) return this.#named(heading);
    if (around.entry !== null && isTelling(around.entry, text)) {
      const groups = listsUnder(around.entry, text);
      if (groups) around.entry.groups = true;
      else around.entry.fields.add(text.toLowerCase());
      return {
        text,
        depth,
        kind: outer,
        entry: null,
        heading: groups ? text : null,
        title: false,
        category: null,
        defaults: NONE,
      };
    }
    const listing = around.title ? null : around.heading;
    const mixed = this.#mixed.has(heading.line);
    const entry = entryOf(heading, outer, this.#file, listing === null ? 2 : 1, mixed);
    if (entry === null) return null;
    if (around.entry !== null && entry.wanted > 0) {
      // Under a heading that only groups, fields make a fact of the one below it.
      if (around.entry.wanted === 0) return null;
      entry.within = around.entry;
    } else if (around.entry !== null) around.entry.groups = true;
    const own = isLocal(outer, text) ? text : null;
    if (listing !== null && own === null && lists(entry.kind, listing) && !isOutline(text)) entry.listedIn = around;
    if (entry.kind === 'threats' && entry.wanted > 0 && (!isPractice(text) || goesWrong(normalHeading(text))))
      entry.besideIn = around;
    this.entries.push(entry);
    return {
      ...this.#opened(heading, entry),
      kind: outer ?? (entry.kind === 'credentials' ? null : entry.kind),
      heading: own,
      defaults: around.defaults,
    };
  }

  /** `## Trust boundary 1: Browser → API` needs no section around it. */
  #named(heading: Heading): Open | null {
    const entry = entryOf(heading, null, this.#file, 2);
    if (entry === null) return null;
    this.entries.push(entry);
    return this.#opened(heading, entry);
  }

  #opened({ depth, text }: Heading, entry: Entry): Open {
    return { text, depth, kind: entry.kind, entry, heading: null, title: false, category: null, defaults: NONE };
  }

  #section(heading: Heading, around: Open | null, own: HeadingKind | null): Open {
    const { depth, text } = heading;
    const told = around !== null && speaksOfAttacks(text) ? 'threats' : null;
    // What is left out is named there, not stated.
    const kind = around?.kind === 'omitted' ? around.kind : (own ?? around?.kind ?? told);
    const stated = this.#stated(heading, kind, around);
    const ranks = kind === 'threats' && around?.heading !== null && isSeverityHeading(text);
    const isOwn = own !== null || ranks || isLocal(kind, text) || (stated !== NONE && stated !== around?.defaults);
    // Under a title stands what the document is about; only boundaries are listed there without more words.
    const title = heading === this.#title;
    const counts = !title || own === 'boundaries';
    const category = kind === 'threats' && around !== null ? this.#category(heading, around) : null;
    return {
      text,
      depth,
      kind,
      entry: null,
      heading: isOwn && counts ? text : null,
      title,
      category,
      defaults: stated,
    };
  }

  #category(heading: Heading, around: Open): Entry | null {
    const entry = categoryEntry(heading, this.#file);
    if (entry === null) return null;
    entry.besideIn = around;
    this.entries.push(entry);
    return entry;
  }

  /** `### Manager` among roles: who may do what stands under it. */
  #role(heading: Heading, around: Open | null): ReadonlyMap<string, Cell> {
    const cell = headingCell(heading, this.#file);
    const over = around?.heading ?? (around?.title === true ? around.text : '');
    const role = /\broles?\b|\brbac\b/iu.test(over)
      ? (roleOfHeading(cell.text) ?? listedRole(cell.text, around))
      : null;
    return role === null ? NONE : new Map([['actor', { ...cell, text: role, spans: [] }]]);
  }

  /** A category of STRIDE, a class of data, a regime, a role. */
  #stated(heading: Heading, kind: HeadingKind | null, around: Open | null): ReadonlyMap<string, Cell> {
    if (kind === 'authorizations') return this.#role(heading, around);
    if (kind !== 'threats' && kind !== 'classifications' && kind !== 'compliance') return NONE;
    const cell = headingCell(heading, this.#file);
    const category = kind === 'threats' ? strideCategory(cell.text) : null;
    if (category !== null) return new Map([['category', { ...cell, text: category, spans: [] }]]);
    const stated = kind === 'classifications' ? (classOfHeading(cell.text) ?? tier(cell.text, around)) : null;
    if (stated !== null) return new Map([['classification', { ...cell, text: stated, spans: [] }]]);
    const regime = kind === 'compliance' ? regimeOf(cell.text) : null;
    if (regime !== null) return new Map([['regime', { ...cell, text: regime, spans: [] }]]);
    return around !== null && around.kind === kind ? around.defaults : NONE;
  }
}

function isLocal(kind: HeadingKind | null, text: string): boolean {
  return kind !== null && kind !== 'aside' && kind !== 'omitted' && isLocalHeading(kind, text);
}

/** "Threats" lists threats; a model or an analysis also holds how it was made. */
function lists(kind: EntryKind, heading: string): boolean {
  if (kind === 'auditEvents') return EVENTS.test(heading);
  return kind !== 'classifications' && !MODEL.test(heading) && !(kind === 'threats' && isOverMeasures(heading));
}

const EVENTS =
  /\b(?:event (?:types?|catalog(?:ue)?|taxonomy|categories)|(?:audit|audited|logged|recorded|captured|security) events?|events? (?:logged|recorded|captured))$/iu;
