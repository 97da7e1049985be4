import type { Scenario } from '@midstream/api';
import type { Weekday } from '@midstream/factory';
import { CHANGE_FORMS, type ChangeField } from '@midstream/planning/changes';
import { useId, useState } from 'react';
import { useWorkspace } from '../../data/session.tsx';
import { useCall } from '../../data/use-call.ts';
import { useSettled } from '../../data/use-settled.ts';
import { useNames } from '../../data/use-names.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { DAYS } from '../data/calendar/week-hours.ts';

type Change = Scenario['changes'][number];
type Value = string | number | boolean | readonly string[];
type Field = { readonly name: string; readonly input: ChangeField };

/** Where the names for a field come from. */
const LISTS = {
  machine: 'machines',
  operator: 'operators',
  product: 'products',
  material: 'materials',
  tool: 'tools',
  site: 'sites',
  calendar: 'calendars',
  routing: 'routings',
} as const;

const FORMS: Readonly<Record<string, Readonly<Record<string, ChangeField>>>> = CHANGE_FORMS;
const fieldsOf = (kind: string): Field[] => Object.entries(FORMS[kind] ?? {}).map(([name, input]) => ({ name, input }));
/** What a field holds before anything was chosen, where the empty choice is a choice. */
const begins = (input: ChangeField): Value | undefined =>
  input === 'boolean' ? true : input === 'weekdays' ? ['mon', 'tue', 'wed', 'thu', 'fri'] : undefined;

/** Adds one change to a scenario. */
export function ChangeForm({ onAdd }: { readonly onAdd: (change: Change) => void }) {
  const { say } = useSpeech();
  const [kind, setKind] = useState('');
  const [values, setValues] = useState<Readonly<Record<string, Value>>>({});
  const fields = fieldsOf(kind);
  const choose = (next: string): void => {
    setKind(next);
    setValues(
      Object.fromEntries(
        fieldsOf(next).flatMap(({ name, input }) => (begins(input) === undefined ? [] : [[name, begins(input) as Value]])),
      ),
    );
  };
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
      <select aria-label={say('web.add-change')} value={kind} style={{ width: 'auto' }} onChange={(event) => choose(event.target.value)}>
        <option value="">{say('web.add-change')}</option>
        {Object.keys(FORMS).map((each) => (
          <option key={each} value={each}>
            {say(`web.change-${each}`)}
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
  readonly value: Value | undefined;
  readonly onChange: (value: Value) => void;
}) {
  const { say } = useSpeech();
  const label = say(`web.field-${field.name}`);
  const text = typeof value === 'string' || typeof value === 'number' ? value : '';
  const shared = { 'aria-label': label, placeholder: label, value: text, required: true };
  switch (field.input) {
    case 'positive':
    case 'count':
    case 'price':
      return (
        <input
          {...shared}
          type="number"
          min={field.input === 'count' ? 1 : 0}
          step={field.input === 'count' ? 1 : 'any'}
          style={{ width: 130 }}
          onChange={(event) => onChange(event.target.valueAsNumber)}
        />
      );
    case 'time':
      return (
        <input {...shared} type="datetime-local" title={label} style={{ width: 190 }} onChange={(event) => onChange(event.target.value)} />
      );
    case 'clock':
      return <input {...shared} type="time" title={label} style={{ width: 110 }} onChange={(event) => onChange(event.target.value)} />;
    case 'boolean':
      return (
        <label className="row small">
          <input type="checkbox" checked={value === true} onChange={(event) => onChange(event.target.checked)} />
          {label}
        </label>
      );
    case 'weekdays':
      return <Weekdays label={label} value={Array.isArray(value) ? value : []} onChange={onChange} />;
    case 'text':
      return field.name === 'operation' ? (
        <OperationName label={label} value={text} onChange={onChange} />
      ) : (
        <input {...shared} style={{ width: 130 }} onChange={(event) => onChange(event.target.value)} />
      );
    default:
      return <Choice kind={field.input} label={label} value={text} onChange={onChange} />;
  }
}

function Weekdays({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
}) {
  const { say } = useSpeech();
  const toggled = (day: Weekday): readonly string[] =>
    value.includes(day) ? value.filter((each) => each !== day) : DAYS.filter((each) => each === day || value.includes(each));
  return (
    <span className="segments" role="group" aria-label={label}>
      {DAYS.map((day) => (
        <button key={day} type="button" aria-pressed={value.includes(day)} onClick={() => onChange(toggled(day))}>
          {say(`web.day-${day}`)}
        </button>
      ))}
    </span>
  );
}

/** Operations of all routings are offered; which of them the order has, planning checks. */
function OperationName({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string | number;
  readonly onChange: (value: string) => void;
}) {
  const workspace = useWorkspace();
  const routings = useCall('records.list', { params: { workspace, kind: 'routings' }, query: { limit: 1000 } });
  const operations = (routings.data?.items ?? []).flatMap(({ data }) => (data.operations as readonly { readonly id: string }[]) ?? []);
  return (
    <>
      <input
        aria-label={label}
        placeholder={label}
        list="operation-names"
        value={value}
        style={{ width: 150 }}
        onChange={(event) => onChange(event.target.value)}
        required
      />
      <datalist id="operation-names">
        {[...new Set(operations.map(({ id }) => id))].map((id) => (
          <option key={id} value={id} />
        ))}
      </datalist>
    </>
  );
}

function Choice({
  kind,
  label,
  value,
  onChange,
}: {
  readonly kind: keyof typeof LISTS | 'order';
  readonly label: string;
  readonly value: string | number;
  readonly onChange: (value: string) => void;
}) {
  return kind === 'order' ? (
    <OrderNumber label={label} value={String(value)} onChange={onChange} />
  ) : (
    <Listed kind={kind} label={label} value={value} onChange={onChange} />
  );
}

function Listed({
  kind,
  label,
  value,
  onChange,
}: {
  readonly kind: keyof typeof LISTS;
  readonly label: string;
  readonly value: string | number;
  readonly onChange: (value: string) => void;
}) {
  const workspace = useWorkspace();
  const names = useNames();
  const master = useCall('records.list', { params: { workspace, kind: LISTS[kind] }, query: { limit: 1000 } });
  return (
    <select aria-label={label} style={{ width: 150 }} value={value} onChange={(event) => onChange(event.target.value)} required>
      <option value="">{label}</option>
      {(master.data?.items ?? []).map((each) => (
        <option key={each.id} value={each.id}>
          {names.of(LISTS[kind], each.id)}
        </option>
      ))}
    </select>
  );
}

const MOST_OFFERED = 20;

/** An order's number: those that what was typed means are offered, from however many there are. */
function OrderNumber({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const workspace = useWorkspace();
  const names = useNames();
  const list = useId();
  const search = useSettled(value.trim());
  const query = { limit: MOST_OFFERED, ...(search === '' ? {} : { search }) };
  const orders = useCall('orders.list', { params: { workspace }, query }, { keep: true });
  return (
    <>
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        list={list}
        value={value}
        style={{ width: 170 }}
        onChange={(event) => onChange(event.target.value)}
        required
      />
      <datalist id={list}>
        {(orders.data?.items ?? []).map((order) => (
          <option key={order.id} value={order.id}>
            {`${names.of('products', order.product)} · ${order.customer ?? ''}`}
          </option>
        ))}
      </datalist>
    </>
  );
}
