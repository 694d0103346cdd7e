// Headings of one depth beside each other under the same one.

import { isBareCategory } from '../sections/stride.js';
import type { Heading } from './scan.js';

export interface Group {
  /** The headings above, the nearest first. */
  readonly around: readonly string[];
  readonly siblings: readonly Heading[];
  /** The line behind the last of them, counted from 0. */
  readonly end: number;
}

export function groupsOf(headings: readonly Heading[], lines: number): readonly Group[] {
  const groups: Group[] = [];
  const open: Heading[] = [];
  const gathered: Heading[][] = [[]];
  const close = (depth: number, end: number): void => {
    while ((open.at(-1)?.depth ?? 0) >= depth) {
      const siblings = gathered.pop() ?? [];
      open.pop();
      groups.push({ around: open.map(({ text }) => text).toReversed(), siblings, end });
    }
  };
  for (const heading of headings) {
    const last = open.at(-1);
    if (last !== undefined && last.depth === heading.depth) {
      open.pop();
      gathered.at(-1)?.push(heading);
    } else if (last === undefined || last.depth < heading.depth) gathered.push([heading]);
    else {
      close(heading.depth + 1, heading.line);
      if (open.at(-1)?.depth === heading.depth) {
        open.pop();
        gathered.at(-1)?.push(heading);
      } else gathered.push([heading]);
    }
    open.push(heading);
  }
  close(1, lines);
  return groups;
}

/** Lines of headings that name a category of STRIDE beside more headings that name none. */
export function mixedCategories(headings: readonly Heading[]): ReadonlySet<number> {
  const groups = groupsOf(headings, Infinity).map(({ siblings }) => siblings);
  const mixed = groups.flatMap((siblings) => {
    const bare = siblings.filter(({ text }) => isBareCategory(text));
    return siblings.length > 2 && bare.length * 2 < siblings.length ? bare : [];
  });
  return new Set(mixed.map(({ line }) => line));
}
