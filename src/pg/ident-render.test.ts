import { assert, constantFrom, property, record, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryReader } from './config-reader.js';
import { parseIdentMap } from './ident-map.js';
import { renderIdent } from './ident-render.js';

/** What the grammar has words for: no line break, no empty name, no slash in front. */
const name = string({ minLength: 1, unit: 'binary' }).filter((text) => !/[\n\r\0]|^\//u.test(text));
const awkward = constantFrom(
  'all',
  '+group',
  '@file',
  'a b',
  'a,b',
  'a"b',
  '#',
  'CN=web, OU=x',
  'x\\',
  'include',
  '\\1',
);

describe('pg_ident.conf', () => {
  it.each([14, 18])('says what the server of %i reads back', (major) => {
    const texts = record({ map: name, system: name, role: name, odd: awkward });
    assert(
      property(texts, ({ map, system, role, odd }) => {
        for (const [first, second, third] of [
          [map, system, role],
          [odd, system, odd],
          [map, odd, role],
        ] as const) {
          const mapping = {
            map: first,
            systemUser: { kind: 'name', name: second },
            role: { kind: 'name', name: third },
          } as const;
          const text = renderIdent([mapping, mapping], major);
          const read = parseIdentMap(memoryReader({ '/i': text.ok ? text.value : '' }), '/i', major);
          expect(read.errors).toEqual([]);
          expect(read.mappings.map(({ file: _file, line: _line, ...rest }) => rest)).toEqual([mapping, mapping]);
        }
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it('refuses what would mean something else', () => {
    const role = { kind: 'name', name: 'app' } as const;
    const said = (system: string, as: string, major: number): boolean =>
      renderIdent([{ map: 'm', systemUser: { kind: 'name', name: system }, role: { kind: 'name', name: as } }], major)
        .ok;
    expect([said('/C=US/CN=web', 'app', 18), said('web', '/app', 18), said('web', '/app', 15)]).toEqual([
      false,
      false,
      true,
    ]);
    expect([said('a\nm root postgres', 'app', 18), said('', 'app', 18)]).toEqual([false, false]);
    const regex = renderIdent([{ map: 'm', systemUser: { kind: 'regex', pattern: '^(.*)@x$' }, role }], 14);
    expect(regex.ok && regex.value).toBe('m "/^(.*)@x$" app\n');
  });
});
