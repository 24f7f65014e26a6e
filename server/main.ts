/** The process: reads the environment, starts the server, says where it is, and ends it in order when asked to. */
import closeWithGrace from 'close-with-grace';
import { type App, createApp } from './app.ts';
import { ConfigError, parseConfig } from './config.ts';
import { firstBoardLines } from './first-board.ts';
import { errorFields } from './log.ts';
import { StoreError } from './store/port.ts';

/** The longest that ending may take, ms; what is acknowledged is safe even if it takes longer. */
const GRACE = 5_000;

try {
  const config = parseConfig(process.env);
  const app = await createApp(config);
  endInOrder(app);
  const origin = await app.listen();
  // Several nodes would each make one.
  const lines = config.redisUrl ? [] : await firstBoardLines(app.rooms, config.dataDir, origin);
  console.log([`Tilth is at ${origin}`, ...lines].join('\n'));
} catch (error) {
  console.error(sentence(error));
  process.exit(1);
}

function endInOrder(app: App): void {
  closeWithGrace({ delay: GRACE, logger: false }, async ({ err }) => {
    if (err) app.log.fatal({ err }, 'the server ends because of a bug');
    await app.close();
  });
}

/** What a person who starts the server can act on. */
function sentence(error: unknown): string {
  if (error instanceof ConfigError || error instanceof StoreError) return error.message;
  if (error instanceof Error && 'code' in error) {
    if (error.code === 'EADDRINUSE') return 'The port is in use already. Set PORT to another one.';
    if (error.code === 'EACCES')
      return 'The port may not be opened, or the folder not be written, by this user.';
    if (error.code === 'EADDRNOTAVAIL') return 'HOST is not an address of this machine.';
  }
  return `The server could not start: ${JSON.stringify(errorFields(error))}`;
}
