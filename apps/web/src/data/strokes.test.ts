import { ApiError } from '@midstream/api';
import { expect, test, vi } from 'vitest';
import { Strokes } from './strokes.ts';

interface Week {
  readonly name: string;
  readonly hours: readonly number[];
}
const FIRST: Week = { name: 'Day', hours: [8] };

/** What is asked to be stored, to be answered by the test. */
function opened(onStored = () => undefined) {
  const asked: { readonly data: Week; readonly version: number; readonly ok: () => void; readonly no: (error: unknown) => void }[] = [];
  const strokes = new Strokes<Week>(
    { data: FIRST, version: 1 },
    (data, version) =>
      new Promise((answer, no) => {
        asked.push({ data, version, ok: () => answer(version + 1), no });
      }),
    onStored,
  );
  return { strokes, asked };
}
const week = (...hours: number[]): Week => ({ name: 'Day', hours });
const settled = (): Promise<void> => new Promise((done) => setTimeout(done));
const conflict = (current: Week, version: number): ApiError =>
  new ApiError(412, {
    type: '',
    title: '',
    status: 412,
    code: 'x',
    findings: [],
    conflict: { kind: 'calendars', id: 'day', version, changedBy: { id: 'a', name: 'Ana' }, changedAt: '', changedFields: [], current },
  } as unknown as ConstructorParameters<typeof ApiError>[1]);

test('strokes made while one is stored are seen at once and stored afterwards, on its version', async () => {
  const onStored = vi.fn<() => undefined>();
  const { strokes, asked } = opened(onStored);
  strokes.change(week(8, 9));
  strokes.change(week(8, 9, 10));
  strokes.change(week(8, 9, 10, 11));
  expect(strokes.shown().data.hours).toHaveLength(4);
  asked[0]?.ok();
  await settled();
  expect(asked.map(({ data, version }) => [data.hours.length, version])).toEqual([
    [2, 1],
    [4, 2],
  ]);
  expect(onStored).not.toHaveBeenCalled();
  asked[1]?.ok();
  await settled();
  expect(strokes.shown()).toMatchObject({ isUnstored: false, error: undefined });
  expect(onStored).toHaveBeenCalledTimes(1);
  strokes.undo();
  expect(asked[2]?.data).toEqual(week(8, 9, 10));
});

test('a lost connection loses no stroke: they stay in the picture and go out with the next one, or when asked to', async () => {
  const { strokes, asked } = opened();
  strokes.change(week(8, 9));
  asked[0]?.no(new TypeError('Failed to fetch'));
  await settled();
  expect(strokes.shown()).toMatchObject({ data: week(8, 9), isUnstored: true, error: expect.any(TypeError) });
  strokes.again();
  asked[1]?.no(new TypeError('Failed to fetch'));
  await settled();
  strokes.change(week(8, 9, 10));
  expect(asked[2]).toMatchObject({ data: week(8, 9, 10), version: 1 });
});

test('what somebody else changed in other fields is joined with the strokes by itself', async () => {
  const { strokes, asked } = opened();
  strokes.change(week(8, 9));
  asked[0]?.no(conflict({ ...FIRST, name: 'Early' }, 7));
  await settled();
  expect(asked[1]).toMatchObject({ data: { name: 'Early', hours: [8, 9] }, version: 7 });
});

test('of a field both changed the strokes are kept, and stored only when somebody says so', async () => {
  const { strokes, asked } = opened();
  strokes.change(week(8, 9));
  asked[0]?.no(conflict(week(7), 7));
  await settled();
  strokes.change(week(8, 9, 10));
  await settled();
  expect(asked).toHaveLength(1);
  expect(strokes.shown()).toMatchObject({ data: week(8, 9, 10), error: expect.any(ApiError) });
  strokes.again();
  expect(asked[1]).toMatchObject({ data: week(8, 9, 10), version: 7 });

  const other = opened();
  other.strokes.change(week(8, 9));
  other.asked[0]?.no(conflict(week(7), 7));
  await settled();
  other.strokes.giveUp();
  expect(other.strokes.shown()).toMatchObject({ data: week(7), isUnstored: false, canUndo: false, error: undefined });
});

test('a record that was read while strokes wait does not take them away, and undoing leaves alone what others did', async () => {
  const { strokes, asked } = opened();
  strokes.change(week(8, 9));
  strokes.heard({ data: week(1), version: 5 });
  expect(strokes.shown().data).toEqual(week(8, 9));
  asked[0]?.ok();
  await settled();
  // An answer that was under way while the stroke was stored is older than the stroke.
  strokes.heard({ data: FIRST, version: 1 });
  expect(strokes.shown().data).toEqual(week(8, 9));
  strokes.heard({ data: { ...week(8, 9), name: 'Early' }, version: 3 });
  expect(strokes.shown()).toMatchObject({ data: { name: 'Early' }, canUndo: false });
});
