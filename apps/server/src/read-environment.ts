import type { Finding } from '@midstream/units';
import { report } from './codes.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads settings one by one and gathers what is wrong with them, so that one start tells all of it. Empty is as good as absent. */
export function readEnvironment(env: Environment) {
  const wrong: Finding[] = [];
  const text = (name: string): string | undefined => {
    const value = env[name]?.trim();
    return value === '' ? undefined : value;
  };
  const refuse = (name: string, expected: string, value = text(name) ?? ''): void => {
    wrong.push(report('server.setting-wrong', { name, value, expected }));
  };
  return {
    wrong,
    text,
    whole(name: string, usual: number, least: number, most: number, also = ''): number {
      const value = text(name);
      if (value === undefined) return usual;
      if (/^\d{1,12}$/.test(value) && Number(value) >= least && Number(value) <= most) return Number(value);
      refuse(name, `${also === '' ? '' : `${also}, `}${least}…${most}`);
      return usual;
    },
    yes(name: string): boolean {
      const value = text(name) ?? 'false';
      if (value !== 'true' && value !== 'false') refuse(name, 'true, false');
      return value === 'true';
    },
    oneOf(name: string, usual: string, known: readonly string[]): string {
      const value = text(name) ?? usual;
      if (!known.includes(value)) refuse(name, known.join(', '));
      return value;
    },
    /** An address may hold a password: what was written is not repeated. */
    url(name: string, schemes: readonly string[]): string | undefined {
      const value = text(name);
      if (value === undefined) return undefined;
      if (URL.canParse(value) && schemes.includes(new URL(value).protocol)) return value;
      refuse(name, schemes.map((scheme) => `${scheme}//…`).join(', '), '…');
      return undefined;
    },
    /** Of settings that are only needed beside another. */
    needed(name: string): string {
      const value = text(name);
      if (value === undefined) refuse(name, '…');
      return value ?? '';
    },
  };
}
