import type { BoardModel, BoardOperation } from '@midstream/planning/preview';
import type { BoardData } from './board-data.ts';
import type { HandPlace } from './edits.ts';

type Places = ReadonlyMap<string, HandPlace | undefined>;

/** The plan as it looks with what was done by hand; others stay drawn where they are until it is planned again. */
export function dataAfter(data: BoardData, places: Places): BoardData {
  if (places.size === 0) return data;
  const operations = [...data.operations];
  const setupStart = data.setupStart.slice();
  const start = data.start.slice();
  const end = data.end.slice();
  for (const [id, place] of places) {
    const at = data.indexOf.get(id);
    const operation = at === undefined ? undefined : operations[at];
    if (at === undefined || operation === undefined) continue;
    operations[at] = { ...operation, machine: place?.machine ?? operation.machine, state: place === undefined ? 'planned' : 'locked' };
    if (place === undefined) continue;
    setupStart[at] = place.setupStart;
    start[at] = place.start;
    end[at] = place.end;
  }
  return { ...data, operations, setupStart, start, end };
}

/** The model with what was done by hand, but for one operation, which is free to be dragged again. */
export function modelAfter(model: BoardModel, places: Places, free: string): BoardModel {
  if (places.size === 0) return model;
  const tick = (instant: number): number => Math.round((instant - model.origin) / model.tickSeconds);
  const operations = model.operations.map((each): BoardOperation => {
    if (!places.has(each.id)) return each;
    const place = places.get(each.id);
    const { pinned: _, ...loose } = each;
    if (place === undefined) return loose;
    const machine = model.machines.findIndex(({ id }) => id === place.machine);
    const own = each.modes[each.mode]?.machine === machine;
    const mode = own ? each.mode : each.modes.findIndex((way) => way.machine === machine);
    const moved = { ...loose, setupStart: tick(place.setupStart), start: tick(place.start), end: tick(place.end), mode: Math.max(mode, 0) };
    return each.id === free ? moved : { ...moved, pinned: 'locked' };
  });
  return { ...model, operations };
}
