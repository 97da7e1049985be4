import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** A secret nobody can guess: 256 bits. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** Secrets of full entropy need no slow hash: what the database holds cannot be turned back. */
export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

export function equalText(a: string, b: string): boolean {
  return timingSafeEqual(hashOf(a), hashOf(b));
}

// OWASP's parameters for scrypt: N = 2^15, r = 8, p = 3.
const COST = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 };
const KEY_BYTES = 32;

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((done, failed) => {
    // The same letters typed on different systems may come in different forms.
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, COST, (error, key) => (error === null ? done(key) : failed(error)));
  });
}

/** `scrypt$salt$key`, salted anew each time. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `scrypt$${salt.toString('base64url')}$${(await derive(password, salt)).toString('base64url')}`;
}

/** Takes as long where there is no such account as where there is. */
export async function passwordFits(password: string, stored: string | null | undefined): Promise<boolean> {
  const [, salt = 'AAAAAAAAAAAAAAAAAAAAAA', key = ''] = (stored ?? '').split('$');
  const derived = await derive(password, Buffer.from(salt, 'base64url'));
  const known = Buffer.from(key, 'base64url');
  return known.length === derived.length && timingSafeEqual(known, derived);
}
