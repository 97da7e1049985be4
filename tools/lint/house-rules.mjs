/**
 * The house's own lint rules, for what no stock rule says. Loaded by oxlint through its ESLint-compatible plugin API.
 *
 * @import { RuleTester } from 'oxlint/plugins-dev'
 * @typedef {Parameters<RuleTester['run']>[1]} Rule
 */

const VAGUE_NAMES = new Set(['utils', 'util', 'helpers', 'helper', 'common', 'base', 'manager', 'misc', 'types', 'shared', 'stuff']);

/**
 * @param {any} node
 * @param {string} object
 * @param {string} property
 */
function isMember(node, object, property) {
  if (node.type !== 'MemberExpression' || node.object.type !== 'Identifier' || node.object.name !== object) return false;
  return node.computed ? node.property.value === property : node.property.name === property;
}

/** @type {Rule} */
const noExportStar = {
  meta: { type: 'problem', messages: { star: 'Name what the front door exports: `export *` hides the public surface.' } },
  create: (context) => ({
    ExportAllDeclaration: (node) => context.report({ node, messageId: 'star' }),
  }),
};

/** @type {Rule} */
const noVagueFileName = {
  meta: { type: 'problem', messages: { vague: 'A file is named after its one idea; "{{name}}" could hold anything.' } },
  create: (context) => ({
    Program: (node) => {
      const stem = context.filename.split(/[\\/]/).pop()?.split('.')[0]?.toLowerCase() ?? '';
      if (VAGUE_NAMES.has(stem)) context.report({ node, messageId: 'vague', data: { name: stem } });
    },
  }),
};

/** @type {Rule} */
const noHiddenInput = {
  meta: {
    type: 'problem',
    messages: {
      clock: 'A pure room has no clock: take the time as an argument.',
      random: 'A pure room has no dice of its own: take a seeded generator as an argument.',
    },
  },
  create: (context) => ({
    MemberExpression: (node) => {
      if (isMember(node, 'Date', 'now') || isMember(node, 'performance', 'now')) context.report({ node, messageId: 'clock' });
      if (isMember(node, 'Math', 'random')) context.report({ node, messageId: 'random' });
    },
    NewExpression: (node) => {
      if (node.callee.type === 'Identifier' && node.callee.name === 'Date' && node.arguments.length === 0) {
        context.report({ node, messageId: 'clock' });
      }
    },
    CallExpression: (node) => {
      if (node.callee.type === 'Identifier' && node.callee.name === 'Date') context.report({ node, messageId: 'clock' });
    },
  }),
};

const houseRules = {
  meta: { name: 'house' },
  rules: {
    'no-export-star': noExportStar,
    'no-vague-file-name': noVagueFileName,
    'no-hidden-input': noHiddenInput,
  },
};

export default houseRules;
