// What an item says of how a stored thing is encrypted or masked, whatever else the list states: "Tokens are encrypted
// with AES-256-GCM", `**PII at rest:** … pgcrypto`, `Card number: masked to four digits` under a heading on masking.
// Nothing that is planned, on its way, denied, or set against a threat.

import { addRow, type Facts } from '../facts.js';
import { rowOf, type Cell, type Report } from '../row.js';
import { recogniseHeading } from '../sections/headings.js';
import { isStep } from '../sections/local-headings.js';
import type { Surroundings } from '../sections/meaning.js';
import { isUndone } from '../sections/undone-headings.js';
import { wordsIn } from '../words/head-nouns.js';
import { DENIED, firstSentence, saysHow, STORE } from '../words/keeping.js';
import { isUnconfirmed } from '../words/normal.js';
import { keptLabel } from './kept-labels.js';
import { keptRows, type Kept } from './kept-tables.js';
import { readList, type ListRow } from './lists.js';
import type { Block } from './scan.js';
import { readTable } from './tables.js';

interface Text {
  readonly file: string;
  readonly lines: readonly string[];
}

const MAY_KEEP = /encrypt|mask|tokeni[sz]ed|pseudonymi[sz]ed|at rest|aes|sse-|fernet/iu;
const MOST_LINES = 400;
const LONGEST_LINE = 4000;

export function readKeptBeside(text: Text, block: Block, place: Surroundings, facts: Facts, report: Report): void {
  const lines = text.lines.slice(block.start, block.end);
  if (block.kind === 'prose' || lines.length > MOST_LINES || !lines.some((line) => MAY_KEEP.test(line))) return;
  if (lines.some((line) => line.length > LONGEST_LINE) || isElsewhere(place)) return;
  const read = new Set(
    facts.rows.protections.flatMap(({ source }) => (source.file === text.file ? [source.line] : [])),
  );
  const kept = block.kind === 'table' ? keptCells(text, block, place, facts) : keptItems(text, block, place);
  for (const [thing, how] of kept) {
    if (read.has(how.source.line) || isUnconfirmed(how.text)) continue;
    const location = { ...thing, text: thing.spans.length > 0 ? thing.text : 'none', source: how.source };
    const cells = new Map([
      ['location', location],
      ['protection', { ...how, spans: [] }],
    ]);
    addRow(facts, 'protections', rowOf(how.source, cells), report);
  }
}

/** Whatever else was read of a table, its rows say nothing besides. */
function keptCells(text: Text, block: Block, place: Surroundings, { rows }: Facts): readonly Kept[] {
  const table = readTable(text.lines, block, text.file);
  const isRead = Object.values(rows).some((all) =>
    all.some(({ source: { file, line } }) => file === text.file && line > block.start && line <= block.end),
  );
  return table === null ? [] : keptRows(table, !isRead, place);
}

/** What is on its way or written to a log is not stored. */
const ELSEWHERE = /\b(?:transit|transport|logs?|logging|redaction)\b/iu;

function isElsewhere(place: Surroundings): boolean {
  const { around, leadIn } = place;
  if (isUndone(place) || ELSEWHERE.test(around[0] ?? '') || ELSEWHERE.test(leadIn)) return true;
  return around.slice(0, -1).some((text) => recogniseHeading(text) === 'compliance');
}

function keptItems(text: Text, block: Block, place: Surroundings): readonly Kept[] {
  const [nearest = ''] = place.around;
  const masks = !HELD_OFF.test(nearest) && [...wordsIn(nearest)].some((word) => MASKING.has(word));
  return readList(text.lines, block, text.file).flatMap((item): readonly Kept[] => {
    const thing =
      atRest(item) ??
      storedBy(item) ??
      keptLabel(item) ??
      keptSentence(item) ??
      keptCode(item) ??
      (masks ? shown(item) : null);
    return thing === null ? [] : [[thing, item.whole]];
  });
}

const MASKING: ReadonlySet<string> = new Set('masking masked encryption encrypted protection'.split(' '));

/** What is held off there, and no data. */
const HELD_OFF =
  /\b(?:endpoint|device|laptop|network|branch|csrf|xss|ddos|dos|ssrf|injection|brute|bot|click\w*|attack|threat|abuse|fraud|spam|malware|route|replay)\b/iu;

/** `**Data at rest:** AES-256 …`. */
function atRest({ begins }: ListRow): Cell | null {
  if (begins === null || !/\bat rest$/iu.test(begins.head.text.replace(/\s*[(（][^()（）]*[)）]$/u, ''))) return null;
  if (BARE.test(begins.head.text) && !STORE.test(begins.rest.text)) return null;
  return saysHow(begins.rest.text) || saysHow(begins.head.text) ? begins.head : null;
}

