/** Connects a platform: its settings and secrets as its kind describes them. */

import { useState } from 'react';
import type { FormEvent } from 'react';
import {
  ActionGroup,
  Button,
  Card,
  CardBody,
  CardTitle,
  Form,
  FormGroup,
  FormHelperText,
  FormSelect,
  FormSelectOption,
  HelperText,
  HelperTextItem,
  List,
  ListItem,
  Switch,
  TextArea,
  TextInput,
} from '@patternfly/react-core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { SourceKind } from '../../api/source-kinds.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { CommandText } from '../shared/command-text.tsx';
import { ProblemAlert } from '../shared/problem-alert.tsx';

type Live = NonNullable<SourceKind['live']>;
type Field = Live['settings'][number] | (Live['secrets'][number] & { readonly type: 'secret' });
type Values = Readonly<Record<string, string>>;

/** A reference is told from a secret by its beginning; a person may want either. */
const REFERENCE = /^(env|file|vault|azure-keyvault|kubernetes-secret):/;

export function ConnectCard() {
  const [open, setOpen] = useState(false);
  const kinds = useQuery({ queryKey: ['source-kinds'], queryFn: () => call(ROUTES.listSourceKinds), enabled: open });
  const live = (kinds.data?.items ?? []).filter((kind) => kind.live !== null);
  const [chosen, setChosen] = useState('');
  const kind = live.find((one) => one.kind === chosen) ?? live[0];
  return (
    <Card isCompact className="isthmus-below">
      <CardTitle component="h2">Connect a platform</CardTitle>
      <CardBody>
        {!open && (
          <Button variant="secondary" onClick={() => setOpen(true)}>
            Connect …
          </Button>
        )}
        {kinds.error !== null && <ProblemAlert error={kinds.error} />}
        {open && kind?.live !== null && kind !== undefined && (
          <>
            <Form isWidthLimited>
              <FormGroup label="Kind" fieldId="connect-kind">
                <FormSelect
                  id="connect-kind"
                  aria-label="Kind"
                  value={kind.kind}
                  onChange={(_event, value) => setChosen(value)}
                >
                  {live.map((one) => (
                    <FormSelectOption key={one.kind} value={one.kind} label={one.title} />
                  ))}
                </FormSelect>
              </FormGroup>
            </Form>
            <KindForm key={kind.kind} kind={kind} live={kind.live} onDone={() => setOpen(false)} />
          </>
        )}
      </CardBody>
    </Card>
  );
}

function KindForm({
  kind,
  live,
  onDone,
}: {
  readonly kind: SourceKind;
  readonly live: Live;
  readonly onDone: () => void;
}) {
  const queries = useQueryClient();
  const [name, setName] = useState(kind.kind);
  const [values, setValues] = useState<Values>({});
  const connect = useMutation({
    mutationFn: () => call(ROUTES.connectSource, { body: { kind: kind.kind, name, ...filledIn(live, values) } }),
    onSuccess: async ({ source }) => {
      await call(ROUTES.syncSource, { params: { id: source.id }, body: {} });
      await queries.invalidateQueries();
      onDone();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    connect.mutate();
  };
  const fields: readonly Field[] = [
    ...live.settings,
    ...live.secrets.map((secret) => ({ ...secret, type: 'secret' as const })),
  ];
  return (
    <Form isWidthLimited onSubmit={submit} className="isthmus-above">
      <FormGroup label="Name of the source" isRequired fieldId="connect-name">
        <TextInput id="connect-name" isRequired value={name} onChange={(_event, value) => setName(value)} />
      </FormGroup>
      {fields.map((field) => (
        <FieldGroup
          key={field.name}
          field={field}
          value={values[field.name] ?? ''}
          onChange={(value) => setValues((before) => ({ ...before, [field.name]: value }))}
        />
      ))}
      {kind.kit.length > 0 && (
        <FormHelperText>
          To take to the platform:
          <List isPlain>
            {kind.kit.map((file) => (
              <ListItem key={file.name}>
                {file.title}: <CommandText command={`isthmus collect ${kind.kind} ${file.name}`} />
              </ListItem>
            ))}
          </List>
        </FormHelperText>
      )}
      {connect.error !== null && <ProblemAlert error={connect.error} />}
      <ActionGroup>
        <Button type="submit" isLoading={connect.isPending} isDisabled={connect.isPending || name.trim() === ''}>
          Connect and read
        </Button>
        <Button variant="link" onClick={onDone}>
          Cancel
        </Button>
      </ActionGroup>
    </Form>
  );
}

interface FieldGroupProps {
  readonly field: Field;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function FieldGroup({ field, value, onChange }: FieldGroupProps) {
  const id = `connect-${field.name}`;
  const help =
    field.type === 'secret'
      ? `${field.help} A reference such as env:NAME or vault:path#field is kept as it is.`
      : field.help;
  return (
    <FormGroup label={field.title} isRequired={field.required === true} fieldId={id}>
      <FieldInput field={field} id={id} value={value} onChange={onChange} />
      <FormHelperText>
        <HelperText>
          <HelperTextItem id={`${id}-help`}>{help}</HelperTextItem>
        </HelperText>
      </FormHelperText>
    </FormGroup>
  );
}

function FieldInput({ field, id, value, onChange }: FieldGroupProps & { readonly id: string }) {
  const common = { id, 'aria-describedby': `${id}-help`, isRequired: field.required === true };
  if (field.type === 'boolean')
    return (
      <Switch
        id={id}
        aria-label={field.title}
        isChecked={value === 'true'}
        onChange={(_event, checked) => onChange(String(checked))}
      />
    );
  if (field.type === 'choice')
    return (
      <FormSelect id={id} aria-label={field.title} value={value} onChange={(_event, next) => onChange(next)}>
        <FormSelectOption value="" label="–" />
        {(field.choices ?? []).map((choice) => (
          <FormSelectOption key={choice} value={choice} label={choice} />
        ))}
      </FormSelect>
    );
  if (field.multiline === true)
    return (
      <TextArea
        {...common}
        value={value}
        onChange={(_event, next) => onChange(next)}
        spellCheck={false}
        autoComplete="off"
      />
    );
  return (
    <TextInput
      {...common}
      type={field.type === 'secret' ? 'password' : field.type === 'integer' ? 'number' : 'text'}
      autoComplete={field.type === 'secret' ? 'new-password' : 'off'}
      placeholder={'example' in field ? field.example : undefined}
      value={value}
      onChange={(_event, next) => onChange(next)}
    />
  );
}

function filledIn(live: Live, values: Values): { settings: Record<string, unknown>; secrets: Record<string, unknown> } {
  const settings: Record<string, unknown> = {};
  for (const { name, type } of live.settings) {
    const text = values[name]?.trim() ?? '';
    if (text === '') continue;
    if (type === 'integer') settings[name] = Number(text);
    else if (type === 'boolean') settings[name] = text === 'true';
    else if (type === 'list') settings[name] = text.split(',').map((part) => part.trim());
    else settings[name] = text;
  }
  const secrets: Record<string, unknown> = {};
  for (const { name } of live.secrets) {
    const text = values[name] ?? '';
    if (text !== '') secrets[name] = REFERENCE.test(text) ? { reference: text } : { value: text };
  }
  return { settings, secrets };
}
