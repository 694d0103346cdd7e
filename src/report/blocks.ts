// What a report is made of before it has a format: sections of paragraphs, tables and lists, whose texts
// are plain data. Only a renderer turns a text into markup, so that each format escapes in one place.

export type Tone = 'good' | 'bad' | 'warn' | 'info' | 'muted';

export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'strong'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  /** To an anchor of the same report. */
  | { readonly kind: 'link'; readonly text: string; readonly to: string }
  /** One of our own words for a state. */
  | { readonly kind: 'mark'; readonly text: string; readonly tone: Tone }
  | { readonly kind: 'break' };

/** A string is text without markup. */
export type Rich = string | Inline | readonly (string | Inline)[];

export interface Row {
  readonly id?: string;
  readonly cells: readonly Rich[];
}

export type Block =
  | { readonly kind: 'paragraph'; readonly content: Rich }
  | { readonly kind: 'callout'; readonly tone: Tone; readonly content: Rich }
  | { readonly kind: 'table'; readonly columns: readonly string[]; readonly rows: readonly Row[] }
  | { readonly kind: 'list'; readonly items: readonly Rich[] }
  | { readonly kind: 'code'; readonly language: 'sql' | 'text'; readonly text: string }
  | { readonly kind: 'details'; readonly summary: Rich; readonly open: boolean; readonly blocks: readonly Block[] }
  /** What other files say as well: in the page only, since code hosts do not show long Markdown. */
  | { readonly kind: 'page-only'; readonly block: Block }
  | Section;

export interface Section {
  readonly kind: 'section';
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** One figure of the summary. */
export interface Figure {
  readonly label: string;
  readonly value: string;
  readonly note: string;
  readonly tone: Tone;
}

export interface Contents {
  readonly title: string;
  readonly lead: Rich;
  readonly badge: { readonly text: string; readonly tone: Tone };
  readonly facts: readonly { readonly label: string; readonly value: Rich }[];
  readonly figures: readonly Figure[];
  readonly sections: readonly Section[];
}

export function code(text: string): Inline {
  return { kind: 'code', text };
}

export function strong(text: string): Inline {
  return { kind: 'strong', text };
}

export function link(text: string, to: string): Inline {
  return { kind: 'link', text, to };
}

export function mark(text: string, tone: Tone): Inline {
  return { kind: 'mark', text, tone };
}

export const lineBreak: Inline = { kind: 'break' };

export function paragraph(content: Rich): Block {
  return { kind: 'paragraph', content };
}

export function callout(tone: Tone, content: Rich): Block {
  return { kind: 'callout', tone, content };
}

/** Nothing when there is no row, so that no report shows an empty table. */
export function table(columns: readonly string[], rows: readonly (Row | readonly Rich[])[]): readonly Block[] {
  if (rows.length === 0) return [];
  return [{ kind: 'table', columns, rows: rows.map((row) => ('cells' in row ? row : { cells: row })) }];
}

export function list(items: readonly Rich[]): readonly Block[] {
  return items.length === 0 ? [] : [{ kind: 'list', items }];
}

export function sqlBlock(text: string): Block {
  return { kind: 'code', language: 'sql', text };
}

export function details(summary: Rich, blocks: readonly Block[], open = false): Block {
  return { kind: 'details', summary, open, blocks };
}

export function section(id: string, title: string, blocks: readonly Block[]): Section {
  return { kind: 'section', id, title, blocks };
}

/** A part of a section; nothing when it is empty. */
export function part(id: string, title: string, blocks: readonly Block[]): readonly Block[] {
  return blocks.length === 0 ? [] : [section(id, title, blocks)];
}

export function inlines(rich: Rich): readonly Inline[] {
  if (typeof rich === 'string') return [{ kind: 'text', text: rich }];
  if ('kind' in rich) return [rich];
  return rich.map((item) => (typeof item === 'string' ? { kind: 'text', text: item } : item));
}

/** Items with a separator between them. */
export function joined(items: readonly (string | Inline)[], separator: string | Inline = ', '): Rich {
  return items.flatMap((item, index) => (index === 0 ? [item] : [separator, item]));
}

export function codes(items: readonly string[], separator: string | Inline = ', '): Rich {
  return joined(items.map(code), separator);
}

export function plural(count: number, noun: string, nouns = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : nouns}`;
}
