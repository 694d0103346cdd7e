// Plans that are run and taken back.
import { SCRIPTS, testScripts } from './clinic-scripts.js';

testScripts(SCRIPTS.apply);
