// The one place that decides by meaning what a table or list states which no reader knows by its words: the nouns
// of its header, of the headings above, of the title and the file's name, and what its cells hold, weighed together.
// Below the threshold, or when another kind is as likely, nothing is read.

import { nounsOf, wordsIn, type Nouns } from '../words/head-nouns.js';
import {
  ASIDE_NOUNS,
  GUARDED,
  KIND_NOUNS,
  MEANT_KINDS,
  MEASURES,
  OTHER_LEVELS,
  type MeantKind,
} from '../words/kind-nouns.js';
import { shareOf } from './contents.js';
import { recogniseHeading } from './headings.js';
import { isSeverityHeading } from './severities.js';
import { isBareCategory } from './stride.js';

export interface Surroundings {
  /** All headings around, the nearest first. */
  readonly around: readonly string[];
  /** The sentence that announces what follows. */
  readonly leadIn: string;
  readonly file: string;
}

export interface Grid extends Surroundings {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface Meant {
  readonly kind: MeantKind;
  readonly score: number;
  /** Columns: what names the fact, and what the kind cannot do without. */
  readonly subject: number;
  readonly value: number;
}

const THRESHOLD = 5;
const MARGIN = 1;

/** What the table states; null when that is not clear. */
export function meaningOf(grid: Grid): Meant | null {
  if (isAside(grid) || grid.rows.length === 0) return null;
  const nouns = grid.header.map(nounsOf);
  return clearest(MEANT_KINDS.map((kind) => weighTable(kind, nouns, grid)).filter((each) => each !== null));
}

/** The kind that texts without a header state: names of items, or headings beside each other. */
export function meaningOfNames(
  names: readonly string[],
  kinds: readonly MeantKind[],
  place: Surroundings,
): MeantKind | null {
  // Names of categories alone say nothing.
  if (isAside(place) || names.length < 2 || names.some(isBareCategory)) return null;
  const found = kinds.map((kind): Meant => {
    const share = shareOf(kind, names);
    const content = share >= 0.65 ? 3 : share >= 0.5 ? 1 : 0;
    const above = headingScore(kind, place);
    return { kind, score: above < 2 || content === 0 ? 0 : above + content, subject: 0, value: -1 };
  });
  return clearest(found)?.kind ?? null;
}

function clearest(found: readonly Meant[]): Meant | null {
  const [best, second] = found.toSorted((left, right) => right.score - left.score);
  if (best === undefined || best.score < THRESHOLD) return null;
  return best.score - (second?.score ?? 0) < MARGIN ? null : best;
}

/** Set aside by a heading around, or by a noun of the nearest one that no kind of fact has. */
export function isAside({ around }: Surroundings): boolean {
  const kinds = around.map(recogniseHeading);
  if (kinds.includes('aside') || kinds.includes('omitted')) return true;
  const nearest = wordsIn(around[0] ?? '');
  if ([...nearest].some((word) => RIGHTS.has(word))) return false;
  return [...nearest].some((word) => ASIDE_NOUNS.has(word));
}

/** Over routes and actions their guards may stand. */
const RIGHTS: ReadonlySet<string> = new Set(['guard', 'role', 'permission', 'rbac', 'privilege', 'audit', 'audited']);

function weighTable(kind: MeantKind, nouns: readonly Nouns[], grid: Grid): Meant | null {
  const { certain, possible, beside, value } = KIND_NOUNS[kind];
  const texts = (index: number): readonly string[] => grid.rows.map((row) => row[index] ?? '');
  const valued =
    value === undefined
      ? -1
      : nouns.findIndex(
          ({ all }) => overlaps(all, value.nouns) && !(kind === 'classifications' && overlaps(all, OTHER_LEVELS)),
        );
  const names = (set: ReadonlySet<string>): number =>
    nouns.findIndex(({ head }, index) => index !== valued && set.has(head) && !isScale(texts(index)));
  const sure = names(certain);
  const subject = sure >= 0 ? sure : names(possible);
  if (subject < 0 || isMissing(kind, valued, texts)) return null;
  const others = nouns.filter(
    ({ head, all }, index) => index !== subject && index !== valued && (beside.has(head) || overlaps(all, beside)),
  ).length;
  const share = shareOf(kind, texts(kind === 'classifications' || kind === 'protections' ? valued : subject));
  const score =
    (sure >= 0 ? 2 : 1) +
    (valued >= 0 ? 2 : 0) +
    Math.min(2, others) +
    headingScore(kind, grid) +
    (share >= 0.5 ? 2 : share >= 0.25 ? 1 : 0);
  if (kind === 'threats' && MEASURES.has(nouns[0]?.head ?? '')) return null;
  // A guard stands behind what it guards.
  if (kind === 'authorizations' && valued < 0 && !(subject > 0 && nouns.some(({ all }) => overlaps(all, GUARDED))))
    return null;
  // Roles beside rights need no well-known names.
  const rights = kind === 'authorizations' && valued >= 0 && nouns[subject]?.head === 'role' && others > 0;
  return rights || legal(kind, others, headingScore(kind, grid), share)
    ? { kind, score, subject, value: valued }
    : null;
}

/** `S-1 (stolen card), T-2 (…)`: said elsewhere. */
const CITES = /\b[A-Z]{1,4}-?\d+\b.*[,;/].*\b[A-Z]{1,4}-?\d+\b/u;

/** A column of levels says how high something is, and not what. */
export function isScale(texts: readonly string[]): boolean {
  if (texts.filter((text) => CITES.test(text)).length * 2 >= texts.length) return true;
  return (
    texts.length > 0 &&
    texts.every((text) => isSeverityHeading(text) || isBareCategory(text) || /^\W*\d*\W*$/u.test(text))
  );
}

/** Classes need a column of classes, and one that comes before what has them explains them. */
function isMissing(kind: MeantKind, valued: number, texts: (index: number) => readonly string[]): boolean {
  if (kind === 'classifications') return valued < 1 || shareOf(kind, texts(valued)) < 0.5;
  return kind === 'protections' && (valued < 1 || shareOf(kind, texts(valued)) === 0);
}

/** What each kind cannot do without, so that a loose word beside a loose heading is not enough. */
function legal(kind: MeantKind, others: number, above: number, share: number): boolean {
  if (kind === 'compliance') return above >= 2 && others > 0;
  if (kind === 'credentials') return above > 0 && others > 0 && (share >= 0.25 || others > 1);
  if (kind === 'auditEvents') return above > 0 && others > 0 && share >= 0.25;
  if (kind === 'threats') return others > 0 && (above > 0 || share >= 0.5);
  if (kind === 'classifications') return above > 0;
  if (kind === 'authorizations') return share >= 0.25;
  return true;
}

/** The nearest heading counts twice, those above it and the document's own name once each. */
export function headingScore(kind: MeantKind, { around, leadIn, file }: Surroundings): number {
  const { heading } = KIND_NOUNS[kind];
  const [nearest = '', ...above] = around;
  const title = above.at(-1) ?? '';
  const name = file.slice(file.lastIndexOf('/') + 1).replace(/\.\w+$/u, '');
  const near = overlaps(wordsIn(nearest), heading) || overlaps(wordsIn(leadIn), heading) ? 2 : 0;
  const further = above.slice(0, -1).some((text) => overlaps(wordsIn(text), heading)) ? 1 : 0;
  const named = overlaps(wordsIn(title), heading) || overlaps(wordsIn(name), heading) ? 1 : 0;
  return Math.min(3, near + further + named);
}

/** How much the headings, the sentence before and the names speak of the kind; 0 where nothing is stated that holds. */
export function saysMuchOf(kind: MeantKind, place: Surroundings): number {
  return isAside(place) ? 0 : headingScore(kind, place);
}

function overlaps(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  for (const word of left) if (right.has(word)) return true;
  return false;
}
