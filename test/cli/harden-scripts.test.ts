// The main job and its proof, each with scratch servers of its own.
import { SCRIPTS, testScripts } from './clinic-scripts.js';

testScripts(SCRIPTS.harden);
