// `| Failure mode | Example | Guard |` where a text on isolation or security says how it can break: what may go wrong
// before what stands against it. How parts of a system fail and come back is none of it.

import { statedCells } from '../../facts.js';
import { isSetAside } from '../../sections/listing-headings.js';
import { KIND_NOUNS } from '../../words/kind-nouns.js';
import { normalWords } from '../../words/normal.js';
import { COUNTER_HEADER } from '../../words/threat-headers.js';
import type { MeantRow, TableReader } from './reader.js';

const FAILURE =
  /^(?:failure(?: modes?| cases?| scenarios?)?|how (?:it|this|isolation) (?:can |could )?(?:breaks?|fails?|leaks?)|what (?:can|could|may|might) (?:go wrong|break|fail|leak)|leaks?|(?:leak|leakage|bypass|breach|escape) (?:paths?|vectors?|scenarios?|modes?)|bypass(?:es)?|ways? (?:around|to bypass)|isolation (?:failures?|breach(?:es)?))$/u;
const ABOUT = /isolat|tenan|secur|threat|trust|boundar|access control|authori[sz]|permission|privacy/iu;
/** Running it, and not keeping things apart. */
const OPERATION =
  /incident|recover|operat|outage|disaster|availab|reliab|resilien|troubleshoot|monitor|runbook|degrad|retry|deploy|migrat|test/iu;
const BREAKS_DOWN =
  /\b(?:down|unavailable|time(?:s|d)?[ -]?outs?|unreachable|outage|crash\w*|restart\w*|slow|latency|offline|disk|out of memory|oom|failover|full|network)\b/iu;

export const failureTable: TableReader = (table, place, report) => {
  const { header, rows, source } = table;
  const words = header.map(({ text }) => normalWords(text));
  const subject = words.findIndex((word) => FAILURE.test(word));
  const [nearest = ''] = place.around;
  if (subject < 0 || rows.length < 2 || isSetAside('threats', place) || OPERATION.test(nearest)) return [];
  if (!words.some((word, index) => index > subject && COUNTER_HEADER.test(word))) return [];
  if (![place.around.at(-1) ?? '', nearest, place.file].some((text) => ABOUT.test(text))) return [];
  const told = rows.map((row) => row[subject]?.text ?? '');
  if (told.filter((text) => BREAKS_DOWN.test(text)).length * 3 >= told.length) return [];
  const keys = header.map((_, index) => (index === subject ? KIND_NOUNS.threats.subject : null));
  return rows.flatMap((row): readonly MeantRow[] => {
    const cells = statedCells(keys, row, report);
    return cells.size === 0 ? [] : [{ kind: 'threats', cells, source: row[0]?.source ?? source }];
  });
};
