// Values of stored columns as PostgreSQL writes them → one guess: texts, numbers, dates, documents and
// arrays. Nothing of a value is kept, not even the names inside a document.

import { parseArrayText } from '../pg/array-text.js';
import { classifyContent } from './classify-content.js';
import type { Guess } from './guess.js';

export type ValueForm = 'text' | 'number' | 'date' | 'document' | 'array';

/** `year` is the present one: nobody is born later. */
export function classifyValues(form: ValueForm, values: readonly (string | null)[], year: number): Guess | null {
  switch (form) {
    case 'text':
      return classifyContent(values);
    case 'number':
      return ofNumbers(values);
    case 'date':
      return birthDates(values, year);
    case 'document':
      return inDocuments(values);
    case 'array':
      return inArrays(values);
  }
}

/** Only shapes with check digits: any other number is as good as any. */
function ofNumbers(values: readonly (string | null)[]): Guess | null {
  const guess = classifyContent(values.map((value) => (value !== null && /^\d{11,19}$/u.test(value) ? value : 'no')));
  return guess?.kind === 'payment-card' || guess?.kind === 'national-id' ? guess : null;
}

const FEWEST_DATES = 10;
const WIDEST = 120;
/** Dates of events cluster in the years that a database is in use. */
const SPREAD = 25;

/** Dates of many decades, none of the last years: the birth dates of grown people. */
function birthDates(values: readonly (string | null)[], year: number): Guess | null {
  const years = values.flatMap((value) => {
    const found = /^(\d{4})-\d\d-\d\d(?: 00:00:00)?$/u.exec(value ?? '')?.[1];
    return found === undefined ? [] : [Number(found)];
  });
  const stated = values.filter((value) => value !== null).length;
  if (years.length < FEWEST_DATES || years.length < stated) return null;
  const first = Math.min(...years);
  const last = Math.max(...years);
  if (first < year - WIDEST || last > year - 1 || last - first < SPREAD) return null;
  return { kind: 'birth-date', confidence: 'medium', reason: 'its contents look like birth dates' };
}

const FIELD = /"((?:[^"\\]|\\.){1,80})"\s*:\s*(?:"((?:[^"\\]|\\.){1,300})"|(-?\d{1,20}(?:\.\d{1,20})?))/gu;
const MOST_NAMES = 500;

/** The values of each name in the documents are judged by themselves. */
function inDocuments(values: readonly (string | null)[]): Guess | null {
  const fields = new Map<string, string[]>();
  for (const value of values) {
    for (const [, name = '', text, number] of (value ?? '').matchAll(FIELD)) {
      const known = fields.get(name) ?? [];
      if (known.length === 0 && fields.size >= MOST_NAMES) continue;
      fields.set(name, known);
      known.push(text ?? number ?? '');
    }
  }
  const guesses = [...fields.values()].flatMap((found) => classifyContent(found) ?? []);
  const [sure] = guesses.toSorted((left, right) => WORST.indexOf(right.kind) - WORST.indexOf(left.kind));
  return sure === undefined ? null : { ...sure, reason: sure.reason.replace('its contents', 'values inside it') };
}

/** Of several kinds in one document, the one that weighs most. */
const WORST: readonly string[] = [
  'ip-address',
  'phone',
  'email',
  'geolocation',
  'bank-account',
  'national-id',
  'credential',
  'health',
  'payment-card',
];

function inArrays(values: readonly (string | null)[]): Guess | null {
  const elements = values.flatMap((value) => {
    const read = value === null ? null : parseArrayText(value);
    return read?.ok === true ? read.value : [];
  });
  const guess = classifyContent(elements);
  return guess === null ? null : { ...guess, reason: guess.reason.replace('its contents', 'its elements') };
}
