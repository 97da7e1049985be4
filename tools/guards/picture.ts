import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { floors, rooms } from '../floors.mjs';
import type { Guard } from './guard.ts';
import { readMarkedBlock, replaceMarkedBlock } from './marked-block.ts';

const FILE = 'ARCHITECTURE.md';
const BLOCK = 'floors';

function drawFloors(): string {
  const lines = floors.map((floor) => {
    const here = Object.entries(rooms).filter(([, room]) => room.floor === floor.number);
    const drawn = here.map(([name, room]) => (room.planned === true ? `(${name})` : name)).join(' · ');
    return `floor ${floor.number}  ${floor.name.padEnd(10)} ${drawn.padEnd(52)} ${floor.note}`;
  });
  return ['```', lines.join(`\n${' '.repeat(20)}│\n`), '```'].join('\n');
}

function drawTable(): string {
  const rows = Object.entries(rooms).map(([name, room]) => {
    const title = room.planned === true ? `(${name})` : `**${name}** \`${room.folder}\``;
    return `| ${title} | ${room.mayImport.join(', ') || 'nothing'} |`;
  });
  return ['| Room | may import |', '|---|---|', ...rows].join('\n');
}

function drawInside(): string {
  const blocks = Object.entries(rooms).flatMap(([name, room]) => {
    if (room.inside === undefined) return [];
    const rows = Object.entries(room.inside).map(([folder, mayImport]) => `| ${folder} | ${mayImport.join(', ') || 'nothing'} |`);
    return [[`| folder of ${name} | may import |`, '|---|---|', ...rows].join('\n')];
  });
  return blocks.join('\n\n');
}

/** The picture and tables of ARCHITECTURE.md, drawn from the import rule itself. */
export function drawPicture(): string {
  return [drawFloors(), drawTable(), drawInside()].join('\n\n');
}

/** ARCHITECTURE.md shows the import rule that is in force. */
export const pictureGuard: Guard = {
  name: 'picture',
  async check(root) {
    const drawn = readMarkedBlock(readFileSync(join(root, FILE), 'utf8'), BLOCK);
    if (drawn === undefined) return [`${FILE} has lost its <!-- ${BLOCK}:start --> … <!-- ${BLOCK}:end --> marks`];
    return drawn === drawPicture() ? [] : [`${FILE} no longer shows tools/floors.mjs: run npm run guards:write`];
  },
  async write(root) {
    const path = join(root, FILE);
    writeFileSync(path, replaceMarkedBlock(readFileSync(path, 'utf8'), BLOCK, drawPicture()));
  },
};
