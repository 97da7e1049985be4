/**
 * The one piece of the platform this pure room needs: turning bytes into text. Every JavaScript runtime has it (WHATWG Encoding
 * Standard), but the compiler of a pure room does not know it, so its narrow shape is told here.
 */
interface Decoder {
  decode(bytes: Uint8Array): string;
}
interface DecoderClass {
  new (label: string, options: { readonly fatal: boolean; readonly ignoreBOM?: boolean }): Decoder;
}
interface EncoderClass {
  new (): { encode(text: string): Uint8Array };
}

const platform = globalThis as unknown as { readonly TextDecoder: DecoderClass; readonly TextEncoder: EncoderClass };

/** Text of the bytes in that encoding, or undefined when they are not valid in it. A byte order mark is dropped. */
export function decode(bytes: Uint8Array, label: string): string | undefined {
  try {
    return new platform.TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    // The standard says: a fatal decoder throws on the first invalid sequence. That is an answer, not a bug.
    return undefined;
  }
}

export function encodeUtf8(text: string): Uint8Array {
  return new platform.TextEncoder().encode(text);
}
