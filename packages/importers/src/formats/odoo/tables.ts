import type { Field, Table } from '../../catalogue/table.ts';
import { column, sourceTable, span } from '../column.ts';

const text = (name: string, also = '', details: Omit<Field, 'name' | 'kind' | 'words'> = {}): Field => column(name, 'text', also, details);
const number = (name: string, also = ''): Field => column(name, 'number', also);
const needed = { required: true } as const;
/** An export of lines inside a record leaves the record's own columns blank from the second line on. */
const record = { required: true, carryDown: true } as const;

/** The models of an Odoo manufacturing export, by technical name and by label (Odoo documentation, "Export and import data"). */
export const ODOO_TABLES: readonly Table[] = [
  sourceTable('mrp.workcenter', 'Work Centers|Work Center|工作中心', [
    text('name', 'Work Center|Work Center Name', record),
    text('code', 'Code'),
    number('time_efficiency', 'Time Efficiency|Efficiency'),
    span('time_start', 'minutes', 'Setup Time|Time before prod.'),
    span('time_stop', 'minutes', 'Cleanup Time|Time after prod.'),
    number('costs_hour', 'Cost per hour|Hourly Cost'),
    number('default_capacity', 'Capacity'),
    text('resource_calendar_id', 'Working Hours|Working Time'),
    column(
      'alternative_workcenter_ids',
      'list',
      'Alternative Workcenters|Alternative Work Centers|alternative_workcenter_ids/name|Alternative Workcenters/Work Center',
    ),
    number('oee_target', 'OEE Target'),
  ]),
  sourceTable('mrp.routing.workcenter', 'Operations|Operation|Routing Operations|作業|工序', [
    text('name', 'Operation', needed),
    text('workcenter_id', 'Work Center', needed),
    text('bom_id', 'Bill of Material|Bill of Materials|BoM', needed),
    number('sequence', 'Sequence'),
    text('time_mode', 'Duration Computation'),
    span('time_cycle_manual', 'minutes', 'Manual Duration|Default Duration'),
    span('time_cycle', 'minutes', 'Duration'),
    column('blocked_by_operation_ids', 'list', 'Blocked By'),
  ]),
  sourceTable('mrp.bom', 'Bill of Material|Bills of Materials|Bill of Materials|BoM|物料清單|物料清单', [
    text('product_tmpl_id', 'Product|product_id|Product Variant', record),
    text('code', 'Reference'),
    number('product_qty', 'Quantity'),
    text('type', 'BoM Type'),
    text('bom_line_ids/product_id', 'BoM Lines/Component|Components/Component|Component|BoM Lines/Product'),
    number('bom_line_ids/product_qty', 'BoM Lines/Quantity|Components/Quantity|Component Quantity'),
    text('operation_ids/name', 'Operations/Operation|Operation'),
    text('operation_ids/workcenter_id', 'Operations/Work Center|Work Center'),
    number('operation_ids/sequence', 'Operations/Sequence'),
    span('operation_ids/time_cycle_manual', 'minutes', 'Operations/Manual Duration|Manual Duration'),
    span('operation_ids/time_cycle', 'minutes', 'Operations/Duration|Duration'),
  ]),
  sourceTable('product.product', 'product.template|Products|Product|Product Variants|產品|产品', [
    text('name', 'Name|Product', needed),
    text('default_code', 'Internal Reference'),
    text('categ_id', 'Product Category'),
    number('qty_available', 'Quantity On Hand'),
    number('standard_price', 'Cost'),
    text('uom_id', 'Unit of Measure|Units'),
  ]),
  sourceTable(
    'mrp.production',
    'Manufacturing Orders|Manufacturing Order|Production Order|製造訂單|制造订单',
    [
      text('name', 'Reference', needed),
      text('product_id', 'Product', needed),
      column('product_qty', 'number', 'Quantity|Quantity To Produce|Quantity Producing', { required: true, range: { above: 0 } }),
      text('bom_id', 'Bill of Material|Bill of Materials'),
      column('date_start', 'moment', 'Start|Scheduled Date|Start Date|date_planned_start'),
      column('date_deadline', 'moment', 'Deadline'),
      column('date_finished', 'moment', 'End|End Date'),
      text('origin', 'Source|Source Document'),
      text('state', 'State|Status'),
      text('priority', 'Priority'),
    ],
    ['name'],
  ),
  sourceTable('mrp.workorder', 'Work Orders|Work Order|工單|工单', [
    text('name', 'Work Order|Operation', needed),
    text('production_id', 'Manufacturing Order|Production', { required: true, refers: ['mrp.production'] }),
    text('workcenter_id', 'Work Center'),
    text('state', 'Status|State'),
    column('date_start', 'moment', 'Start|Start Date|Scheduled Start Date'),
    column('date_finished', 'moment', 'End|End Date|Scheduled End Date'),
    number('qty_produced', 'Quantity Produced|Produced Quantity'),
    span('duration_expected', 'minutes', 'Expected Duration'),
  ]),
  sourceTable('resource.calendar', 'resource.calendar.attendance|Working Time|Working Hours|Working Schedules|工作時間|工作时间', [
    text('name', "calendar_id|Working Hours|Working Time|Resource's Calendar", record),
    text('dayofweek', 'Day of Week|attendance_ids/dayofweek|Working Time/Day of Week', needed),
    column('hour_from', 'duration', 'Work from|attendance_ids/hour_from|Working Time/Work from', { unit: 'hours', required: true }),
    column('hour_to', 'duration', 'Work to|attendance_ids/hour_to|Working Time/Work to', { unit: 'hours', required: true }),
    text('day_period', 'Day Period|attendance_ids/day_period|Working Time/Day Period'),
  ]),
];
