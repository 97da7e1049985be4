import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import asc from 'assemblyscript/asc';
import type { Guard } from './guard.ts';
import { isTypeScript, listFiles } from './source-files.ts';

const SOURCES = 'packages/engine/kernels';
const GENERATED = 'packages/engine/src/kernels/generated';
/** No garbage collector, no bounds checks, memory handed in by the host. */
const OPTIONS = ['-O3', '--noAssert', '--runtime', 'stub', '--importMemory', '--noExportMemory', '--pedantic'];

/** The WebAssembly of one kernel source. @throws Error with the compiler's words when it does not compile, or only with a warning. */
async function compile(root: string, source: string): Promise<Uint8Array> {
  let bytes: Uint8Array | undefined;
  const words: string[] = [];
  const listen = { write: (chunk: string | Uint8Array) => words.push(String(chunk)) > 0 };
  const { error } = await asc.main([source, '--outFile', 'kernel.wasm', ...OPTIONS], {
    stdout: listen,
    stderr: listen,
    readFile: (name, folder) => (existsSync(join(root, folder, name)) ? readFileSync(join(root, folder, name), 'utf8') : null),
    writeFile: (name, contents) => {
      if (name.endsWith('.wasm')) bytes = contents as Uint8Array;
    },
    listFiles: () => [],
  });
  const said = words.join('');
  if (error !== null || bytes === undefined || said.includes('WARNING')) throw new Error(`${source}: ${said || String(error)}`);
  return bytes;
}

/** The module that carries a compiled kernel: the engine may not read files, so the bytes travel as text. */
async function generatedModule(root: string, source: string): Promise<string> {
  const text = Buffer.from(await compile(root, source)).toString('base64');
  return `// Made from ${source} by \`npm run guards:write\`.\nexport const bytes =\n  '${text}';\n`;
}

/** What lies in a folder is part of the kernels that import it. */
function kernels(root: string): { source: string; target: string }[] {
  const sources = listFiles(root, SOURCES, isTypeScript).filter((source) => dirname(source) === SOURCES);
  return sources.map((source) => ({ source, target: `${GENERATED}/${basename(source)}` }));
}

/** What runs as WebAssembly is what the AssemblyScript beside it says: every kernel is compiled again and compared. */
export const kernelsGuard: Guard = {
  name: 'kernels',
  async check(root) {
    const trouble: string[] = [];
    const all = kernels(root);
    if (all.length === 0) trouble.push(`${SOURCES} holds no kernel: the guard looked in the wrong place`);
    for (const { source, target } of all) {
      const kept = existsSync(join(root, target)) ? readFileSync(join(root, target), 'utf8') : '';
      if (kept !== (await generatedModule(root, source))) trouble.push(`${target} is not what ${source} compiles to: npm run guards:write`);
    }
    const wanted = new Set(all.map(({ target }) => target));
    if (existsSync(join(root, GENERATED)))
      for (const file of listFiles(root, GENERATED, isTypeScript)) if (!wanted.has(file)) trouble.push(`${file} has no source`);
    return trouble;
  },
  async write(root) {
    for (const { source, target } of kernels(root)) {
      mkdirSync(dirname(join(root, target)), { recursive: true });
      writeFileSync(join(root, target), await generatedModule(root, source));
    }
  },
};
