/** A body of JSON: a factory of some 10,000 orders. */
export const BODY_BYTES = 8 * 1024 * 1024;
/** One file of an import. */
export const FILE_BYTES = 64 * 1024 * 1024;
