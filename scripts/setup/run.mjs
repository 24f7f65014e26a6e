import { spawn } from 'node:child_process';

/**
 * Runs a program with this terminal as its own and waits for its end.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string>, quiet?: boolean }} [options] `quiet` hides what it prints to stdout
 * @returns {Promise<number>} its exit code; 1 when it ended by a signal or could not start
 */
export function run(program, args, { env = {}, quiet = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: ['inherit', quiet ? 'ignore' : 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
    child.once('error', (error) => {
      console.error(`${program}: ${error.message}`);
      resolve(1);
    });
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/**
 * Runs npm with the Node and the npm that run this.
 * @param {readonly string[]} args
 */
export function npm(args) {
  const own = process.env['npm_execpath'];
  return own ? run(process.execPath, [own, ...args]) : run('npm', args);
}
