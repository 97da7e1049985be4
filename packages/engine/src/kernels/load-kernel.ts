/**
 * Kernels compiled to WebAssembly. The engine reads no files and knows no platform, so a kernel's bytes are text in a module of
 * their own, and the little it needs of the global `WebAssembly` is typed here. Where there is none, callers use the plain twin.
 */
interface Memory {
  readonly buffer: ArrayBuffer;
}
declare const WebAssembly:
  | {
      readonly Memory: new (size: { readonly initial: number }) => Memory;
      readonly Module: new (bytes: Uint8Array) => object;
      readonly Instance: new (module: object, imports: { readonly env: { readonly memory: Memory } }) => { readonly exports: unknown };
    }
  | undefined;

const PAGE = 65_536;

/** A running kernel: its functions and the memory they work on. */
export interface Kernel<Exports> {
  readonly run: Exports;
  /** The whole memory, as words. Addresses are in bytes: word = address / 4. */
  readonly words: Int32Array;
}

/** A compiled kernel can be started many times; each start has a memory of its own. */
export class KernelCode<Exports> {
  readonly #bytes: string;
  #module: object | undefined;

  /** Bytes in base 64. */
  constructor(bytes: string) {
    this.#bytes = bytes;
  }

  /** Undefined where there is no WebAssembly, or not so much memory. */
  start(memoryBytes: number): Kernel<Exports> | undefined {
    if (typeof WebAssembly === 'undefined') return undefined;
    this.#module ??= new WebAssembly.Module(bytesOf(this.#bytes));
    try {
      const memory = new WebAssembly.Memory({ initial: Math.ceil(memoryBytes / PAGE) });
      const { exports } = new WebAssembly.Instance(this.#module, { env: { memory } });
      return { run: exports as Exports, words: new Int32Array(memory.buffer) };
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  }
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base 64 by hand: neither `atob` nor `Buffer` belongs to the language. */
export function bytesOf(base64: string): Uint8Array {
  const text = base64.replace(/=+$/, '');
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let held = 0;
  let bits = 0;
  let to = 0;
  for (const letter of text) {
    held = ((held << 6) | ALPHABET.indexOf(letter)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[to++] = (held >> bits) & 0xff;
  }
  return bytes;
}
