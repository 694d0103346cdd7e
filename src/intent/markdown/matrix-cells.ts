// Cells of a matrix that refuse or say nothing.

import { isUnstated, saysNone } from '../words/normal.js';

export function saysNothing(text: string): boolean {
  return isUnstated(text) || saysNone(text) || /^(?:no|✗|✘|×|❌|[-–—])$/iu.test(text.trim());
}
