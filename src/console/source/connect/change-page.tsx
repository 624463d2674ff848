/** Change how a source is connected, how often it is read, and what its word counts. */

import { useState } from 'react';
import { ActionGroup, BreadcrumbItem, Button, Form } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import type { SourceDocument } from '../../../api/sources.ts';
import type { SourceKind } from '../../../api/source-kinds.ts';
import { ROUTES } from '../../../api/routes.ts';
import { call } from '../../shared/api.ts';
import { Loading } from '../../shared/loading.tsx';
import { ConsolePage } from '../../shared/page.tsx';
import { say } from '../../shared/said.tsx';
import { CommonFields, commonFaults, commonOf } from './common-fields.tsx';
import { changedSettings, faultsOf, fieldNames, secretsOf, textOf } from './form-values.ts';
import type { FormValues, Live } from './form-values.ts';
import { KindFields } from './kind-fields.tsx';
import { Refusal } from './refusal.tsx';
import type { Insistence } from './refusal.tsx';
import { useSourceForm } from './use-form.ts';

const route = getRouteApi('/shell/sources/$id/change');

export function ChangeSourcePage() {
  const { id } = route.useParams();
  const source = useQuery({
    queryKey: ['source', id],
    queryFn: () => call(ROUTES.getSource, { params: { id } }),
    // What is being filled in must not be put back by what the server has.
    staleTime: Infinity,
  });
  const kinds = useQuery({ queryKey: ['source-kinds'], queryFn: () => call(ROUTES.listSourceKinds) });
  const title = `Change ${source.data?.name ?? id}`;
  return (
    <ConsolePage
      title={title}
      trail={
        <>
          <BreadcrumbItem
            render={({ className }) => (
              <Link to="/sources" className={className}>
                Sources
              </Link>
            )}
          />
          <BreadcrumbItem isActive>{title}</BreadcrumbItem>
        </>
      }
    >
      <Loading query={source} none={{ title: 'No such source', body: `There is no source "${id}".` }}>
        {(document) => (
          <Loading query={kinds}>
            {({ items }) => (
              <ChangeForm source={document} kind={items.find(({ kind }) => kind === document.providerKind)} />
            )}
          </Loading>
        )}
      </Loading>
    </ConsolePage>
  );
}

interface ChangeFormProps {
  readonly source: SourceDocument;
  /** Undefined: its package is no longer there. */
  readonly kind: SourceKind | undefined;
}

const NO_FIELDS: Live = { settings: [], secrets: [], guide: null, intervalSeconds: 60 };

function ChangeForm({ source, kind }: ChangeFormProps) {
  const navigate = useNavigate();
  const { live: status } = source;
  const live = (status === null ? null : kind?.live) ?? NO_FIELDS;
  const [values, setValues] = useState<FormValues>(() => valuesOf(source));
  const before = {
    intervalSeconds: status === null ? '' : String(status.intervalSeconds),
    precedence: String(source.precedence),
  };
  const [common, setCommon] = useState(before);
  const usual = {
    ...(status !== null && { intervalSeconds: live.intervalSeconds }),
    precedence: kind?.precedence ?? source.precedence,
  };
  const usualInterval = status === null ? '' : String(live.intervalSeconds);
  const send = (insistence: Insistence) => {
    const settings = changedSettings(live, values, status?.settings ?? {});
    const secrets = secretsOf(live, values);
    const renewed = settings !== undefined || Object.keys(secrets).length > 0;
    // What is emptied goes back to what is usual; what stays is not sent, for it would make the estate anew.
    const changed = commonOf({
      intervalSeconds: common.intervalSeconds === before.intervalSeconds ? '' : common.intervalSeconds || usualInterval,
      precedence: common.precedence === before.precedence ? '' : common.precedence || String(usual.precedence),
    });
    return call(ROUTES.updateSource, {
      params: { id: source.id },
      body: {
        ...(settings !== undefined && { settings }),
        ...(Object.keys(secrets).length > 0 && { secrets }),
        ...changed,
        ...(renewed && insistence),
      },
    });
  };
  const { form, faults, touched, start, onSubmit, sending } = useSourceForm({
    check: () => ({ ...faultsOf(live, values), ...commonFaults(common) }),
    send,
    done: ({ notes }) => {
      say(`${source.name} is changed.`, notes.join(' '));
      void navigate({ to: '/sources' });
    },
    fields: fieldNames(live),
  });
  const fields = (
    <CommonFields
      values={common}
      faults={faults}
      onChange={(next) => {
        touched();
        setCommon(next);
      }}
      usual={usual}
    />
  );
  return (
    <Form ref={form} isWidthLimited noValidate onSubmit={onSubmit} aria-label={`Change ${source.name}`}>
      {fields}
      {live !== NO_FIELDS && (
        <KindFields
          live={live}
          values={values}
          faults={faults}
          stored={new Map(status?.secrets.map((secret) => [secret.name, secret]))}
          onChange={(next) => {
            touched();
            setValues(next);
          }}
        />
      )}
      <Refusal error={sending.error} isPending={sending.isPending} onInsist={start} />
      <ActionGroup>
        <Button type="submit" isLoading={sending.isPending} isDisabled={sending.isPending}>
          Save
        </Button>
        <Link to="/sources" className="pf-v6-c-button pf-m-link">
          Cancel
        </Link>
      </ActionGroup>
    </Form>
  );
}

function valuesOf({ live }: SourceDocument): FormValues {
  if (live === null) return { settings: {}, secrets: {} };
  return {
    settings: Object.fromEntries(Object.entries(live.settings).map(([name, value]) => [name, textOf(value)])),
    secrets: Object.fromEntries(live.secrets.map(({ name }) => [name, { mode: 'keep' as const, text: '' }])),
  };
}
