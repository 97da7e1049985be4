import { describe, expect, it } from 'vitest';
import { marks, parseArguments, valueAt } from './arguments.ts';

describe('a bench run', () => {
  it('takes its arguments over defaults and refuses unknown ones', () => {
    expect(parseArguments(['--seconds', '5'], { seconds: '60', seeds: '1' })).toEqual({ seconds: '5', seeds: '1' });
    expect(() => parseArguments(['--second', '5'], { seconds: '60' })).toThrow(/--second is not one of seconds/);
  });
  it('is looked at after 1, 10 and 60 seconds and at its end', () => {
    expect(marks(60)).toEqual([1, 10, 60]);
    expect(marks(3)).toEqual([1, 3]);
  });
  it('knows what was best at a moment', () => {
    const trace = [
      [0.5, [0, 9]],
      [2, [0, 7]],
    ] as const;
    expect(valueAt(trace, 0.1)).toBeUndefined();
    expect(valueAt(trace, 1)).toBe(9);
    expect(valueAt(trace, 10)).toBe(7);
  });
});
