/** The form of one kind: checked before it is sent, and refused field by field. */

import { useState } from 'react';
import { ActionGroup, Button, Form, TextInput } from '@patternfly/react-core';
import { Link } from '@tanstack/react-router';
import type { SourceKind } from '../../../api/source-kinds.ts';
import { ROUTES } from '../../../api/routes.ts';
import { call } from '../../shared/api.ts';
import { CommonFields, commonFaults, commonOf } from './common-fields.tsx';
import type { ConnectResult } from './connected.tsx';
import { controlProps, Field } from './field.tsx';
import { faultsOf, fieldNames, NO_VALUES, secretsOf, settingsOf } from './form-values.ts';
import type { FormValues, Live } from './form-values.ts';
import { KindFields } from './kind-fields.tsx';
import { Kit } from './kit.tsx';
import { Refusal } from './refusal.tsx';
import type { Insistence } from './refusal.tsx';
import { useSourceForm } from './use-form.ts';

export type LiveKind = SourceKind & { readonly live: Live };

interface ConnectFormProps {
  readonly kind: LiveKind;
  /** Names of sources that are there. */
  readonly taken: readonly string[];
  readonly onDone: (result: ConnectResult) => void;
}

export function ConnectForm({ kind, taken, onDone }: ConnectFormProps) {
  const { live } = kind;
  const [name, setName] = useState(() => freeName(kind.kind, taken));
  const [values, setValues] = useState<FormValues>(NO_VALUES);
  const [common, setCommon] = useState({ intervalSeconds: '', precedence: '' });
  const send = (insistence: Insistence) =>
    call(ROUTES.connectSource, {
      body: {
        kind: kind.kind,
        name: name.trim(),
        settings: settingsOf(live, values),
        secrets: secretsOf(live, values),
        ...commonOf(common),
        ...insistence,
      },
    });
  const { form, faults, touched, start, onSubmit, sending } = useSourceForm({
    check: () => ({
      ...(name.trim() === '' && { name: 'Name is needed.' }),
      ...(taken.includes(name.trim()) && { name: 'There is a source of this name.' }),
      ...faultsOf(live, values),
      ...commonFaults(common),
    }),
    send,
    done: onDone,
    fields: fieldNames(live),
  });
  return (
    <Form
      ref={form}
      isWidthLimited
      noValidate
      onSubmit={onSubmit}
      className="isthmus-above"
      aria-label={`Connect ${kind.title}`}
    >
      <Kit kind={kind} />
      <Field name="name" title="Name" help="What the source is called here." fault={faults['name']} isRequired>
        <TextInput
          {...controlProps('name', faults['name'])}
          type="text"
          isRequired
          maxLength={200}
          autoComplete="off"
          value={name}
          onChange={(_event, value) => {
            touched();
            setName(value);
          }}
        />
      </Field>
      <KindFields
        live={live}
        values={values}
        faults={faults}
        childCount={2}
        onChange={(next) => {
          touched();
          setValues(next);
        }}
      >
        <CommonFields
          values={common}
          faults={faults}
          onChange={setCommon}
          usual={{ ...live, precedence: kind.precedence }}
        />
      </KindFields>
      <Refusal error={sending.error} isPending={sending.isPending} onInsist={start} />
      <ActionGroup>
        <Button type="submit" isLoading={sending.isPending} isDisabled={sending.isPending}>
          {sending.isPending ? 'Connecting …' : 'Connect'}
        </Button>
        <Link to="/sources" className="pf-v6-c-button pf-m-link">
          Cancel
        </Link>
      </ActionGroup>
    </Form>
  );
}

function freeName(kind: string, taken: readonly string[]): string {
  let name = kind;
  for (let number = 2; taken.includes(name); number += 1) name = `${kind}-${number}`;
  return name;
}
