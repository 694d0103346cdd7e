// What a kind of attack must know. Methods, not function properties: their parameters are checked
// bivariantly, so that the table of all kinds can be asked with any attack.

import type { Attack } from '../../attack/model.js';
import type { Ground } from './ground.js';
import type { Run } from './observed.js';

export interface AttackRunner<A extends Attack> {
  /** For people: what must happen while the control is in force. */
  expected(attack: A): string;
  /**
   * The statements may run code that the database defines (triggers, defaults, policies, routines): such an
   * attack waits while any role of the database is a superuser or may run programs.
   */
  runsForeignCode(attack: A): boolean;
  run(attack: A, ground: Ground): Promise<Run>;
}
