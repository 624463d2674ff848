/** What every source has: how often it is read, and whose word counts where sources disagree. */

import { InputGroup, InputGroupItem, InputGroupText, TextInput } from '@patternfly/react-core';
import { everyText } from '../../shared/age.ts';
import { controlProps, Field } from './field.tsx';
import type { Faults } from './form-values.ts';

export interface CommonValues {
  /** Absent or '': as the kind has it. */
  readonly intervalSeconds: string;
  readonly precedence: string;
}

interface CommonFieldsProps {
  readonly values: CommonValues;
  readonly faults: Faults;
  readonly onChange: (values: CommonValues) => void;
  /** What holds where nothing is filled in. Absent interval: the source is a file, which nobody reads again. */
  readonly usual: { readonly intervalSeconds?: number; readonly precedence: number };
}

export function CommonFields({ values, faults, onChange, usual }: CommonFieldsProps) {
  const { intervalSeconds } = usual;
  return (
    <>
      {intervalSeconds !== undefined && (
        <Field
          name="intervalSeconds"
          title="Read every"
          help={`5 seconds to 7 days. Not set: ${everyText(intervalSeconds)}.`}
          fault={faults['intervalSeconds']}
        >
          <InputGroup>
            <InputGroupItem isFill>
              <TextInput
                {...controlProps('intervalSeconds', faults['intervalSeconds'])}
                type="text"
                inputMode="numeric"
                placeholder={String(intervalSeconds)}
                value={values.intervalSeconds}
                onChange={(_event, next) => onChange({ ...values, intervalSeconds: next })}
              />
            </InputGroupItem>
            <InputGroupText>seconds</InputGroupText>
          </InputGroup>
        </Field>
      )}
      <Field
        name="precedence"
        title="Precedence"
        help={`Where sources disagree on a fact, the one with the higher number is believed. Not set: ${usual.precedence}.`}
        fault={faults['precedence']}
      >
        <TextInput
          {...controlProps('precedence', faults['precedence'])}
          type="text"
          inputMode="numeric"
          placeholder={String(usual.precedence)}
          value={values.precedence}
          onChange={(_event, next) => onChange({ ...values, precedence: next })}
        />
      </Field>
    </>
  );
}

/** Faults of these two, as far as they can be told without the server. */
export function commonFaults(values: CommonValues): Faults {
  const faults: Record<string, string> = {};
  for (const name of ['intervalSeconds', 'precedence'] as const) {
    if (!/^(-?\d{1,9})?$/.test(values[name].trim())) faults[name] = 'This must be a whole number.';
  }
  return faults;
}

/** What is filled in, as the API takes it. */
export function commonOf(values: CommonValues): { intervalSeconds?: number; precedence?: number } {
  const interval = values.intervalSeconds.trim();
  const precedence = values.precedence.trim();
  return {
    ...(interval !== '' && { intervalSeconds: Number(interval) }),
    ...(precedence !== '' && { precedence: Number(precedence) }),
  };
}
