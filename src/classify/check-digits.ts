// Check digits of numbers that name people, accounts and cards.

/** ISO 13616: the number, letters as 10…35, is 1 modulo 97. */
export function isIban(text: string): boolean {
  const plain = text.replaceAll(' ', '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/u.test(plain)) return false;
  const digits = (plain.slice(4) + plain.slice(0, 4)).replace(/[A-Z]/gu, (letter) => String(letter.charCodeAt(0) - 55));
  return modulo(digits, 97) === 1;
}

/** ISO/IEC 7812: Luhn, 13 to 19 digits of a network that issues cards. */
export function isCardNumber(text: string): boolean {
  const digits = text.replace(/[ -]/gu, '');
  if (!/^[2-6]\d{12,18}$/u.test(digits)) return false;
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Numéro d'inscription au répertoire: 13 digits (2A, 2B for Corsica) and 97 minus the rest by 97. */
export function isFrenchNir(text: string): boolean {
  const match = /^([12]\d{2}(?:0[1-9]|1[0-2]|[2-9]\d)(?:\d{2}|2[AB])\d{6})(\d{2})$/iu.exec(text.replaceAll(' ', ''));
  const [, body, key] = match ?? [];
  if (body === undefined || key === undefined) return false;
  const digits = body.toUpperCase().replace('2A', '19').replace('2B', '18');
  return 97 - modulo(digits, 97) === Number(key);
}

/** Cadastro de Pessoas Físicas: two digits modulo 11. */
export function isCpf(text: string): boolean {
  if (!/^(?:\d{3}\.\d{3}\.\d{3}-\d{2}|\d{11})$/u.test(text)) return false;
  const digits = [...text.replace(/\D/gu, '')].map(Number);
  if (new Set(digits).size === 1) return false;
  return [9, 10].every((length) => {
    const sum = digits.slice(0, length).reduce((total, digit, index) => total + digit * (length + 1 - index), 0);
    return ((sum * 10) % 11) % 10 === digits[length];
  });
}

/** Steuerliche Identifikationsnummer: ISO 7064 MOD 11,10; one digit of the first ten is there twice or thrice. */
export function isGermanTaxId(text: string): boolean {
  const plain = text.replaceAll(' ', '');
  if (!/^[1-9]\d{10}$/u.test(plain)) return false;
  const first = Array.from(plain.slice(0, 10));
  if (![8, 9].includes(new Set(first).size)) return false;
  let product = 10;
  for (const digit of first) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10 === Number(plain[10]);
}

/** Aadhaar: twelve digits, Verhoeff. */
export function isAadhaar(text: string): boolean {
  const plain = text.replace(/[ -]/gu, '');
  if (!/^[2-9]\d{11}$/u.test(plain)) return false;
  let check = 0;
  [...plain].toReversed().forEach((digit, index) => {
    check = dihedral(check, permuted(Number(digit), index % 8));
  });
  return check === 0;
}

/** Multiplication in the dihedral group of ten elements. */
function dihedral(left: number, right: number): number {
  if (left < 5) return right < 5 ? (left + right) % 5 : 5 + ((left + right - 5) % 5);
  return right < 5 ? 5 + ((left - 5 - right + 5) % 5) : (left - right + 5) % 5;
}

const PERMUTATION = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];

function permuted(digit: number, times: number): number {
  let result = digit;
  for (let count = 0; count < times; count += 1) result = PERMUTATION[result] ?? 0;
  return result;
}

function modulo(digits: string, by: number): number {
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % by;
  return rest;
}
