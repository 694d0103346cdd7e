// Isolation verdicts on folders of files.
import { SCRIPTS, testScripts } from './clinic-scripts.js';

testScripts(SCRIPTS.prove);
