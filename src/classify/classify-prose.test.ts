// Names, addresses and notes have no check digits: what most values of a column look like, and what must not be taken for it.

import { describe, expect, it } from 'vitest';
import { classifyContent } from './classify-content.js';
import { classifyColumn } from './classify-column.js';

const kindOf = (...values: readonly string[]) => classifyContent([...values, ...values])?.kind ?? null;

describe('contents without check digits', () => {
  it('are names of persons', () => {
    expect(kindOf('Anna Schmidt', 'John Miller', 'Marie Dubois', 'Rahul Sharma', 'João da Silva')).toBe('person-name');
    expect(kindOf('Miller, John', 'Schmidt, Anna', 'Dubois, Marie', 'Khan, Ali')).toBe('person-name');
    expect(kindOf('Dr. Maria Rossi', 'Peter O’Brien', 'Sarah Smith-Jones', 'Carlos García López')).toBe('person-name');
  });

  it('are no names of persons when few begin as persons are called', () => {
    expect(kindOf('Blue Chair', 'Garden Table', 'Desk Lamp', 'Coffee Mug')).toBeNull();
    expect(kindOf('New York', 'San Diego', 'Los Angeles', 'Salt Lake City', 'Santa Maria')).toBeNull();
    expect(kindOf('In Progress', 'Done', 'Waiting For Parts', 'Cancelled')).toBeNull();
    expect(kindOf('Acme Corp', 'Globex Ltd', 'Initech Inc', 'John Deere GmbH')).toBeNull();
  });

  it('are postal addresses', () => {
    expect(
      kindOf(
        'Hauptstr. 12, 10115 Berlin',
        '221B Baker Street, London NW1 6XE',
        '5 rue de Rivoli, 75001 Paris',
        '1600 Pennsylvania Ave NW, Washington, DC 20500',
        'Calle Mayor 7, 28013 Madrid',
        'Lindenweg 3',
      ),
    ).toBe('postal-address');
    expect(kindOf('12 drives of 4 TB', 'via the API, version 2', 'way 2 go', 'court order 7')).toBeNull();
  });

  it('are free text', () => {
    const guess = classifyContent([
      'The patient said that he felt dizzy after the long walk; follow up next week.',
      'Called back twice, nobody answered. Left a message with the neighbour about the parcel.',
      'Kunde möchte die Rechnung erst nach dem Urlaub bezahlen, bitte nicht mahnen.',
      'She asked us to never ring in the morning because of the baby.',
      'Wrong size was sent, the replacement is on its way to the new flat.',
    ]);
    expect(guess).toEqual({ kind: 'free-text', confidence: 'medium', reason: 'its contents look like prose' });
    expect(
      kindOf('SELECT a, b, c FROM t WHERE x = 1 AND y = 2', '{"a": 1}', 'a/b/c/d/e/f', '1 2 3 4 5 6 7 8'),
    ).toBeNull();
    expect(kindOf('red, green and blue', 'open', 'two words', 'one more short value here')).toBeNull();
  });

  it('are IP addresses of both families', () => {
    expect(kindOf('2001:db8::1', 'fe80::1ff:fe23:4567:890a', '192.0.2.1', '::1')).toBe('ip-address');
    expect(kindOf('12:30', '12:30:45', 'a:b', '1:2:3')).toBeNull();
  });
});

describe('a type', () => {
  it.each(['inet', 'cidr'])('%s holds network addresses, whatever the column is called', (type) => {
    expect(classifyColumn({ table: 't', column: 'c1', type, comment: null })).toEqual([
      { kind: 'ip-address', confidence: 'medium', reason: `its type is ${type}` },
    ]);
  });
});
