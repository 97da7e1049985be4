/** A body of JSON: a factory of some 10,000 orders. */
export const BODY_BYTES = 8 * 1024 * 1024;
/** One file of an import. */
export const FILE_BYTES = 64 * 1024 * 1024;
/** Letters of an answer from which on packing it is worth the while. */
export const WORTH_PACKING = 32_000;
/** The fastest: the next level takes half as long again for a few per cent. */
export const PACKING_LEVEL = 1;
