/** A bug, seeded by hand, and the tests that are expected to find it. */
export interface Mutant {
  name: string;
  file: string;
  /** Occurs exactly once in the file, so that a mutant which no longer fits is noticed. */
  is: string;
  /** What stands there instead. */
  becomes: string;
  /** Test files, as few and as quick as will do. */
  suites: readonly string[];
  /** Settings of the tests. */
  environment?: Record<string, string>;
}
