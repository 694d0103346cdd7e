// Runs one child process to its end. Children never outlive us: they get our signals and die with us.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { noteWorker } from './lock.mjs';
import { root } from './paths.mjs';

/**
 * @param {string} command @param {readonly string[]} args
 * @param {{env?: NodeJS.ProcessEnv, quiet?: boolean, locked?: boolean}} [options]
 *   quiet: output is collected instead of shown; locked: the child does the work that the lock protects
 * @returns {Promise<{code: number, output: string}>} code 127 when the command does not exist, 128+ after a signal
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: options.env ?? process.env,
      stdio: ['ignore', options.quiet ? 'pipe' : 'inherit', options.quiet ? 'pipe' : 'inherit'],
    });
    if (options.locked === true && child.pid !== undefined) noteWorker(child.pid);
    const stop = () => child.kill('SIGTERM');
    process.on('exit', stop);
    let output = '';
    const collect = (chunk) => (output += chunk.toString());
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    const done = (code) => {
      process.removeListener('exit', stop);
      if (options.locked === true) noteWorker(undefined);
      resolve({ code, output });
    };
    child.on('error', (error) => {
      output += error.message;
      done(127);
    });
    child.on('close', (code, signal) => done(code ?? (signal === null ? 1 : 130)));
  });
}

/** Runs a tool of node_modules by its entry file: no shell, no npx, the same on every system. */
export function runTool(entry, args, options) {
  return run(process.execPath, [path.join(root, 'node_modules', entry), ...args], options);
}

/** Runs npm: the one that started us, else the one beside this Node, else the one on PATH. */
export function runNpm(args, options) {
  const beside = path.join(path.dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js');
  const started = process.env['npm_execpath'] ?? '';
  const cli = [started.endsWith('npm-cli.js') ? started : '', beside].find(
    (file) => file !== '' && fs.existsSync(file),
  );
  if (cli !== undefined) return run(process.execPath, [cli, ...args], options);
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, options);
}
