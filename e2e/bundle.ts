/** What a site's own build makes of a module written for React or Vue. */
import { build, type Plugin } from 'vite';
import { compileScript, parse } from 'vue/compiler-sfc';

/** The files of a small app: their names begin with a slash. */
export type Files = Readonly<Record<string, string>>;

/**
 * @param packages folders of packages that are not installed, by name
 * @returns one script that needs no other. `/main.js` is where it begins.
 */
export async function bundle(files: Files, packages: Record<string, string> = {}): Promise<string> {
  const app: Plugin = {
    name: 'app',
    enforce: 'pre',
    resolveId: (source) => (source in files ? source : null),
    load: (id) => {
      const code = files[id] ?? null;
      return code !== null && id.endsWith('.vue') ? vueModule(code, id) : code;
    },
  };
  const output = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [app],
    resolve: { alias: packages },
    define: {
      'process.env.NODE_ENV': '"production"',
      __VUE_OPTIONS_API__: 'false',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    build: {
      write: false,
      modulePreload: false,
      rolldownOptions: { input: '/main.js', output: { codeSplitting: false } },
    },
  });
  const [made] = [output].flat();
  const [script] = made && 'output' in made ? made.output : [];
  if (script?.type !== 'chunk') throw new Error('nothing was made');
  return script.code;
}

/** A single file component as its compiler makes it, told about our element as the documentation asks. */
function vueModule(code: string, id: string): string {
  const { descriptor } = parse(code, { filename: id });
  return compileScript(descriptor, {
    id,
    inlineTemplate: true,
    templateOptions: { compilerOptions: { isCustomElement: (tag) => tag === 'tilth-board' } },
  }).content;
}
