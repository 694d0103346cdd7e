import { describe, expect, it } from 'vitest';
import { classifyValues } from './classify-values.js';

const many = (text: (index: number) => string, count: number = 20): string[] =>
  Array.from({ length: count }, (_, index) => text(index));

describe('classifyValues', () => {
  it('knows numbers by their check digits only', () => {
    expect(
      classifyValues(
        'number',
        many(() => '4111111111111111'),
        2026,
      )?.kind,
    ).toBe('payment-card');
    expect(
      classifyValues(
        'number',
        many(() => '52998224725'),
        2026,
      )?.kind,
    ).toBe('national-id');
    expect(
      classifyValues(
        'number',
        many((index) => String(index)),
        2026,
      ),
    ).toBeNull();
    expect(
      classifyValues(
        'number',
        many((index) => `17000000000${index % 10}`),
        2026,
      ),
    ).toBeNull();
  });

  it('tells birth dates from dates of events', () => {
    const born = many((index) => `${1950 + index * 2}-03-04`);
    expect(classifyValues('date', born, 2026)?.kind).toBe('birth-date');
    expect(
      classifyValues(
        'date',
        many((index) => `${2015 + (index % 10)}-03-04`),
        2026,
      ),
    ).toBeNull();
    expect(classifyValues('date', [...born, '2026-01-01'], 2026)).toBeNull();
    expect(classifyValues('date', [...born, '1850-01-01'], 2026)).toBeNull();
    expect(classifyValues('date', born.slice(0, 5), 2026)).toBeNull();
  });

  it('looks inside documents, name by name, and keeps no name', () => {
    const documents = many((index) => `{"id": ${index}, "contact": {"mail": "p${index}@example.org"}}`);
    expect(classifyValues('document', documents, 2026)).toEqual({
      kind: 'email',
      confidence: 'high',
      reason: 'values inside it look like e-mail addresses',
    });
    const cards = many((index) => `{"a": "p${index}@example.org", "b": "4111 1111 1111 1111"}`);
    expect(classifyValues('document', cards, 2026)?.kind).toBe('payment-card');
    expect(
      classifyValues(
        'document',
        many(() => '{"state": "open"}'),
        2026,
      ),
    ).toBeNull();
    // Cut off in the middle, as a long one is.
    expect(
      classifyValues(
        'document',
        documents.map((text) => text.slice(0, -2)),
        2026,
      )?.kind,
    ).toBe('email');
  });

  it('looks at the elements of arrays', () => {
    const arrays = many((index) => `{p${index}@example.org,"q${index}@example.org"}`);
    expect(classifyValues('array', arrays, 2026)?.kind).toBe('email');
    expect(
      classifyValues(
        'array',
        many(() => '{a,b}'),
        2026,
      ),
    ).toBeNull();
    expect(
      classifyValues(
        'array',
        many(() => 'no array'),
        2026,
      ),
    ).toBeNull();
  });
});
