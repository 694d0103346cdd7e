// What the audit would write in a day, as far as the server's own statistics tell, and what it was kept from writing.

import { callout, code, link, list, paragraph, part, table, type Block, type Rich, type Row } from '../blocks.js';
import { anchorOf } from '../anchor.js';
import type { ReportDocument } from '../plain.js';

type Noise = NonNullable<ReportDocument['auditNoise']>;
type NoiseRow = Noise['recorded'][number];

export function noiseBlocks({ auditNoise }: ReportDocument): readonly Block[] {
  if (auditNoise === undefined) return [];
  const { untold, basis, recorded, excluded, remarks } = auditNoise;
  if (untold !== null)
    return part('audit-noise', 'How much it writes', [
      callout('info', ['It cannot be estimated: ', untold.why, ' ', untold.whatToDo]),
    ]);
  return part('audit-noise', 'How much it writes', [
    ...(basis === null ? [] : [paragraph(basisWords(basis))]),
    ...table([...COLUMNS], recorded.map(noiseCells)),
    ...part('audit-noise-excluded', 'What is left out would be', table([...COLUMNS], excluded.map(noiseCells))),
    ...list(remarks),
  ]);
}

const COLUMNS = ['Recorded', 'Control', 'Records a day', 'Bytes a day', 'Most of them'] as const;

function basisWords({ since, takenAt, recordBytes }: NonNullable<Noise['basis']>): Rich {
  return [
    `An estimate from pg_stat_statements, which counted from ${since} to ${takenAt}. `,
    `A record is taken to be its statement’s text, as it stands there, and ${recordBytes} bytes.`,
  ];
}

function noiseCells({ what, control, figures, note }: NoiseRow): Row {
  const source: Rich = control === null ? '–' : link(control, anchorOf('control', control));
  const noted = note === null ? what : `${what} (${note})`;
  if (figures === null) return { cells: [noted, source, 'not known', 'not known', '–'] };
  const { recordsPerDay, bytesPerDay, busiest } = figures;
  return { cells: [noted, source, grouped(recordsPerDay), sizeWords(bytesPerDay), busiestWords(busiest)] };
}

function busiestWords(busiest: NonNullable<NoiseRow['figures']>['busiest']): Rich {
  if (busiest === null) return '–';
  return [code(busiest.role), ' in ', code(busiest.database), `: ${grouped(busiest.recordsPerDay)}`];
}

/** `12,345,678` */
function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/gu, ',');
}

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

function sizeWords(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${power === 0 || value >= 10 ? Math.round(value) : value.toFixed(1)} ${UNITS[power]}`;
}
