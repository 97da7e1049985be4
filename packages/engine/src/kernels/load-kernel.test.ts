import { describe, expect, it, vi } from 'vitest';
import { bytes } from './generated/job-shop.ts';
import { bytesOf, KernelCode } from './load-kernel.ts';

interface Exports {
  best(): number;
}

describe('starting a compiled kernel', () => {
  it('reads base 64 of every length', () => {
    for (let length = 0; length < 40; length++) {
      const given = Uint8Array.from({ length }, (_, i) => (i * 89 + length * 31) % 256);
      expect(bytesOf(Buffer.from(given).toString('base64'))).toEqual(given);
    }
  });
  it('gives every start a memory of its own', () => {
    const code = new KernelCode<Exports>(bytes);
    const [one, other] = [code.start(1 << 20), code.start(1 << 20)];
    one!.words[5] = 7;
    expect(other!.words[5]).toBe(0);
    expect(one!.words.byteLength).toBe(1 << 20);
    expect(one!.run.best()).toBeGreaterThan(0);
  });
  it('says so where the platform has no WebAssembly or not so much memory', () => {
    expect(new KernelCode<Exports>(bytes).start(2 ** 40)).toBeUndefined();
    vi.stubGlobal('WebAssembly', undefined);
    expect(new KernelCode<Exports>(bytes).start(1 << 20)).toBeUndefined();
    vi.unstubAllGlobals();
  });
});
