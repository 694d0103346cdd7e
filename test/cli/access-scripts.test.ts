// Who may do what, and what changed: read only.
import { SCRIPTS, testScripts } from './clinic-scripts.js';

testScripts(SCRIPTS.access);
