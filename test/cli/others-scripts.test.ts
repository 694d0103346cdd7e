// Every script that has no file of its own.
import { SCRIPTS, testScripts } from './clinic-scripts.js';

testScripts(SCRIPTS.others);
