import type { Field, Table } from '../../catalogue/table.ts';
import { column, sourceTable, span } from '../column.ts';

const text = (name: string, also = '', details: Omit<Field, 'name' | 'kind' | 'words'> = {}): Field => column(name, 'text', also, details);
const number = (name: string, also = ''): Field => column(name, 'number', also);
const needed = { required: true } as const;
/** An export of child rows leaves the parent's columns blank from the second row on. */
const parent = { required: true, carryDown: true } as const;

const operationFields = (suffix: string): Field[] => [
  text('operation', `Operation${suffix}`),
  text('workstation', `Workstation${suffix}`),
  text('workstation_type', `Workstation Type${suffix}`),
  span('time_in_mins', 'minutes', `Operation Time${suffix}|Time${suffix}|Time In Mins${suffix}`),
  column('fixed_time', 'boolean', `Fixed Time${suffix}`),
  number('sequence_id', `Sequence ID${suffix}`),
  number('batch_size', `Batch Size${suffix}`),
  number('hour_rate', `Hour Rate${suffix}`),
];

/** The doctypes of an ERPNext export, by field name and by label; child tables come with their name in brackets (ERPNext documentation, "Data Export"). */
export const ERPNEXT_TABLES: readonly Table[] = [
  sourceTable('Workstation', 'Workstations|工作站', [
    text('workstation_name', 'Workstation Name|ID|name', parent),
    text('workstation_type', 'Workstation Type'),
    number('production_capacity', 'Job Capacity|Production Capacity'),
    text('holiday_list', 'Holiday List'),
    number('hour_rate', 'Net Hour Rate|Hour Rate'),
    column('start_time', 'clock', 'Start Time|Start Time (Working Hours)|Working Hours Start Time'),
    column('end_time', 'clock', 'End Time|End Time (Working Hours)|Working Hours End Time'),
  ]),
  sourceTable('BOM', 'Bill of Materials|物料清單|物料清单', [
    text('name', 'ID|BOM', parent),
    text('item', 'Item|Item to be manufactured'),
    number('quantity', 'Quantity'),
    column('is_default', 'boolean', 'Is Default'),
    column('is_active', 'boolean', 'Is Active'),
    ...operationFields(' (Operations)'),
    text('item_code', 'Item Code|Item Code (Items)'),
    number('qty', 'Qty|Qty (Items)'),
  ]),
  sourceTable('BOM Operation', 'BOM Operations|Routing', [
    text('parent', 'Parent|BOM|ID', { ...parent, refers: ['BOM'] }),
    ...operationFields(''),
  ]),
  sourceTable('BOM Item', 'BOM Items', [
    text('parent', 'Parent|BOM|ID', { ...parent, refers: ['BOM'] }),
    text('item_code', 'Item Code|Item', needed),
    number('qty', 'Qty|Quantity'),
  ]),
  sourceTable(
    'Item',
    'Items|物料|品項',
    [
      text('item_code', 'Item Code|ID|name', needed),
      text('item_name', 'Item Name'),
      text('item_group', 'Item Group'),
      text('stock_uom', 'Default Unit of Measure|Stock UOM'),
      number('lead_time_days', 'Lead Time in days|Lead Time (in days)|Lead Time Days'),
      number('valuation_rate', 'Valuation Rate'),
    ],
    ['item_code'],
  ),
  sourceTable('Bin', 'Stock Balance|Stock Levels|庫存|库存', [
    text('item_code', 'Item Code|Item', needed),
    text('warehouse', 'Warehouse'),
    number('actual_qty', 'Actual Quantity|Actual Qty|Balance Qty'),
  ]),
  sourceTable(
    'Work Order',
    'Work Orders|工單|工单',
    [
      text('name', 'ID|Work Order', needed),
      text('production_item', 'Item To Manufacture|Production Item', needed),
      column('qty', 'number', 'Qty To Manufacture|Quantity|Qty', { required: true, range: { above: 0 } }),
      text('bom_no', 'BOM No'),
      column('planned_start_date', 'moment', 'Planned Start Date'),
      column('expected_delivery_date', 'moment', 'Expected Delivery Date'),
      text('sales_order', 'Sales Order'),
      text('status', 'Status'),
    ],
    ['name'],
  ),
  sourceTable('Job Card', 'Job Cards|作業卡|作业卡', [
    text('name', 'ID|Job Card'),
    text('work_order', 'Work Order', { required: true, refers: ['Work Order'] }),
    text('operation', 'Operation', needed),
    text('workstation', 'Workstation'),
    number('for_quantity', 'Qty To Manufacture|For Quantity'),
    number('total_completed_qty', 'Total Completed Qty'),
    text('status', 'Status'),
    column('expected_start_date', 'moment', 'Expected Start Date'),
    column('expected_end_date', 'moment', 'Expected End Date'),
    column('actual_start_date', 'moment', 'Actual Start Date'),
    column('actual_end_date', 'moment', 'Actual End Date'),
    span('time_required', 'minutes', 'Expected Time Required|Time Required'),
  ]),
  sourceTable('Sales Order', 'Sales Orders|銷售訂單|销售订单', [
    text('name', 'ID|Sales Order', parent),
    text('customer', 'Customer', { carryDown: true }),
    column('delivery_date', 'moment', 'Delivery Date', { carryDown: true }),
    text('status', 'Status', { carryDown: true }),
    text('item_code', 'Item Code|Item Code (Items)', needed),
    column('qty', 'number', 'Quantity|Qty|Quantity (Items)|Qty (Items)', { required: true, range: { above: 0 } }),
    column('item_delivery_date', 'moment', 'Delivery Date (Items)'),
  ]),
  sourceTable('Holiday List', 'Holidays|假期表', [
    text('name', 'Holiday List Name|ID|Holiday List|holiday_list_name', parent),
    column('holiday_date', 'date', 'Date|Date (Holidays)', needed),
    text('description', 'Description|Description (Holidays)'),
  ]),
];
