import { NONE } from './problem.ts';

/**
 * Columns in which every row says the same, for problems of up to millions of operations. Those of one kind share their memory: a problem's
 * columns are only read. That spares the time to fill them and to send them to a thread, and two thirds of a plain shop's memory.
 */
export class ConstantColumns {
  readonly #most: number;
  #zeros: Int32Array | undefined;
  #minusOnes: Int32Array | undefined;
  #nones: Int32Array | undefined;
  #realZeros: Float64Array | undefined;
  #realOnes: Float64Array | undefined;
  #noFlags: Uint8Array | undefined;
  #count: Int32Array | undefined;

  /** No column asked for will be longer. */
  constructor(most: number) {
    this.#most = most;
  }

  zeros(length: number): Int32Array {
    return (this.#zeros ??= new Int32Array(this.#most)).subarray(0, length);
  }
  minusOnes(length: number): Int32Array {
    return (this.#minusOnes ??= new Int32Array(this.#most).fill(-1)).subarray(0, length);
  }
  /** NONE in every row. */
  nones(length: number): Int32Array {
    return (this.#nones ??= new Int32Array(this.#most).fill(NONE)).subarray(0, length);
  }
  realZeros(length: number): Float64Array {
    return (this.#realZeros ??= new Float64Array(this.#most)).subarray(0, length);
  }
  realOnes(length: number): Float64Array {
    return (this.#realOnes ??= new Float64Array(this.#most).fill(1)).subarray(0, length);
  }
  noFlags(length: number): Uint8Array {
    return (this.#noFlags ??= new Uint8Array(this.#most)).subarray(0, length);
  }
  /** from, from + 1 … */
  count(from: number, length: number): Int32Array {
    return (this.#count ??= counted(this.#most)).subarray(from, from + length);
  }
}

function counted(length: number): Int32Array {
  const column = new Int32Array(length);
  for (let i = 0; i < length; i++) column[i] = i;
  return column;
}
