// A number as Z3 gives it in a model, `-1/2`, or as a question writes it, `(- 1.0)`; NaN for anything else.

export function numberOf(text: string): number {
  const written = /^\(- (.+)\)$/u.exec(text)?.[1];
  if (written !== undefined) return -numberOf(written);
  const [above = '', below = '1'] = text.split('/');
  return above === '' ? Number.NaN : Number(above) / Number(below);
}
