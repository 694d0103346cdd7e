// A part of what was read: its items, or why it could not be read. Never an empty list in place of a reason.

export type Section<T> =
  | {
      readonly status: 'read';
      readonly items: readonly T[];
      /** What of it the reading role could not see; absent when the section is complete. */
      readonly partial?: string;
    }
  | { readonly status: 'unreadable'; readonly reason: string };

export function readSection<T>(items: readonly T[]): Section<T> {
  return { status: 'read', items };
}

/** Stands for a value that holds a credential (settings, hba options). */
export const MASKED = '***';

export function unreadable<T>(reason: string): Section<T> {
  return { status: 'unreadable', reason };
}

/** The items of a section, none when it could not be read. Use only where absence was reported elsewhere. */
export function itemsOf<T>(section: Section<T>): readonly T[] {
  return section.status === 'read' ? section.items : [];
}

/** The section with some of its items; one that could not be read stays so. */
export function filterSection<T>(section: Section<T>, keep: (item: T) => boolean): Section<T> {
  return section.status === 'read' ? { ...section, items: section.items.filter(keep) } : section;
}

export function mapSection<T>(section: Section<T>, change: (item: T) => T): Section<T> {
  return section.status === 'read' ? { ...section, items: section.items.map(change) } : section;
}
