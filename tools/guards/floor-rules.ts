import type { IFlattenedRuleSet } from 'dependency-cruiser';
import { builtRooms, pureFolders, rooms } from '../floors.mjs';

type ForbiddenRule = NonNullable<IFlattenedRuleSet['forbidden']>[number];

const TEST_FILES = '\\.test\\.ts$|/testing/';
const anyOf = (paths: readonly string[]): string => `^(${paths.join('|')})/`;
const EVERY_ROOM = anyOf(builtRooms.map((room) => room.folder));

function floorRules(): ForbiddenRule[] {
  return builtRooms.map((room) => {
    const allowed = [room.folder, ...room.mayImport.map((name) => rooms[name]?.folder ?? name)];
    return {
      name: `floors:${room.name}`,
      comment: `${room.name} may import only: ${room.mayImport.join(', ') || 'nothing of ours'}`,
      severity: 'error',
      from: { path: `^${room.folder}/` },
      to: { path: `^(packages|apps|bench|examples|tools)/`, pathNot: anyOf(allowed) },
    };
  });
}

function insideRules(): ForbiddenRule[] {
  return builtRooms.flatMap((room) =>
    Object.entries(room.inside ?? {}).map(([folder, mayImport]): ForbiddenRule => {
      const allowed = anyOf([folder, ...mayImport].map((name) => `${room.folder}/src/${name}`));
      return {
        name: `inside:${room.name}/${folder}`,
        comment: `${room.name}/src/${folder} may import only: ${mayImport.join(', ') || 'nothing beside itself'}`,
        severity: 'error',
        from: { path: `^${room.folder}/src/${folder}/`, pathNot: TEST_FILES },
        to: { path: `^${room.folder}/src/`, pathNot: allowed },
      };
    }),
  );
}

const PLAIN_RULES: ForbiddenRule[] = [
  {
    name: 'front-door',
    comment: 'another room is imported by its package name, through its exports',
    severity: 'error',
    from: { path: '^(packages/[^/]+|apps/[^/]+|bench|examples)/' },
    to: { path: EVERY_ROOM, pathNot: '^$1/', dependencyTypesNot: ['aliased-workspace'] },
  },
  { name: 'no-cycle', comment: 'modules form no cycle', severity: 'error', from: {}, to: { circular: true } },
  { name: 'resolvable', comment: 'every import is found', severity: 'error', from: {}, to: { couldNotResolve: true } },
  {
    name: 'pure',
    comment: 'rooms of floors 0 to 2 do no I/O',
    severity: 'error',
    from: { path: anyOf(pureFolders), pathNot: TEST_FILES },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'declared',
    comment: "a library is a dependency of the room's own package.json",
    severity: 'error',
    from: { path: EVERY_ROOM, pathNot: `${TEST_FILES}|/vite\\.config\\.ts$` },
    to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
  },
];

/** The floors, the rules inside rooms and the house's plain import rules, as dependency-cruiser reads them. */
export function floorRuleSet(): IFlattenedRuleSet {
  return { forbidden: [...floorRules(), ...insideRules(), ...PLAIN_RULES] };
}
