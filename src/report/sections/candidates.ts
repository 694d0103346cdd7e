// ADR candidates: what the documents leave unstated, as questions to the owners of the architecture, with
// what waits for each answer.

import {
  link,
  callout,
  code,
  list,
  paragraph,
  part,
  section,
  strong,
  table,
  type Block,
  type Rich,
  type Section,
} from '../blocks.js';
import { anchorOf } from '../anchor.js';
import type { ReportDocument } from '../plain.js';
import { asItems, objectWords, sourcesRich, threatLinks } from '../words.js';

type Candidate = ReportDocument['candidates'][number];

export function candidatesSection(document: ReportDocument): Section {
  const { candidates } = document;
  return section('candidates', 'Decisions that wait (ADR candidates)', [
    candidates.length === 0
      ? paragraph('The documents state all that was needed.')
      : callout(
          'warn',
          'Nothing was guessed. Only an accepted ADR or an edited document answers a question; everything else went on.',
        ),
    ...candidates.map(candidateBlock),
    ...part('blocked', 'Blocked parts', blockedTable(document)),
  ]);
}

function candidateBlock(candidate: Candidate): Block {
  const waits = candidate.blocks.map((each): Rich => {
    const objects = each.objects.map(objectWords).join(', ');
    return [strong(each.part), `: ${each.what}`, ...(objects === '' ? [] : [` (${objects})`])];
  });
  return section(anchorOf('candidate', candidate.id), candidate.title, [
    paragraph([code(candidate.id), ` ${candidate.question}`]),
    ...part(`${anchorOf('candidate', candidate.id)}-shows`, 'What the inventory shows', list(candidate.evidence)),
    ...table(
      ['Option', 'Security', 'Operations', 'Performance'],
      candidate.options.map((option) => [option.title, option.security, option.operations, option.performance]),
    ),
    ...(candidate.recommendation === null
      ? []
      : [paragraph([strong('Recommendation'), `: ${candidate.recommendation}`])]),
    ...list(waits),
    ...(candidate.sources.length === 0 ? [] : [paragraph(['Sources: ', ...asItems(sourcesRich(candidate.sources))])]),
  ]);
}

function blockedTable(document: ReportDocument): readonly Block[] {
  return table(
    ['Demand', 'Reason', 'Who can', 'Waits for', 'Threats'],
    document.blocked.map((row) => [
      row.demand,
      row.reason,
      row.whoCan,
      row.candidate === null ? '–' : link(row.candidate, anchorOf('candidate', row.candidate)),
      threatLinks(row.threats),
    ]),
  );
}
