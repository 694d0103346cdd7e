// Markdown as a team writes it: front matter, headings, tables, database names in code spans.

export interface DocumentText {
  readonly name: string;
  readonly text: string;
}

export interface Section {
  readonly heading: string;
  readonly prose: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export function documentText(name: string, product: string, title: string, sections: readonly Section[]): DocumentText {
  const head = ['---', `product: ${product}`, 'status: approved', 'owner: security', 'version: 1.0', '---'];
  const body = sections.filter(({ rows }) => rows.length > 0).map(sectionText);
  return { name, text: [...head, '', `# ${title}`, '', ...body].join('\n') };
}

function sectionText({ heading, prose, columns, rows }: Section): string {
  const table = [tableLine(columns), tableLine(columns.map(() => '---')), ...rows.map(tableLine)];
  return [`## ${heading}`, '', prose, '', ...table, ''].join('\n');
}

function tableLine(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** A database name in a code span; quoted where SQL would need quotes. */
export function span(...path: readonly string[]): string {
  return `\`${path.map((part) => (/^[a-z_][a-z0-9_$]*$/u.test(part) ? part : `"${part.replaceAll('"', '""')}"`)).join('.')}\``;
}

export function spans(paths: readonly (readonly string[])[]): string {
  return paths.map((path) => span(...path)).join(', ');
}
