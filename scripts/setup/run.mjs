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
    // Ctrl+C reaches the program by itself, since it shares the terminal; who ends only this process means both.
    const wait = () => {};
    const end = () => child.kill('SIGTERM');
    process.on('SIGINT', wait).on('SIGTERM', end);
    child.once('close', () => process.off('SIGINT', wait).off('SIGTERM', end));
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
