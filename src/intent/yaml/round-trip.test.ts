// The law: Markdown → Intent → YAML → Intent gives the same facts, whatever the documents hold.
import * as fc from 'fast-check';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sameWords } from '../merge.js';
import type { Intent } from '../model.js';
import { readIntent } from '../read-intent.js';
import { columnsOf } from '../sections/recognise.js';
import { SECTION_KINDS, SECTION_READERS } from '../sections/registry.js';
import { writeIntent } from './write.js';

const read = (path: string, text: string): Intent => readIntent([{ path, text }]).intent;

function facts(intent: Intent): string {
  const documents = intent.documents.map(({ product, status, owner, version }) => ({
    product,
    status,
    owner,
    version,
  }));
  return sameWords({ ...intent, documents });
}

function expectRoundTrip(intent: Intent): string {
  const yaml = writeIntent(intent);
  const again = readIntent([{ path: 'x.yaml', text: yaml }]);
  expect(again.diagnostics.filter(({ code }) => ['intent-yaml', 'unknown-key', 'missing-key'].includes(code))).toEqual(
    [],
  );
  expect(facts(again.intent)).toBe(facts(intent));
  return yaml;
}

const PIECES = [
  'words of a sentence',
  '`app.orders`',
  '`app.orders`, `app.lines.total`, `app.*`',
  '`"Odd.Name".t`',
  '`a\\|b`',
  'x \\| y',
  '``a`b``',
  '` `',
  '**bold**',
  '<b>html</b>',
  'a<br>b',
  '&amp;',
  '[link](http://x)',
  'none',
  '`none`',
  'TBD',
  '`TBD` word',
  '-',
  'unconfirmed',
  'true',
  'yes',
  '0',
  '1.0',
  '0x10',
  '~',
  'null',
  '{a: b}',
  '- x',
  '# y',
  'it\'s: "quoted"',
  '\\`',
  'T-01; T-02, T-03',
  'é 漢字 🙂',
  '\u2028',
  '\\\\',
  'SQL injection',
  'tenant-crossing',
  'high',
  'restricted/PII',
  'personal, maybe',
  'regulated',
  'setting `app.tenant_id`',
  'claim request.jwt.claims -> tenant_id via app.members(user_id -> tenant_id)',
  'select, write and own',
  'pgcrypto + mask',
  'service',
  'transaction',
  'scram-sha-256',
  '10.0.0.0/8, 10.1.2.3',
  '90 days',
  'failed logins',
  'rds',
  'files',
];

const cell = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...PIECES) },
  { weight: 1, arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 3 }).map((parts) => parts.join(' ')) },
  {
    weight: 1,
    arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.replace(/[|\n\r]/gu, ' ')),
  },
);

