import type { FactoryDraft, Language } from '@midstream/factory';

/** The same word in the language of the template. */
type Told = (en: string, hant: string, hans: string) => string;

/** The small factory a template shows: one of everything that is filled in often, in one language. */
export function exampleDraft(language: Language): FactoryDraft {
  const t: Told = (en, hant, hans) => ({ en, 'zh-Hant': hant, 'zh-Hans': hans })[language];
  return { ...company(t), ...machines(t), ...hours(t), ...crew(t), ...products(t), ...routings(t), ...orders(t) };
}

function company(t: Told): FactoryDraft {
  return {
    format: 'midstream-factory',
    version: 1,
    name: t('Example Mouldings', '示範注塑廠', '示范注塑厂'),
    currency: 'HKD',
    exchangeRates: { CNY: 1.08 },
    timeZone: 'Asia/Hong_Kong',
    planningStart: '2026-11-23T08:00',
    frozenFenceHours: 8,
    sites: [
      {
        id: 'HK',
        name: t('Kwun Tong', '觀塘', '观塘'),
        timeZone: 'Asia/Hong_Kong',
        currency: 'HKD',
        gridGramsPerKwh: 390,
        energyPricePerKwh: 1.4,
        holidays: [{ date: '2026-12-25', name: t('Christmas Day', '聖誕節', '圣诞节') }],
      },
    ],
  };
}

function machines(t: Told): FactoryDraft {
  return {
    areas: [{ id: 'MOULDING', name: t('Moulding shop', '注塑車間', '注塑车间'), site: 'HK' }],
    workCentres: [
      { id: 'IMM', name: t('Injection machines', '注塑機', '注塑机'), area: 'MOULDING' },
      { id: 'PRINT', name: t('Pad printing', '移印', '移印'), area: 'MOULDING' },
    ],
    machines: [
      {
        id: 'IMM-80',
        workCentre: 'IMM',
        calendar: 'DAY',
        changeovers: 'MOULDS',
        initialState: { mould: 'M-101', colour: 'white' },
        costPerHour: 120,
      },
      { id: 'IMM-120', workCentre: 'IMM', calendar: 'DAY', changeovers: 'MOULDS', efficiency: 0.95, costPerHour: 150 },
      { id: 'PAD-1', workCentre: 'PRINT', calendar: 'DAY', costPerHour: 60 },
    ],
  };
}

function hours(t: Told): FactoryDraft {
  const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
  return {
    calendars: [
      {
        id: 'DAY',
        name: t('Day shift', '日班', '日班'),
        week: [
          { weekdays: [...weekdays], from: '08:00', to: '12:00', shift: t('Morning', '上午', '上午') },
          { weekdays: [...weekdays], from: '13:00', to: '18:00', shift: t('Afternoon', '下午', '下午') },
        ],
        exceptions: [{ from: '2026-12-24T13:00', to: '2026-12-24T18:00', working: false, reason: t('Half day', '半天', '半天') }],
        overtime: [{ weekdays: ['sat'], from: '08:00', to: '12:00', extraCostPerHour: 80 }],
      },
    ],
    changeovers: [
      {
        id: 'MOULDS',
        combine: 'sum',
        rules: [
          { attribute: 'mould', minutes: 60 },
          { attribute: 'colour', from: 'black', to: 'white', minutes: 45, scrapUnits: 20 },
        ],
        default: { minutes: 15 },
      },
    ],
  };
}

function crew(t: Told): FactoryDraft {
  return {
    skills: [{ id: 'SETTER', name: t('Mould setter', '調機師傅', '调机师傅') }],
    operators: [
      {
        id: 'SETTERS',
        name: t('Setters', '調機組', '调机组'),
        site: 'HK',
        skills: ['SETTER'],
        calendar: 'DAY',
        headcount: 2,
        costPerHour: 90,
      },
    ],
    tools: [
      { id: 'M-101', name: t('Cap mould', '蓋模', '盖模'), kind: 'mould', count: 1 },
      { id: 'M-102', name: t('Box mould', '盒模', '盒模'), kind: 'mould', count: 1 },
    ],
  };
}

function products(t: Told): FactoryDraft {
  return {
    materials: [
      {
        id: 'PP',
        name: t('Polypropylene', '聚丙烯', '聚丙烯'),
        unit: 'kg',
        stock: 200,
        costPerUnit: 11,
        receipts: [{ at: '2026-11-25', quantity: 500, reference: 'PO-7781' }],
      },
    ],
    products: [
      { id: 'CAP', name: t('Cap, printed', '印字蓋', '印字盖'), attributes: { mould: 'M-101', colour: 'white' } },
      { id: 'BOX', name: t('Box, black', '黑色盒', '黑色盒'), attributes: { mould: 'M-102', colour: 'black' } },
    ],
  };
}

function routings(t: Told): FactoryDraft {
  return {
    routings: [
      {
        id: 'CAP',
        product: 'CAP',
        operations: [
          {
            id: '10',
            name: t('Moulding', '注塑', '注塑'),
            alternatives: [
              { machine: 'IMM-80', setupMinutes: 10, minutesPerUnit: 0.4 },
              { machine: 'IMM-120', setupMinutes: 10, minutesPerUnit: 0.35 },
            ],
            yield: 0.98,
            operators: [{ skill: 'SETTER', phase: 'setup' }],
            tools: [{ tool: 'M-101' }],
            materials: [{ material: 'PP', quantityPerUnit: 0.012 }],
          },
          {
            id: '20',
            name: t('Printing', '印刷', '印刷'),
            alternatives: [{ workCentre: 'PRINT', setupMinutes: 20, minutesPerUnit: 0.2 }],
            after: [{ operation: '10', minWaitMinutes: 30, transferBatch: 200 }],
          },
        ],
      },
      {
        id: 'BOX',
        product: 'BOX',
        operations: [
          {
            id: '10',
            name: t('Moulding', '注塑', '注塑'),
            alternatives: [{ machine: 'IMM-120', setupMinutes: 15, minutesPerUnit: 0.6 }],
            tools: [{ tool: 'M-102' }],
            materials: [{ material: 'PP', quantityPerUnit: 0.035 }],
          },
        ],
      },
    ],
  };
}

function orders(t: Told): FactoryDraft {
  return {
    orders: [
      {
        id: 'SO-1001',
        product: 'CAP',
        quantity: 3000,
        due: '2026-11-27',
        priority: 1,
        customer: t('Harbour Toys', '海港玩具', '海港玩具'),
        status: 'confirmed',
      },
      {
        id: 'SO-1002',
        product: 'BOX',
        quantity: 800,
        due: '2026-11-26T17:00',
        priority: 3,
        customer: t('Peak Gifts', '山頂禮品', '山顶礼品'),
        status: 'approved',
      },
    ],
  };
}
