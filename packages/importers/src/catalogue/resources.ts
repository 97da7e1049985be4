import type { Table } from './table.ts';
import { ABOVE_ZERO, AT_LEAST_ZERO, choice, field, sentence, words } from './table.ts';

const machine = words('Machine|Machine ID|Work unit', '機台|機器|機台編號|設備', '机台|机器|机台编号|设备');
const calendar = words('Calendar|Shift calendar', '日曆|班次表|工作日曆', '日历|班次表|工作日历');
const workCentre = words('Work centre|Work center|Machine group', '工作中心|機台組', '工作中心|机台组');
const from = words('From|Start', '由|開始|開始時間', '从|开始|开始时间');
const to = words('To|Until|End', '至|結束|結束時間', '至|到|结束|结束时间');
const reason = words('Reason|Remark', '原因|備註', '原因|备注');
const costPerHour = words('Cost per hour|Hourly cost|Hourly rate', '每小時成本|時薪', '每小时成本|时薪');

export const RESOURCE_TABLES: readonly Table[] = [
  {
    name: 'workCentres',
    title: words('Work centres|Work centers|Machine groups', '工作中心|機台組', '工作中心|机台组'),
    about: sentence(
      'Groups of like machines; an operation may name one to mean "any of these".',
      '同類機台的組別；工序可填工作中心，表示「其中任何一台」。',
      '同类机台的组别；工序可填工作中心，表示“其中任何一台”。',
    ),
    entity: 'workCentres',
    identity: ['id'],
    fields: [
      field('id', 'text', workCentre, { required: true }),
      field('name', 'localized', words('Work centre name|Name', '工作中心名稱|名稱', '工作中心名称|名称')),
      field('area', 'text', words('Area|Workshop', '車間', '车间'), { refers: ['areas'] }),
    ],
  },
  {
    name: 'machines',
    title: words('Machines|Equipment', '機台|機器|設備', '机台|机器|设备'),
    about: sentence(
      'One row per machine. Only the machine is needed; the rest has defaults, which are listed.',
      '每台機一行。只必須填機台；其餘有預設值，並會列出。',
      '每台机一行。只必须填机台；其余有默认值，并会列出。',
    ),
    entity: 'machines',
    identity: ['id'],
    fields: [
      field('id', 'text', machine, { required: true }),
      field('name', 'localized', words('Machine name|Name', '機台名稱|名稱', '机台名称|名称')),
      field('workCentre', 'text', workCentre, { refers: ['workCentres'] }),
      field('calendar', 'text', calendar, { refers: ['calendars'] }),
      field('efficiency', 'share', words('Efficiency', '效率', '效率'), { range: ABOVE_ZERO }),
      field('capacityKind', 'choice', words('Capacity', '產能方式|加工方式', '产能方式|加工方式'), {
        path: 'capacity.kind',
        choices: [
          choice('single', 'one at a time|single', '逐件|單件', '逐件|单件'),
          choice('parallel', 'several at a time|parallel', '並行|多件並行', '并行|多件并行'),
          choice('batch', 'batch|oven', '批次|爐批', '批次|炉批'),
        ],
      }),
      field('capacityUnits', 'number', words('At a time|Parallel units', '同時件數', '同时件数'), {
        path: 'capacity.units',
        range: ABOVE_ZERO,
      }),
      field('capacityMaxSize', 'number', words('Largest batch|Batch max', '最大批量', '最大批量'), {
        path: 'capacity.maxSize',
        range: ABOVE_ZERO,
      }),
      field('capacityMinSize', 'number', words('Smallest batch|Batch min', '最小批量', '最小批量'), {
        path: 'capacity.minSize',
        range: AT_LEAST_ZERO,
      }),
      field('capacityFamily', 'text', words('Batch only if equal|Batch family attribute', '同批須相同的屬性', '同批须相同的属性'), {
        path: 'capacity.familyAttribute',
      }),
      field('changeovers', 'text', words('Changeover matrix|Changeovers', '換線表|轉模表', '换线表|转模表'), { refers: ['changeovers'] }),
      field('initialState', 'attributes', words('Set up now|Initial state', '現時狀態|現裝', '当前状态|现装')),
      field('runKw', 'number', words('Running (kW)', '運行功率（kW）', '运行功率（kW）'), { path: 'power.runKw', range: AT_LEAST_ZERO }),
      field('changeoverKw', 'number', words('Changeover (kW)', '換線功率（kW）', '换线功率（kW）'), {
        path: 'power.changeoverKw',
        range: AT_LEAST_ZERO,
      }),
      field('idleKw', 'number', words('Idle (kW)', '待機功率（kW）', '待机功率（kW）'), { path: 'power.idleKw', range: AT_LEAST_ZERO }),
      field('costPerHour', 'number', costPerHour, { range: AT_LEAST_ZERO }),
    ],
  },
  {
    name: 'downtimes',
    title: words('Downtimes|Maintenance', '停機|保養', '停机|保养'),
    about: sentence('Maintenance and known breakdowns.', '計劃保養和已知故障。', '计划保养和已知故障。'),
    attach: { parent: 'machines', key: 'machine', property: 'downtimes' },
    fields: [
      field('machine', 'text', machine, { required: true, refers: ['machines'], path: null }),
      field('from', 'moment', from, { required: true }),
      field('to', 'moment', to, { required: true }),
      field('reason', 'localized', reason),
    ],
  },
  {
    name: 'calendars',
    title: words('Calendars|Shifts|Working hours', '日曆|班次|工作時間', '日历|班次|工作时间'),
    about: sentence(
      'One row per shift of the week; more rows for exceptions and for overtime. Several rows with the same calendar belong together.',
      '每週每個班次一行；例外日期和加班另加行。同一日曆的各行屬於一體。',
      '每周每个班次一行；例外日期和加班另加行。同一日历的各行属于一体。',
    ),
    fields: [
      field('calendar', 'text', calendar, { required: true, carryDown: true }),
      field('name', 'localized', words('Calendar name|Name', '日曆名稱|名稱', '日历名称|名称')),
      field('observesHolidays', 'boolean', words('Closed on holidays|Observes holidays', '假期休息', '假期休息')),
      field('kind', 'choice', words('Kind|Type', '類別|類型', '类别|类型'), {
        choices: [
          choice('week', 'shift|week|normal', '班次|正常', '班次|正常'),
          choice('overtime', 'overtime|OT', '加班', '加班'),
          choice('closed', 'closed|day off', '休息|停工', '休息|停工'),
          choice('open', 'open|extra work', '開工|加開', '开工|加开'),
        ],
        note: sentence(
          'Left blank: a shift of the week. closed and open are exceptions with dates in From and To.',
          '留空即為每週班次。「休息」和「開工」是例外，「由」「至」填日期時間。',
          '留空即为每周班次。“休息”和“开工”是例外，“从”“至”填日期时间。',
        ),
      }),
      field('weekdays', 'weekdays', words('Weekdays|Days', '星期', '星期')),
      field('date', 'date', words('Date', '日期', '日期'), {
        note: sentence('Overtime on this date only.', '只在該日加班。', '只在该日加班。'),
      }),
      field('from', 'raw', from),
      field('to', 'raw', to),
      field('label', 'localized', words('Shift or reason|Shift|Reason', '班次或原因|班別', '班次或原因|班别')),
      field('extraCostPerHour', 'number', words('Overtime cost per hour|Extra cost per hour', '加班每小時加費', '加班每小时加费')),
    ],
  },
  {
    name: 'changeovers',
    title: words('Changeovers|Changeover matrix|Setup matrix', '換線|轉模|換線表', '换线|转模|换线表'),
    about: sentence(
      'Time from one state to the next, by attribute. A row without attribute is the default. Blank From or To means any.',
      '按屬性由一種狀態轉到另一種所需時間。沒有屬性的行是預設值。「由」「至」留空表示任何。',
      '按属性由一种状态转到另一种所需时间。没有属性的行是默认值。“从”“至”留空表示任何。',
    ),
    fields: [
      field('matrix', 'text', words('Changeover matrix|Matrix', '換線表|轉模表', '换线表|转模表'), { required: true, carryDown: true }),
      field('name', 'localized', words('Matrix name|Name', '換線表名稱|名稱', '换线表名称|名称')),
      field('combine', 'choice', words('Several attributes|Combine', '多項屬性', '多项属性'), {
        choices: [choice('sum', 'add up|sum', '相加', '相加'), choice('max', 'longest|max', '取最長', '取最长')],
      }),
      field('attribute', 'text', words('Attribute', '屬性', '属性')),
      field('from', 'text', words('From', '由', '从')),
      field('to', 'text', words('To', '至', '至|到')),
      field(
        'minutes',
        'duration',
        words('Changeover (minutes)|Minutes|Time|Duration', '換線（分鐘）|分鐘|時間', '换线（分钟）|分钟|时间'),
        {
          unit: 'minutes',
          range: AT_LEAST_ZERO,
        },
      ),
      field('cost', 'number', words('Cost', '費用|成本', '费用|成本')),
      field('scrapUnits', 'number', words('Scrap pieces|Scrap', '廢品數|廢料', '废品数|废料')),
    ],
  },
  {
    name: 'skills',
    title: words('Skills', '技能', '技能'),
    about: sentence('What people must be able to do.', '員工須具備的技能。', '员工须具备的技能。'),
    entity: 'skills',
    identity: ['id'],
    fields: [
      field('id', 'text', words('Skill|Skill ID', '技能|技能編號', '技能|技能编号'), { required: true }),
      field('name', 'localized', words('Skill name|Name', '技能名稱|名稱', '技能名称|名称')),
    ],
  },
  {
    name: 'operators',
    title: words('Operators|People|Staff|Crew', '人員|操作員|員工', '人员|操作员|员工'),
    about: sentence('A person, or a number of interchangeable people.', '一名員工，或一組可互換的人手。', '一名员工，或一组可互换的人手。'),
    entity: 'operators',
    identity: ['id'],
    fields: [
      field('id', 'text', words('Operator|Operator ID|Person|Employee', '人員|操作員|員工編號', '人员|操作员|员工编号'), {
        required: true,
      }),
      field('name', 'localized', words('Operator name|Name', '人員名稱|姓名|名稱', '人员名称|姓名|名称')),
      field('site', 'text', words('Site|Plant', '廠區', '厂区'), { refers: ['sites'] }),
      field('skills', 'list', words('Skills', '技能', '技能'), { refers: ['skills'] }),
      field('calendar', 'text', calendar, { refers: ['calendars'] }),
      field('headcount', 'number', words('Headcount|Number of people', '人數', '人数'), { range: ABOVE_ZERO }),
      field('costPerHour', 'number', costPerHour, { range: AT_LEAST_ZERO }),
    ],
  },
  {
    name: 'absences',
    title: words('Absences|Leave', '缺勤|請假', '缺勤|请假'),
    about: sentence('Leave and sickness.', '放假和病假。', '放假和病假。'),
    attach: { parent: 'operators', key: 'operator', property: 'absences' },
    fields: [
      field('operator', 'text', words('Operator|Person|Employee', '人員|操作員|員工', '人员|操作员|员工'), {
        required: true,
        refers: ['operators'],
        path: null,
      }),
      field('from', 'moment', from, { required: true }),
      field('to', 'moment', to, { required: true }),
      field('reason', 'localized', reason),
    ],
  },
  {
    name: 'tools',
    title: words('Tools|Moulds|Molds|Fixtures', '模具|工具|夾具', '模具|工具|夹具'),
    about: sentence('Moulds, fixtures and tools in limited number.', '數量有限的模具、夾具和工具。', '数量有限的模具、夹具和工具。'),
    entity: 'tools',
    identity: ['id'],
    fields: [
      field('id', 'text', words('Tool|Tool ID|Mould|Mold|Fixture', '模具|工具|模具編號', '模具|工具|模具编号'), { required: true }),
      field('name', 'localized', words('Tool name|Name', '模具名稱|名稱', '模具名称|名称')),
      field('kind', 'choice', words('Kind|Type', '類別|類型', '类别|类型'), {
        choices: [
          choice('mould', 'mould|mold', '模具', '模具'),
          choice('fixture', 'fixture|jig', '夾具|治具', '夹具|治具'),
          choice('tool', 'tool', '工具|刀具', '工具|刀具'),
        ],
      }),
      field('count', 'number', words('Number|Count|Quantity', '數量', '数量'), { range: AT_LEAST_ZERO }),
      field('site', 'text', words('Site|Plant', '廠區', '厂区'), { refers: ['sites'] }),
    ],
  },
];
