import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';

/**
 * The page's script, made when a page is written: our own TypeScript with its types taken off, module after module in one scope.
 * No bundler, so what runs in the browser can be read in the file and in the repository alike.
 */
export function pageScript(): string {
  const start = new URL('browser/start.ts', import.meta.url);
  const modules = [...modulesInOrder(start, new Map()).values()];
  const clashes = clashingNames(modules);
  if (clashes.length > 0) throw new Error(`the page's modules both declare ${clashes.join(', ')}`);
  return `${modules.join('\n')}\n`;
}

const IMPORT = /^import (?:type )?\{[^}]*\} from '([^']+)';\n/gm;

/** Each module after those it imports, without its imports, exports and types. */
function modulesInOrder(file: URL, done: Map<string, string>): Map<string, string> {
  if (done.has(file.href)) return done;
  // Marks the module as under way: a circle of imports must not go round for ever.
  done.set(file.href, '');
  const source = readFileSync(file, 'utf8');
  for (const [statement, from] of source.matchAll(IMPORT)) {
    if (!statement.startsWith('import type')) modulesInOrder(fileOf(from ?? '', file), done);
  }
  const plain = withoutWarning(() => stripTypeScriptTypes(source.replace(IMPORT, '')))
    .replaceAll(/^export /gm, '')
    .replaceAll(/[ \t]+$/gm, '')
    .replaceAll(/\n{2,}/g, '\n');
  done.delete(file.href);
  return done.set(file.href, plain.trim());
}

/** Where a module is: beside its importer, or in the room it names. */
function fileOf(name: string, importer: URL): URL {
  return name.startsWith('.') ? new URL(name, importer) : new URL(import.meta.resolve(name));
}

/** The stripper still warns that it may change; Node is pinned, and whoever asks for a plan need not read that. */
function withoutWarning(strip: () => string): string {
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    return strip();
  } finally {
    process.emitWarning = emitWarning;
  }
}

const DECLARED = /^(?:async )?(?:function|const|let|class) (\w+)/gm;

/** Names two modules declare at their top level: in one scope one of them would be lost. */
function clashingNames(modules: readonly string[]): string[] {
  const names = modules.flatMap((source) => [...source.matchAll(DECLARED)].map((match) => match[1] ?? ''));
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
