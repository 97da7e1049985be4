/**
 * Files allowed past a length limit, by name, each with the reason. A guard removes the excuse when the file shrinks.
 *
 * @typedef {object} LengthException
 * @property {string} file
 * @property {'max-lines' | 'max-lines-per-function'} rule
 * @property {number} max
 * @property {string} reason
 */

/** @type {readonly LengthException[]} */
export const lengthExceptions = [];
