import type { Table } from './table.ts';
import { ABOVE_ZERO, AT_LEAST_ZERO, choice, field, sentence, words } from './table.ts';

const order = words(
  'Order|Order no.|Order number|Work order|Work order no.|Job|Job no.|SO no.|WO no.',
  '訂單|訂單號|訂單編號|訂單號碼|工單|工單號|製單號|單號',
  '订单|订单号|订单编号|订单号码|工单|工单号|制单号|单号',
);

export const ORDER_TABLES: readonly Table[] = [
  {
    name: 'orders',
    title: words('Orders|Demand|Work orders', '訂單|工單', '订单|工单'),
    about: sentence(
      'One row per order line. A bare due date means the end of that day.',
      '每個訂單項目一行。交期只填日期即指當日結束。',
      '每个订单项目一行。交期只填日期即指当日结束。',
    ),
    entity: 'orders',
    identity: ['id'],
    fields: [
      field('id', 'text', order, { required: true }),
      field('line', 'text', words('Order line|Line no.|Item line', '項次|行號|訂單行', '项次|行号|订单行'), {
        path: null,
        readOnly: true,
        note: sentence(
          'Only where one order number stands in several rows.',
          '只在同一訂單號佔多行時需要。',
          '只在同一订单号占多行时需要。',
        ),
      }),
      field(
        'product',
        'text',
        words(
          'Product|Item|Item no.|Item code|Product code|Part number|Part no.|SKU',
          '產品|產品編號|產品編碼|品號|料號|貨號|貨品|貨品編號',
          '产品|产品编号|产品编码|品号|料号|货号|货品|货品编号',
        ),
        {
          required: true,
          refers: ['products'],
        },
      ),
      field(
        'quantity',
        'number',
        words('Quantity|Qty|Order quantity|Order qty', '數量|訂單數量|訂單數|訂單量|生產數量', '数量|订单数量|订单数|订单量|生产数量'),
        {
          required: true,
          range: ABOVE_ZERO,
          counts: true,
        },
      ),
      field(
        'due',
        'moment',
        words(
          'Due|Due date|Delivery date|Del. date|Need by|Required date|Ship date',
          '交期|交貨日期|交貨期|客戶交期|出貨日期|貨期|需求日期',
          '交期|交货日期|交货期|客户交期|出货日期|货期|需求日期',
        ),
      ),
      field('release', 'moment', words('Release|Earliest start|Release date', '最早開工|可開工日期', '最早开工|可开工日期')),
      field('priority', 'number', words('Priority|Weight', '優先|優先級|權重', '优先|优先级|权重'), {
        range: AT_LEAST_ZERO,
        note: sentence('1 is normal; larger is more urgent.', '1 為正常；數字愈大愈急。', '1 为正常；数字越大越急。'),
      }),
      field('customer', 'text', words('Customer|Customer name|Client|Cust.', '客戶|客戶名稱|客人', '客户|客户名称|客人')),
      field('status', 'choice', words('Status|State', '狀態', '状态'), {
        choices: [
          choice('inquiry', 'inquiry|enquiry', '查詢', '询价'),
          choice('quote', 'quote|quotation', '報價', '报价'),
          choice('proposed', 'proposed|draft', '建議|草稿', '建议|草稿'),
          choice('approved', 'approved|open|released|not started', '已批核|已核准|未開工|待生產', '已批准|已核准|未开工|待生产'),
          choice('confirmed', 'confirmed|firm', '已確認', '已确认'),
          choice('completed', 'completed|done', '已完成', '已完成'),
          choice('closed', 'closed', '已結案|關閉', '已结案|关闭'),
        ],
      }),
      field('routing', 'text', words('Routing', '工藝路線|製程', '工艺路线|制程'), { refers: ['routings'] }),
      field('deliverTo', 'text', words('Deliver to|Delivery site', '交付廠區', '交付厂区'), { refers: ['sites'] }),
      field('note', 'localized', words('Note|Remark|Remarks', '備註', '备注')),
      field('reference', 'text', words('Reference|External number|PO number', '外部單號|參考編號', '外部单号|参考编号')),
    ],
  },
  {
    name: 'progress',
    title: words('Progress|Started operations', '進度|已開工', '进度|已开工'),
    about: sentence(
      'What is done, running or held in place of an order.',
      '訂單中已完成、進行中或鎖定的工序。',
      '订单中已完成、进行中或锁定的工序。',
    ),
    attach: { parent: 'orders', key: 'order', property: 'progress' },
    fields: [
      field('order', 'text', order, { required: true, refers: ['orders'], path: null, carryDown: true }),
      field('operation', 'text', words('Operation|Step', '工序', '工序'), { required: true }),
      field('state', 'choice', words('State|Status', '狀態', '状态'), {
        required: true,
        choices: [
          choice('waiting', 'waiting', '等待', '等待'),
          choice('started', 'started|running', '進行中|已開工', '进行中|已开工'),
          choice('completed', 'completed|done', '已完成', '已完成'),
        ],
      }),
      field('machine', 'text', words('Machine', '機台|機器', '机台|机器'), { refers: ['machines'] }),
      field('start', 'moment', words('Start|Started', '開始', '开始')),
      field('end', 'moment', words('End|Finished', '結束|完成時間', '结束|完成时间')),
      field('quantityDone', 'number', words('Done quantity|Quantity done', '完成數量', '完成数量'), { range: AT_LEAST_ZERO, counts: true }),
      field('locked', 'boolean', words('Locked', '鎖定', '锁定')),
    ],
  },
];
