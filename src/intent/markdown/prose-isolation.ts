// What keeps tenants or users apart, in lists: `Every row carries \`tenant_id\``, `The connection runs
// \`SET LOCAL app.tenant_id\``. The key or the carrier is named in code; a rule about requests ("never take
// the tenant from the body") is none of them.

import type { Cell } from '../row.js';
import { normalWords } from '../words/normal.js';
import type { ListRow } from './lists.js';
import type { ProseCells, ProsePlace } from './prose-place.js';

const KEY =
  /^(?:[a-z_][\w]*\.)?((?:[Tt]enant|[Oo]rg|[Oo]rgani[sz]ation|[Ww]orkspace|[Aa]ccount|[Cc]ompany|customer|client|club|team|user|owner|provider|restaurant|school|clinic|site|shop|store|merchant|partner|group|venue|branch|department|project|household|family|practice|hospital|facility|agency|firm|brand|community|space|realm|installation|dealer|property|hotel|studio|campus|district|institution|university|business|entity|namespace|vendor|seller|operator|franchise|subscriber|fleet|region|location)s?(?:_id|_?uuid|Id|ID))$/u;
const SETTING =
  /(?:\bset\s+(?:local\s+|session\s+)?|current_setting\(\s*'|set_config\(\s*')([a-z_]\w*(?:\.[a-z_]\w*)+)/iu;
/** `app.tenant` called a session variable. */
const SESSION =
  /\b(?:session|transaction|postgres\w*|runtime|guc|custom)[- ](?:local )?(?:variables?|settings?|parameters?|guc)\b|\bguc\b/iu;
const NAMED = /^([a-z_]\w*\.[a-z_]\w*)$/u;
const KEEPS_APART =
  /\b(?:every|each|all|carr(?:y|ies)|includ\w+|ha(?:s|ve)|column|filter\w*|scop\w+|isolat\w+|polic(?:y|ies)|rls|row[- ]level|enforc\w*|where|partition\w*|set local|set_config|current_setting)\b/iu;
/** Whatever it is called, where every table has it. */
const ANY_KEY = /^(?:[a-z_]\w*\.)?([a-z][a-z0-9]*(?:_id|_uuid|Id))$/u;
const EVERYWHERE =
  /\b(?:every|each|all)\b.{0,40}\b(?:tables?|rows?|records?|models?|entit(?:y|ies)|documents?|quer(?:y|ies)|collections?)\b|\brls\b|\brow[- ]level security\b/iu;

/** `tenant_id = current_tenant()`. */
const COMPARED =
  /(?:^|[\s.("])((?:tenant|org|organi[sz]ation|workspace|account|company|customer|client|team|user|owner|venue|shop|store|site|depot|school|clinic|group|merchant|project)s?_(?:id|uuid))\s*=/iu;
/** `where: { clientId: … }`, `WHERE org_id = :org`. */
const FILTERED = /\bwhere\b\W{1,6}(?:\w+\.)?([a-z]\w*?(?:_id|Id))\b/iu;
/** A place of its own for each. */
const SEPARATE =
  /\b(?:schema|database|cluster|instance|bucket)[- ]per[- ](?:tenant|customer|client|organi[sz]ation|workspace|account|school|clinic|shop)\b|\b(?:each|every|per) (?:\S+ ){1,3}(?:has|gets|owns|lives in|runs in|uses|receives) (?:(?:its|their) own|an? (?:own|separate|dedicated|isolated)) (?:\S+ ){0,2}(?:schema|database|cluster|instance|namespace)\b/iu;
const RULE =
  /\b(?:never|not|don't|must not|cannot|no|tests?|verif\w+|payloads?|body|headers?|jwt|token|claims?|nunca|nicht)\b/iu;

/** Where the identity of the tenant comes from: a header, a claim, the session. */
const IDENTITY =
  /(?:tenant|org(?:ani[sz]ation)?|workspace|account|company|customer|venue|shop|store|site|team|user|owner|sub)[-_.]?(?:id|uuid|slug|key)?$/iu;
const RESOLVED =
  /\b(?:tenants?|organi[sz]ations?|workspaces?|venues?|accounts?|scope|identity)\b.*\b(?:resolved|derived|taken|comes|read|determined|identified|extracted|established) (?:from|by|via)\b/iu;
const TRUTH = /\b(?:source of truth|only source)\b/iu;

export function proseIsolation({ whole, source }: ListRow, { leadIn }: ProsePlace): ProseCells | null {
  const cell = { ...whole, source };
  const told = RESOLVED.test(leadIn) || RESOLVED.test(whole.text) || TRUTH.test(whole.text);
  const apart = SEPARATE.test(whole.text) && !RULE.test(whole.text);
  const named = apart || (told && whole.spans.some(({ text }) => IDENTITY.test(text.trim())));
  return schemeOf(cell) ?? (named ? new Map([['scope', { ...cell, text: 'none', spans: [] }]]) : null);
}

/** The first column of rules: where they hold, or their number. */
const RULED =
  /^(?:id|layers?|rules?|requirements?|controls?|mechanisms?|components?|stores?|data ?stores?|systems?|areas?|invariants?|guarantees?|surfaces?|concerns?|resources?)$/u;
/** Where it is in the code, what was tried. */
const OTHERWISE =
  /\b(?:files?|paths?|functions?|routes?|endpoints?|tests?|expect\w*|attacks?|threats?|gaps?|findings?|status)\b/u;

/** The rows of a table of rules that say what keeps tenants apart. */
export function schemesIn(header: readonly Cell[], rows: readonly (readonly Cell[])[]): readonly ProseCells[] {
  const words = header.map(({ text }) => normalWords(text) || 'id');
  if (!RULED.test(words[0] ?? '') || words.some((word) => OTHERWISE.test(word))) return [];
  return rows.flatMap((cells) => cells.map(schemeOf).find((scheme) => scheme !== null) ?? []);
}

function schemeOf(whole: Cell): ProseCells | null {
  const { source } = whole;
  const key = whole.spans
    .map(
      ({ text }) =>
        KEY.exec(text.trim())?.[1] ?? COMPARED.exec(text)?.[1] ?? FILTERED.exec(text)?.[1] ?? anyKey(whole.text, text),
    )
    .find((name) => name !== undefined);
  const setting = whole.spans
    .map(({ text }) => SETTING.exec(text)?.[1] ?? (SESSION.test(whole.text) ? NAMED.exec(text)?.[1] : undefined))
    .find((name) => name !== undefined);
  if (!(KEEPS_APART.test(whole.text) || SESSION.test(whole.text)) || (setting === undefined && RULE.test(whole.text)))
    return null;
  if (key === undefined && setting === undefined) return null;
  const cell = (text: string): Cell => ({ text, spans: [], source });
  return new Map([
    ['scope', cell('none')],
    ...(key === undefined ? [] : [['tenantKey', cell(key)] as const]),
    ...(setting === undefined ? [] : [['carrier', cell(`setting ${setting}`)] as const]),
  ]);
}

function anyKey(whole: string, span: string): string | undefined {
  return EVERYWHERE.test(whole) ? ANY_KEY.exec(span.trim())?.[1] : undefined;
}

/** Under another heading of such a section: only a key that every table has, or a setting of the session. */
export function schemeElsewhere(item: ListRow, { leadIn, around = [] }: ProsePlace): ProseCells | null {
  const { whole, source } = item;
  if (OTHER_PLACES.test(`${leadIn} ${around.slice(0, -1).join(' ')}`)) return null;
  const sets = whole.spans.some(({ text }) => SETTING.test(text));
  return sets || (EVERYWHERE.test(whole.text) && KEEPS_APART.test(whole.text)) ? schemeOf({ ...whole, source }) : null;
}

const OTHER_PLACES =
  /\b(?:test\w*|verif\w*|gaps?|audit\w*|migrat\w*|checklist|rollout|criteria|options?|comparison|alternatives?|troubleshooting|adding|new tables?|how to|examples?|pitfalls?|anti|never|do not|future|limitations?|review)\b/iu;
