/** A setting of a kind of source, as its type asks for. */

import { Checkbox, FormSelect, FormSelectOption, TextArea, TextInput } from '@patternfly/react-core';
import { controlProps, Field, idOf } from './field.tsx';
import { listOf } from './form-values.ts';
import type { SettingField as Setting } from './form-values.ts';

interface SettingFieldProps {
  readonly field: Setting;
  readonly value: string;
  readonly fault: string | undefined;
  readonly onChange: (value: string) => void;
}

export function SettingField({ field, value, fault, onChange }: SettingFieldProps) {
  const { name, title, help, type, required = false, example } = field;
  const isGroup = type === 'list' && field.choices !== undefined;
  const shown = type === 'list' && !isGroup ? `${help} Several are separated by commas.` : help;
  const withExample = example === undefined || field.multiline === true ? shown : `${shown} Example: ${example}`;
  return (
    <Field name={name} title={title} help={withExample} fault={fault} isRequired={required} isGroup={isGroup}>
      <Control field={field} value={value} fault={fault} onChange={onChange} />
    </Field>
  );
}

function Control({ field, value, fault, onChange }: SettingFieldProps) {
  const { name, type, choices = [], required = false } = field;
  const common = controlProps(name, fault);
  if (type === 'list' && choices.length > 0)
    return <Choices field={field} value={value} fault={fault} onChange={onChange} />;
  if (type === 'boolean' || type === 'choice') {
    const options = type === 'boolean' ? ['true', 'false'] : choices;
    return (
      <FormSelect {...common} isRequired={required} value={value} onChange={(_event, next) => onChange(next)}>
        <FormSelectOption value="" label={required ? 'Choose one' : 'Not set'} />
        {options.map((option) => (
          <FormSelectOption key={option} value={option} label={BOOLEAN[option] ?? option} />
        ))}
      </FormSelect>
    );
  }
  const text = {
    ...common,
    isRequired: required,
    value,
    autoComplete: 'off',
    spellCheck: false,
    onChange: (_event: unknown, next: string) => onChange(next),
  };
  if (field.multiline === true) return <TextArea {...text} rows={4} resizeOrientation="vertical" />;
  return <TextInput {...text} type="text" {...(type === 'integer' && { inputMode: 'numeric' as const })} />;
}

const BOOLEAN: Readonly<Record<string, string>> = { true: 'Yes', false: 'No' };

function Choices({ field, value, fault, onChange }: SettingFieldProps) {
  const chosen = listOf(value);
  return (
    <div className="isthmus-choices">
      {(field.choices ?? []).map((choice, index) => (
        <Checkbox
          key={choice}
          id={index === 0 ? idOf(field.name) : `${idOf(field.name)}-${choice}`}
          label={choice}
          isValid={fault === undefined}
          isChecked={chosen.includes(choice)}
          onChange={(_event, checked) =>
            onChange((checked ? [...chosen, choice] : chosen.filter((one) => one !== choice)).join(', '))
          }
        />
      ))}
    </div>
  );
}
