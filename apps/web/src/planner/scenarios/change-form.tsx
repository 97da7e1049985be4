import type { Scenario } from '@midstream/api';
import { useState } from 'react';
import { useWorkspace } from '../../data/session.tsx';
import { useCall } from '../../data/use-call.ts';
import { useSpeech } from '../../i18n/language.tsx';

type Change = Scenario['changes'][number];
type Field = { readonly name: string; readonly input: 'machines' | 'sites' | 'calendars' | 'products' | 'number' | 'time' };

/** The kinds of changes and what each needs to know. */
const KINDS: readonly { readonly kind: string; readonly fields: readonly Field[] }[] = [
  { kind: 'machine-added', fields: [{ name: 'like', input: 'machines' }] },
  { kind: 'machine-removed', fields: [{ name: 'machine', input: 'machines' }] },
  {
    kind: 'breakdown',
    fields: [
      { name: 'machine', input: 'machines' },
      { name: 'from', input: 'time' },
      { name: 'to', input: 'time' },
    ],
  },
  {
    kind: 'rush-order',
    fields: [
      { name: 'product', input: 'products' },
      { name: 'quantity', input: 'number' },
      { name: 'due', input: 'time' },
    ],
  },
  {
    kind: 'site-closed',
    fields: [
      { name: 'site', input: 'sites' },
      { name: 'from', input: 'time' },
      { name: 'to', input: 'time' },
    ],
  },
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
  const workspace = useWorkspace();
  const isList = field.input !== 'number' && field.input !== 'time';
  const kind = field.input === 'number' || field.input === 'time' ? 'machines' : field.input;
  const list = useCall('records.list', { params: { workspace, kind }, query: { limit: 1000 } }, { enabled: isList });
  const label = say(`web.${field.name}`);
  if (field.input === 'number')
    return (
      <input
        type="number"
        min="1"
        aria-label={label}
        placeholder={label}
        style={{ width: 100 }}
        value={value ?? ''}
        onChange={(event) => onChange(event.target.valueAsNumber)}
        required
      />
    );
  if (field.input === 'time')
    return (
      <input
        type="datetime-local"
        aria-label={label}
        style={{ width: 190 }}
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value)}
        required
      />
    );
  return (
    <select aria-label={label} style={{ width: 150 }} value={value ?? ''} onChange={(event) => onChange(event.target.value)} required>
      <option value="">{label}</option>
      {(list.data?.items ?? []).map((each) => (
        <option key={each.id}>{each.id}</option>
      ))}
    </select>
  );
}
