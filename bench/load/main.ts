/** A load process: takes one job from the bench, does it, answers, and ends. */
import { dialects } from './dialects.ts';
import type { Job } from './job.ts';
import { runs } from './runs.ts';

process.once('message', (job: Job) => {
  runs[job.run](dialects[job.dialect], job, job.params).then(
    (figures) => answer({ figures }),
    (error: unknown) =>
      answer({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});

function answer(message: object): void {
  process.send?.(message, () => process.exit(0));
}
