import { defineConfig } from 'oxlint';
import { pureFolders } from './tools/floors.mjs';
import { lengthExceptions } from './tools/lint/exceptions.mjs';

const maxLines = (max: number): ['error', { max: number; skipBlankLines: true; skipComments: true }] => [
  'error',
  { max, skipBlankLines: true, skipComments: true },
];

export default defineConfig({
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'vitest'],
  jsPlugins: ['./tools/lint/house-rules.mjs'],
  categories: { correctness: 'error', suspicious: 'error' },
  ignorePatterns: ['**/.types/**', '**/dist/**', '**/node_modules/**', '.cache/**', 'out/**'],
  rules: {
    'house/no-export-star': 'error',
    'house/no-vague-file-name': 'error',
    'unicorn/filename-case': ['error', { case: 'kebabCase' }],
    'max-lines': maxLines(400),
    'max-lines-per-function': maxLines(50),
    // The second argument of expect names the case in a loop; vitest has it, jest has not.
    'vitest/valid-expect': ['error', { maxArgs: 2 }],
    // A property may have two outcomes, each with its own expectation.
    'vitest/no-conditional-expect': 'off',
    'vitest/expect-expect': ['error', { assertFunctionNames: ['expect', 'expectTypeOf', 'fc.assert', 'assert*'] }],
    eqeqeq: 'error',
    'no-var': 'error',
    'prefer-const': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/consistent-type-imports': 'error',
    'typescript/ban-ts-comment': 'error',
    'unicorn/no-array-sort': 'off',
    'unicorn/no-array-reverse': 'off',
    // `fc.assert(fc.property(…))` is how fast-check reads.
    'import/no-named-as-default-member': 'off',
    // Hot code sizes its arrays once.
    'unicorn/no-new-array': 'off',
    // A small function beside its only use reads better than one far away.
    'unicorn/consistent-function-scoping': 'off',
    // A shadowed name is how a small inner function stays readable (`order` in a loop over orders).
    'no-shadow': 'off',
    // The compiler's noUncheckedIndexedAccess already makes a chain of assertions visible.
    'typescript/no-unsafe-type-assertion': 'off',
  },
  overrides: [
    {
      files: pureFolders.map((folder) => `${folder}/**/*.ts`),
      rules: { 'house/no-hidden-input': 'error', 'no-console': 'error' },
    },
    {
      files: ['**/*.test.ts', '**/testing/**/*.ts'],
      rules: {
        'max-lines-per-function': 'off',
        'house/no-hidden-input': 'off',
        // Code of pages knows no language until one is loaded: its tests load them all.
        'import/no-unassigned-import': ['error', { allow: ['@midstream/words'] }],
      },
    },
    // Of a page most lines are markup, which reads better whole.
    {
      files: ['**/*.tsx'],
      // A style sheet has nothing to assign.
      rules: {
        'max-lines-per-function': maxLines(170),
        'import/no-unassigned-import': ['error', { allow: ['**/*.css'] }],
      },
    },
    // oxlint reads its plugin as untyped JavaScript.
    { files: ['**/*.mjs'], rules: { 'typescript/no-explicit-any': 'off' } },
    ...lengthExceptions.map(({ file, rule, max }) => ({ files: [file], rules: { [rule]: maxLines(max) } })),
  ],
});
