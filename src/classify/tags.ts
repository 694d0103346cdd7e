// Tags in the schema itself: `COMMENT ON COLUMN … IS 'pii: …'`, security labels.

export interface Tag {
  readonly word: 'public' | 'internal' | 'confidential' | 'restricted' | 'regulated';
  readonly pii: boolean;
}

const TAGS: ReadonlyMap<string, Tag> = new Map<string, Tag>([
  ['pii', { word: 'restricted', pii: true }],
  ['personal', { word: 'restricted', pii: true }],
  ['phi', { word: 'regulated', pii: true }],
  ['pci', { word: 'regulated', pii: false }],
  ['public', { word: 'public', pii: false }],
  ['internal', { word: 'internal', pii: false }],
  ['confidential', { word: 'confidential', pii: false }],
  ['restricted', { word: 'restricted', pii: false }],
  ['regulated', { word: 'regulated', pii: false }],
]);

/** A tag stands at the beginning and is set off: `pii: …`, `[pii] …`, `@pii …`, `class: restricted/PII`, or alone. */
export function readTag(comment: string | null): Tag | null {
  if (comment === null) return null;
  const text = comment.trim().slice(0, 200).toLowerCase();
  const match =
    /^(?:data ?class(?:ification)?|classification|class)\s*[:=]\s*([a-z]+)(\s*\/\s*pii\b)?/u.exec(text) ??
    /^([a-z]+)(\s*\/\s*pii)?\s*(?::|$)/u.exec(text) ??
    /^\[([a-z]+)\]/u.exec(text) ??
    /^@([a-z]+)\b/u.exec(text);
  const tag = TAGS.get(match?.[1] ?? '');
  if (tag === undefined) return null;
  return match?.[2] === undefined ? tag : { ...tag, pii: true };
}
