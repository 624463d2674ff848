/** A secret: sealed here, or a reference to where it is kept. It is never shown again. */

import { TextArea, TextInput, ToggleGroup, ToggleGroupItem } from '@patternfly/react-core';
import { controlProps, Field } from './field.tsx';
import type { SecretField as Secret, SecretMode, SecretValue } from './form-values.ts';

/** Where a stored secret is. */
export interface StoredSecret {
  /** Null: sealed here. */
  readonly reference: string | null;
}

interface SecretFieldProps {
  readonly field: Secret;
  readonly value: SecretValue;
  /** Undefined: none is stored. */
  readonly stored: StoredSecret | undefined;
  readonly fault: string | undefined;
  readonly onChange: (value: SecretValue) => void;
}

const TITLES: Readonly<Record<SecretMode, string>> = {
  keep: 'Leave as it is',
  seal: 'Keep it sealed here',
  refer: 'Reference',
  remove: 'Take it away',
};

export function SecretField({ field, value, stored, fault, onChange }: SecretFieldProps) {
  const { name, title, help, required = false } = field;
  const modes: readonly SecretMode[] = [
    ...(stored === undefined ? [] : (['keep'] as const)),
    'seal',
    'refer',
    ...(stored === undefined || required ? [] : (['remove'] as const)),
  ];
  return (
    <Field
      name={name}
      title={title}
      help={`${help} ${meaningOf(value.mode, stored)}`}
      fault={fault}
      isRequired={required}
    >
      <ToggleGroup aria-label={`Where ${title} is kept`} isCompact className="isthmus-secret-modes">
        {modes.map((mode) => (
          <ToggleGroupItem
            key={mode}
            text={TITLES[mode]}
            isSelected={value.mode === mode}
            onChange={() => onChange({ ...value, mode })}
          />
        ))}
      </ToggleGroup>
      <Control field={field} value={value} stored={stored} fault={fault} onChange={onChange} />
    </Field>
  );
}

function meaningOf(mode: SecretMode, stored: StoredSecret | undefined): string {
  if (mode === 'seal') return 'It is sealed in the database and never shown again.';
  if (mode === 'refer') return 'Only the reference is stored; the secret is fetched each time it is needed.';
  if (mode === 'remove') return 'What is stored is deleted.';
  const reference = stored?.reference ?? null;
  return reference === null ? 'One is sealed here.' : `It is fetched from ${reference}.`;
}

function Control({ field, value, fault, onChange }: SecretFieldProps) {
  const { mode } = value;
  if (mode === 'keep' || mode === 'remove') return null;
  const common = {
    ...controlProps(field.name, fault),
    isRequired: field.required === true,
    value: value.text,
    spellCheck: false,
    onChange: (_event: unknown, text: string) => onChange({ ...value, text }),
  };
  if (mode === 'refer')
    return <TextInput {...common} type="text" autoComplete="off" placeholder="vault:secret/vcenter#password" />;
  if (field.multiline === true)
    return <TextArea {...common} autoComplete="off" rows={4} resizeOrientation="vertical" />;
  return <TextInput {...common} type="password" autoComplete="new-password" />;
}
