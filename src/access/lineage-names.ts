// Whether the text of a function or rule names a relation: by identifiers, with or without the schema. A text that
// builds its statements from pieces names nothing; a name in a comment counts: rather one too many.

interface Named {
  readonly schema: string;
  readonly name: string;
}

/** `schema.name`, or `name` alone, as an identifier of its own. */
export function mentions(text: string, relation: Named): boolean {
  return identifierOf(relation).test(text);
}

/** INSERT INTO, UPDATE, MERGE INTO or COPY of the relation. */
export function copiesInto(text: string, relation: Named): boolean {
  return new RegExp(
    `\\b(?:insert\\s+into|update|merge\\s+into|copy)\\s+(?:only\\s+)?${patternOf(relation)}`,
    'iu',
  ).test(text);
}

function identifierOf(relation: Named): RegExp {
  return new RegExp(patternOf(relation), 'iu');
}

function patternOf({ schema, name }: Named): string {
  return `(?<![\\p{L}\\p{N}_$"])(?:${word(schema)}\\s*\\.\\s*)?${word(name)}(?![\\p{L}\\p{N}_$"])`;
}

function word(name: string): string {
  const plain = name.replaceAll(/[$()*+.?[\\\]^{|}]/gu, String.raw`\$&`);
  return `(?:${plain}|"${plain.replaceAll('"', '""')}")`;
}

const COMMANDS: { readonly [privilege: string]: string } = {
  INSERT: 'insert\\s+into|merge\\s+into|copy',
  UPDATE: 'update|merge\\s+into',
  DELETE: 'delete\\s+from|merge\\s+into',
};

/** A statement of this kind on the relation. */
export function writes(text: string, relation: Named, privilege: string): boolean {
  const words = COMMANDS[privilege];
  if (words === undefined) return false;
  return new RegExp(`\\b(?:${words})\\s+(?:only\\s+)?${patternOf(relation)}`, 'iu').test(text);
}
