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
export const lengthExceptions = [
  {
    file: 'packages/engine/src/search/resource/resource-tabu.ts',
    rule: 'max-lines-per-function',
    max: 70,
    reason: 'a cut moves over all resources of a mode in step: its pointers and lengths stay in local variables',
  },
  {
    file: 'packages/engine/src/search/general/decoder.ts',
    rule: 'max-lines',
    max: 540,
    reason: 'one placement asks every constraint in turn, and taking it back asks them in the opposite order: both are read side by side',
  },
  {
    file: 'packages/engine/src/search/shop/dispatch.ts',
    rule: 'max-lines-per-function',
    max: 70,
    reason: 'the two steps of the simulation close over its state, which nothing else may touch',
  },
  {
    file: 'packages/factory/src/document/check-references.ts',
    rule: 'max-lines-per-function',
    max: 70,
    reason: 'a flat list, one line a reference: easier to check against the document than any loop over descriptions',
  },
  {
    file: 'packages/factory/src/document/apply-defaults.ts',
    rule: 'max-lines-per-function',
    max: 85,
    reason: 'a flat list, one line a default: the whole of what is assumed can be read at once',
  },
];
