import type { FactoryDraft, RecordKind } from '@midstream/factory';
import { RECORD_KINDS } from '@midstream/factory';
import { DAY_SHIFTS } from './default-fixes.ts';
import { changing, type FixMaker, withValue } from './fix.ts';

/** A name that does not exist: the nearest one that does, else the thing itself is made where little has to be said about it. */
export const fixReference: FixMaker = (finding, draft) => {
  const id = String(finding.params.id);
  const nearest = String(finding.params.nearest).split(', ')[0] ?? '';
  const isOperation = String(finding.params.kind).startsWith('operations of ');
  const kind = RECORD_KINDS.find((each) => each === finding.params.kind);
  const replace = changing(finding, draft, (data, inside) => withValue(data, inside, nearest));
  if (nearest !== '' && replace !== undefined && (isOperation || isLike(id, nearest)))
    return { says: 'web.fix-use', params: { name: nearest }, repair: replace };
  const made = kind === undefined ? undefined : smallest(kind, id, draft);
  if (kind !== undefined && made !== undefined)
    return { says: 'web.fix-make', params: { name: id, kind }, repair: () => ({ records: [{ kind, id, data: made }] }) };
  return nearest === '' || replace === undefined ? undefined : { says: 'web.fix-use', params: { name: nearest }, repair: replace };
};

/** Alike but for case, blanks, signs or one letter in four: meant rather than missing. */
function isLike(id: string, nearest: string): boolean {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[\s_.-]/g, '');
  const [a, b] = [plain(id), plain(nearest)];
  if (a === b) return true;
  const same = [...a].filter((letter, i) => b[i] === letter).length;
  return Math.abs(a.length - b.length) <= 1 && same >= Math.max(a.length, b.length) * 0.75 && !/\d$/.test(id);
}

/** The least that can be said of a new element; undefined where more must be known. */
function smallest(kind: RecordKind, id: string, draft: FactoryDraft): Record<string, unknown> | undefined {
  const site = draft.sites?.[0];
  if (kind === 'skills' || kind === 'tools' || kind === 'materials' || kind === 'products') return { id };
  if (kind === 'calendars') return { id, week: DAY_SHIFTS };
  if (kind === 'changeovers') return { id, rules: [] };
  if (kind === 'sites') return { id, timeZone: draft.timeZone ?? site?.timeZone ?? 'Asia/Hong_Kong', currency: draft.currency ?? 'HKD' };
  if (kind === 'areas' && site !== undefined) return { id, site: site.id };
  const area = draft.areas?.[0];
  return kind === 'workCentres' && area !== undefined ? { id, area: area.id } : undefined;
}

/** Suggested hours of a way nobody described: a day. */
const A_DAY_HOURS = 24;

export const fixLane: FixMaker = (finding) => {
  const [from, to] = [String(finding.params.from), String(finding.params.to)];
  if (from === '' || to === '' || from.includes(', ') || to.includes(', ')) return undefined;
  return {
    says: 'web.fix-lane',
    params: { from, to },
    asks: { kind: 'number', field: 'durationHours', suggested: A_DAY_HOURS },
    repair: (hours) => ({ records: [{ kind: 'lanes', id: `${from}>${to}`, data: { from, to, durationHours: Number(hours) } }] }),
  };
};

export const fixRate: FixMaker = (finding, draft) => {
  const currency = String(finding.params.currency);
  return {
    says: 'web.fix-rate',
    params: { currency },
    asks: { kind: 'number', field: 'exchangeRates', suggested: 1 },
    repair: (rate) => ({ records: [], settings: { exchangeRates: { ...draft.exchangeRates, [currency]: Number(rate) } } }),
  };
};

export const fixCalendar: FixMaker = (finding, draft) => {
  const repair = changing(finding, draft, (data) => ({ ...data, week: DAY_SHIFTS }));
  return repair === undefined ? undefined : { says: 'web.fix-open-weekdays', params: {}, repair };
};

const ZONES = [
  'Asia/Hong_Kong',
  'Asia/Shanghai',
  'Asia/Macau',
  'Asia/Taipei',
  'Asia/Ho_Chi_Minh',
  'Asia/Bangkok',
  'Asia/Phnom_Penh',
  'Asia/Kuala_Lumpur',
  'Asia/Jakarta',
  'Asia/Manila',
  'Asia/Singapore',
];
export const fixZone: FixMaker = (finding, draft) => {
  const repair = changing(finding, draft, (data, _, zone) => ({ ...data, timeZone: zone }));
  const asks = { kind: 'choice', field: 'timeZone', suggested: 'Asia/Hong_Kong', options: ZONES } as const;
  return { says: 'web.fix-set', params: {}, asks, repair: repair ?? ((zone) => ({ records: [], settings: { timeZone: zone } })) };
};

export const fixSkill: FixMaker = (finding, draft) => {
  const skill = String(finding.params.skill);
  const people = draft.operators ?? [];
  const first = people[0];
  if (first === undefined) return undefined;
  return {
    says: 'web.fix-give-skill',
    params: { skill },
    asks: { kind: 'choice', field: 'operators', suggested: first.id, options: people.map((person) => person.id) },
    repair: (answer) => ({
      records: people
        .filter((person) => person.id === answer)
        .map((person) => ({ kind: 'operators', id: person.id, data: { ...person, skills: [...person.skills, skill] } })),
    }),
  };
};

export const fixTools: FixMaker = (finding, draft) => {
  const tool = draft.tools?.find((each) => each.id === finding.params.tool);
  if (tool === undefined) return undefined;
  return {
    says: 'web.fix-set',
    params: {},
    asks: { kind: 'number', field: 'count', suggested: Number(finding.params.needed) },
    repair: (count) => ({ records: [{ kind: 'tools', id: tool.id, data: { ...tool, count: Number(count) } }] }),
  };
};
