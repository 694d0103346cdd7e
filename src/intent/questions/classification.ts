// Columns that look like personal data, credentials or the like and have no class.

import { classifyColumn } from '../../classify/classify-column.js';
import type { Guess } from '../../classify/guess.js';
import type { ObjectRef } from '../../pg/object.js';
import { columnObject, type Catalog, type RelationEntry } from '../bind/catalog.js';
import type { AdrCandidate, AdrOption } from '../candidate.js';
import { listed, slug, type Question, type QuestionContext } from './question.js';
import { isOmitted } from '../omissions.js';

const OPTIONS: readonly AdrOption[] = [
  {
    title: 'Restricted or regulated, column by column',
    security: 'Only the named actors read them; analysts get a masked view.',
    operations: 'Queries with SELECT * fail for the others and must name their columns.',
    performance: 'No cost; masking costs what its expression costs.',
  },
  {
    title: 'The class of the whole table',
    security: 'Whoever may read the table reads them.',
    operations: 'Simple grants; nothing breaks.',
    performance: 'No cost.',
  },
  {
    title: 'No sensitive data, in spite of the name',
    security: 'No protection; a wrong answer discloses them.',
    operations: 'Nothing to do but to state the class.',
    performance: 'No cost.',
  },
];

interface Suspect {
  readonly entry: RelationEntry;
  readonly object: ObjectRef;
  readonly guess: Guess;
}

export const classificationQuestions: Question = (context) => {
  const { intent, catalogs } = context;
  if (isOmitted(intent, 'classifications')) return [];
  const suspects = catalogs.flatMap((catalog) => suspectsIn(catalog, context));
  if (suspects.length === 0) return [];
  if (intent.classifications.length === 0) return [candidate('data-classification', 'the database', suspects)];
  const groups = new Map<string, Suspect[]>();
  for (const suspect of suspects) {
    const schema = suspect.entry.relation.schema;
    const key = slug('classification-of', ...(catalogs.length > 1 ? [suspect.object.database ?? ''] : []), schema);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [suspect]);
    else group.push(suspect);
  }
  return [...groups].map(([id, group]) => candidate(id, group[0]?.entry.relation.schema ?? '', group));
};

function suspectsIn(catalog: Catalog, { classes }: QuestionContext): readonly Suspect[] {
  const suspects: Suspect[] = [];
  for (const entry of catalog.relations.values()) {
    if (entry.relation.kind !== 'table' || entry.partition) continue;
    const table = classes.relations.get(entry)?.dataClass;
    // The class of a table covers its columns, unless it says that everybody may know.
    if (table !== undefined && table !== 'public' && table !== 'internal') continue;
    const stated = classes.columns.get(entry);
    for (const column of entry.columns) {
      if (stated?.has(column.name) === true) continue;
      const [guess] = classifyColumn({
        table: entry.relation.name,
        column: column.name,
        type: column.type,
        comment: column.comment,
      });
      if (guess?.confidence === 'high') suspects.push({ entry, object: columnObject(entry, column.name), guess });
    }
  }
  return suspects;
}

function candidate(id: string, where: string, suspects: readonly Suspect[]): AdrCandidate {
  const names = suspects.map(({ object }) => object.path.join('.'));
  return {
    id,
    topic: 'classification',
    title: `Classification of ${suspects.length === 1 ? (names[0] ?? '') : `${suspects.length} columns of ${where}`}`,
    question: `How are ${listed(names)} classified, and who may read them?`,
    evidence: suspects
      .slice(0, 50)
      .map(
        ({ object, guess }) =>
          `${object.path.join('.')} looks like ${guess.kind.replaceAll('-', ' ')}: ${guess.reason}.`,
      ),
    options: OPTIONS,
    recommendation: 'Classify personal data as restricted/PII and tag it in the schema.',
    blocks: [
      {
        part: 'columns',
        objects: suspects.map(({ object }) => object),
        what: 'Column grants, masking and encryption of these columns',
      },
    ],
    sources: [],
  };
}
