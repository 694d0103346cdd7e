// Schemas with data that no component owns.

import { objectRef } from '../../pg/object.js';
import type { AdrOption } from '../candidate.js';
import type { Question } from './question.js';
import { listed } from './question.js';
import { isOmitted } from '../omissions.js';

const OPTIONS: readonly AdrOption[] = [
  {
    title: 'Name the owning component',
    security: 'Only its role owns and writes the data.',
    operations: 'One cell in the components table.',
    performance: 'No cost.',
  },
  {
    title: 'Remove what nobody owns',
    security: 'Nothing left to protect.',
    operations: 'Whatever still uses it stops.',
    performance: 'No cost.',
  },
];

export const ownershipQuestions: Question = ({ intent, bound }) => {
  if (isOmitted(intent, 'components')) return [];
  const open = new Map<string, readonly [string, string]>();
  for (const { object, component } of bound.relations) {
    const [schema = ''] = object.path;
    if (component === null) open.set(`${object.database ?? ''}\u0000${schema}`, [object.database ?? '', schema]);
  }
  if (open.size === 0) return [];
  const schemas = [...open.values()];
  const names = schemas.map(([, schema]) => schema);
  return [
    {
      id: 'ownership-of-schemas',
      topic: 'ownership',
      title: `Owning component of ${listed(names)}`,
      question: `Which component owns the data in ${listed(names)}?`,
      evidence: names.map((name) => `The schema ${name} has relations that no component owns.`),
      options: OPTIONS,
      recommendation: 'One component owns a dataset and no other writes to it.',
      blocks: [
        {
          part: 'roles',
          objects: schemas.map(([database, schema]) => objectRef('schema', [schema], database)),
          what: 'Owner roles and ownership of these schemas',
        },
      ],
      sources: [],
    },
  ];
};
