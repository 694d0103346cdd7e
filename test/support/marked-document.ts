// Documents of our own making that say of each line what it states: a line that ends with `§ section` is a
// fact of that section, every other line none.

import { readIntent } from '../../src/intent/read-intent.js';
import type { Intent } from '../../src/intent/model.js';
import { SECTION_KINDS } from '../../src/intent/sections/registry.js';

const MARK = / *§ (\w+)$/u;

/** `section:line`, as the marks say. */
export function marksOf(text: string): readonly string[] {
  const marks = text.split('\n').map((line, index) => {
    const kind = MARK.exec(line)?.[1];
    return kind === undefined ? null : `${kind}:${index + 1}`;
  });
  return marks.filter((mark) => mark !== null).toSorted();
}

/** `section:line`, as the reader reads the text without its marks. */
export function readingsOf(text: string): readonly string[] {
  const intent = intentOf(text);
  const read = SECTION_KINDS.flatMap((kind) => intent[kind].map(({ source }) => `${kind}:${source.line}`));
  return [...new Set(read)].toSorted();
}

export function intentOf(text: string): Intent {
  const lines = text.split('\n').map((line) => line.replace(MARK, ''));
  return readIntent([{ path: 'a.md', text: lines.join('\n') }]).intent;
}
