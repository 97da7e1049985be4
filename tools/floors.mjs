/**
 * The import rule of the whole repository, once. dependency-cruiser enforces it, ARCHITECTURE.md's picture is drawn from
 * it, and the lint rules take the list of pure rooms from it.
 *
 * A room is a workspace. It may import the rooms it names, by package name, and nothing else of ours.
 *
 * @typedef {object} Room
 * @property {0 | 1 | 2 | 3 | 4} floor
 * @property {string} folder  from the repository root
 * @property {readonly string[]} mayImport  room names
 * @property {boolean} [planned]  true while the room is only foreseen: no folder yet
 * @property {Readonly<Record<string, readonly string[]>>} [inside]  folder under src → the sibling folders it may import
 *
 * @typedef {object} Floor
 * @property {0 | 1 | 2 | 3 | 4} number
 * @property {string} name
 * @property {string} note
 */

/** @type {readonly Floor[]} from the roof down */
export const floors = [
  { number: 4, name: 'APPS', note: 'nobody imports an app' },
  { number: 3, name: 'ADAPTERS', note: 'the only packages that do I/O' },
  { number: 2, name: 'WORKSHOPS', note: 'pure; they join the cores' },
  { number: 1, name: 'CORES', note: 'pure; blind to each other' },
  { number: 0, name: 'GROUND', note: 'pure; imports nothing' },
];

/** The highest floor whose rooms are pure: no I/O, no clock, no randomness of their own. */
export const HIGHEST_PURE_FLOOR = 2;

/** @type {Readonly<Record<string, Room>>} */
export const rooms = {
  units: { floor: 0, folder: 'packages/units', mayImport: [] },

  engine: {
    floor: 1,
    folder: 'packages/engine',
    mayImport: ['units'],
    inside: {
      problem: [],
      random: [],
      kernels: [],
      schedule: ['problem'],
      constraints: ['problem', 'schedule'],
      bounds: ['problem', 'schedule'],
      propagation: ['problem', 'bounds'],
      // The search asks the judge when it is told to doubt itself; the judge never asks back.
      search: ['problem', 'schedule', 'constraints', 'bounds', 'propagation', 'random', 'kernels', 'oracle'],
      // The judge must not share code with the accused.
      oracle: ['problem', 'schedule'],
      instances: ['problem', 'schedule', 'kernels'],
    },
  },
  factory: { floor: 1, folder: 'packages/factory', mayImport: ['units'] },
  gantt: { floor: 1, folder: 'packages/gantt', mayImport: ['units'] },
  words: { floor: 1, folder: 'packages/words', mayImport: ['units'] },

  planning: { floor: 2, folder: 'packages/planning', mayImport: ['units', 'engine', 'factory'] },
  importers: { floor: 2, folder: 'packages/importers', mayImport: ['units', 'factory'] },
  api: { floor: 2, folder: 'packages/api', mayImport: ['units', 'factory'] },

  'engine-host': { floor: 3, folder: 'packages/engine-host', mayImport: ['units', 'engine'] },
  storage: { floor: 3, folder: 'packages/storage', mayImport: ['units', 'factory'] },
  machines: { floor: 3, folder: 'packages/machines', mayImport: ['units', 'factory'], planned: true },

  server: {
    floor: 4,
    folder: 'apps/server',
    mayImport: ['units', 'engine', 'factory', 'words', 'planning', 'importers', 'api', 'engine-host', 'storage', 'machines'],
  },
  web: {
    floor: 4,
    folder: 'apps/web',
    mayImport: ['units', 'factory', 'gantt', 'words', 'api', 'planning'],
  },
  cli: {
    floor: 4,
    folder: 'apps/cli',
    mayImport: ['units', 'engine', 'factory', 'gantt', 'words', 'planning', 'importers', 'api', 'engine-host'],
  },
  // Benches and example factories stand beside the apps: they drive the rooms as an app does, and nobody imports them.
  bench: {
    floor: 4,
    folder: 'bench',
    // The server is measured from outside, as a process, by its contract.
    mayImport: ['units', 'engine', 'factory', 'words', 'planning', 'importers', 'api', 'engine-host'],
  },
  examples: {
    floor: 4,
    folder: 'examples',
    mayImport: ['units', 'engine', 'factory', 'words', 'planning', 'importers', 'engine-host'],
  },
  // Journeys start the server as a process and look at it through a browser.
  journeys: { floor: 4, folder: 'tests/journeys', mayImport: ['units', 'factory', 'words', 'api'] },
};

/** Rooms that have a folder today. */
export const builtRooms = Object.entries(rooms)
  .filter(([, room]) => !room.planned)
  .map(([name, room]) => ({ name, ...room }));

/** Folders of the rooms that must stay pure. */
export const pureFolders = builtRooms.filter((room) => room.floor <= HIGHEST_PURE_FLOOR).map((room) => room.folder);
