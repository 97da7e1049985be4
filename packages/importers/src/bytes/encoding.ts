import { decode } from './platform.ts';
import { commonSimplified, commonTraditional } from './common-characters.ts';

type EncodingName = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'Big5' | 'GB18030';

export interface DecodedText {
  readonly text: string;
  readonly encoding: EncodingName;
}

const startsWith = (bytes: Uint8Array, ...mark: readonly number[]): boolean => mark.every((byte, i) => bytes[i] === byte);

/**
 * Reads a text file written by Excel in Hong Kong, on the mainland or elsewhere: UTF-8 and UTF-16 with or without mark, Big5, GB18030.
 * Undefined when the bytes are valid in none of them.
 */
export function decodeText(bytes: Uint8Array): DecodedText | undefined {
  const attempt = (encoding: EncodingName): DecodedText | undefined => {
    const text = decode(bytes, encoding.toLowerCase());
    return text === undefined ? undefined : { text, encoding };
  };
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return attempt('UTF-8');
  if (startsWith(bytes, 0xff, 0xfe)) return attempt('UTF-16LE');
  if (startsWith(bytes, 0xfe, 0xff)) return attempt('UTF-16BE');
  const wide = utf16WithoutMark(bytes);
  if (wide !== undefined) return attempt(wide);
  return attempt('UTF-8') ?? likelierChinese(attempt('Big5'), attempt('GB18030'));
}

/** Spreadsheet text always has ASCII separators: in UTF-16 those leave zero bytes on one side, and hardly any character (一) on the other. */
function utf16WithoutMark(bytes: Uint8Array): EncodingName | undefined {
  const length = Math.min(bytes.length, 4096);
  let evenZeros = 0;
  let oddZeros = 0;
  for (let i = 0; i < length; i += 1) {
    if (bytes[i] !== 0) continue;
    if (i % 2 === 0) evenZeros += 1;
    else oddZeros += 1;
  }
  if (length < 4 || evenZeros + oddZeros < length / 40) return undefined;
  if (oddZeros > evenZeros * 2) return 'UTF-16LE';
  return evenZeros > oddZeros * 2 ? 'UTF-16BE' : undefined;
}

/** Bytes of one encoding read as the other nearly always decode, but to characters nobody writes: the reading with more everyday characters wins. */
function likelierChinese(big5: DecodedText | undefined, gb: DecodedText | undefined): DecodedText | undefined {
  if (big5 === undefined || gb === undefined) return big5 ?? gb;
  return everydayShare(big5.text, commonTraditional) > everydayShare(gb.text, commonSimplified) ? big5 : gb;
}

function everydayShare(text: string, everyday: ReadonlySet<string>): number {
  let all = 0;
  let known = 0;
  for (const character of text.slice(0, 200_000)) {
    if (character < '\u0080') continue;
    all += 1;
    if (everyday.has(character)) known += 1;
    // Half-width katakana, private use and extension planes are the mark of a wrong guess.
    else if (character >= '\ue000' && character <= '\uf8ff') known -= 1;
  }
  return all === 0 ? 0 : known / all;
}
