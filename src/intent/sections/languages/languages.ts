// The languages in which headings and headers are known besides English.

import { chinese } from './chinese.js';
import { french } from './french.js';
import { german } from './german.js';
import { japanese } from './japanese.js';
import { korean } from './korean.js';
import { portuguese } from './portuguese.js';
import { spanish } from './spanish.js';
import type { Translation } from './translation.js';

/** In alphabetical order of their names, which decides between equal words. */
export const LANGUAGES: readonly (readonly [name: string, translation: Translation])[] = [
  ['Chinese', chinese],
  ['French', french],
  ['German', german],
  ['Japanese', japanese],
  ['Korean', korean],
  ['Portuguese', portuguese],
  ['Spanish', spanish],
];
