import type { Scenario } from '@midstream/api';
import { useState } from 'react';
import { useWorkspace } from '../../data/session.tsx';
import { useCall } from '../../data/use-call.ts';
import { useSpeech } from '../../i18n/language.tsx';

type Change = Scenario['changes'][number];
type Listed = 'machines' | 'sites' | 'orders' | 'products' | 'operators' | 'tools' | 'materials' | 'routings';
type Field = { readonly name: string; readonly input: Listed | 'number' | 'time' | 'text' };
const field = (name: string, input: Field['input']): Field => ({ name, input });

/** The kinds of changes and what each needs to know, as planning reads them. */
const KINDS: readonly { readonly kind: string; readonly fields: readonly Field[] }[] = [
  { kind: 'machine-more', fields: [field('machine', 'machines'), field('count', 'number')] },
  { kind: 'machine-less', fields: [field('machine', 'machines')] },
  { kind: 'machine-faster', fields: [field('machine', 'machines'), field('efficiency', 'number')] },
  { kind: 'breakdown', fields: [field('machine', 'machines'), field('from', 'time'), field('to', 'time')] },
  { kind: 'absence', fields: [field('operator', 'operators'), field('from', 'time'), field('to', 'time')] },
  { kind: 'people', fields: [field('operator', 'operators'), field('headcount', 'number')] },
  { kind: 'tool-more', fields: [field('tool', 'tools'), field('count', 'number')] },
  { kind: 'rush-order', fields: [field('order', 'text'), field('product', 'products'), field('quantity', 'number'), field('due', 'time')] },
  { kind: 'due-change', fields: [field('order', 'orders'), field('due', 'time')] },
  { kind: 'priority', fields: [field('order', 'orders'), field('priority', 'number')] },
  { kind: 'cancel', fields: [field('order', 'orders')] },
  { kind: 'material-delay', fields: [field('material', 'materials'), field('until', 'time')] },
  { kind: 'receipt', fields: [field('material', 'materials'), field('at', 'time'), field('quantity', 'number')] },
  { kind: 'reroute', fields: [field('order', 'orders'), field('routing', 'routings')] },
  { kind: 'site-closed', fields: [field('site', 'sites'), field('from', 'time'), field('to', 'time')] },
  { kind: 'tariff', fields: [field('site', 'sites'), field('pricePerKwh', 'number')] },
  { kind: 'power-limit', fields: [field('site', 'sites'), field('kw', 'number')] },
];

/** Adds one change to a scenario. */
export function ChangeForm({ onAdd }: { readonly onAdd: (change: Change) => void }) {
  const { say } = useSpeech();
  const [kind, setKind] = useState('');
  const [values, setValues] = useState<Readonly<Record<string, string | number>>>({});
  const fields = KINDS.find((each) => each.kind === kind)?.fields ?? [];
  return (
    <form
      className="row"
      style={{ alignItems: 'flex-end' }}
      onSubmit={(event) => {
        event.preventDefault();
        onAdd({ kind, ...values });
        setKind('');
        setValues({});
      }}
    >
      <select aria-label={say('web.add-change')} value={kind} style={{ width: 'auto' }} onChange={(event) => setKind(event.target.value)}>
        <option value="">{say('web.add-change')}</option>
        {KINDS.map((each) => (
          <option key={each.kind} value={each.kind}>
            {say(`web.change-${each.kind}`)}
          </option>
        ))}
      </select>
      {fields.map((field) => (
        <FieldInput
          key={field.name}
          field={field}
          value={values[field.name]}
          onChange={(value) => setValues({ ...values, [field.name]: value })}
        />
      ))}
      {kind === '' ? null : (
        <button type="submit" className="button">
          {say('web.add')}
        </button>
      )}
    </form>
  );
}

function FieldInput({
  field,
  value,
  onChange,
}: {
  readonly field: Field;
  readonly value: string | number | undefined;
  readonly onChange: (value: string | number) => void;
}) {
  const { say } = useSpeech();
  const label = say(`web.field-${field.name}`);
  const shared = { 'aria-label': label, placeholder: label, value: value ?? '', required: true };
  switch (field.input) {
    case 'number':
      return (
        <input
          {...shared}
          type="number"
          min="0"
          step="any"
          style={{ width: 110 }}
          onChange={(event) => onChange(event.target.valueAsNumber)}
        />
      );
    case 'time':
      return (
        <input {...shared} type="datetime-local" title={label} style={{ width: 190 }} onChange={(event) => onChange(event.target.value)} />
      );
    case 'text':
      return <input {...shared} style={{ width: 130 }} onChange={(event) => onChange(event.target.value)} />;
    default:
      return <Choice kind={field.input} label={label} value={value} onChange={onChange} />;
  }
}

function Choice({
  kind,
  label,
  value,
  onChange,
}: {
  readonly kind: Listed;
  readonly label: string;
  readonly value: string | number | undefined;
  readonly onChange: (value: string) => void;
}) {
  const workspace = useWorkspace();
  const master = useCall(
    'records.list',
    { params: { workspace, kind: kind === 'orders' ? 'machines' : kind }, query: { limit: 1000 } },
    { enabled: kind !== 'orders' },
  );
  const orders = useCall('orders.list', { params: { workspace }, query: { limit: 1000 } }, { enabled: kind === 'orders' });
  const items = kind === 'orders' ? orders.data?.items : master.data?.items;
  return (
    <select aria-label={label} style={{ width: 150 }} value={value ?? ''} onChange={(event) => onChange(event.target.value)} required>
      <option value="">{label}</option>
      {(items ?? []).map((each) => (
        <option key={each.id}>{each.id}</option>
      ))}
    </select>
  );
}
