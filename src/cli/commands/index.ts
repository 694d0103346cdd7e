// Every command, in the order of `--help`.

import type { Register } from '../command.js';
import { registerHarden } from './harden.js';
import { registerInventory } from './inventory.js';

export const COMMANDS: readonly Register[] = [registerHarden, registerInventory];
