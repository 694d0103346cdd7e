// `## Naming`: how roles, policies and audit objects are called.

import { defineSection, type Columns, type SectionReader } from './section.js';
import { nameOf, textOf } from './values.js';

type Key = 'object' | 'pattern';

const columns: Columns<Key> = {
  object: {
    header: 'Object',
    synonyms: ['kind', 'object type', 'type'],
    doc: 'login role, group role, policy, schema, …',
    required: true,
  },
  pattern: {
    header: 'Pattern',
    synonyms: ['convention', 'name', 'rule', 'format'],
    doc: '`{component}_read`, or a regular expression',
    required: true,
  },
};

export const naming: SectionReader<'naming', Key> = defineSection({
  kind: 'naming',
  heading: 'Naming',
  synonyms: ['naming conventions', 'naming rules', 'naming convention', 'naming standard', 'naming standards', 'names'],
  columns,
  read: (row) => {
    const object = textOf(row.cell('object'));
    const pattern = nameOf(row.cell('pattern'));
    return object === null || pattern === null
      ? null
      : { object, pattern, source: row.cell('pattern')?.source ?? row.source };
  },
});
