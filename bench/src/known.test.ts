import { describe, expect, it } from 'vitest';
import { formatOf, groupsOf } from './known.ts';

const row = (instance: string, family: string, subfamily?: string) => ({
  instance,
  family,
  ...(subfamily === undefined ? {} : { subfamily }),
  file: '',
  lower: null,
  upper: null,
});

describe('an instance', () => {
  it('is read in the format of its family', () => {
    expect(['ta', 'mk', 'yfjs', 'nrr', 'jsp-twt'].map(formatOf)).toEqual(['jsp', 'fjsp', 'fajsp', 'nrr', 'jsp-twt']);
  });
  it('counts in the groups that are reported', () => {
    expect(groupsOf(row('ta45', 'ta'))).toEqual(['ta', 'ta41–50']);
    expect(groupsOf(row('ta40', 'ta'))).toEqual(['ta']);
    expect(groupsOf(row('dmu40', 'dmu'))).toEqual(['dmu01–40']);
    expect(groupsOf(row('tai_100_10_3', 'tai'))).toEqual(['tai_100_10']);
    expect(groupsOf(row('dct-long-100-10000-2', 'dct'))).toEqual(['dct-long']);
    expect(groupsOf(row('nrr_pmp_1', 'nrr', 'PMP'))).toEqual(['nrr PMP']);
  });
});