const section = fc.constantFrom(...SECTION_KINDS).chain((kind) => {
  const headers = columnsOf(kind).map(([, column]) => column.header);
  const row = fc.array(cell, { minLength: 1, maxLength: headers.length });
  return fc.array(row, { maxLength: 4 }).map((rows) => {
    const lines = [headers, headers.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
    return [`## ${SECTION_READERS[kind].heading}`, '', ...lines, ''];
  });
});

const NOISE = [
  ['> quoted'],
  ['```', '| ID | Threat |', '|---|---|', '| T9 | x |', '```'],
  ['<div>', '', '</div>'],
  ['<!-- | a | b | -->'],
  ['- a', '  - b', '    - c; Tier: 1'],
  ['## Omitted sections', '', '- Trust Zones: none of ours', '- Trust Zones: "again"'],
  ['### T-77: A heading: with `code`', '', '- Severity: high'],
  ['## Threats', '', '- **Stolen `laptop`**: x', '- [S1] y; Severity: low', '- Plain words', '', '**Bold** paragraph.'],
  ['## Threats', '', '### One', '', 'Prose.', '', '### Two', '', 'Impact: high', '', 'Term', ': said'],
  ['## STRIDE', '', '| Part | Spoofing | Tampering | Repudiation |', '|---|---|---|---|', '| a\\|b | x | yes | - |'],
  ['## 信任边界', '', '- 甲与乙之间', '- **外部**：全部', '', '**Audit events:**', '', '- Failed logins'],
  ['## Data classification', '', '- **Restricted**: a, b', '### Public', '', '- Prices (internal)', '- TBD'],
  ['## Secrets', '', '- **JWT key** – rotated every 90 days', '- `DB_PASSWORD`'],
  ['## Roles and permissions', '', '- **Clerk**: none', '| Table | a |', '|---|---|', '| `x.y` | RW |'],
  [
    '## SOC 2 mapping',
    '',
    '- **CC6.1**: done',
    '',
    '| | A | B |',
    '|---|---|---|',
    '| Control | x | y |',
    '| Gap | - | z |',
  ],
];

const markdown = fc
  .record({
    parts: fc.array(fc.oneof({ weight: 3, arbitrary: section }, fc.constantFrom(...NOISE)), { maxLength: 6 }),
    head: fc.constantFrom(
      [],
      ['---', 'product: shop: x', 'status: approved', 'version: 1.0', '---'],
      ['---', 'product: "no: 1"', 'owner: o', '---'],
    ),
    end: fc.constantFrom('\n', '\r\n', '\r'),
    mark: fc.constantFrom('', '\uFEFF'),
  })
  .map(({ parts, head, end, mark }) => mark + [...head, ...parts.flatMap((part) => [...part, ''])].join(end));

describe('Markdown → Intent → YAML → Intent', () => {
  it('keeps every fact of generated documents', () => {
    fc.assert(
      fc.property(markdown, (text) => {
        const yaml = expectRoundTrip(read('x.md', text));
        // Written again it is the same text.
        expect(writeIntent(read('x.yaml', yaml))).toBe(yaml);
      }),
      { numRuns: Number(process.env['PGRAMPART_RUNS'] ?? 200) },
    );
  }, 120_000);

  it('keeps a name that looks like none', () => {
    const header = '| Login | Authentication | External identity |\n|---|---|---|\n';
    const text = `## Connection Model\n\n${header}| \`a\` | cert | \`TBD\` word |\n| \`b\` | cert | \`none\`, \`x\` |\n`;
    expect(read('x.md', text).connections.map((each) => each.externalIdentities)).toEqual([['TBD'], ['none', 'x']]);
    expectRoundTrip(read('x.md', text));
  });

  it('keeps every fact of the example', () => {
    const folder = join(import.meta.dirname, '../../../examples/clinic/docs');
    const files = readdirSync(folder).filter((name) => name.endsWith('.md'));
    const { intent } = readIntent(files.map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') })));
    const again = read('x.yaml', writeIntent(intent));
    expect(sameWords({ ...again, documents: [] })).toBe(sameWords({ ...intent, documents: [] }));
  });

  it('takes five megabytes', () => {
    const rows = Array.from(
      { length: 60_000 },
      (_, index) => `| T-${index} | a *tenant* reads \`app.t${index}\`, and more | high |`,
    );
    const intent = read(
      'x.md',
      ['## Threats', '', '| ID | Threat | Severity |', '|---|---|---|', ...rows].join('\r\n'),
    );
    expect(intent.threats).toHaveLength(60_000);
    expect(intent.threats.at(-1)).toMatchObject({ id: 'T-59999', source: { line: 60_004 } });
  }, 120_000);

  it.each(['[', '>', '{a: ', '- '])(
    'does not fall over deep nesting of %j',
    (mark) => {
      const text = mark.repeat(20_000);
      expect(read('x.md', `## Components\n\n${text}x`).components).toEqual([]);
      expect(read('x.yaml', text).components).toEqual([]);
      expect(read('x.md', `---\n${text}\n---\n`).components).toEqual([]);
    },
    60_000,
  );
});
