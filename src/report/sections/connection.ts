// Connection security: which line of pg_hba.conf admits whom, the server's TLS and password settings, and
// what is expected of clients.

import { code, details, lineBreak, part, section, table, type Block, type Rich, type Section } from '../blocks.js';
import type { ReportDocument } from '../plain.js';
import { demandedFacts } from '../statements.js';
import { settingRows } from '../settings.js';
import { sourcesRich } from '../words.js';
import { areaBlocks } from './area.js';

export function connectionSection(document: ReportDocument): Section {
  return section('connection', 'Connection security', [
    ...areaBlocks(document, 'connection'),
    ...part('admitted', 'Who may connect, from where, and how', admitTable(document)),
    ...part('file-rules', 'What holds for the whole file', ruleTable(document)),
    ...part('hba-file', 'pg_hba.conf and its maps as written', fileBlocks(document)),
    ...part('connection-settings', 'Server settings', settingRows(document, ['connection', 'credentials'])),
    ...part('clients', 'What clients must do', clientTable(document)),
  ]);
}

function admitTable(document: ReportDocument): readonly Block[] {
  return table(
    ['Login', 'Database', 'From', 'Transport', 'Method', 'Stated at'],
    demandedFacts(document.controls, 'hba-admit').map(({ fact, sources }) => [
      code(fact.role),
      fact.database.kind === 'name' ? code(fact.database.name) : fact.database.kind,
      fact.range === null ? 'the host itself' : code(fact.range),
      fact.transport === 'local' ? 'socket' : 'TCP',
      [fact.method, ...fact.options.map((option) => ` ${option.name}=${option.value}`)].join(''),
      sourcesRich(sources),
    ]),
  );
}

const RULES = {
  tls: 'every TCP line is hostssl: a session without TLS finds no line',
  'verified-method': 'no line is trust, ident, password or md5',
  'default-deny': 'nothing is admitted but the lines above; the file ends in explicit rejects',
} as const;

function ruleTable(document: ReportDocument): readonly Block[] {
  return table(
    ['Rule', 'Meaning'],
    demandedFacts(document.controls, 'hba-require').map(({ fact }) => [code(fact.rule), RULES[fact.rule]]),
  );
}

function fileBlocks(document: ReportDocument): readonly Block[] {
  return document.plan.steps.flatMap((step): readonly Block[] => {
    if (step.action !== 'file' || step.file === 'postgresql.conf') return [];
    return [details([code(step.file), ` ${step.title}`], [{ kind: 'code', language: 'text', text: step.content }])];
  });
}

function clientTable(document: ReportDocument): readonly Block[] {
  const rows = document.stated.connections
    .filter((row) => row.kind !== 'retired' && !(row.sources.length === 1 && row.sources[0] === 'local'))
    .map((row): readonly Rich[] => [
      code(row.login),
      row.kind ?? '–',
      ['sslmode=verify-full sslrootcert=CA', ...bindingWords(row)].map(code).flatMap(broken),
      row.pooler === 'transaction'
        ? 'set the tenant inside each transaction (SET LOCAL): the pooler hands the connection on afterwards; the pooler itself connects with verify-full'
        : '–',
      sourcesRich([row.source]),
    ]);
  return table(['Login', 'Kind', 'Connection string must have', 'Pooler', 'Stated at'], rows);
}

/** Channel binding ends at whoever ends TLS: behind a pooler it cannot be asked of the client. */
function bindingWords(row: ReportDocument['stated']['connections'][number]): readonly string[] {
  const direct = row.pooler === null || row.pooler === 'none';
  return direct && row.authentication === 'scram-sha-256' ? ['channel_binding=require'] : [];
}

function broken(inline: ReturnType<typeof code>, index: number): readonly ReturnType<typeof code>[] {
  return index === 0 ? [inline] : [lineBreak, inline];
}
