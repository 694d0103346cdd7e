import { describe, expect, it } from 'vitest';
import { INVENTED, told } from '../../../../test/support/file-credentials.js';

describe('hostile files', () => {
  it('of broken YAML are read line by line, and it is said', () => {
    expect(told('a.yaml', `a: [\nPOSTGRES_PASSWORD: ${INVENTED}\n`)).toEqual([
      '2 bootstrap clear postgres/- POSTGRES_PASSWORD',
      'a.yaml is no YAML that can be read, or is over 1 MiB: its lines were read one by one',
    ]);
  });

  it('of aliases that multiply cost nothing, and what is anchored is found once', () => {
    const levels = Array.from({ length: 40 }, (_, at) => `l${at + 1}: &l${at + 1} [${`*l${at}, `.repeat(9)}*l${at}]`);
    const bomb = ['l0: &l0', `  POSTGRES_PASSWORD: ${INVENTED}`, ...levels].join('\n');
    expect(told('a.yaml', bomb)).toEqual(['2 bootstrap clear postgres/- POSTGRES_PASSWORD']);
  });

  it('nested deeper than any stack are said', () => {
    const deep = `${'['.repeat(200_000)}\nPGPASSWORD=${INVENTED}\n`;
    const found = told('a.yaml', deep);
    expect(found[0]).toBe('2 application clear -/- PG*');
    expect(found.join('\n')).toContain('no YAML that can be read');
  });

  it('of five megabytes are read, with what stands at their end', () => {
    const padding = 'filler: some value of an ordinary length\n'.repeat(100_000);
    expect(told('a.env', `${padding}PGPASSWORD=${INVENTED}\n`)).toEqual(['100001 application clear -/- PG*']);
    expect(told('a.env', `${padding.repeat(2)}PGPASSWORD=x\n`)).toEqual(['a.env was read to its first 5 MiB']);
  });

  it('of one endless line and of bytes are said', () => {
    expect(told('a.env', `X=${'a'.repeat(100_000)}`)).toEqual([
      'a.env: lines were read to their first 16384 characters',
    ]);
    expect(told('a.env', 'X=\0')).toEqual(['a.env is not text']);
    expect(told('program', 'X=\0')).toEqual([]);
  });

  it('of words without end take no time that grows with their square', () => {
    const texts = ['A=$(', 'pass', 'a_', 'host=', '"', "'", 'user ', '{{', 'postgres://', '\\'].map((word) =>
      word.repeat(16_000 / word.length),
    );
    for (const name of ['a.env', 'a.sh', 'a.tf', 'postgresql.conf', 'pgbouncer.ini', '.pgpass', 'Dockerfile', 'x.sql'])
      for (const text of texts) expect(told(name, text)).toBeDefined();
  });
});
