// Where in the user's own files a fact was stated. Lines and columns count from 1.

export interface Source {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** `file:line:column`, the form that editors and terminals make clickable. */
export function formatSource(source: Source): string {
  return `${source.file}:${source.line}:${source.column}`;
}
