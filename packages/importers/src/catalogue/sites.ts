import type { Table } from './table.ts';
import { ABOVE_ZERO, AT_LEAST_ZERO, field, sentence, words } from './table.ts';

const site = words('Site|Plant|Factory|Location', '廠區|工廠|廠房|地點', '厂区|工厂|厂房|地点');
const from = words('From|Start', '由|開始|開始時間', '从|开始|开始时间');
const to = words('To|Until|End', '至|結束|結束時間', '至|到|结束|结束时间');

export const SITE_TABLES: readonly Table[] = [
  {
    name: 'factory',
    title: words('Factory|Settings|Company', '公司|企業|設定', '公司|企业|设定|设置'),
    about: sentence(
      'One row: the company, its money, its clock and the moment planning starts.',
      '只有一行：公司名稱、貨幣、時區和排程開始的時刻。',
      '只有一行：公司名称、货币、时区和排程开始的时刻。',
    ),
    fields: [
      field('name', 'localized', words('Company|Factory name|Name', '公司名稱|名稱', '公司名称|名称')),
      field('description', 'localized', words('Description', '說明|描述', '说明|描述')),
      field('currency', 'text', words('Currency|Reporting currency', '貨幣|幣別', '货币|币别|币种')),
      field('timeZone', 'text', words('Time zone', '時區', '时区')),
      field('planningStart', 'moment', words('Planning start|Plan from', '排程開始|計劃開始', '排程开始|计划开始')),
      field('frozenFenceHours', 'duration', words('Frozen fence (hours)|Frozen fence', '凍結期（小時）|凍結期', '冻结期（小时）|冻结期'), {
        unit: 'hours',
        range: AT_LEAST_ZERO,
      }),
      field('allowOvertime', 'boolean', words('Allow overtime', '可加班', '可加班')),
    ],
  },
  {
    name: 'exchangeRates',
    title: words('Exchange rates', '匯率', '汇率'),
    about: sentence(
      'One unit of the currency is worth so many of the reporting currency.',
      '一單位外幣折合多少申報貨幣。',
      '一单位外币折合多少申报货币。',
    ),
    identity: ['currency'],
    fields: [
      field('currency', 'text', words('Currency', '貨幣|幣別', '货币|币别|币种'), { required: true }),
      field('rate', 'number', words('Rate|Exchange rate', '匯率', '汇率'), { required: true, range: ABOVE_ZERO }),
    ],
  },
  {
    name: 'sites',
    title: words('Sites|Plants|Locations', '廠區|各廠', '厂区|各厂'),
    about: sentence(
      'Every place that makes something: its clock, its money, its electricity.',
      '每個生產地點：時區、貨幣和電力。',
      '每个生产地点：时区、货币和电力。',
    ),
    entity: 'sites',
    identity: ['id'],
    fields: [
      field('id', 'text', words('Site|Site ID|Plant|Code', '廠區|廠區編號|編號', '厂区|厂区编号|编号'), { required: true }),
      field('name', 'localized', words('Site name|Name', '廠區名稱|名稱', '厂区名称|名称')),
      field('timeZone', 'text', words('Time zone', '時區', '时区')),
      field('currency', 'text', words('Currency', '貨幣|幣別', '货币|币别|币种')),
      field(
        'gridGramsPerKwh',
        'number',
        words('Grid factor (g CO2e/kWh)|Grid factor', '電網排放因子（克CO2e/度）|電網排放因子', '电网排放因子（克CO2e/度）|电网排放因子'),
        {
          range: AT_LEAST_ZERO,
        },
      ),
      field('energyPricePerKwh', 'number', words('Electricity price per kWh|Electricity price', '每度電價|電價', '每度电价|电价'), {
        range: AT_LEAST_ZERO,
      }),
      field('powerLimitKw', 'number', words('Power limit (kW)|Power limit', '用電上限（kW）|用電上限', '用电上限（kW）|用电上限'), {
        range: ABOVE_ZERO,
      }),
    ],
  },
  {
    name: 'holidays',
    title: words('Holidays|Public holidays', '假期|公眾假期', '假期|节假日|法定假日'),
    about: sentence(
      'Days off by site. With "Works as" filled in, the day is a make-up day: it is worked like that weekday.',
      '各廠區的假期。填上「當作」即為調休上班日：當天按該星期的班次上班。',
      '各厂区的假期。填上“当作”即为调休上班日：当天按该星期的班次上班。',
    ),
    identity: ['site', 'date', 'worksAs'],
    fields: [
      field('site', 'text', site, { required: true, refers: ['sites'], path: null }),
      field('date', 'date', words('Date|Day', '日期', '日期'), { required: true }),
      field('name', 'localized', words('Holiday|Name', '假期名稱|名稱', '假期名称|名称')),
      field('worksAs', 'weekday', words('Works as|Make-up day for', '當作|調休補班', '当作|调休补班')),
    ],
  },
  {
    name: 'tariffs',
    title: words('Electricity tariffs|Tariffs', '分時電價|電價時段', '分时电价|电价时段'),
    about: sentence(
      'Electricity price by time of day; the first row that fits wins.',
      '按時段的電價；以第一個相符的行為準。',
      '按时段的电价；以第一个相符的行为准。',
    ),
    attach: { parent: 'sites', key: 'site', property: 'tariff' },
    fields: [
      field('site', 'text', site, { required: true, refers: ['sites'], path: null }),
      field('weekdays', 'weekdays', words('Weekdays|Days', '星期', '星期')),
      field('from', 'clock', from, { required: true }),
      field('to', 'clock', to, { required: true }),
      field('pricePerKwh', 'number', words('Price per kWh|Price', '每度電價|電價', '每度电价|电价'), { required: true }),
    ],
  },
  {
    name: 'lanes',
    title: words('Transport|Lanes|Transport lanes', '運輸|運輸路線', '运输|运输路线'),
    about: sentence(
      'Ways between sites: travel, customs days, departures and cut-off.',
      '廠區之間的運輸：路程、清關日數、班次和截貨時間。',
      '厂区之间的运输：路程、清关天数、班次和截货时间。',
    ),
    entity: 'lanes',
    fields: [
      field('from', 'text', words('From site|From|Origin', '由廠區|起點|由', '从厂区|起点|从'), { required: true, refers: ['sites'] }),
      field('to', 'text', words('To site|To|Destination', '至廠區|終點|至', '至厂区|终点|至'), { required: true, refers: ['sites'] }),
      field('name', 'localized', words('Lane|Name', '路線名稱|名稱', '路线名称|名称')),
      field('durationHours', 'duration', words('Travel (hours)|Travel|Duration', '路程（小時）|路程', '路程（小时）|路程'), {
        required: true,
        unit: 'hours',
        range: AT_LEAST_ZERO,
      }),
      field('customsDays', 'number', words('Customs days', '清關日數', '清关天数'), { range: AT_LEAST_ZERO }),
      field('departures', 'departures', words('Departures', '班次|發車', '班次|发车')),
      field('cutOffHours', 'duration', words('Cut-off (hours)|Cut-off', '截貨（小時）|截貨', '截货（小时）|截货'), {
        unit: 'hours',
        range: AT_LEAST_ZERO,
      }),
      field('costPerTransfer', 'number', words('Cost per transfer', '每趟費用', '每趟费用')),
      field('costPerUnit', 'number', words('Cost per piece|Cost per unit', '每件運費', '每件运费')),
      field('gramsCo2ePerTransfer', 'number', words('g CO2e per transfer', '每趟碳排放（克）', '每趟碳排放（克）')),
      field('gramsCo2ePerUnit', 'number', words('g CO2e per piece', '每件碳排放（克）', '每件碳排放（克）')),
    ],
  },
  {
    name: 'areas',
    title: words('Areas|Workshops|Departments', '車間|部門', '车间|部门'),
    about: sentence('Parts of a site. May be left out.', '廠區內的車間，可以不填。', '厂区内的车间，可以不填。'),
    entity: 'areas',
    identity: ['id'],
    fields: [
      field('id', 'text', words('Area|Area ID|Workshop', '車間|車間編號', '车间|车间编号'), { required: true }),
      field('name', 'localized', words('Area name|Name', '車間名稱|名稱', '车间名称|名称')),
      field('site', 'text', site, { refers: ['sites'] }),
    ],
  },
];
