import type { Table } from './table.ts';
import { ABOVE_ZERO, AT_LEAST_ZERO, choice, field, sentence, words } from './table.ts';

const product = words(
  'Product|Item|Item no.|Item code|Product code|Part|Part number|Part no.|SKU',
  '產品|產品編號|產品編碼|品號|料號|貨號|貨品|貨品編號',
  '产品|产品编号|产品编码|品号|料号|货号|货品|货品编号',
);
const routing = words('Routing|Routing ID|Process', '工藝路線|製程|工藝', '工艺路线|制程|工艺');
const operation = words('Operation|Step|Step no.|Op|Op no.', '工序|工序編號|工序號', '工序|工序编号|工序号');
const material = words('Material|Component|Part', '物料|材料|零件', '物料|材料|零件');
const attributes = words('Attributes|Properties', '屬性|特性', '属性|特性');
const operationKey = [
  field('routing', 'text', routing, { required: true, refers: ['routings'], path: null, carryDown: true }),
  field('operation', 'text', operation, { required: true, path: null, carryDown: true }),
];

export const PRODUCT_TABLES: readonly Table[] = [
  {
    name: 'materials',
    title: words('Materials|Inventory|Stock', '物料|材料|庫存', '物料|材料|库存'),
    about: sentence('Bought materials and parts kept in stock.', '採購物料和庫存零件。', '采购物料和库存零件。'),
    entity: 'materials',
    identity: ['id'],
    fields: [
      field('id', 'text', words('Material|Material ID|Component', '物料|材料|物料編號', '物料|材料|物料编号'), { required: true }),
      field('name', 'localized', words('Material name|Name', '物料名稱|名稱', '物料名称|名称')),
      field('unit', 'text', words('Unit|UoM', '單位', '单位')),
      field('stock', 'number', words('Stock|On hand', '庫存|現存', '库存|现存'), { range: AT_LEAST_ZERO, counts: true }),
      field('leadTimeDays', 'duration', words('Lead time (days)|Lead time', '前置期（天）|交期天數', '前置期（天）|交期天数'), {
        unit: 'days',
        range: AT_LEAST_ZERO,
      }),
      field('costPerUnit', 'number', words('Cost per unit|Unit cost', '單位成本|單價', '单位成本|单价')),
      field('gramsCo2ePerUnit', 'number', words('g CO2e per unit', '單位碳排放（克）', '单位碳排放（克）')),
    ],
  },
  {
    name: 'receipts',
    title: words('Receipts|Purchase orders|Expected receipts', '到料|採購到貨', '到料|采购到货'),
    about: sentence('Deliveries on their way.', '在途的到料。', '在途的到料。'),
    attach: { parent: 'materials', key: 'material', property: 'receipts' },
    fields: [
      field('material', 'text', material, { required: true, refers: ['materials'], path: null }),
      field('at', 'moment', words('Arrives|Date|Expected', '到料日期|日期', '到料日期|日期'), { required: true }),
      field('quantity', 'number', words('Quantity|Qty', '數量', '数量'), { required: true, range: ABOVE_ZERO, counts: true }),
      field('reference', 'text', words('Reference|PO number', '單號|採購單號', '单号|采购单号')),
    ],
  },
  {
    name: 'products',
    title: words('Products|Items|Parts', '產品|品項', '产品|品项'),
    about: sentence(
      'What is made. Attributes (mould, colour, material…) decide changeovers and batches.',
      '所製造的產品。屬性（模具、顏色、材料……）決定換線和並批。',
      '所制造的产品。属性（模具、颜色、材料……）决定换线和并批。',
    ),
    entity: 'products',
    identity: ['id'],
    fields: [
      field('id', 'text', product, { required: true }),
      field('name', 'localized', words('Product name|Name|Description', '產品名稱|名稱|品名', '产品名称|名称|品名')),
      field('family', 'text', words('Family|Product family', '產品族|系列', '产品族|系列')),
      field('attributes', 'attributes', attributes),
      field('routing', 'text', routing, { refers: ['routings'] }),
      field('stockedAs', 'text', words('Stocked as', '入庫為', '入库为'), { refers: ['materials'] }),
    ],
  },
  {
    name: 'routings',
    title: words('Routings|Routing|Operations|Process', '工藝路線|製程|工序|工藝', '工艺路线|制程|工序|工艺'),
    about: sentence(
      'One row per operation, and one more for every further machine that can do it. Blank routing or operation repeats the one above.',
      '每道工序一行；每多一台可做的機台加一行。工藝路線或工序留空即同上一行。',
      '每道工序一行；每多一台可做的机台加一行。工艺路线或工序留空即同上一行。',
    ),
    fields: [
      field('routing', 'text', routing, {
        note: sentence('Left blank everywhere: one routing per product.', '整欄留空：每個產品一條路線。', '整列留空：每个产品一条路线。'),
      }),
      field('product', 'text', product, { refers: ['products'] }),
      field('name', 'localized', words('Routing name', '工藝路線名稱', '工艺路线名称')),
      field('operation', 'text', operation),
      field('operationName', 'localized', words('Operation name|Operation description|Step name|Desc.', '工序名稱', '工序名称')),
      field(
        'machine',
        'text',
        words('Machine|Machine ID|Machine no.|M/C|M/C no.|Equipment', '機台|機台編號|機號|機器|設備', '机台|机台编号|机号|机器|设备'),
        { refers: ['machines'] },
      ),
      field('workCentre', 'text', words('Work centre|Work center|Machine group', '工作中心|機台組', '工作中心|机台组'), {
        refers: ['workCentres'],
      }),
      field(
        'setupMinutes',
        'duration',
        words(
          'Setup (minutes)|Setup|Setup time|S/U|Preparation',
          '準備（分鐘）|準備時間|調機|調機時間|換線|換模',
          '准备（分钟）|准备时间|调机|调机时间|换线|换模',
        ),
        { unit: 'minutes', range: AT_LEAST_ZERO },
      ),
      field('fixedMinutes', 'duration', words('Fixed (minutes)|Fixed time', '固定（分鐘）|固定時間', '固定（分钟）|固定时间'), {
        unit: 'minutes',
        range: AT_LEAST_ZERO,
      }),
      field(
        'minutesPerUnit',
        'duration',
        words(
          'Minutes per piece|Time per piece|Run time|Cycle time|C/T|Per piece',
          '每件（分鐘）|每件分鐘|單件工時|單件時間|標準工時|週期時間|節拍',
          '每件（分钟）|每件分钟|单件工时|单件时间|标准工时|周期时间|节拍',
        ),
        { unit: 'minutes', range: AT_LEAST_ZERO },
      ),
      field(
        'piecesPerHour',
        'number',
        words('Pieces per hour|Units per hour|Rate per hour|Pcs/hr|UPH', '每小時件數|每小時產量|時產量', '每小时件数|每小时产量|时产量'),
        {
          range: ABOVE_ZERO,
          readOnly: true,
        },
      ),
      field('runKw', 'number', words('Running (kW)', '運行功率（kW）', '运行功率（kW）'), { range: AT_LEAST_ZERO }),
      field('extraCostPerUnit', 'number', words('Extra cost per piece', '每件附加成本', '每件附加成本')),
      field('after', 'list', words('After|Predecessors|Follows', '前工序', '前工序'), {
        note: sentence(
          'Left blank: the operation above. "none": it waits for nothing.',
          '留空即接上一道工序；填「無」表示不須等待。',
          '留空即接上一道工序；填“无”表示不须等待。',
        ),
      }),
      field('yield', 'share', words('Yield|Good share', '良率', '良率'), { range: { above: 0, max: 1 } }),
      field('interruptible', 'boolean', words('May stop for breaks|Interruptible', '可中斷', '可中断')),
      field('splitMaxLots', 'number', words('Split into at most|Max lots', '最多分批數', '最多分批数'), {
        path: 'split.maxLots',
        range: { min: 1 },
      }),
      field('splitMinQuantity', 'number', words('Smallest lot', '最小分批量', '最小分批量'), {
        path: 'split.minQuantity',
        range: AT_LEAST_ZERO,
      }),
      field('batchSizePerUnit', 'number', words('Batch size per piece', '每件佔批量', '每件占批量'), { range: ABOVE_ZERO }),
      field('attributes', 'attributes', attributes),
      field('skills', 'list', words('Skills', '技能', '技能'), { refers: ['skills'] }),
      field('tools', 'list', words('Tools|Moulds', '模具|工具', '模具|工具'), { refers: ['tools'] }),
      field('supplier', 'text', words('Supplier|Outsourced to|Subcontractor', '外發廠|外協', '外发厂|外协'), {
        path: 'outsourced.supplier',
      }),
      field('supplierDays', 'duration', words('Supplier lead time (days)|Supplier lead time', '外發天數', '外发天数'), {
        path: 'outsourced.leadTimeDays',
        unit: 'days',
        range: AT_LEAST_ZERO,
      }),
      field('supplierCostPerUnit', 'number', words('Supplier cost per piece', '外發每件費用', '外发每件费用'), {
        path: 'outsourced.costPerUnit',
      }),
      field('supplierFixedCost', 'number', words('Supplier fixed cost', '外發固定費用', '外发固定费用'), { path: 'outsourced.fixedCost' }),
      field('supplierGrams', 'number', words('Supplier g CO2e per piece', '外發每件碳排放（克）', '外发每件碳排放（克）'), {
        path: 'outsourced.gramsCo2ePerUnit',
      }),
      field('supplierSite', 'text', words('Supplier collects at|Hand-over site', '外發交收廠區', '外发交收厂区'), {
        path: 'outsourced.site',
        refers: ['sites'],
      }),
    ],
  },
  {
    name: 'links',
    title: words('Links|Precedences|Operation links', '工序關係|先後關係', '工序关系|先后关系'),
    about: sentence(
      'Only where an operation follows another with a wait or in part quantities; otherwise "After" in the routings is enough.',
      '只在工序之間有等待時間或分批轉移時填；否則填工藝路線的「前工序」即可。',
      '只在工序之间有等待时间或分批转移时填；否则填工艺路线的“前工序”即可。',
    ),
    identity: ['routing', 'operation', 'after'],
    fields: [
      ...operationKey,
      field('after', 'text', words('After|Follows|Predecessor', '前工序', '前工序'), { required: true, path: 'operation' }),
      field(
        'minWaitMinutes',
        'duration',
        words('Wait at least (minutes)|Min wait', '至少等待（分鐘）|最短等待', '至少等待（分钟）|最短等待'),
        { unit: 'minutes', range: AT_LEAST_ZERO },
      ),
      field(
        'maxWaitMinutes',
        'duration',
        words('Wait at most (minutes)|Max wait', '至多等待（分鐘）|最長等待', '至多等待（分钟）|最长等待'),
        { unit: 'minutes', range: AT_LEAST_ZERO },
      ),
      field('transferBatch', 'number', words('Send ahead every|Transfer batch', '轉移批量', '转移批量'), { range: ABOVE_ZERO }),
    ],
  },
  {
    name: 'operationSkills',
    title: words('People needed|Operation skills', '所需人手|工序技能', '所需人手|工序技能'),
    about: sentence(
      'Only where a skill is needed for part of an operation, or by more or less than one person.',
      '只在技能只需用於部分工序、或人數不是一人時填。',
      '只在技能只需用于部分工序、或人数不是一人时填。',
    ),
    fields: [
      ...operationKey,
      field('skill', 'text', words('Skill', '技能', '技能'), { required: true, refers: ['skills'] }),
      field('phase', 'choice', words('During|Phase', '階段', '阶段'), {
        choices: [
          choice('setup', 'setup', '調機|準備', '调机|准备'),
          choice('run', 'run', '加工|運行', '加工|运行'),
          choice('all', 'all|whole operation', '全程', '全程'),
        ],
      }),
      field('count', 'number', words('People|Count', '人數', '人数'), { range: ABOVE_ZERO }),
    ],
  },
  {
    name: 'operationTools',
    title: words('Tools needed|Operation tools', '所需模具|工序工具', '所需模具|工序工具'),
    about: sentence('Only where more than one of a tool is needed.', '只在需要多於一件工具時填。', '只在需要多于一件工具时填。'),
    fields: [
      ...operationKey,
      field('tool', 'text', words('Tool|Mould', '模具|工具', '模具|工具'), { required: true, refers: ['tools'] }),
      field('count', 'number', words('Number|Count|Quantity', '數量', '数量'), { range: ABOVE_ZERO }),
    ],
  },
  {
    name: 'bom',
    title: words('Bill of materials|BOM|Components', '物料清單|BOM|用料', '物料清单|BOM|用料'),
    about: sentence(
      'What an operation consumes: a material, or another product that is made here.',
      '工序所用物料：採購物料，或本廠製造的其他產品。',
      '工序所用物料：采购物料，或本厂制造的其他产品。',
    ),
    fields: [
      field('routing', 'text', routing, { refers: ['routings'], path: null }),
      field('operation', 'text', operation, { path: null }),
      field('product', 'text', words('Product|Item|Parent', '產品|母件', '产品|母件'), {
        refers: ['products'],
        path: null,
        readOnly: true,
        note: sentence(
          'Instead of routing and operation: the first operation of the product consumes it.',
          '代替工藝路線和工序：由該產品的第一道工序耗用。',
          '代替工艺路线和工序：由该产品的第一道工序耗用。',
        ),
      }),
      field('material', 'text', material, { required: true, refers: ['materials', 'products'] }),
      field('quantityPerUnit', 'number', words('Quantity per piece|Per piece|Quantity', '每件用量|用量', '每件用量|用量'), {
        range: AT_LEAST_ZERO,
      }),
      field('fixedQuantity', 'number', words('Fixed quantity', '固定用量', '固定用量'), { range: AT_LEAST_ZERO }),
    ],
  },
];