/** `**Secret storage**: Fernet encryption with …`: a label of what is kept, and the cipher at once. */
function storedBy({ begins }: ListRow): Cell | null {
  if (begins === null || begins.form !== 'bold' || !AT_ONCE.test(begins.rest.text)) return null;
  return STORED.test(begins.head.text) && saysHow(begins.rest.text) ? begins.head : null;
}

const AT_ONCE = /^(?:\S+ ){0,2}?(?:sse-\w+|aes[- ]?\d+\S*|fernet|pgcrypto|x?chacha20\S*|sqlcipher)/iu;
const STORED =
  /\b(?:storage|stored|store|secrets?|tokens?|credentials?|files?|documents?|records?|fields?|columns?|backups?|database|data|pii|volumes?|vault|payloads?|buckets?|uploads?|disks?|snapshots?|attachments?|notes)$/iu;

/** `\`users.email\` (encrypted)`, `\`ciphertext\`: encrypted value`: what stands first is a place. */
function keptCode({ begins, whole }: ListRow): Cell | null {
  const [first] = whole.spans;
  if (first === undefined || !whole.text.startsWith(first.text) || DENIED.test(firstSentence(whole.text))) return null;
  const said = /[(（](?:encrypted|masked|tokeni[sz]ed|pseudonymi[sz]ed)\b/iu.test(whole.text);
  const told = begins?.form === 'code' && /^(?:encrypted|masked|tokeni[sz]ed)\s/iu.test(begins.rest.text);
  return said || told ? (begins?.head ?? { ...whole, spans: [first] }) : null;
}

/** A label that names nothing; then what is kept, or where, has to be named behind it. */
const BARE = /^(?:(?:data|encryption|encrypted|storage)[ -])*at rest$/iu;
/** `… are encrypted at rest`, `… encrypted with AES-256`, `… encrypts secrets at rest`. */
const DONE =
  /^(?:(?:\S+ ){1,14}?)?(?:is |are |gets? )?(?:stored |kept )?(?:\w+ly )?(?:(?:encrypted|tokeni[sz]ed|pseudonymi[sz]ed)(?: and \w+)?(?: \w+ly)?(?: at rest\b|(?: at rest)? (?:with|using|via|under|by) (?:\S+ ){0,6}?(?:aes|fernet|pgcrypto|kms|cmk|x?chacha|libsodium|secretbox|rsa|a key|keys?|the key|its own key|`))|(?:tokeni[sz]ed|pseudonymi[sz]ed) (?:with|using|via|by|before)\b|encrypts (?:\S+ ){1,5}at rest\b)/iu;
/** A group of all data is no named thing; what travels is not stored. */
const ANY =
  /^(?:all |any |every )?(?:(?:sensitive |user |customer |our |the |your )?(?:data|information|everything|traffic|connections?|communications?|requests?|responses?|messages? in transit|disks?|columns?|fields?)|passwords?|jwts?|(?:\w+ )?(?:cookies?|headers?|links?|urls?))\b/iu;

function keptSentence({ begins, whole }: ListRow): Cell | null {
  const labelled = begins !== null && begins.form === 'bold' ? begins.rest : whole;
  const said = [labelled, whole].find(({ text }) => DONE.test(markup(firstSentence(text), labelled)));
  if (said === undefined || isStep(whole.text)) return null;
  const sentence = firstSentence(said.text);
  if (ANY.test(sentence) || ANY.test(whole.text) || DENIED.test(sentence) || LOST.test(sentence)) return null;
  return { ...whole, spans: [] };
}

const LOST = /\b(?:transit|tls|ssl|https|hash\w*|bcrypt|logs?|residual)\b(?!.*\bat rest\b)(?<!\bat rest\b.*)/iu;

/** Code spans in their ticks again, where a sentence needs them. */
function markup(sentence: string, { spans }: Cell): string {
  return spans.reduce((text, span) => text.replace(span.text, `\`${span.text}\``), sentence);
}

/** Under a heading on masking: `Card number: masked to the last four`, "Default display: masked". */
const SHOWN =
  /^(?:\S+ ){0,8}?(?:masked|encrypted|tokeni[sz]ed|pseudonymi[sz]ed|truncated)(?=[.,;:(]|$|\s(?:as|to|in|with|except|for|by|at|before|when|on|unless|and|•|\*|[(]))/iu;

function shown({ whole, begins }: ListRow): Cell | null {
  const said = begins === null ? whole.text : begins.rest.text;
  const sentence = firstSentence(said);
  if (!SHOWN.test(sentence) || ANY.test(whole.text) || DENIED.test(sentence) || LOST.test(sentence)) return null;
  return isStep(whole.text) ? null : (begins?.head ?? whole);
}
